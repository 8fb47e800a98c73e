"""The last resort: entries that begin with a date, in a file whose manner nobody described.

::

    = 2003/05/17 = new cuts for the muon trigger
    = 2003/04/02 = first version

Lines that hold a date are sorted by their shape: indentation, what stands before the date, how the date is written,
what follows. A shape is believed when it comes again and its dates run in one direction; more shapes are then
believed where their dates lie between those of their neighbours. A lone date in prose has neither.

Not understood: anything but where an entry begins and its date; the author only where a name follows the date and
nothing else. The score says how sure that is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from .. import dates, people
from ..heads import PACKAGE_TAG, VERSION, Head, skip_rulers
from ..lines import Lines

NAME = "dated"

_STRENGTH = 0.55
_SLACK_DAYS = 31
_WORD = re.compile(r"[^\W\d_]+")
_ENCLOSED = re.compile(r"\(([^()]{2,40})\)")
# "Commit from ada on branch v2 (2004-01-19 ..."
_BY = re.compile(r"(?:commit|check|change|modifi|update|revis|writ|create|add)\w*(?: in)?\s+(?:by|from)\s+(\S+)", re.I)


class _Line(NamedTuple):
    """A line that may be a head: its index, stamp, what it means, what stands around it.

    Attributes:
        alone: below a blank line or a ruler.
        hanging: at the first column, with an indented line below.
    """

    place: int
    stamp: dates.Stamp
    day: date
    before: str
    after: str
    alone: bool
    hanging: bool


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the lines whose shape is believed."""
    groups = _groups(lines)
    believed = _believe(groups)
    for line in sorted(believed):
        yield _head(line)._replace(body=skip_rulers(lines.texts, line.place + 1))


def _groups(lines: Lines) -> dict[tuple[object, ...], list[_Line]]:
    found = [(index, stamp) for index, stamp in lines.stamps.items() if _may_be_head(lines.texts[index], stamp)]
    moments = dates.resolve([stamp for _, stamp in found])
    groups: dict[tuple[object, ...], list[_Line]] = defaultdict(list)
    for (index, stamp), moment in zip(found, moments, strict=True):
        if moment.value is None or "neighbour" in moment.doubt:
            continue
        text = lines.texts[index]
        before, after = text[: stamp.start].strip(), text[stamp.end :].strip()
        alone = index == 0 or not lines.texts[index - 1].strip("-=*#/! ")
        below = lines.texts[index + 1] if index + 1 < len(lines) else ""
        hanging = text[0] not in " \t" and below[:1] in (" ", "\t")
        line = _Line(index, stamp, dates.day_of(moment.value), before, after, alone, hanging)
        groups[_shape(text, line)].append(line)
    return groups


def _may_be_head(text: str, stamp: dates.Stamp) -> bool:
    before = text[: stamp.start].strip()
    if stamp.form == "unknown" or len(before) > 50 or len(text) > 400:
        return False
    if _BY.match(before):
        return True  # Commit from ada on branch v2 (
    # `gcc (GCC) 4.4.6 20120305`, in a table of what was tested
    return len(_WORD.findall(before)) <= (1 if stamp.form == "packed" else 4)


def _shape(text: str, line: _Line) -> tuple[object, ...]:
    """Give what lines of one kind have in common."""
    indent = min(len(text) - len(text.lstrip()), 12)
    marker = re.match(r"[^\w\s(\[]*", line.before)
    bare = VERSION.sub("1.0", line.before)
    return (
        indent,
        marker and marker[0][:2],
        _kind(bare),
        line.stamp.form,
        line.stamp.separator,
        line.after[:1] in (":", ")", "]"),
    )


def _kind(before: str) -> str:
    """Name what stands before a date in one word."""
    words = before.strip(" \t-*#!=/%()[]<>:,.;|").split()
    if not words:
        return ""
    if len(words) <= 3 and "1.0" in words[-1]:
        return "version"
    if PACKAGE_TAG.search(before):
        return "tag"
    return "word" if len(words) == 1 else "words"


def _believe(groups: dict[tuple[object, ...], list[_Line]]) -> set[_Line]:
    """Give the lines of all shapes that are believed, the most regular shape first."""
    ranked = sorted(groups.values(), key=lambda lines: (-_regularity(lines) * len(lines), lines[0].place))
    believed: list[_Line] = []
    for lines in ranked:
        if not believed:
            if len(lines) >= 2 and _regularity(lines) >= _needed(lines) and _header_like(lines):
                believed = list(lines)
        elif _header_like(lines):
            believed = sorted({*believed, *_fitting(lines, believed)})
    return set(believed)


def _needed(lines: Sequence[_Line]) -> float:
    """Give how regular a shape must be: less where many stand below blank lines, since releases are merged late."""
    alone = sum(line.alone for line in lines)
    return 0.55 if len(lines) >= 10 and alone * 10 >= len(lines) * 9 else 0.75


def _header_like(lines: Sequence[_Line]) -> bool:
    """Tell whether most stand below a blank line or ruler, or say a date in the first place of the line."""
    alone = sum(line.alone for line in lines)
    first = sum(not line.before.strip("-*#!=/%()[]<>:,.;|") for line in lines)
    dense = len(lines) > 5 and sum(b.place - a.place == 1 for a, b in pairwise(lines)) > len(lines) / 2
    hanging = sum(line.hanging or line.alone for line in lines)
    regular = first * 3 >= len(lines) * 2 and alone * 5 >= len(lines)
    return alone * 2 >= len(lines) or regular or dense or hanging * 3 >= len(lines) * 2


def _regularity(lines: Sequence[_Line]) -> float:
    """Give the share of steps that go the way of most."""
    days = [line.day for line in lines]
    if len(days) < 2:
        return 0.0
    ups = sum(a <= b for a, b in pairwise(days))
    downs = sum(a >= b for a, b in pairwise(days))
    return max(ups, downs) / (len(days) - 1)


def _fitting(lines: Sequence[_Line], believed: Sequence[_Line]) -> list[_Line]:
    """Give the lines whose date lies between those of the believed lines around them."""
    places = [line.place for line in believed]
    fitting = []
    onward = _goes_on(lines, believed)
    for line in lines:
        if line.after[:1].isalnum() and len(_WORD.findall(line.before)) > 2:
            continue  # a sentence that tells a date: `The limit introduced on 97.08.28 was too low`
        at = bisect_left(places, line.place)
        near = [other.day for other in believed[max(0, at - 1) : at + 1]]
        if len(near) == 1:
            edge = near[0]
            inner = (
                believed[1].day if at == 0 and len(believed) > 1 else believed[-2].day if len(believed) > 1 else edge
            )
            near.append(edge + (edge - inner) if abs((edge - inner).days) > 365 else edge)
            fits = (line.alone and abs((line.day - edge).days) < 3650) or onward
        else:
            low, high = sorted(near)
            fits = (low - line.day).days <= _SLACK_DAYS and (line.day - high).days <= _SLACK_DAYS
        if fits:
            fitting.append(line)
    return fitting


def _goes_on(lines: Sequence[_Line], believed: Sequence[_Line]) -> bool:
    """Tell whether a shape is a regular list of its own, before or behind the believed one, and in its direction."""
    if len(lines) < 3 or _regularity(lines) < 0.75 or _header_like(lines) is False:
        return False
    first, second = (lines, believed) if lines[0].place < believed[0].place else (believed, lines)
    if first[-1].place > second[0].place:
        return False
    down = believed[0].day > believed[-1].day
    return lines[0].day != lines[-1].day and (lines[0].day > lines[-1].day) == down == (first[-1].day >= second[0].day)


def _head(line: _Line) -> Head:
    after = line.after.lstrip(" \t:-=*#)]>.,;|/").rstrip(" \t=*#|")
    who, rest = (after, "") if after and people.looks_like_names(after) and len(after) < 60 else ("", after)
    if who.islower() and line.after.rstrip().endswith("."):
        who, rest = "", after  # `2002-12-24 - first.`: a sentence of one word
    if "<" in after and "@" in after and after.find("<") < 60:
        who, rest = after, ""
    elif (enclosed := _ENCLOSED.fullmatch(line.after)) and people.looks_like_names(enclosed[1]):
        who, rest = enclosed[1], ""
    before = line.before.strip(" \t-*#!=/%()[]<>:,.;|")
    tags = tuple(match[1] for match in [*PACKAGE_TAG.finditer(before), *VERSION.finditer(before)][:1])
    if by := _BY.match(before):
        return Head(line.place, line.place + 1, line.stamp, by[1], tags, after, strength=_STRENGTH)
    if before and not tags and before[0] != "\\" and people.looks_like_names(before):
        # the name stands in front: what follows the date is the text, even where it could be a name
        who, rest = before, after
    return Head(line.place, line.place + 1, line.stamp, who, tags, rest, strength=_STRENGTH)
