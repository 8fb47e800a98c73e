"""Tests for archaeo/analyzers/events/late.py."""

from __future__ import annotations

from datetime import UTC, datetime

from archaeo.analyzers.events import late
from archaeo.model import Release
from tests.analyzers.events.drawn import found


def told(*days: str) -> list[tuple[str, str]]:
    releases = tuple(
        Release(f"1.{n}", datetime.fromisoformat(day).replace(tzinfo=UTC), f"c{n}") for n, day in enumerate(days)
    )
    return [(str(event.date), event.title) for event in found(late, "2001-01-01 Eve: A a", releases=releases)]


USUAL = ("2001-01-01", "2001-06-01", "2002-01-01", "2002-06-01")


def test_years_after_the_one_before() -> None:
    assert told(*USUAL, "2008-06-01") == [("2008-06-01", "1.4 comes 6 years after 1.3")]


def test_where_all_are_slow_none_is_late() -> None:
    assert told("2001-01-01", "2004-06-01", "2008-01-01", "2011-06-01", "2015-06-01") == []


def test_two_years_are_not_late_and_few_releases_tell_nothing() -> None:
    assert told(*USUAL, "2004-06-01") == told("2001-01-01", "2008-01-01") == []
