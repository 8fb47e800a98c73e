"""Tests for archaeo/analyzers/releases.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from archaeo.analyzers import layout
from archaeo.analyzers.releases import numbered, tag_edits, versions
from archaeo.importers import changelog
from archaeo.model import ChangeLogEntry, Release
from tests.analyzers import sample
from tests.analyzers.histories import history


def test_sample_has_three_tags_that_were_never_made_and_one_that_was_changed() -> None:
    commits, found = sample.commits(), layout.detect(sample.commits())
    entries = changelog.parse(sample.CHANGELOG, "ChangeLog").entries
    told = versions(commits, layout.tag_folders(commits, found), entries, found)
    short = [version.name.removeprefix("BoostedGOOS-00-00-") for version in told]
    assert short == ["00", "01", "02", "03", "04", "04-01", "05", "06", "07", "08", "09"]
    assert [n for n, v in zip(short, told, strict=True) if not v.is_tagged] == ["00", "03", "04-01"]
    (edited,) = [version for version in told if version.edited]
    assert edited.name == "BoostedGOOS-00-00-07"
    assert [(proof.where, proof.quote) for proof in edited.edited] == [("r78", "the tag did not build, 02 is right")]
    restored = told[6]
    assert restored.sources == ("tag", "ChangeLog")
    assert restored.evidence[1].quote == "Tagging version BoostedGOOS-00-00-05"


def test_same_version_by_several_spellings_is_one() -> None:
    commits = history("2003-01-01 Eve: A a | Release 1.2\n2003-02-01 Eve: M a | tagged as v1.3.1")
    found = versions(commits, [Release("v1_2", date(2003, 1, 1), "tag v1_2", "c0")])
    assert [(v.name, v.sources) for v in found] == [("v1_2", ("tag", "message")), ("v1.3.1", ("message",))]
    assert found[1].degree == "likely" and not found[1].is_tagged


def test_number_in_the_changelog_belongs_to_the_only_package_tag_with_it() -> None:
    entry = ChangeLogEntry(3, 4, date(2003, 1, 1), tags=("1.2",), items=("version 1.2",))
    found = versions([], [Release("pkg-1-2", date(2003, 1, 2), "tag pkg-1-2")], [entry])
    assert [(v.name, v.sources, v.date) for v in found] == [("pkg-1-2", ("tag", "ChangeLog"), date(2003, 1, 2))]


def test_words_without_a_version_announce_nothing() -> None:
    commits = history("2003-01-01 Eve: A a | released the lock on 2 files\n2003-01-02 Eve: M a | tag the jets with b")
    assert versions(commits, []) == ()


def test_tag_of_git_that_is_older_than_its_commit_was_changed() -> None:
    commits = history("2003-01-01 Eve: A a\n2003-01-02 Eve: M a | fix in the tag\n2003-01-03 Eve: M a")
    commits[1] = replace(commits[1], branch="refs/tags/v1")
    commits[2] = replace(commits[2], parents=("c0",))
    made = Release("v1", commits[0].date, "tag refs/tags/v1", "c1")
    assert list(tag_edits(commits, [made], layout.Layout())) == ["v1"]


def test_old_history_that_only_a_tag_keeps_is_no_edit() -> None:
    commits = [replace(commit, branch="refs/tags/v1") for commit in history("2003-01-01 Eve: A a\n2003-01-02 Eve: M a")]
    made = Release("v1", commits[1].date, "tag refs/tags/v1", "c1")
    assert tag_edits(commits, [made], layout.Layout()) == {}


def test_git_svn_shows_where_a_commit_was_made_and_the_first_made_the_tag() -> None:
    address = "git-svn-id: https://x.example/svn/tags/v1@12 5b1b2c3d-0000-4e2d-9f0a-201205301400"
    commits = [
        replace(commit, branch="refs/remotes/tags/v1", message=f"{commit.message}\n\n{address}")
        for commit in history("2003-01-01 Eve: M a | create tag\n2003-01-02 Eve: M a | second attempt")
    ]
    edits = tag_edits(commits, [], layout.Layout())
    assert [proof.quote for proof in edits["v1"]] == ["second attempt"]


def test_version_that_a_message_sets_is_announced_but_none_in_development() -> None:
    said = [
        "Bump versions for 4.3.4 release",
        "Made tag for 3.2.18 release.",
        "Bump user and kernel versions to 4.3.1",
        "Bump version to 1.2-dev",
        "update version to 1.2.3-svn",
        "Change version of gcc to 4.6",
        "Update release notes for 3.1",
    ]
    commits = history("\n".join(f"2003-01-{day:02} Eve: M a | {text}" for day, text in enumerate(said, 1)))
    assert {version.name for version in versions(commits, [])} == {"4.3.4", "3.2.18", "4.3.1"}


def test_message_that_is_a_version_announces_it() -> None:
    said = ["Version 13.103", "version 2.2.03 release", "Increment to version 5.0.2", "bumped to version 2.1.06"]
    said += ["version 2 of the fit is 0.5 better", "Version bump to 13.100"]
    commits = history("\n".join(f"2003-01-{day:02} Eve: M a | {text}" for day, text in enumerate(said, 1)))
    assert [version.name for version in versions(commits, [])] == ["13.103", "2.2.03", "5.0.2", "2.1.06", "13.100"]


def test_x_after_a_released_number_is_what_is_worked_on_next() -> None:
    commits = history("2003-01-02 Eve: M a | bump version to 2.1.06x\n2003-02-02 Eve: M a | bump version to 3.0x")
    found = versions(commits, [Release("y_2_1_06", date(2003, 1, 1), "tag y_2_1_06")])
    assert [version.name for version in found] == ["y_2_1_06", "3.0x"]


def test_commits_without_a_file_announce_nothing_where_they_are_another_projects() -> None:
    lines = [f"2003-01-{day:02} Eve: M a" for day in range(1, 9)]
    few = history("\n".join([*lines, "2003-02-01 Eve: | goos release 1.2"]))
    assert [version.name for version in versions(few, [])] == ["1.2"]
    others = "\n".join(f"2003-03-{day:02} Eve: | other release 2.{day}" for day in range(1, 9))
    assert versions(history("\n".join(lines) + "\n" + others), []) == ()


def test_earlier_lives_of_a_tag_are_no_releases_of_their_own() -> None:
    assert numbered(["0.1", "0.1@777", "0.2@9"]) == {"0.1", "0.2@9"}


def test_noughts_at_the_end_and_versions_of_tools_make_no_release() -> None:
    said = "2008-09-19 Eve: M a | Tagging ConMan-2.0\n2010-01-01 Eve: M a | Bump minimum CMake version to 3.17"
    found = versions(history(said), [Release("v2.0.0", date(2008, 9, 19), "tag v2.0.0")])
    assert [version.name for version in found] == ["v2.0.0"]


def test_number_raised_in_one_of_several_programs_is_no_release_of_the_whole() -> None:
    commits = history(
        "2002-12-31 Eve: A src/gap/gap.tcl, A src/a/a.c, A src/b/b.c, A configure.in\n"
        "2003-01-01 Eve: M src/gap/gap.tcl | Updated version to 4.10\n"
        "2003-01-02 Eve: M src/gap/gap.tcl | Release 4.11\n"
        "2003-01-03 Eve: M configure.in, M src/a/a.c, M src/b/b.c | Bump version to 4.12\n"
        "2003-01-04 Eve: M configure.in | Changed version from 4.12 to 5.0"
    )
    assert [version.name for version in versions(commits, [])] == ["4.11", "4.12", "5.0"]


def test_library_that_was_put_in_tells_its_own_releases() -> None:
    def log(path: str, tag: str) -> tuple[str, list[ChangeLogEntry]]:
        return path, [ChangeLogEntry(3, 4, date(2003, 1, 1), items=("x",), tags=(tag,))]

    both = [log("CHANGES.txt", "1.0"), log("cextern/cfitsio/changes.txt", "3.0"), log("src/regex/NEWS", "0.9")]
    found = versions([], [], logs=both)
    assert [(version.name, version.evidence[0].where) for version in found] == [("1.0", "CHANGES.txt:3")]
    assert [version.name for version in versions([], [], logs=[log("release-notes/HISTORY", "1.1")])] == ["1.1"]
    assert [version.name for version in versions([], [], logs=both[1:2])] == []


def test_version_of_a_library_that_a_message_names_is_none_of_the_project() -> None:
    lines = [f"2003-01-0{n} Eve: M a | Release 3.{n}" for n in range(1, 5)] + ["2003-02-01 Eve: M a | Release 0.43"]
    assert "0.43" not in {version.name for version in versions(history("\n".join(lines)), [])}


def test_tags_brought_over_in_one_day_have_the_dates_of_the_changelog() -> None:
    made = [Release(f"2.{n}", date(2005, 3, 26), f"tag 2.{n}", f"c{n}") for n in range(6)]
    entry = ChangeLogEntry(3, 4, date(1999, 5, 1), items=("x",), tags=("2.1",))
    days = {version.name: version.date for version in versions([], made, [entry])}
    assert days["2.1"] == date(1999, 5, 1) and days["2.2"] == date(2005, 3, 26)
