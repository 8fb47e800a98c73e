"""What a dialect finds: the heads of its entries. Everything else is cut and read by common code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .dates import Stamp


class Head(NamedTuple):
    """The place where an entry says its date.

    Attributes:
        line: index of the line that bears the date (of the heading, where there is no date).
        body: index of the first line of the text below.
        stamp: the date, None for an undated heading, which ends the entry before it all the same.
        people: authors as they stand in the header.
        tags: versions and tags of the header.
        rest: what the header line says beyond these; it belongs to the text.
        start: index of the entry's first line where that is above ``line``, else -1.
        stop: index after its last line where the dialect knows it, else -1: up to the next head.
        files: named in the header, not in the text.
        revision: Subversion revision of the entry itself, or "".
        text: the whole text where it does not simply stand below the head, else None.
        strength: how sure it is that this is a head of this dialect; 1 is the usual.
    """

    line: int
    body: int
    stamp: Stamp | None
    people: str = ""
    tags: tuple[str, ...] = ()
    rest: str = ""
    start: int = -1
    stop: int = -1
    files: tuple[str, ...] = ()
    revision: str = ""
    text: str | None = None
    strength: float = 1.0

    @property
    def first(self) -> int:
        """Give the index of the entry's first line."""
        return self.start if self.start >= 0 else self.line


VERSION = re.compile(
    r"(?<![\w.-])(?:[A-Za-z][A-Za-z_+]{2,30}-)?(?:(?!v\d+r\d)[vVrR]\.?\s?)?"
    r"(v\d+r\d+(?:p\d+)?(?:gr?\d+)?|\d+(?:[._]\d+)+(?:[-._+~]?[A-Za-z0-9])*(?:\.?\[[\d-]+\])?|\d+[a-z]+\d+(?:[a-z]+\d+)*)(?![\w])"
)
"""A version number: at least two numbers; a name may stand before it as in that of a tarball, ``goos-1.2``."""

PACKAGE_TAG = re.compile(
    r"(?<![\w/-])([A-Za-z][\w+]{0,99}(?:-[A-Za-z][\w+]{0,99}){0,9}-[Vv]?\d\d-\d\d(?:-\d\d)+[a-z]?)(?![\w])"
)
"""A tag in the manner of CMT: ``BoostedGOOS-00-00-05``, ``gdml-V10-04-02``. No longer than names are: in the coded
lines of an attachment (``Ub+dK+...``) a name without end would be looked for at each sign."""

_SERIES = re.compile(r"\s*(?:,|and|&|\+)\s*-?(\d\d)(?=\s*(?:[,)&+]|and|$))")


def package_tags(text: str) -> tuple[str, ...]:
    """Give the package tags of a header, short forms written out.

    >>> package_tags("(gdml-V11-02-04, 03)"), package_tags("(gdml-V10-05-06, -07)")
    (('gdml-V11-02-04', 'gdml-V11-02-03'), ('gdml-V10-05-06', 'gdml-V10-05-07'))
    """
    found = []
    for match in PACKAGE_TAG.finditer(text):
        found.append(match[1])
        position = match.end()
        while more := _SERIES.match(text, position):
            found.append(match[1].rpartition("-")[0] + "-" + more[1])
            position = more.end()
    return tuple(dict.fromkeys(found))


def with_release(heads: Iterable[Head]) -> Iterator[Head]:
    """Give a release's heading's tags to the entry below it, for dialects whose releases stand above their entries."""
    waiting: tuple[str, ...] = ()
    for head in heads:
        if head.stamp is None:
            waiting = head.tags
            yield head
        else:
            yield head._replace(tags=tuple(dict.fromkeys(head.tags + waiting))) if waiting else head
            waiting = ()


def is_ruler(text: str) -> bool:
    """Tell whether a line is made of one sign, as ``-----`` or ``=====``."""
    bare = text.strip()
    return len(bare) >= 3 and len(set(bare)) == 1 and not bare.isalnum()


def continues(texts: Sequence[str], index: int) -> bool:
    """Tell whether a line of a comment goes on with the words of the line above, indented as far or farther.

    >>> continues(["* [1] Fits of the third degree, a report of", "*     7 March, 2006"], 1)
    True
    """
    text, above = texts[index], texts[index - 1] if index else ""
    if text[:1] not in "*!%#;" or text[1:2] not in " \t" or above[:2] != text[:2]:
        return False
    said = above[1:].lstrip()
    return len(said.split()) > 2 and len(above) - len(said) <= len(text) - len(text[1:].lstrip())


def skip_rulers(texts: Sequence[str], index: int) -> int:
    """Give the index of the first line from ``index`` on that is no ruler; one line at most is passed."""
    return index + 1 if index < len(texts) and is_ruler(texts[index]) else index
