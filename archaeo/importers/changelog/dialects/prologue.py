"""The histories in the prologues of Starlink's and SPICE's routines: date and initials, the text indented below.

::

    *  History:
    *     1-JAN-1990 (AB):
    *        Original version.
    *     2004 September 1 (GH):
    *        Take the step as an argument.

    C-    GOOSLIB Version 1.2.0, 10-MAR-1992 (AB) (GH)
    C
    C        Take the step as an argument.

An entry ends where a line is indented no deeper than its date, or the comment does. Templates
(``{enter_changes_here}``) are no text.

Source: Starlink User Note 105 (SST); the headers of the SPICE Toolkit, "$ Version".

Not understood: who of several did what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "prologue"

_INITIALS = r"(?P<who>\([A-Z][A-Za-z., &/]{1,40}\)(?:\s*\([A-Z][A-Za-z., &/]{1,40}\))*)"
_STARLINK = re.compile(rf"\s*{_INITIALS}\s*:\s*(?P<rest>.*)$")
_SPICE = re.compile(r"(?P<leader>[Cc*]?)-\s+(?:[A-Z]\w+\s+)?Version (?P<version>\d+(?:\.\d+)+),\s+")
_SPICE_BY = re.compile(rf"\s*+{_INITIALS}?\s*$")
_LEADER = re.compile(r"(?P<sign>[Cc*!#]|\s\*)(?=\s|$)")
_TEMPLATE = re.compile(r"\s*\{[a-z_]+\}\s*$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the entries."""
    for index, stamp in lines.stamps.items():
        text = lines.texts[index]
        if spice := _SPICE.match(text):
            by = _SPICE_BY.match(text, stamp.end)
            if by and spice.end() == stamp.start:
                yield _head(lines.texts, index, stamp, by["who"] or "", (spice["version"],), spice["leader"])
        elif leader := _LEADER.match(text):
            by = _STARLINK.match(text, stamp.end)
            if by and not text[leader.end() : stamp.start].strip():
                yield _head(lines.texts, index, stamp, by["who"], (), leader["sign"], by["rest"])


def _head(
    texts: list[str], index: int, stamp: dates.Stamp, who: str, tags: tuple[str, ...], sign: str, rest: str = ""
) -> Head:
    column = _indent(texts[index], sign)
    stop = index + 1
    while stop < len(texts) and texts[stop].startswith(sign):
        bare = texts[stop][len(sign) :]
        if bare.strip() and (_indent(texts[stop], sign) <= column or bare[0] not in " \t"):
            break
        stop += 1
    below = [text[len(sign) :] for text in texts[index + 1 : stop] if not _TEMPLATE.match(text[len(sign) :])]
    said = dedent("\n".join(below).rstrip()).strip("\n")
    people = ", ".join(re.findall(r"\(([^()]+)\)", who))
    text = "\n".join(part for part in (rest.strip(), said) if part)
    return Head(index, index + 1, stamp, people, tags, stop=stop, text=text, strength=1.15)


def _indent(text: str, sign: str) -> int:
    """Give the column at which a comment's words begin, its leader and a dash apart."""
    bare = text[len(sign) :].removeprefix("-")
    return len(bare) - len(bare.lstrip())
