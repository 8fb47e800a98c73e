"""The last resort for entries that end with their date: text first, then a line or its end that says when, and who.

::

    The fit takes its step as an argument. It did not before, which was
    wrong in three places.
                                    -- Ada Byron, 17 May 2003

    First version that runs.  [2 April 2003, ab]

    fit: take the step as an argument. [ada 20030517]
    plot: write vector graphics, and
            more colours. [grace 20030602]

Lines that end with a date (and a name), with a blank line or the end of the file below, are believed where they come
again in one shape and their dates run in one direction. In brackets at the end of items they need no blank line.

Not understood: where a preamble ends and the first entry begins, so the preamble belongs to that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .. import dates, people
from ..details import dedent
from ..heads import Head, is_ruler
from ..lines import Lines

NAME = "signed"

_STRENGTH = 0.5
_EDGE = " \t()[]{}<>,;:.-–—=|/"
_ITEMS_NEED = 4
_BRACKETS = re.compile(r"\[(?P<who>[A-Za-z][\w.-]{0,20}),?\s+(?P<date>\d[^\[\]]{5,20})\]\.?$")
_MARK = re.compile(r"(?:^|\s)(--+|—|–|\(|\[|\{|~+)\s*([^()\[\]{}]*)$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the entries by their signatures, where one shape of these is believed."""
    items = _bracketed(lines)
    if len(items) >= _ITEMS_NEED and _is_steady(items):
        yield from _entries(lines, items, of_items=True)
        return
    shapes: dict[tuple[str, str], list[tuple[int, dates.Stamp]]] = defaultdict(list)
    for index in range(len(lines)):
        text = lines.texts[index]
        below = lines.texts[index + 1] if index + 1 < len(lines) else ""
        if not text or (below and not is_ruler(below)) or (not text[-1].isalnum() and text[-1] not in ")]}.>"):
            continue
        if text[0] == "#" or (below and text[0] not in " \t" and (not index or not lines.texts[index - 1])):
            continue  # a heading: of Markdown, or underlined and below a blank line
        stamp = dates.find(text, max(0, len(text) - 70), len(text))
        if stamp and stamp.form not in ("unknown", "month", "packed") and (shape := _shape(text, stamp)):
            shapes[shape].append((index, stamp))
    best = max(shapes.values(), key=len, default=[])
    if len(best) >= 3 and _is_steady(best):
        yield from _entries(lines, best)


def _bracketed(lines: Lines) -> list[tuple[int, dates.Stamp]]:
    """Give the lines that end with name and date in brackets, as those of NetBSD's CHANGES do."""
    found = []
    for index, text in enumerate(lines.texts):
        match = _BRACKETS.search(text) if text.rstrip(".").endswith("]") else None
        stamp = dates.find(text, match.start("date"), match.end("date")) if match else None
        if stamp and stamp.form != "unknown":
            found.append((index, stamp))
    return found


def _shape(text: str, stamp: dates.Stamp) -> tuple[str, str] | None:
    """Name the shape of a signature, None where the end of a line is none: only a name may stand around the date."""
    mark = _MARK.search(text[: stamp.start])
    behind = text[stamp.end :].strip(_EDGE)
    if mark is None or (behind and not people.looks_like_names(behind)):
        return None
    before = mark[2].strip(_EDGE)
    if before and not people.looks_like_names(re.sub(r"<[^>]*>?", "", before).strip()):
        return None
    return mark[1][:2], stamp.form


def _ends_item(text: str) -> bool:
    return not text or (text[0] not in " \t" and text.endswith(":"))


def _is_steady(rows: Sequence[tuple[int, dates.Stamp]]) -> bool:
    moments = dates.resolve([stamp for _, stamp in rows])
    days = [dates.day_of(moment.value) for moment in moments if moment.value]
    ups = sum(a <= b for a, b in pairwise(days))
    downs = sum(a >= b for a, b in pairwise(days))
    return len(days) == len(rows) and max(ups, downs) >= 0.75 * (len(days) - 1)


def _entries(lines: Lines, rows: Sequence[tuple[int, dates.Stamp]], of_items: bool = False) -> Iterator[Head]:
    """Yield the entries; each reaches from the end of the one above, an item from its heading or blank line at most."""
    begin = 0
    for index, stamp in rows:
        if of_items:
            begin = max([begin, *(at + 1 for at in range(begin, index) if _ends_item(lines.texts[at]))])
        while begin < index and (not lines.texts[begin] or is_ruler(lines.texts[begin])):
            begin += 1
        text = lines.texts[index]
        mark = (_BRACKETS if of_items else _MARK).search(text if of_items else text[: stamp.start])
        who = (mark[1 if of_items else 2].strip(_EDGE.replace(">", "")) if mark else "") or text[stamp.end :].strip(
            _EDGE
        )
        body = dedent(
            "\n".join([*lines.texts[begin:index], text[: mark.start()].rstrip() if of_items and mark else text])
        )
        yield Head(index, index + 1, stamp, who, start=begin, stop=index + 1, text=body, strength=_STRENGTH)
        begin = index + 1
