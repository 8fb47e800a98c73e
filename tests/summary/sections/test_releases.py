"""What was given out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from archaeo.importers import changelog
from archaeo.model import ChangeLogEntry, Release, SourceFile
from archaeo.summary.sections import releases
from tests.analyzers.histories import history
from tests.summary.projects import empty, project


def test_table_newest_first_with_what_changed() -> None:
    last, table, *_ = releases.section(project()).blocks
    assert last.sentences[0].text == "The last release is v2 of 2012-06-02, made on the main line."
    assert [(row[0].text, row[1], row[2], row[3]) for row in table.rows] == [
        ("v2", date(2012, 6, 2), 1183, 4),
        ("v1", date(2009, 3, 7), None, 3),
    ]


def test_cover_and_command() -> None:
    assert [s.text for s in releases.cover(project())] == [
        "2 releases are recorded, v1 (2009-03-07) to v2 (2012-06-02)."
    ]
    assert releases.section(project()).blocks[2].text == "git archive --prefix=tree/ refs/tags/v2 | tar x"


def test_none() -> None:
    assert releases.section(empty()) is None
    assert list(releases.cover(empty())) == list(releases.loud(empty())) == []


def test_tags_without_a_version_are_no_releases_unless_there_are_only_such() -> None:
    made = [Release(name, date(2010, 1, day), f"tag refs/tags/{name}") for day, name in enumerate(["start", "v1"], 1)]
    section = releases.section(project(releases=tuple(made)))
    assert [row[0].text for row in section.blocks[1].rows] == ["v1"]
    (marks,) = [block for block in section.blocks if getattr(block, "title", "") == "Other tags"]
    assert [(row[0].text, row[1]) for row in marks.rows] == [("start", date(2010, 1, 1))]
    (said,) = releases.cover(project(releases=tuple(made[:1])))
    assert said.text == "It was released once: start (2010-01-01)."


def test_files_that_name_a_newer_version_than_any_release_are_heard() -> None:
    commits = history("2009-01-01 Eve: A VERSION\n2013-05-06 Eve: M VERSION")
    files = (SourceFile("VERSION", lambda: b"2.5\n"),)
    texts = {"c0": b"2.0\n", "c1": b"2.5\n"}
    made = project(commits=tuple(commits), files=files, changelogs=(), content=lambda key, path: texts[key])
    newer = "; the files call themselves 2.5 since 2013-05-06 (VERSION)."
    assert next(iter(releases.cover(made))).text.endswith(newer)
    assert next(iter(releases.loud(made)))[1].text == f"The last of 2 releases is v2, 2012-06-02{newer}"
    table = next(block for block in releases.section(made).blocks if "VERSION" in getattr(block, "title", ""))
    assert [row[:2] for row in table.rows] == [("2.5", date(2013, 5, 6)), ("2.0", date(2009, 1, 1))]
    tagged = Release("v2.5", date(2013, 5, 1), "tag refs/tags/v2.5")
    assert "call themselves" not in next(iter(releases.cover(replace(made, releases=(tagged,))))).text


def test_candidates_are_counted_beside() -> None:
    names = ["v1.0rc1", "v1.0", "v1.1beta"]
    made = tuple(Release(name, date(2010, 1, day), f"tag refs/tags/{name}") for day, name in enumerate(names, 1))
    (said,) = releases.cover(project(releases=made))
    assert said.text == (
        "3 releases are recorded, v1.0rc1 (2010-01-01) to v1.1beta (2010-01-03), 2 candidates and betas among them."
    )


def test_releases_without_a_day_are_named() -> None:
    entries = tuple(ChangeLogEntry(line, line, None, tags=(name,)) for line, name in ((1, "2.4"), (9, "2.3")))
    log = replace(changelog.parse(b"", "ChangeLog"), entries=entries)
    (said,) = releases.cover(project(releases=(), changelogs=(log,)))
    assert said.text == "2 releases are named without a day: 2.4 and 2.3."
    texts = {"c0": b"2.3\n", "c1": b"2.4\n"}
    commits = tuple(history("2009-01-01 Eve: A VERSION\n2013-05-06 Eve: M VERSION"))
    files = (SourceFile("VERSION", lambda: b"2.4\n"),)
    made = project(commits=commits, releases=(), changelogs=(log,), files=files, content=lambda key, path: texts[key])
    (said,) = releases.cover(made)
    assert said.text.endswith("2.4 and 2.3; the files call themselves 2.4 since 2013-05-06 (VERSION).")


def test_of_many_the_milestones_come_first() -> None:
    names = [
        "fg20030311",
        "v0.1",
        "v1.0rc1",
        "v1.0",
        *(f"v1.{n}" for n in range(1, 15)),
        "v2.0",
        "v2.1",
        "v2.2",
        "v2.2.1",
    ]
    made = tuple(
        Release(name, date(2003 + n // 12, 1 + n % 12, 1), f"tag refs/tags/{name}", "c6")
        for n, name in enumerate(names)
    )
    _, first, table, *_ = releases.section(project(releases=made)).blocks
    assert (first.title, table.title, len(table.rows)) == ("Milestones", "Releases", len(names))
    assert [(row[0].text, row[2]) for row in first.rows] == [
        ("fg20030311", "the first"),
        ("v0.1", "the first of 0"),
        ("v1.0", "the first of 1"),
        ("v2.0", "the first of 2"),
        ("v2.1", ""),
        ("v2.2", ""),
        ("v2.2.1", "the last"),
    ]


def test_last_release_is_told_with_its_line_and_with_what_came_after() -> None:
    drawn = history("2011-01-01 Eve: A a\n2011-02-01 Bob: M a\n2011-03-01 Eve: M a\n2011-04-01 Eve: M a")
    commits = tuple(replace(c, branch="refs/heads/release-1.2") if c.author.name == "Bob" else c for c in drawn)

    def said(commit: str, day: date) -> str:
        made = (Release("v1.2", day, "tag refs/tags/v1.2", commit),)
        return releases.section(project(commits=commits, releases=made, changelogs=())).blocks[0].sentences[0].text

    after = "; 2 changes came after it, until 2011-04-01."
    assert said("c1", date(2011, 2, 1)) == f"The last release is v1.2 of 2011-02-01, made on branch release-1.2{after}"
    assert said("c3", date(2011, 4, 1)) == "The last release is v1.2 of 2011-04-01, made on the main line."


def test_branches_named_for_versions_are_told_where_nothing_was_tagged() -> None:
    drawn = history("2011-01-01 Eve: A a\n2011-02-01 Bob: M a\n2011-03-01 Eve: M a")
    commits = tuple(replace(c, branch="refs/heads/release-1.2") if c.author.name == "Bob" else c for c in drawn)
    made = project(commits=commits, releases=(), changelogs=())
    (said,) = releases.cover(made)
    assert said.text == (
        "No release is recorded: no tag of a version, none that anything announces, "
        "but branches are named for versions: release-1.2."
    )
    (table,) = releases.section(made).blocks
    assert [(row[0].text, *row[1:]) for row in table.rows] == [("release-1.2", date(2011, 2, 1), date(2011, 2, 1), 1)]
