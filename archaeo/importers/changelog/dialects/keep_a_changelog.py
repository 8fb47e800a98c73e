"""Markdown change logs, with Keep a Changelog as their usual form.

::

    ## [1.0.1] - 2023-12-15

    ### Added

    - A way to take the step as an argument.

    ## Unreleased

Also ``## 1.0.1 (2023-12-15)``, ``# v1.2 / 2012-05-30`` and the date in front. Links at the end are text of nobody.

Source: keepachangelog.com, versions 0.3 to 2.0.

Not understood: yanked releases are entries like the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import VERSION, Head
from ..lines import Lines

NAME = "keep-a-changelog"

_HEADING = re.compile(r"(#{1,3})\s+(\S.*)")
_LINK = re.compile(r"\[[^\]]+\]:\s")
_URL = re.compile(r"\(\w+://[^)\s]*\)")
_BRACKETED = re.compile(r"\[[vV]?(\d[\w.+-]*)\]")  # [09-03-00]: two digits each, as the packages of CMT have them
_WORDS = re.compile(r"[^\W\d_]{3,}")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield headings of a version, with its date or without; the links below the last entry end it."""
    found = [head for index, text in enumerate(lines.texts) if text[:1] == "#" and (head := _head(lines, index, text))]
    if not found:
        return
    last = len(lines)
    while last > found[-1].body and (not lines.texts[last - 1] or _LINK.match(lines.texts[last - 1])):
        last -= 1
    *others, end = found
    yield from others
    yield end._replace(stop=last) if last < len(lines) else end


def _head(lines: Lines, index: int, text: str) -> Head | None:
    heading = _HEADING.match(text)
    if not heading:
        return None
    said = heading[2]
    stamp = lines.stamps.get(index)
    if stamp and stamp.form == "unknown":
        stamp = None
    outside = text[: stamp.start] + " " + text[stamp.end :] if stamp else said
    outside = _URL.sub(" ", outside)
    version = VERSION.search(outside) or _BRACKETED.match(said)
    words = _WORDS.findall(VERSION.sub(" ", outside))
    if "unreleased" in said.lower() and len(words) < 5:
        return Head(index, index + 1, None)
    if not version or len(words) > (4 if stamp else 2):
        return None
    return Head(index, index + 1, stamp, tags=(version[1],), strength=1.0 if stamp else 0.8)
