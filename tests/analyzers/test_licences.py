"""Tests for archaeo/analyzers/licences.py."""

from __future__ import annotations

import pytest

from archaeo.analyzers import licences
from archaeo.analyzers.licences import licence_in
from archaeo.model import SourceFile
from tests.analyzers.sources_of import sample_texts, source_files


def test_licences_of_the_sample() -> None:
    found = licences.find(source_files(sample_texts()))
    assert found.texts == (("LICENSE", "MIT"),)
    assert [(licence.name, licence.files) for licence in found.notices] == [("MIT", 31)]
    assert found.notices[0].examples[0].where == "BoostedGOOS/BTagger.h:2"
    assert found.restrictions == ()
    assert found.holders[0] == ("the BoostedGOOS authors", 31)
    assert (found.programs, found.silent) == (51, 20)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("// This library is free software under the GNU Lesser General Public\n// License; version 2.1\n", "LGPL 2.1"),
        ("C Redistribution and use in source and binary\nC forms, with or without", "BSD"),
        ("# This program is free software, same terms as Perl itself", "Artistic"),
        ("Permission is hereby granted, free of charge, to any person", "MIT"),
        ("I put this into the public domain.", "public domain"),
        ("int main()", ""),
    ],
)
def test_licence_by_its_words_also_across_comment_lines(text: str, name: str) -> None:
    assert licence_in(text)[0] == name


def test_notice_that_forbids_is_told_apart() -> None:
    files = {
        "a.c": "/* (C) 1999 E. Thompson. Internal to the working group, do not distribute. */\n",
        "b.c": "int b;\n",
    }
    found = licences.find(source_files(files))
    assert [(r.name, r.examples[0].where) for r in found.restrictions] == [("internal to the working group", "a.c:1")]
    assert found.holders == (("E. Thompson", 1),)
    assert (found.programs, found.silent) == (2, 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Date: 2009\n# Version 1.0\n# Licence GPL v3\n", "GPL 3"),
        ("a) the GNU General Public License; either version 1, or any\n   later version, or\nb) the \"Artistic "
         "License\"", "GPL 1 or later, or Artistic"),
        ("the GNU General Public License. The libraries: the GNU Lesser General Public License, version 2.1.", "GPL"),
        ("Eclipse Public License - v 2.0\n... Secondary License: the GNU General Public License, version 2.0", "EPL"),
        ("under version 2 of the GNU General Public License", "GPL 2"),
        ("GNU GENERAL PUBLIC LICENSE\nVersion 2, June 1991\n", "GPL 2"),
    ],
)  # fmt: skip
def test_version_is_the_one_beside_the_licence(text: str, name: str) -> None:
    assert licence_in(text)[0] == name


def test_notice_that_sends_to_the_licence_file_forbids_nothing() -> None:
    notice = (
        "/* Copyright (c) 2005 Eve Li. All rights reserved.\n * Read the accompanying LICENSE file for details. */\n"
    )
    found = licences.find(source_files({"a.c": notice, "b.c": "/* Copyright (c) 2005 Bob. All rights reserved. */\n"}))
    assert [(one.name, one.files) for one in found.restrictions] == [("all rights reserved", 1)]
    assert found.silent == 0


def test_descriptions_of_packages_say_it_too() -> None:
    files = {"pkg/goos/DESCRIPTION": "Package: goos\nLicense: GPL (>=3)\n", "setup.py": "setup(license='BSD')\n"}
    assert licences.find(source_files(files)).declared == (("pkg/goos/DESCRIPTION", "GPL (>=3)"), ("setup.py", "BSD"))


def test_hosts_of_addresses_at_the_head_and_latin_1() -> None:
    head = "/* (C) 2001 Universit\xe4t Goos, eve@Lab.Uni-Goos.de, ken@lab.uni-goos.de */\n".encode("latin-1")
    found = licences.find([SourceFile("a.c", lambda: head), SourceFile("b.c", lambda: head)])
    assert found.hosts == (("lab.uni-goos.de", 2),)
    assert found.holders == (("Universität Goos, eve@Lab.Uni-Goos.de, ken@lab.uni-goos.de", 2),)


@pytest.mark.parametrize("end", ["é\n*/", "*/\n", "é", f"{'x' * (licences.HEAD_BYTES - 29)}é"])
def test_letters_anywhere_near_the_end_of_what_is_read(end: str) -> None:
    text = f"/* (C) 2001 Universität é\n{end}"
    found = licences.find([SourceFile("a.c", text.encode)])
    assert found.holders == (("Universität é", 1),)


def test_ncsa_s_licence_begins_with_the_words_of_mit_s() -> None:
    text = "University of Illinois/NCSA Open Source License\n\nPermission is hereby granted, free of charge"
    assert licence_in(text)[0] == "NCSA"
