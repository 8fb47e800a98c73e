"""Licences, holders, and secrets by place."""

from __future__ import annotations

from archaeo.summary.blocks import Items
from archaeo.summary.sections import licences, origin
from tests.analyzers.histories import history
from tests.analyzers.sources_of import source_files
from tests.summary.projects import empty, project

GPL = "/* Copyright (c) 1999 Eve. GNU General Public License, version 2 or later */\n"
FTP = b"wget --password=geheim77 ftp://x.example/\n"


def test_sentences_count_what_says_nothing() -> None:
    files = tuple(source_files({"a.c": GPL, "b.c": "int b;\n", "c.c": "// do not distribute\n"}))
    text, notices, holders = licences.section(project(files=files)).blocks
    assert [sentence.text for sentence in text.sentences] == [
        "There is no licence file.",
        "1 program of 3 (33 %) name neither licence nor holder.",
        "1 file says “do not distribute”.",
    ]
    assert [row[:3] for row in notices.rows] == [
        ("GPL 2 or later", "licence", 1),
        ("do not distribute", "restriction", 1),
    ]
    assert holders.rows == (("Eve", 1),)


def test_secret_that_stands_only_in_the_history() -> None:
    commits = tuple(history("2001-01-01 Eve: A get.sh\n2002-01-01 Eve: M get.sh"))
    texts = {"c0": FTP, "c1": b"scp x.example:a .\n"}
    files = tuple(source_files({"get.sh": texts["c1"]}))
    told = project(commits=commits, files=files, tip="c1", content=lambda key, path: texts[key])
    (items,) = [block for block in licences.section(told).blocks if isinstance(block, Items)]
    assert [item.text for item in items.items] == [
        "get.sh, line 1: password on a command line; it is gone from the newest state, not from the history."
    ]
    assert items.items[0].target == "rev:c0"
    assert "geheim77" not in repr(licences.section(told)) + repr(dict(licences.tables(told)))


def test_nothing() -> None:
    assert licences.section(empty()) is None


def test_licence_before_is_told_here_and_on_the_cover() -> None:
    commits = tuple(history("2001-01-01 Eve: A COPYING, A a.c\n2009-05-01 Bob: M COPYING"))
    texts = {"c0": b"GNU General Public License, version 2\n", "c1": b"Permission is hereby granted, free of charge\n"}
    files = tuple(source_files({"COPYING": texts["c1"], "a.c": "int a;\n"}))
    told = project(commits=commits, files=files, changelogs=(), content=lambda key, path: texts[key])
    said = [sentence.text for sentence in licences.section(told).blocks[0].sentences]
    assert said[1:3] == [
        "The first licence file came on 2001-01-01, by Eve: GPL 2 (COPYING).",
        "Its licence was GPL 2 until 2009-05-01, then MIT: Bob changed COPYING.",
    ]
    assert "its licence is MIT (COPYING; GPL 2 until 2009-05)." in "".join(s.text for s in origin.cover(told))
