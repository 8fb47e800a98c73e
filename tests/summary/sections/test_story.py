"""Eras."""

from __future__ import annotations

from archaeo.summary.blocks import Group, Links
from archaeo.summary.sections import story
from tests.summary.projects import empty, project


def test_eras_are_groups_with_their_years_and_a_way_to_their_changes() -> None:
    words, *groups = story.section(project()).blocks
    assert words.sentences[0].text == "The oldest words of its ChangeLog: “2009-01-10: before there was a repository”"
    assert words.sentences[0].evidence == "ChangeLog, line 4"
    assert len(groups) == len(project().eras) >= 2
    assert all(isinstance(group, Group) for group in groups)
    assert groups[0].mark.startswith("2009-03")
    assert groups[-1].mark.endswith("2012-06")
    links = next(block for block in groups[-1].blocks if isinstance(block, Links))
    assert links.links[0].target.endswith("before:2012-07")


def test_last_month_of_a_year_ends_in_the_next() -> None:
    from tests.analyzers.histories import history

    days = [f"{year}-{month:02}-0{day} Eve: M a" for year in (2009, 2011) for month in (11, 12) for day in (1, 2, 3)]
    section = story.section(project(commits=tuple(history("\n".join(days))), releases=(), changelogs=()))
    assert section.blocks[0].blocks[-1].links[0].target == "?after:2009-11 before:2010-01"


def test_cover_tells_the_eras() -> None:
    (sentence,) = story.cover(project())
    assert sentence.text.startswith(f"Its story in {len(project().eras)} parts: ")


def test_short_history_has_no_story() -> None:
    assert story.section(empty()) is None
    assert list(story.cover(empty())) == []
