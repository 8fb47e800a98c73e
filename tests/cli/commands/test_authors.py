"""Tests for archaeo/cli/commands/authors.py and archaeo/authors.py."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from archaeo.cli import archaeo
from archaeo.errors import ArchaeoError
from archaeo.importers import authors as reader
from tests.importers.svn.dumps import dump, node, revision

from .test_convert import run

CHANGELOG = b"2009-01-05  Ellen Thompson  <ethompso@hep.example>\n\n\t* a.f: begin\n\n2009-01-03 <kmoto>\n\n* more\n"


def source(tmp_path: Path) -> Path:
    file = tmp_path / "goos.dump"
    file.write_bytes(
        dump(
            revision(1, node("a", text=b"1"), author=b"ethompso"),
            revision(2, node("ChangeLog", text=CHANGELOG), author=b"kmoto"),
            revision(3, node("a", "change", text=b"2"), author=b"ethompso"),
        )
    )
    return file


def test_map_is_filled_from_the_changelog_in_the_tree(tmp_path: Path):
    assert run("authors", source(tmp_path), "-o", tmp_path / "people.txt") == (
        0,
        f"{tmp_path / 'people.txt'}: 2 logins\n",
        f"archaeo authors: 2 logins; correct it, then: archaeo convert --authors {tmp_path / 'people.txt'}\n",
    )
    people = reader.read(tmp_path / "people.txt")
    assert people["ethompso"].name == "Ellen Thompson"
    assert people["ethompso"].email == "ethompso@hep.example"
    assert people["kmoto"].name == "kmoto"
    assert "# 2 commits, 2009" in (tmp_path / "people.txt").read_text()


def test_existing_file_is_not_replaced(tmp_path: Path):
    (tmp_path / "people.txt").write_text("mine")
    with pytest.raises(ArchaeoError, match="exists already; name another file, or say --force"):
        archaeo.main(["authors", str(source(tmp_path)), "-o", str(tmp_path / "people.txt")], standalone_mode=False)
    assert (tmp_path / "people.txt").read_text() == "mine"


def test_mailmap_is_one_that_git_takes(tmp_path: Path):
    run("convert", source(tmp_path), "-o", tmp_path / "r.git")
    run("authors", tmp_path / "r.git", "--mailmap", "-o", tmp_path / ".mailmap")
    shown = subprocess.run(
        [
            "git",
            "-C",
            tmp_path / "r.git",
            "-c",
            f"mailmap.file={tmp_path / '.mailmap'}",
            "log",
            "-1",
            "--format=%aN <%aE>",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == "Ellen Thompson <ethompso@hep.example>\n"
