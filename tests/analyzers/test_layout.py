"""Subversion's folders in a git tree."""

from __future__ import annotations

from dataclasses import replace
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


def _line(*drawn: str) -> list[Commit]:
    """The same as one line of commits, each the child of the one before."""
    found = _history(*drawn)
    return [replace(c, parents=(found[n - 1].key,) if n else ()) for n, c in enumerate(found)]


LATE = (
    "A a.c, A b.c, A c.c, A d.c",
    "M a.c",
    "D a.c, D b.c, D c.c, D d.c, A trunk/a.c, A trunk/src/b.c, A trunk/c.c < c.c, A trunk/d.c, "
    "A tags/1.0/a.c, A tags/1.0/b.c, A tags/2.0/a.c, A branches/x/a.c",
    "M trunk/a.c",
)


def test_layout_that_came_late_is_known_with_its_commit() -> None:
    assert layout.detect(_line(*LATE)) == Layout("trunk/", "tags/", "branches/", "c2")


def test_folders_put_beside_a_tree_that_goes_on_are_no_layout() -> None:
    put = LATE[2].partition("A trunk")[2]
    beside = (LATE[0], f"A trunk{put}", "M trunk/a.c, M a.c")
    assert layout.detect(_line(*beside)) == Layout()
    # and not where work on the old tree goes on for long
    assert layout.detect(_line(*LATE[:3], *(f"A new{n}.c" for n in range(20)))) == Layout()


def test_paths_from_before_a_late_layout_are_below_trunk() -> None:
    made = _line(*LATE)
    found = layout.as_always(made, layout.detect(made))
    work = layout.work(found, layout.detect(made))
    assert [[c.path for c in commit.changes if c.action != "D"] for commit in work] == [
        ["a.c", "b.c", "c.c", "d.c"],
        ["a.c"],
        ["a.c", "c.c", "d.c", "src/b.c"],
        ["a.c"],
    ]
    assert {commit.branch for commit in work} == {"trunk"}
    moved = {change.path: change.copyfrom for change in work[2].changes if change.copyfrom}
    # b.c has another path now and is paired by its name
    assert moved["src/b.c"] == ("b.c", "c1")


def test_contents_from_before_a_late_layout_are_read_where_they_lay() -> None:
    made = _line(*LATE)
    read = layout.reading(lambda commit, path: f"{commit}:{path}".encode(), made, layout.detect(made))
    assert read("c0", "trunk/a.c") == b"c0:a.c"
    assert read("c2", "trunk/a.c") == b"c2:trunk/a.c"
    assert read("c3", "trunk/a.c") == b"c3:trunk/a.c"


def test_branch_of_git_from_before_a_late_layout_keeps_its_name() -> None:
    made = _line(*LATE)
    other = replace(made[1], key="o1", branch="refs/heads/fix")
    made = [made[0], other, *made[1:]]
    laid_out = layout.detect(made)
    work = layout.work(layout.as_always(made, laid_out), laid_out)
    assert [commit.branch for commit in work if commit.key == "o1"] == ["refs/heads/fix"]
