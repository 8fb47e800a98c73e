"""Edit histories at the head of sources of TOPS-10 and TOPS-20: what EMACS there and the monitor's librarians wrote.

::

    ; Edit= 9148 to GOOS.MAC on 21-Feb-90 by ADA
    ;Update copyright date.
    ; UPD ID= 8494, RIP:<7.MONITOR>GOOS.MAC.9,   9-Feb-88 12:18:22 by GRACE
    ;TCO 7.1218 - Update copyright notice.
    ; *** Edit 7413 to GOOS.MAC by ADA on 24-Jan-87, for SPR #18873
    ;<4.MONITOR>GOOS.MAC.5, 31-Jan-78 11:20:43, EDIT BY GRACE

The comment below a head is its text. The number behind a file's name is its generation.

Not understood: histories by edit number alone (``;341 fix the loop``), which have no date.

Source: EMACS for TOPS-20, library MODE, "Edit history"; sources of the TOPS-20 monitor, versions 3 to 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "tops-edits"

_FILE = r"(?P<file>[A-Z0-9$-]+\.[A-Z0-9]+)"
_MADE = re.compile(
    rf";+\s*(?:(?:UPD ID\s?=\s?(?P<id>\d+),\s*)?(?:\[[^\]]*\])?(?:[A-Z0-9$-]+:)?<[^<>\s]+>{_FILE}"
    r"\.(?P<generation>\d+)[,;]?\s+(?=\d)"
    rf"|(?:\*+\s*)?Edit\s?=?\s*(?P<edit>\d+)\s+to\s+{_FILE.replace('file', 'of')}\s+"
    r"(?:by\s+(?P<who>[\w.-]+)\s+)?on\s+)",
    re.I,
)
_BY = re.compile(r"[\s,]*(?:(?:Edit\s+)?by\s+)?(?P<who>(?!for\b)[A-Za-z][\w.-]*)?(?:\s*\([^)]*\))?", re.I)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the edits."""
    for index, stamp in lines.stamps.items():
        text = lines.texts[index]
        match = _MADE.match(text) if text[0] == ";" else None
        if match:
            found = stamp if stamp.start == match.end() else dates.find(text, match.end())
            if found and found.start == match.end() and found.form == "dmy":
                yield _head(lines.texts, index, match, found)


def _head(texts: list[str], index: int, match: re.Match[str], stamp: dates.Stamp) -> Head:
    by = _BY.match(texts[index], stamp.end)
    rest = texts[index][by.end() if by else stamp.end :].strip(" ,")
    stop = index + 1
    while stop < len(texts) and texts[stop][:1] == ";" and not _MADE.match(texts[stop]):
        stop += 1
    below = dedent("\n".join(text.lstrip(";") for text in texts[index + 1 : stop]).rstrip()).strip("\n")
    return Head(
        index,
        index + 1,
        stamp,
        match["who"] or (by["who"] if by else "") or "",
        stop=stop,
        files=(match["file"] or match["of"],),
        text="\n".join(part for part in (f"Edit {match['edit']}" if match["edit"] else "", rest, below) if part),
        strength=1.1,
    )
