"""Tests for archaeo/analyzers/events/beginning.py."""

from __future__ import annotations

from datetime import date

from archaeo.analyzers.events import beginning
from archaeo.model import ChangeLogEntry
from tests.analyzers.events.drawn import files, found, titles


def test_few_files_are_a_birth_many_an_import() -> None:
    assert titles(beginning, "2011-01-01 Eve: A a")[0] == (
        "2011-01-01",
        "born",
        'the history begins with 1 file by Eve: "m"',
    )
    assert titles(beginning, f"2011-01-01 Eve: {files('A', 12)}")[0][1] == "imported"


def test_entries_from_before_are_told() -> None:
    entries = (ChangeLogEntry(9, 10, date(2010, 10, 1), items=("first",)), ChangeLogEntry(1, 3, date(2011, 5, 1)))
    event = found(beginning, "2011-01-01 Eve: A a", entries)[0]
    assert event.text == "ChangeLog has 1 entry from the 3 months before, the first of 2010-10-01."
    assert event.evidence[1].where == "ChangeLog:9"


def test_great_addition_later() -> None:
    drawing = f"2011-01-01 Eve: {files('A', 20)}\n2011-02-01 Bob: {files('A', 40, 'lib/g{n}')}\n2011-03-01 Bob: A x"
    assert titles(beginning, drawing)[1:] == [
        ("2011-02-01", "imported", '40 new files, all in lib, came in one change by Bob, beside 20 there were: "m"'),
        ("2011-03-01", "last change", 'the last change, by Bob: "m"'),
    ]


def test_beginning_is_the_earliest_day_whatever_the_order() -> None:
    drawing = f"2007-06-25 Theo: A www/a, A www/b\n2000-10-24 Eve: {files('A', 12)}\n2008-01-01 Eve: M f1"
    assert titles(beginning, drawing)[0] == ("2000-10-24", "imported", 'the history begins with 12 files by Eve: "m"')
