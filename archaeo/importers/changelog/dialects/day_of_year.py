"""Year and day of the year, as seismologists count: the release behind it, the text below.

::

    2020.156: 3.0.8
        - Take the step as an argument.

    2019.216:
        - Say so in the log.

The 156th day of 2020 is the fourth of June. The same figures could be versions (``2020.156``): they are believed
where three or more stand in order of time, each between the first and the last day of a year, with a colon behind.

Not understood: who.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from .. import dates
from ..heads import Head
from ..lines import Lines

NAME = "day-of-year"

_HEADER = re.compile(
    r"((?:19|20)\d\d)[.,-](\d{3})(?:\s*:|\s+-)\s*(?:(?:release )?v(?:ersion)?\.?\s*)?(\d+(?:\.\d+)+\w*)?\s*(.*)$", re.I
)
_NEEDED = 3


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the lines of a year and a day, where they run one way."""
    found = [head for index, text in enumerate(lines.texts) if text[:1] in ("1", "2") and (head := _head(index, text))]
    days = [(head.stamp.year, head.stamp.month, head.stamp.day) for head in found if head.stamp]
    steps = list(pairwise(days))
    downs, ups = sum(a >= b for a, b in steps), sum(a <= b for a, b in steps)
    if len(found) >= _NEEDED and max(downs, ups) * 10 >= len(steps) * 9:
        yield from found


def _head(index: int, text: str) -> Head | None:
    match = _HEADER.match(text)
    if not match or not 1 <= int(match[2]) <= 366:
        return None
    day = date(int(match[1]), 1, 1) + timedelta(days=int(match[2]) - 1)
    if day.year != int(match[1]):
        return None
    stamp = dates.Stamp(0, match.end(2), text[: match.end(2)], "ymd", ".", day.year, day.month, day.day)
    return Head(index, index + 1, stamp, tags=(match[3],) if match[3] else (), rest=match[4], strength=1.02)
