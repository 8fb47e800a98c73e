"""What was given out."""

from __future__ import annotations

from datetime import date

from archaeo.summary.sections import releases
from tests.summary.projects import empty, project


def test_table_newest_first_with_what_changed() -> None:
    table = releases.section(project()).blocks[0]
    assert [(row[0].text, row[1], row[2], row[3]) for row in table.rows] == [
        ("v2", date(2012, 6, 2), 1183, 4),
        ("v1", date(2009, 3, 7), None, 3),
    ]


def test_cover_and_command() -> None:
    assert [s.text for s in releases.cover(project())] == [
        "2 releases are recorded, v1 (2009-03-07) to v2 (2012-06-02)."
    ]
    assert releases.section(project()).blocks[1].text == "git archive --prefix=tree/ refs/tags/v2 | tar x"


def test_none() -> None:
    assert releases.section(empty()) is None
    assert list(releases.cover(empty())) == list(releases.loud(empty())) == []
