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


def test_commits_are_found_by_the_keys_of_their_records(tmp_path: Path):
    (tmp_path / "archaeo").mkdir()
    rows = [
        revmap.Row("1", "trunk", "", "", "directories only"),
        revmap.Row("2", "trunk", "refs/heads/main", "ab" * 20),
        revmap.Row("2", "", "refs/heads/outside", "cd" * 20, revmap.OUTSIDE),
        revmap.Row("2", "trunk", "refs/heads/plain", "ef" * 20, revmap.PLAIN),
    ]
    revmap.write(tmp_path / revmap.REVMAP, rows)
    commits = revmap.by_key(tmp_path)
    found = {key: commits.get(key) for key in ("trunk@1", "trunk@2", "outside:@2", "/plain/trunk@2")}
    assert [id and id.hex() for id in found.values()] == [None, "ab" * 20, "cd" * 20, "ef" * 20]


def test_a_map_with_what_is_no_id_is_refused(tmp_path: Path):
    (tmp_path / "archaeo").mkdir()
    revmap.write(tmp_path / revmap.REVMAP, [revmap.Row("2", "trunk", "refs/heads/main", "abcd")])
    with pytest.raises(ArchaeoError) as caught:
        revmap.by_key(tmp_path)
    assert str(caught.value) == f"{tmp_path / revmap.REVMAP}: 'abcd' is no commit's id; convert again"
