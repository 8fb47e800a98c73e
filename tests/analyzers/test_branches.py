"""Lives of branches."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers import branches
from archaeo.analyzers.history import prepare
from archaeo.analyzers.layout import Layout
from tests.analyzers.histories import history

WORK = """
    2011-01-01 Eve: A a
    2011-02-01 Bob: M a
    2011-02-02 Bob: M a
    2011-02-03 Kenji: M a
    2011-03-01 Eve: M a | merge of fits
"""


def test_each_line_with_its_people_and_end() -> None:
    commits = [
        replace(commit, branch="refs/heads/fits" if commit.key in ("c1", "c2", "c3") else commit.branch)
        for commit in history(WORK)
    ]
    fits, main = branches.lives(prepare(commits))
    assert (main.name, main.is_main, main.end) == ("main", True, "open")
    assert (fits.name, fits.is_main, fits.end, str(fits.merge.day)) == ("fits", False, "merged", "2011-03-01")
    assert fits.people == (("Bob", 2), ("Kenji", 1))


def test_nothing_known() -> None:
    assert branches.lives(prepare([])) == ()


def test_folders_begin_with_the_copy_and_once_more_when_they_were_emptied() -> None:
    commits = history("""
        2011-01-01 Eve: A trunk/a
        2011-02-01 Bob: A branches/fits/a < trunk/a
        2011-03-01 Eve: M branches/fits/a
        2011-04-01 Eve: D branches/fits/a
        2011-05-01 Kenji: A branches/fits/a < trunk/a
        2011-06-01 Kenji: A branches/note
    """)
    found = branches.folders(commits[:4], Layout("trunk/", "", "branches/"))
    assert [(name, one.key, two.key) for name, (one, two) in found.items()] == [("fits", "c1", "c3")]
    again = branches.folders(commits, Layout("trunk/", "", "branches/"))
    assert [(name, one.key, two.key) for name, (one, two) in again.items()] == [("fits", "c4", "c4")]
    assert branches.folders(commits, Layout()) == {}
