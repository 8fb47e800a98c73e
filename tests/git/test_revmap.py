"""Tests for archaeo/git/revmap.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.errors import ArchaeoError
from archaeo.git import revmap
from archaeo.git.revmap import Row

ROWS = [
    Row("1", "trunk", "refs/heads/main", "ab" * 20),
    Row("2", "tags/a\tb\\n\nc", "", "", "directories only"),
    Row("3", "caf\udce9", "refs/heads/caf%E9", "cd" * 20),
]


def test_rows_come_back_as_they_were(tmp_path: Path):
    (tmp_path / "archaeo").mkdir()
    revmap.write(tmp_path / revmap.REVMAP, ROWS)
    assert list(revmap.read(tmp_path)) == ROWS
    assert (tmp_path / revmap.REVMAP).read_bytes().split(b"\n")[1].count(b"\t") == 3


def test_repository_without_a_map(tmp_path: Path):
    with pytest.raises(ArchaeoError, match="has no revision map"):
        list(revmap.read(tmp_path))


def test_commits_by_revision_and_path():
    assert revmap.by_unit(ROWS) == {("1", "trunk"): "ab" * 20, ("3", "caf\udce9"): "cd" * 20}
