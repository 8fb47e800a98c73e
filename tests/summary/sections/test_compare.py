"""One state beside another."""

from __future__ import annotations

from archaeo.summary.blocks import Command
from archaeo.summary.sections import compare
from tests.summary.projects import empty, project


def test_release_to_release_counts_what_lies_between() -> None:
    releases = compare.section(project()).blocks[0]
    assert [(row[0], row[1].text, *row[2:]) for row in releases.rows] == [("v1", "v2", 1183, 4, 2, 60, 1, 60)]


def test_year_to_year_follows_the_files() -> None:
    years = compare.section(project()).blocks[1]
    assert [(row[0].text, *row[1:]) for row in years.rows] == [
        ("2009", 62, 62, 0, 0, 2),
        ("2010", 62, 0, 0, 0, 0),
        ("2011", 62, 0, 0, 0, 0),
        ("2012", 62, 0, 1, 0, 1),
    ]


def test_command_compares_two_tags() -> None:
    command = next(block for block in compare.section(project()).blocks if isinstance(block, Command))
    assert command.text == "git diff --stat refs/tags/v1 refs/tags/v2"


def test_no_history() -> None:
    assert compare.section(empty()) is None
