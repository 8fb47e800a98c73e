"""Forms: a field for the date, one for the person, in a few lines of fields; the version in the heading above.

::

    \\section fitter_v3r4_history Fitter Version v3r4

    Freeze information:
       - Freeze Date: Fri May 11 13:17:07 2007
       - Freeze User: ada

    This freeze takes the step as an argument.

Believed from three forms on, where their dates run in one direction. The forms of mails, of git and of CESM are read
by their own dialects.

Not understood: other fields, which are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .. import dates
from ..heads import VERSION, Head
from ..lines import Lines

NAME = "date-field"

_MARK = r"\s*(?:[-*#%!;]+\s*)?(?:[A-Z][a-z]+\s+)?"
_DATE = re.compile(rf"{_MARK}date\s*:\s*", re.I)
_WHO = re.compile(rf"{_MARK}(?:user|author|by|name|who|developer|programmer)\s*:\s*(\S.*)$", re.I)
_VERSION = re.compile(rf"{_MARK}(?:version|tag|release)\s*:\s*(\S+)\s*$", re.I)
_FIELD = re.compile(rf"{_MARK}[A-Za-z ]{{2,24}}:(?:\s|$)")
_NEEDED = 3
_ABOVE, _BELOW = 6, 6


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the forms, each at the line of its date."""
    found = [
        head for index, text in enumerate(lines.texts) if "date" in text[:60].lower() and (head := _head(lines, index))
    ]
    moments = dates.resolve([head.stamp for head in found])
    days = [dates.day_of(moment.value) for moment in moments if moment.value]
    steps = list(pairwise(days))
    steady = max(sum(a <= b for a, b in steps), sum(a >= b for a, b in steps), 0)
    if len(found) >= _NEEDED and steady * 5 >= len(steps) * 4:
        yield from found


def _head(lines: Lines, index: int) -> Head | None:
    texts = lines.texts
    match, stamp = _DATE.match(texts[index]), lines.stamps.get(index)
    if not match or not stamp or stamp.form == "unknown" or stamp.start != match.end():
        return None
    if texts[index][stamp.end :].strip(" .*/"):
        return None
    first = index
    while first and index - first < _ABOVE and texts[first - 1] and _FIELD.match(texts[first - 1]):
        first -= 1
    last = index + 1
    while last < len(texts) and last - index < _BELOW and texts[last] and _FIELD.match(texts[last]):
        last += 1
    if last - first < 2:
        return None  # `Date: 2003-05-17` alone could be anything
    fields = texts[first:last]
    who = next((found[1] for text in fields if (found := _WHO.match(text))), "")
    tags = tuple(found[1] for text in fields if (found := _VERSION.match(text)))[:1]
    title = _title(texts, first)
    if title >= 0:
        version = VERSION.search(texts[title])
        tags = tags or ((version[1],) if version else ())
    start = title if title >= 0 else first
    return Head(index, index + 1, stamp, who, tags, start=start, strength=0.9)


def _title(texts: list[str], first: int) -> int:
    """Give the heading above a form: the nearest filled line, if it stands alone or names a version; else -1."""
    above = first - 1
    while above >= 0 and first - above <= 2 and not texts[above]:
        above -= 1
    if above < 0 or not texts[above] or texts[above][0] in " \t":
        return -1
    alone = above == 0 or not texts[above - 1]
    return above if alone and (VERSION.search(texts[above]) or texts[above][0] in "\\#=") else -1
