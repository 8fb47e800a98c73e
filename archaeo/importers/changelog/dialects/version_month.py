"""A version, then month and year in figures, or a day of six, where the whole file does so.

::

    v1.8.0.9h: 11/04 updated table 129 (strange entry)
    v1.8.0.9g: 9/04 fix if (gds && type == 1)
               found by Ada Byron
    1.7.0b4 11/98: new tables

    1.3.4d  minor change in error statement format
    (9/95)

    GOOS_221 031104  the fit takes its step as an argument
         +a  031111  and says so

``9/04`` alone could be a day of September: it is believed where at least five versions of a file have one, nearly all
are months, and they run in one direction. So is a packed day of six figures
behind a version. The month may stand in parentheses on the line below its version.

Not understood: who.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .. import dates
from ..heads import Head
from ..lines import Lines

NAME = "version-month"

_NEEDED = 5
_LINE = re.compile(
    r"\s{0,4}(?:version\s+)?v?(\d+(?:\.\d+)++[\w.]*+)\s*[:,-]?\s+\(?((\d{1,2})/(?:(\d{1,2})/)?(\d\d))(?!\d|/)\)?:?",
    re.I,
)
_VERSION = re.compile(r"v?(\d+(?:\.\d+)++[a-z]?\d*)\b:?")
_PACKED = re.compile(
    r"\s{0,12}(?P<v>[A-Za-z][A-Za-z_-]*\d[\w.-]*|[vV]?\d+(?:\.\d+)+\w*|\d+[a-z]|\+[a-z])\s+"
    r"(?P<y>\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=\s|$)(?P<rest>.*)"
)
_BELOW = re.compile(r"\((\d{1,2})/(\d\d)\)")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the lines of a version and its month, where there are enough of them."""
    found = [head for index in range(len(lines)) if (head := _same_line(lines, index) or _line_below(lines, index))]
    packed = [head for index in range(len(lines)) if (head := _packed(lines, index))]
    if len(packed) >= _NEEDED and _is_steady(packed, 0.6):
        yield from packed
        return
    months = [head for head in found if head.stamp and head.stamp.form == "month"]
    if len(months) >= _NEEDED and _is_steady(found):
        yield from found


def _same_line(lines: Lines, index: int) -> Head | None:
    match = _LINE.match(lines.texts[index])
    if not match:
        return None
    month, day, year = int(match[3]), int(match[4] or 1), int(match[5])
    form = "mdy" if match[4] else "month"
    stamp = dates.Stamp(match.start(2), match.end(2), match[2], form, "/", year, month, day)
    rest = lines.texts[index][match.end() :].strip()
    return Head(index, index + 1, stamp, tags=(match[1],), rest=rest, strength=1.0)


def _packed(lines: Lines, index: int) -> Head | None:
    match = _PACKED.match(lines.texts[index])
    if not match or not 1 <= int(match["m"]) <= 12 or not 1 <= int(match["d"]) <= 31:
        return None
    text = match["y"] + match["m"] + match["d"]
    start = match.start("y")
    stamp = dates.Stamp(start, start + 6, text, "ymd", "", int(match["y"]), int(match["m"]), int(match["d"]))
    return Head(index, index + 1, stamp, tags=(match["v"],), rest=match["rest"].strip(), strength=1.0)


def _line_below(lines: Lines, index: int) -> Head | None:
    match = _VERSION.match(lines.texts[index])
    below = _BELOW.match(lines.texts[index + 1]) if match and index + 1 < len(lines) else None
    if not match or not below:
        return None
    stamp = dates.Stamp(0, below.end(), below[0].strip("()"), "month", "/", int(below[2]), int(below[1]), 1)
    rest = lines.texts[index][match.end() :].strip()
    more = lines.texts[index + 1][below.end() :].strip()
    return Head(index, index + 2, stamp, tags=(match[1],), rest=f"{rest}\n{more}".strip(), strength=1.0)


def _is_steady(found: list[Head], share: float = 0.8) -> bool:
    """Tell whether the dates run in one direction; of releases with additions of their own, the most of them."""
    moments = dates.resolve([head.stamp for head in found])
    days = [dates.day_of(moment.value) for moment in moments if moment.value and not moment.doubt]
    ups = sum(a <= b for a, b in pairwise(days))
    downs = sum(a >= b for a, b in pairwise(days))
    return len(days) * 20 >= len(found) * 19 and max(ups, downs) >= (len(days) - 1) * share
