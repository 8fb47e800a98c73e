"""What a dialect finds: the heads of its entries. Everything else is cut and read by common code."""

from __future__ import annotations

import re
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
    r"(?<![\w.-])(?:[vVrR]\.?\s?)?(\d+(?:[._]\d+)+(?:[-._+~]?[A-Za-z0-9]+)*(?:\[[\d-]+\])?|\d+[a-z]+\d+(?:[a-z]+\d+)*)(?![\w])"
)
"""A version number: at least two numbers."""

PACKAGE_TAG = re.compile(r"(?<![\w/-])([A-Za-z][\w+]*(?:-[A-Za-z][\w+]*)*-[Vv]?\d\d-\d\d(?:-\d\d)+[a-z]?)(?![\w])")
"""A tag in the manner of CMT: ``BoostedGOOS-00-00-05``, ``gdml-V10-04-02``."""
