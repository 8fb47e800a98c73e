"""Geant4 History files: date, author, and the tag in parentheses, above items.

::

    ## 2025-11-06 Ada Byron (fitting-V11-03-15)
    - Fitter: take the step as an argument.

    24 May 17: A.Byron (fitting-V10-03-02, 01)
    - Fitter: less of it.

    Oct 26, 98 A.Byron (tag fitting-00-03-01)

Dates come in five orders in one file, with years of two digits, ordinals, two days at once; which number is the day
is decided once a file. Years that cannot be (1017, 20201) are taken from the neighbour, and said.

Source: Geant4, CONTRIBUTING.rst, for the first form; the others are what stands in the files.

Not understood: tags that are named inside an entry, which are other packages'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import people
from ..heads import Head, package_tags
from ..lines import Lines

NAME = "geant4-history"

_MARK = re.compile(r"\s{0,4}(?:#{1,3}\s*|-{1,2}\s+)?")
_TAG = re.compile(r"\(([^)]*)\)?|\btags?\b:?\s*\S+|(?:[A-Za-z][\w+]{0,99}-){1,10}[Vv]?\d\d-\d\d-\d\d.*")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield lines of a date, a name and perhaps a tag; they are worth more where many bear tags."""
    found = [head for index in lines.stamps if (head := _head(lines, index))]
    tagged = sum(1 for head in found if head.tags)
    strength = 1.05 if tagged * 3 >= len(found) and tagged > 1 else 0.85
    for head in found:
        yield head._replace(strength=strength)


def _head(lines: Lines, index: int) -> Head | None:
    text, stamp = lines.texts[index], lines.stamps[index]
    mark = _MARK.match(text)
    if stamp.form in ("unknown", "month") or stamp.start > (mark.end() if mark else 0):
        return None
    after = text[stamp.end :]
    tag = _TAG.search(after)
    who = (after[: tag.start()] if tag else after).strip(" \t,:;-.")
    tail = after[tag.end() :].strip(" .,:)") if tag else ""
    if len(tail) > 40 or (tail and not tag):
        return None
    tags = package_tags(after)
    if not who and not tags and (after.strip(" :") or (index and lines.texts[index - 1])):
        return None
    if who and (len(who) > 70 or not (people.looks_like_names(who) or (tags and len(who) < 40))):
        return None
    return Head(index, index + 1, stamp, who, tags)
