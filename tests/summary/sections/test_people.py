"""Who."""

from __future__ import annotations

from datetime import date

from archaeo.summary.sections import people
from tests.summary.projects import empty, project


def test_cover_names_who_did_most() -> None:
    (sentence,) = people.cover(project())
    assert sentence.text == (
        "Eve made 57\u202f% of the changes and was last seen on 2012-06-02; "
        "of the others Kenji made 29\u202f% and admin made 14\u202f%."
    )


def test_table_and_lanes() -> None:
    lanes, table = people.section(project()).blocks[:2]
    assert [(link.text, values) for link, values in lanes.lanes] == [
        ("Eve", (2, 0, 0, 2)),
        ("Kenji", (2, 0, 0, 0)),
        ("admin", (0, 0, 0, 1)),
    ]
    assert table.rows[1][1:] == (2, 28.6, date(2009, 3, 6), date(2009, 9, 20), 2, "src")


def test_nobody() -> None:
    assert people.section(empty()) is None
    assert list(people.cover(empty())) == []
