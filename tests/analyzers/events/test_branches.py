"""Tests for archaeo/analyzers/events/branches.py."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers.events import branches
from archaeo.model import Commit
from tests.analyzers.events.drawn import found, on_branch
from tests.analyzers.histories import history

WORK = "2011-01-01 Eve: A a\n" + "2011-02-01 Bob: M a\n" * 3


def _branched(drawing: str) -> list[Commit]:
    return list(on_branch(history(drawing), {"c1", "c2", "c3"}, "refs/heads/fits"))


def test_merged_by_a_merge_commit() -> None:
    commits = _branched(WORK + "2011-03-01 Eve: M a")
    commits[4] = replace(commits[4], parents=("c0", "c3"))
    (event,) = found(branches, commits)
    assert event.title == "branch fits: 3 changes by Bob, merged on 2011-03-01 by Eve"
    assert str(event.end) == "2011-03-01"


def test_merged_by_what_the_message_says() -> None:
    (event,) = found(branches, _branched(WORK + "2011-03-01 Eve: M a | merge of fits"))
    assert event.title == "branch fits: 3 changes by Bob, merged on 2011-03-01 by Eve"


def test_left() -> None:
    (event,) = found(branches, _branched(WORK + "2012-03-01 Eve: M a"))
    assert event.title == "branch fits: 3 changes by Bob, left on 2011-02-01, no merge is recorded"


def test_deleted() -> None:
    drawing = "2011-01-01 Eve: A a\n2011-02-01 Bob: M a\n2011-02-01 Bob: M a\n2011-02-05 Bob: D a\n2012-03-01 Eve: M a"
    (event,) = found(branches, _branched(drawing))
    assert event.title == "branch fits: 3 changes by Bob, deleted on 2011-02-05 by Bob"


def test_short_branch_is_not_told() -> None:
    commits = list(on_branch(history(WORK + "2012-03-01 Eve: M a"), {"c1"}, "refs/heads/x"))
    assert found(branches, commits) == []


def test_deleted_branch_of_a_conversion_has_its_own_name() -> None:
    commits = history(WORK + "2012-03-01 Eve: M a")
    line = "refs/archaeo/deleted/branches/fits@r17"
    (event,) = found(branches, list(on_branch(commits, {"c1", "c2", "c3"}, line)))
    assert event.title == "branch fits: 3 changes by Bob, deleted in r17"
