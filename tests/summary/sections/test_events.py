"""Dossiers."""

from __future__ import annotations

from archaeo.summary.blocks import Group, Quote, Table
from archaeo.summary.sections import events
from tests.summary.projects import empty, project


def test_the_disaster_has_its_dossier() -> None:
    groups = [block for block in events.section(project()).blocks if isinstance(block, Group)]
    restored = next(group for group in groups if group.mark == "restored")
    assert restored.title == "60 files that had been deleted came back by Eve"
    quotes = [block for block in restored.blocks if isinstance(block, Quote)]
    assert quotes[0].text == "getting goos back into SVNINST after svn disaster of 2012"
    where = next(block for block in restored.blocks if isinstance(block, Table) and block.title == "Where")
    assert where.rows == (("src", 60, 0, 0),)


def test_loudest_are_offered_one_a_kind() -> None:
    offered = sorted(events.loud(project()), key=lambda item: -item[0])
    assert [sentence.text for _, sentence in offered[:2]] == [
        "2012-05-30: 60 files that had been deleted came back by Eve.",
        "2012-05-01: 60 files of 62 were deleted in one change by admin.",
    ]
    targets = [sentence.target for _, sentence in offered]
    assert len(targets) == len(set(targets)) == 5


def test_numbers_of_dossiers_are_those_in_the_list() -> None:
    section = events.section(project())
    anchors = {block.anchor for block in section.blocks if isinstance(block, Group)}
    assert {row[2].target.removeprefix("#") for row in section.blocks[0].rows} == anchors


def test_nothing_happened() -> None:
    assert events.section(empty()) is None
