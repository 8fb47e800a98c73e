"""Date and author on a line, in any form of date.

::

    2014/11/05 Ada Byron
      - Repository moved.

    2010/06/02 - Ada Byron/Grace Hopper
    24th Apr 2020 Ada Byron, Grace Hopper and Charles Babbage
    [2003-05-17] ada:

A release (``Version 3.11``) may stand above the newest of its entries, whose it is.

What GNU's manner became where nobody had Emacs; also the author in front (``Ada Byron, 17 May 2003``).

Not understood: remarks behind the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import people
from ..heads import Head, skip_rulers, with_release
from ..lines import Lines

NAME = "date-author"

_EDGE = " \t:,;-=*#()[]!/|>"
_MARK = re.compile(r"\s{0,3}(?:[-*#=!>/\[(]{1,4}\s*)?")
_BY = re.compile(
    r"(?:(?:(?:updat|modifi|chang|writt|creat|add|revis|edit)\w*\s+)?by|author|name|From(?=\s+\S+@))\b:?\s*", re.I
)
_NO_NAMES = re.compile(
    r"(?:version|release|rev|ver|build|update|\w*date|since|until|changes?|created|modified)\b", re.I
)
_RELEASE = re.compile(
    r"(?:\W{0,3}\s*)?(?:(?:[Vv]ersion|[Rr]elease)\s+(?P<number>\d+(?:\.\d+)+\w*)"
    r"|(?P<tag>(?:[A-Z]\w*-)?[vVR]\d+(?:[-._]\d+)+\w*))[\s=*:-]*$"
)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield lines of a date and a name, nothing else; and headings that are a release alone."""
    found = [head for index, text in enumerate(lines.texts) if text and (head := _any(lines, index, text))]
    first = next((place for place, head in enumerate(found) if head.stamp), len(found))
    yield from with_release([head for head in found[max(0, first - 1) :] if head.stamp or first < len(found)])


def _any(lines: Lines, index: int, text: str) -> Head | None:
    if index in lines.stamps:
        return _head(lines, index, text)
    release = _RELEASE.match(text) if text[0] not in " \t" and len(text) < 90 else None
    if release is None:
        return None
    number = release["number"] or release["tag"]
    return Head(index, skip_rulers(lines.texts, index + 1), None, tags=(number,), strength=0.2)


def _head(lines: Lines, index: int, text: str) -> Head | None:
    stamp = lines.stamps[index]
    if stamp.form == "unknown" or len(text) > 160 or len(text) - len(text.lstrip()) > 4:
        return None
    mark = _MARK.match(text)
    before = text[mark.end() if mark else 0 : stamp.start].strip(_EDGE)
    after = text[stamp.end :].removeprefix("/").strip()
    if before and (after.strip(_EDGE) or text[0] in " \t[("):
        return None  # a name in front of its date, indented or in brackets, is rather a signature below a text
    who = before or after
    bare = _BY.sub("", _closed(who.strip(_EDGE)), count=1)
    if not bare or _NO_NAMES.match(bare):
        return None
    if not _is_who(who, bare):
        return None
    body = skip_rulers(lines.texts, index + 1)
    return Head(index, body, stamp, bare if "<" not in who or bare != who else who, strength=0.9 if not before else 0.8)


def _closed(who: str) -> str:
    """Give the parenthesis of an address back its end: ``[05/08/2014]Ada Byron (ada@example.org)``."""
    return who + ")" if who.count("(") > who.count(")") and "@" in who.rpartition("(")[2] else who


def _is_who(who: str, bare: str) -> bool:
    if "@" in who and len(who) < 120:
        return True
    return len(bare) < 90 and people.looks_like_names(bare)
