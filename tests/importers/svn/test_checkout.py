"""Tests for archaeo/importers/svn/checkout.py: what a working copy says of its place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from archaeo.importers.svn.checkout import place


def written(folder: Path, name: str, text: str) -> Path:
    (folder / ".svn").mkdir()
    (folder / ".svn" / name).write_text(text)
    return folder


@pytest.mark.parametrize(
    "text",
    [
        "8\n\ndir\n4411\nsvn+ssh://eve@svn.example/goos/trunk\nsvn+ssh://eve@svn.example/goos\n",
        '<?xml version="1.0"?>\n<entry name="" url="svn+ssh://eve:pw@svn.example/goos/trunk" revision="4411"/>',
    ],
    ids=["1.4", "1.3"],
)
def test_entries_say_address_and_revision_without_names(tmp_path: Path, text: str) -> None:
    assert place(written(tmp_path, "entries", text)) == ("svn+ssh://svn.example/goos/trunk", 4411)


def test_database_of_1_7(tmp_path: Path) -> None:
    (tmp_path / ".svn").mkdir()
    base = sqlite3.connect(tmp_path / ".svn" / "wc.db")
    base.executescript(
        "create table repository (id integer, root text);"
        "create table nodes (repos_id integer, repos_path text, revision int, local_relpath text, op_depth int);"
        "insert into repository values (1, 'file:///goos');"
        "insert into nodes values (1, 'trunk', 88, '', 0), (1, 'trunk/a.c', 87, 'a.c', 0);"
    )
    base.commit()
    base.close()
    assert place(tmp_path) == ("file:///goos/trunk", 88)


@pytest.mark.parametrize("text", ["", "12\n", "8\n\nfile\n1\nx\n", "\x00\x01"])
def test_what_it_does_not_say_is_not_guessed(tmp_path: Path, text: str) -> None:
    assert place(written(tmp_path, "entries", text)) is None
    (tmp_path / ".svn" / "wc.db").write_text(text or "no database")
    assert place(tmp_path) is None
