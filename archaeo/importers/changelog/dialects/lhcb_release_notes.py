"""LHCb release notes: entries marked with an exclamation mark, under banners that name the release.

::

    !========================= Fitter v3r4 2013-10-09 ==========================
    ! 2013-10-09 - Ada Byron
     - Make version v3r4

A banner stands above the entries it contains; entries above the first banner are not released yet. Where a file has
banners only, they are the entries; there the date may also be year, day, month.

Not understood: the header block (``! Package     : Phys/Fitter``), which is no entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import Head, with_release
from ..lines import Lines

NAME = "lhcb-release-notes"

_BANNER = re.compile(r"!?\s*[=*-]{4,}\s*(.*?)[\s=*-]*$")
_RELEASE = re.compile(r"\b(v\d+r\d+(?:p\d+)?(?:g\d+)?)\b", re.I)
_RELEASE_FIRST = re.compile(rf"(?:[A-Z]\w+\s+)?{_RELEASE.pattern}\s+(?=[A-Z])")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the entries, and the banners as undated headings; banners are entries where there is nothing else."""
    found = [head for index, text in enumerate(lines.texts) if text[:1] == "!" and (head := _head(lines, index, text))]
    if any(head.people for head in found):
        found = [head if head.people or not head.tags else head._replace(stamp=None) for head in found]
    yield from with_release(found)


def _head(lines: Lines, index: int, text: str) -> Head | None:
    banner = _BANNER.match(text)
    if banner:
        release = _RELEASE.search(banner[1])
        return Head(index, index + 1, lines.stamps.get(index), tags=(release[1],), strength=1.1) if release else None
    stamp = lines.stamps.get(index)
    if not stamp or stamp.start > 4:
        return None
    who = text[stamp.end :].strip(" -:\t")
    release = _RELEASE_FIRST.match(who)
    tags = (release[1],) if release else ()
    return Head(index, index + 1, stamp, who[release.end() if release else 0 :] or "?", tags, strength=1.1)
