"""Tests for archaeo/analyzers/events/bursts.py."""

from __future__ import annotations

from datetime import date

from archaeo.analyzers.events import bursts
from archaeo.model import Release
from tests.analyzers.events.drawn import found

USUAL = tuple(Release(f"v{number}", date(2000 + number, 1, 1), "tag") for number in range(6))


def test_four_within_two_weeks_where_a_year_is_usual() -> None:
    burst = tuple(Release(f"r{day}", date(2007, 5, day), "tag", f"c{day}") for day in (1, 3, 8, 10))
    (event,) = found(bursts, "2000-01-01 Eve: A a", releases=USUAL + burst)
    assert event.title == "4 releases within 10 days, r1 to r10"
    assert event.commits == ("c1", "c3", "c8", "c10")


def test_tags_made_by_a_tool_on_one_day() -> None:
    same_day = tuple(Release(f"r{number}", date(2007, 5, 1), "tag") for number in range(20))
    assert found(bursts, "2000-01-01 Eve: A a", releases=USUAL + same_day) == []


def test_weekly_releases_are_no_burst() -> None:
    weekly = tuple(Release(f"r{number}", date.fromordinal(730000 + 3 * number), "tag") for number in range(30))
    assert found(bursts, "2000-01-01 Eve: A a", releases=weekly) == []
