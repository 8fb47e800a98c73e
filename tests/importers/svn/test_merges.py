"""Tests for archaeo/importers/svn/merges.py: what is recorded, what becomes a parent, and why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.importers import svn
from archaeo.importers.svn import merges
from archaeo.model import Commit, ImportOptions

from .dumps import Texts, dump, node, revision

BRANCH = (
    revision(1, node("trunk"), node("branches"), node("trunk/a", text=b"1")),
    revision(2, node("branches/x", copyfrom=("trunk", 1))),
    revision(3, node("branches/x/b", text=b"1")),
    revision(4, node("branches/x/b", "change", text=b"2")),
)


def merge(info: bytes, name: str = "svn:mergeinfo", number: int = 5, path: str = "trunk") -> bytes:
    return revision(number, node(path, "change", props={name: info}), node(f"{path}/c", text=b"%d" % number))


def last(tmp_path: Path, *revisions: bytes) -> Commit:
    file = tmp_path / "goos.dump"
    file.write_bytes(dump(*revisions))
    return [record for record in svn.read(file, Texts(), ImportOptions()) if isinstance(record, Commit)][-1]


def said(commit: Commit) -> list[str]:
    return [line for line in commit.note.splitlines() if "merge" in line]


def test_whole_branch_becomes_a_parent(tmp_path: Path):
    commit = last(tmp_path, *BRANCH, merge(b"/branches/x:2-4"))
    assert commit.parents == ("trunk@1", "branches/x@4")
    assert said(commit) == ["merged: branches/x r2-r4 (all 2 commits that the target lacked)"]


@pytest.mark.parametrize(
    ("name", "info"), [("svnmerge-integrated", b"/branches/x:1-4"), ("svk:merge", b"3f0c:/branches/x:4")]
)
def test_what_svnmerge_and_svk_record_counts_too(tmp_path: Path, name: str, info: bytes):
    assert last(tmp_path, *BRANCH, merge(info, name)).parents == ("trunk@1", "branches/x@4")


def test_svk_ticket_of_another_repository_does_not_count(tmp_path: Path):
    assert last(tmp_path, *BRANCH, merge(b"beef:/branches/x:4", "svk:merge")).parents == ("trunk@1",)


@pytest.mark.parametrize(
    ("info", "reason"),
    [
        (b"/branches/x:4", "1 of the 2 commits that the target lacked, r3 is not among them"),
        (b"/branches/x:2-9", "r9 was not there yet in r5"),
        (b"/branches/x:4-2", "a range runs backwards"),
        (b"/branches/y:2-4", "'branches/y' was no branch in r4"),
        (b"/trunk:2-4", "it is the branch itself"),
        (b"/branches/x/lib:2-4", "'branches/x/lib' was no branch in r4"),
    ],
)
def test_what_is_no_merge_of_a_whole_branch_is_refused_with_its_reason(tmp_path: Path, info: bytes, reason: str):
    commit = last(tmp_path, *BRANCH, merge(info))
    assert commit.parents == ("trunk@1",)
    assert len(said(commit)) == 1
    assert said(commit)[0].startswith("not drawn as a merge: ")
    assert said(commit)[0].endswith(f"({reason})")


def test_ranges_of_the_directory_alone_are_left_out(tmp_path: Path):
    assert last(tmp_path, *BRANCH, merge(b"/branches/x:2-4*")).parents == ("trunk@1",)


def test_cherry_picks_that_add_up_to_the_branch_are_a_merge(tmp_path: Path):
    commit = last(
        tmp_path, *BRANCH, merge(b"/branches/x:4"), merge(b"/branches/x:2-4", number=6).replace(b"trunk/c", b"trunk/d")
    )
    assert commit.parents == ("trunk@5", "branches/x@4")


def test_merge_back_after_a_merge_forth(tmp_path: Path):
    """The commit that brought the trunk into the branch need not be recorded for the way back."""
    commit = last(
        tmp_path,
        *BRANCH,
        revision(5, node("trunk/t", text=b"t")),
        merge(b"/trunk:2-5", number=6, path="branches/x"),
        merge(b"/branches/x:2-4", number=7).replace(b"trunk/c", b"trunk/e"),
    )
    assert commit.parents == ("trunk@5", "branches/x@4")


def test_merge_that_changes_no_file_is_a_commit(tmp_path: Path):
    commit = last(tmp_path, *BRANCH, revision(5, node("trunk", "change", props={"svn:mergeinfo": b"/branches/x:2-4"})))
    assert commit.key == "trunk@5"
    assert commit.parents == ("trunk@1", "branches/x@4")


def test_merge_of_a_part_is_said(tmp_path: Path):
    commit = last(
        tmp_path,
        *BRANCH,
        revision(5, node("trunk/lib", props={"svn:mergeinfo": b"/branches/x/lib:2-4"}), node("trunk/lib/f", text=b"1")),
    )
    assert commit.parents == ("trunk@1",)
    assert said(commit) == ["not drawn as a merge: 'lib' has merges recorded of its own (only a part of the branch)"]


def test_path_with_a_colon():
    assert merges.recorded({"svn:mergeinfo": b"/branches/a:b:7"}, "") == {"branches/a:b": ((7, 7),)}


def test_garbage_is_no_merge():
    assert merges.recorded({"svn:mergeinfo": b"rubbish\n/x:one-two\n:\n"}, "") == {}
