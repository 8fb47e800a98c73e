"""Tests for archaeo/analyzers/events/spurts.py."""

from __future__ import annotations

from datetime import date, timedelta

from archaeo.analyzers.events import spurts
from tests.analyzers.events.drawn import titles

FIRST = date(2001, 1, 1)
USUAL = "".join(f"{FIRST + timedelta(12 * n)} Eve: M a | repairs the fit\n" for n in range(120))


def month(message: str, count: int = 40) -> str:
    return "".join(f"2005-03-{1 + n * 28 // count:02} Bob: M b | {message}\n" for n in range(count))


def test_many_changes_about_something_of_their_own() -> None:
    ((day, kind, title),) = titles(spurts, f"{USUAL}{month('ready for Python 3')}2006-01-01 Eve: M a | repairs the fit")
    assert (day, kind) == ("2005-03-01", "burst of work")
    assert title == '40 changes in 28 days, by Bob, about Python 3 (40): "ready for Python 3"'


def test_a_busy_month_without_words_of_its_own_is_none() -> None:
    assert titles(spurts, f"{USUAL}{month('repairs the fit')}2006-01-01 Eve: M a | x") == []
    assert titles(spurts, f"{USUAL}{month('*** empty log message ***')}2006-01-01 Eve: M a | x") == []


def test_words_without_the_number_are_none() -> None:
    assert titles(spurts, f"{USUAL}{month('ready for Python 3', 8)}2006-01-01 Eve: M a | x") == []
