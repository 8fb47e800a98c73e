"""Tests for archaeo/analyzers/events/silences.py."""

from __future__ import annotations

from datetime import date

from archaeo.analyzers.events import silences
from archaeo.model import ChangeLogEntry
from tests.analyzers.events.drawn import found


def test_silence_has_both_ends_and_what_the_changelog_tells() -> None:
    entries = (ChangeLogEntry(1, 2, date(2011, 3, 1), items=("still here",)),)
    (event,) = found(silences, "2011-01-01 Eve: A a\n2011-06-01 Bob: M a", entries)
    assert (str(event.date), str(event.end), event.commits) == ("2011-01-01", "2011-06-01", ("c0", "c1"))
    assert event.title == "5 months without a change, until 2011-06-01"
    assert event.text == "Eve made the last change before, Bob the first after. ChangeLog has 1 entry in between."


def test_where_months_are_usual_only_years_are_silences() -> None:
    drawing = "\n".join(f"{year}-{month:02}-01 Eve: M a" for year in range(2000, 2006) for month in (1, 4, 7, 10))
    assert found(silences, drawing) == []
    assert len(found(silences, drawing + "\n2008-01-01 Eve: M a")) == 1


def test_silence_after_the_work_was_done_is_no_great_news() -> None:
    busy = "\n".join(f"2000-01-{day:02} Eve: M a" for day in range(1, 31))
    (over,) = found(silences, busy + "\n2004-01-01 Eve: M a")
    (between,) = found(silences, busy + "\n" + busy.replace("2000", "2004"))
    assert over.loudness < between.loudness


def test_three_months_are_nothing_in_twenty_years_nor_where_they_are_usual() -> None:
    busy = "\n".join(f"{year}-{month:02}-01 Eve: M a" for year in range(2000, 2021) for month in range(1, 13))
    assert found(silences, busy.replace("2010-03-01 Eve: M a\n2010-04-01 Eve: M a\n", "")) == []


def test_longest_silence_is_the_loudest_and_says_how_little_came_after_it() -> None:
    def month(year: int, last: int = 28) -> str:
        return "".join(f"{year}-01-{day:02} Eve: M a\n" for day in range(1, last + 1))

    drawing = f"{month(2000)}{month(2001)}{month(2004)}2014-02-01 Eve: M a\n2014-02-02 Eve: M a"
    told = {event.title: event.loudness for event in found(silences, drawing)}
    assert list(told) == [
        "10 years without a change, until 2014-02-01, then 2 more changes",
        "3 years without a change, until 2004-01-01",
        "11 months without a change, until 2001-01-01",
    ]
    assert (
        max(told, key=lambda title: told[title]) == "10 years without a change, until 2014-02-01, then 2 more changes"
    )


def test_four_years_are_a_silence_where_a_handful_of_changes_is_all() -> None:
    days = ["2007-09-25", "2008-02-15", "2009-03-20", "2009-09-07", "2010-07-31", "2011-01-02", "2011-05-01"]
    days += ["2012-04-02", "2012-12-19", "2015-03-17", "2015-04-04", "2019-09-15", "2019-11-02", "2020-06-23"]
    days += [f"2020-07-{day:02}" for day in range(1, 10)]
    told = [event.title for event in found(silences, "\n".join(f"{day} Eve: M a" for day in days))]
    assert "4 years without a change, until 2019-09-15" in told and len(told) <= 3
