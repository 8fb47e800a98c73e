"""Days, weeks, months and years: what a person types for a date, and the bars of the histogram."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = ("year", "month", "week", "day")

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def read_date(text: str) -> date | None:
    """Give the day, or the first day of the month or year, that a person typed; None for what is no date.

    >>> read_date("2012-05-30"), read_date("30.5.2012"), read_date("May 2012")
    (datetime.date(2012, 5, 30), datetime.date(2012, 5, 30), datetime.date(2012, 5, 1))
    >>> read_date("30 may 2012"), read_date("2012"), read_date("soon")
    (datetime.date(2012, 5, 30), datetime.date(2012, 1, 1), None)
    """
    words = re.findall(r"\d+|[a-z]+", text.lower())
    year = next((int(word) for word in words if len(word) == 4 and word.isdigit()), None)
    if year is None:
        return None
    named = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    numbers = [int(word) for word in words if word.isdigit() and len(word) < 4]
    if named:
        month, days = named[0], numbers
    elif words[0] == str(year):  # 2012-05-30
        month, days = (numbers or [1])[0], numbers[1:]
    else:  # 30.5.2012
        month, days = (numbers or [1])[-1], numbers[:-1]
    try:
        return date(year, month, days[0] if days else 1)
    except ValueError:
        return None


def start(day: date, unit: Unit) -> date:
    """Give the first day of the period that a day lies in; weeks begin on Monday."""
    if unit == "year":
        return day.replace(month=1, day=1)
    if unit == "month":
        return day.replace(day=1)
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), (day - date.min).days))
    return day


def after(day: date, unit: Unit, steps: int = 1) -> date:
    """Give the first day of the period that lies so many periods after the day's own.

    >>> after(date(2011, 12, 24), "month"), after(date(2011, 12, 24), "month", -12)
    (datetime.date(2012, 1, 1), datetime.date(2010, 12, 1))
    """
    first = start(day, unit)
    try:
        if unit == "year":
            return first.replace(year=first.year + steps)
        if unit == "month":
            months = first.year * 12 + first.month - 1 + steps
            return date(months // 12, months % 12 + 1, 1)
        return first + timedelta(days=steps * (7 if unit == "week" else 1))
    except (ValueError, OverflowError):  # the calendar ends at the years 1 and 9999
        return first


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the histogram: the period that begins on a day, and how many rows lie in it."""

    day: date
    count: int


def bars(days: Mapping[date, int], unit: Unit) -> tuple[Bar, ...]:
    """Give one bar for every period from the first day to the last, the empty ones too; ``days`` counts by day."""
    counts: Counter[date] = Counter()
    for day, count in days.items():
        counts[start(day, unit)] += count
    if not counts:
        return ()
    result, day, last = [], min(counts), max(counts)
    while True:
        result.append(Bar(day, counts[day]))
        following = after(day, unit)
        if day >= last or following <= day:
            return tuple(result)
        day = following


def fitting_unit(days: Sequence[date], width: int) -> Unit:
    """Give the shortest unit whose bars fit into so many columns; years where none does."""
    span = (max(days) - min(days)).days if days else 0
    lengths: dict[Unit, float] = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
    fitting = [unit for unit in UNITS if span / lengths[unit] + 2 <= width]
    return fitting[-1] if fitting else "year"


def window(all_bars: Sequence[Bar], width: int, around: date | None) -> Sequence[Bar]:
    """Give so many bars as there are columns, those around a day where there are more."""
    if len(all_bars) <= width:
        return all_bars
    place = bisect_right(all_bars, around, key=lambda bar: bar.day) if around else 0
    first = max(0, min(place - width // 2, len(all_bars) - width))
    return all_bars[first : first + width]
