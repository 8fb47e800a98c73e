"""Subversion's folders in a git tree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from archaeo.analyzers import layout
from archaeo.analyzers.layout import Layout
from archaeo.model import Change, Commit, Identity
from tests.analyzers.histories import history

STD = Layout("trunk/", "tags/", "branches/")


def _history(*drawn: str) -> list[Commit]:
    """Commits from lines like ``A trunk/a.c, A tags/x/a.c < trunk/a.c``, a day apart."""
    commits = []
    for number, line in enumerate(drawn):
        changes = []
        for part in filter(None, line.split(", ")):
            action, path, *source = part.replace(" < ", " ").split()
            changes.append(Change(action, path, (source[0], "p") if source else None))
        moment = datetime(2012, 1, 1, tzinfo=UTC) + timedelta(number)
        commits.append(Commit(f"c{number}", "refs/heads/main", (), Identity("Eve"), moment, "m", tuple(changes)))
    return commits


def test_layout_needs_trunk_and_one_other() -> None:
    assert layout.detect(_history("A trunk/a.c", "A tags/x/a.c")) == Layout("trunk/", "tags/", "")
    assert layout.detect(_history("A trunk/a.c", "A branches/x/a.c")) == Layout("trunk/", "", "branches/")
    assert layout.detect(_history("A trunk/a.c")) == Layout()
    assert layout.detect(_history("A src/a.c, A src/b.c, A doc/c", "A trunk/a, A tags/b")) == Layout()


def test_work_is_relative_to_trunk_and_leaves_tags_out() -> None:
    history = _history(
        "A trunk/a.c", "A tags/x/a.c < trunk/a.c", "M trunk/a.c, M branches/b/z, M trunk/b.c", "M branches/b/q"
    )
    found = layout.work(history, STD)
    assert [(c.branch, [change.path for change in c.changes]) for c in found] == [
        ("trunk", ["a.c"]),
        ("trunk", ["a.c", "b.c"]),
        ("branches/b", ["q"]),
    ]


def test_branching_is_no_work() -> None:
    assert layout.work(_history("A branches/b/a.c < trunk/a.c"), STD) == ()


def test_tool_made_commits_are_no_work() -> None:
    commit = _history("A a.c")[0]
    for message in (
        "This commit was manufactured by cvs2svn to create tag 'x'.",
        "New repository initialized by cvs2svn.",
    ):
        made = Commit(commit.key, "", (), commit.author, commit.date, message, commit.changes)
        assert layout.machine_made(made) == "manufactured by cvs2svn"
        assert layout.work([made], Layout()) == ()
    assert layout.machine_made(_history("")[0]) == "no file changed"
    assert layout.machine_made(commit) == ""


def test_words_about_cvs2svn_by_a_person_are_work() -> None:
    (commit,) = _history("M a.c")
    fixed = Commit("k", "", (), commit.author, commit.date, "fixed corruption upon cvs2svn conversion", commit.changes)
    assert layout.work([fixed], Layout()) == (fixed,)


def test_tag_folders_are_releases_dated_by_their_last_making() -> None:
    history = _history(
        "A tags/1.0/a", "A tags/2.0/a", "D tags/1.0/a", "A tags/1.0/a", "M tags/2.0/a", "A tags/gone/a", "D tags/gone/a"
    )
    found = layout.tag_folders(history, STD)
    assert [(r.name, r.commit, r.evidence) for r in found] == [
        ("2.0", "c1", "folder tags/2.0"),
        ("1.0", "c3", "folder tags/1.0"),
    ]


def test_automatic_update_is_no_work() -> None:
    commits = history("2001-01-01 build: M a | automatic ssbx update\n2001-01-02 Eve: M a | automatic choice of bins")
    assert [layout.machine_made(commit) for commit in commits] == ["automatic update", ""]


def test_what_a_clock_commits_is_no_work() -> None:
    log = "\n".join(
        f"{2000 + n // 360}-{n // 30 % 12 + 1:02}-{n % 28 + 1:02} Bob: M log.html | Periodic update."
        for n in range(250)
    )
    commits = history(f"2000-01-01 Eve: A a.c, A log.html\n{log}\n2002-01-01 Bob: M a.c | Periodic update.")
    assert [commit.key for commit in layout.work(commits, layout.Layout())] == ["c0", "c251"]
    few = history("\n".join(log.splitlines()[:100]))
    assert len(layout.work(few, layout.Layout())) == 100
