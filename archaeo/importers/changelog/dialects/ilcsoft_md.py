"""iLCSoft release notes: Markdown, a heading a release, a dated item a pull request.

::

    # v02-23-02
    * 2026-03-02 Ada Byron ([PR#222](https://example.org/pull/222))
      - Guard against an empty vector

Older parts write ``Ada Byron 2017-03-27``, ``A.Byron: 2015-07-15`` or ``2015/07/02 Ada Byron``. A release stands
above its entries.

Not understood: releases without dated items, which are headings only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import people
from ..heads import Head, with_release
from ..lines import Lines

NAME = "ilcsoft-md"

_RELEASE = re.compile(r"#+\s*([vV]\d\d-\d\d(?:-\d\d)*(?:-pre\w*)?)\b")
_PULL = re.compile(r"\(?\[?PR\s?#?(\d+)\]?")
_MARK = re.compile(r"\s{0,2}(?:[*-]\s+|#+\s+)?")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the entries, and the releases as undated headings; without a release in its form nothing is."""
    found = [head for index, text in enumerate(lines.texts) if text and (head := _head(lines, index, text))]
    releases = sum(1 for head in found if head.stamp is None)
    pulls = sum(1 for head in found if "PR#" in head.rest)
    if releases and len(found) > releases and (pulls or releases > 1):
        yield from with_release(found)


def _head(lines: Lines, index: int, text: str) -> Head | None:
    if text[0] == "#" and (release := _RELEASE.match(text)):
        return Head(index, index + 1, None, tags=(release[1],), strength=0.5)
    stamp = lines.stamps.get(index)
    if stamp is None or stamp.form == "unknown":
        return None
    mark = _MARK.match(text)
    before = text[mark.end() if mark else 0 : stamp.start].strip(" :,-")
    after = text[stamp.end :].strip(" :,-")
    pull = _PULL.search(after)
    who = (after[: pull.start()] if pull else after).strip(" ([:")
    rest = after[pull.start() :] if pull else ""
    if before and who:
        return None
    name = before or who
    if not name or len(name) > 80 or not (people.looks_like_names(name) or (pull and len(name) < 40)):
        return None
    return Head(index, index + 1, stamp, name, rest=rest, strength=1.03)
