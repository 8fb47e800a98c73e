"""The section of branches."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers import layout
from archaeo.model import SourceFile
from archaeo.summary.sections import branches
from tests.analyzers.histories import history
from tests.summary.projects import empty, project

MIRROR = """
    2008-01-01 Eve: A trunk/a.c, A trunk/b.c
    2008-02-01 Bob: A branches/new/a.c < trunk/a.c, A branches/new/b.c < trunk/b.c
    2008-02-02 Eve: A branches/idle/a.c < trunk/a.c
    2008-03-01 Eve: M trunk/a.c
    2009-05-01 Kenji: M branches/new/a.c
    2009-06-01 Kenji: M branches/new/a.c
    2009-06-02 Bob: A tags/v1/a.c < trunk/a.c
"""


def _mirror():
    texts = {"trunk/a.c": b"1", "trunk/b.c": b"2", "branches/new/a.c": b"3", "branches/new/b.c": b"2"}
    texts |= {"branches/idle/a.c": b"1", "tags/v1/a.c": b"1"}
    files = tuple(SourceFile(path, lambda text=text: text, blob=text * 20) for path, text in sorted(texts.items()))
    return project(commits=tuple(history(MIRROR)), files=files, changelogs=(), releases=())


def test_a_mirror_tells_what_lies_beside_trunk_and_where_the_last_work_was() -> None:
    said, table = branches.section(_mirror()).blocks
    assert [sentence.text for sentence in said.sentences] == [
        "The last work was done on branch new, on 2009-06-01 by Kenji; on trunk it was 2008-03-01, by Eve.",
        "The tree holds 2 files in trunk/ and beside them 3 in 2 folders below branches/ and 1 in 1 folder below "
        "tags/; 3 of those are the very same as one of trunk/.",
        "Only copies, and no work of their own, are counted on idle.",
    ]
    assert [(row[0].text, *row[1:]) for row in table.rows] == [
        ("trunk", "2008-01-01, Eve", "2008-03-01, Eve", 2, "Eve", "main line", 2),
        ("new", "2008-02-01, Bob", "2009-06-01, Kenji", 2, "Kenji", "open", 2),
    ]
    assert [sentence.text[:41] for sentence in branches.cover(_mirror())] == [
        "The last work was done on branch new, on "
    ]


def test_branches_of_git_and_how_they_ended() -> None:
    drawn = history(
        "2011-01-01 Eve: A a\n2011-02-01 Bob: M a\n2011-02-09 Bob: M a\n2011-03-01 Eve: M a | merge of fits"
    )
    commits = tuple(replace(c, branch="refs/heads/fits") if c.author.name == "Bob" else c for c in drawn)
    (table,) = branches.section(project(commits=commits, releases=())).blocks
    assert [(row[0].text, *row[1:]) for row in table.rows] == [
        ("main", "2011-01-01, Eve", "2011-03-01, Eve", 2, "Eve", "main line"),
        ("fits", "2011-02-01, Bob", "2011-02-09, Bob", 2, "Bob", "merged 2011-03-01 by Eve"),
    ]
    assert not list(branches.cover(project(commits=commits, releases=())))


def test_one_line_has_none() -> None:
    assert branches.section(project()) is None
    assert branches.section(empty()) is None and not list(branches.cover(empty()))


def test_folders_that_came_late_are_told_with_their_day() -> None:
    drawn = """
        2008-01-01 Eve: A a.c, A b.c
        2009-01-01 Bob: D a.c, D b.c, A trunk/a.c < a.c, A trunk/b.c < b.c, A tags/1.0/a.c, A branches/x/b.c
    """
    made = tuple(history(drawn))
    laid_out = layout.detect(made)
    files = tuple(SourceFile(path, bytes) for path in ("trunk/a.c", "trunk/b.c", "tags/1.0/a.c", "branches/x/b.c"))
    late = replace(project(commits=layout.as_always(made, laid_out), files=files, releases=()), laid_out=laid_out)
    first = branches.section(late).blocks[0].sentences[0]
    assert first.text == (
        "The folders are there since 2009-01-01, laid out by Bob; "
        "before that the whole tree was what lies in trunk/ now."
    )
