"""cvs2cl and its kin: CVS's (or Subversion's) log in GNU's clothes, date to the minute and login.

::

    2004-02-12 13:35  ada

        * src/: fit.c, fit.h (1.2, tags: FITTER_1_0): Take the step as an argument.

    2014-02-12 17:57 +0100  Ada Byron  <ada@example.org>  (071273ed3a44 [1.2])

A directory before a list of files holds for all of them. Revisions and tags of files stand in parentheses, if asked
for.

Source: cvs2cl.pl 2.59, git2cl and ``hg log --style changelog``, their output.

Not understood: branches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..heads import Head
from ..lines import Lines

NAME = "cvs2cl"

_HEADER = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?: (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)? (\d\d:\d\d(?::\d\d)?(?: [+-]\d{4})?)"
    r"(?: [A-Z]{3,4})? +(\S.*)$"
)
# what Mercurial's style "changelog" adds: the changeset, its branch and its tags
_CHANGESET = re.compile(r"\s+\([0-9a-f]{12}(?: <[^>]*>)?(?: \[([^\]]*)\])?\)$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the headers."""
    yield from headers(lines)


def headers(lines: Lines) -> Iterator[Head]:
    """Yield lines of a date, a time and a login or name."""
    for index, text in enumerate(lines.texts):
        if text[:2] not in ("19", "20"):
            continue
        match = _HEADER.match(text)
        if match and len(match[5]) < 100:
            year, month, day, clock = match.group(1, 2, 3, 4)
            stamp = dates.Stamp(
                0, match.end(4), text[: match.end(4)], "ymd", "-", int(year), int(month), int(day), clock
            )
            changeset = _CHANGESET.search(match[5])
            who = match[5][: changeset.start()] if changeset else match[5]
            tags = tuple(tag for tag in (changeset[1] or "").split() if tag != "tip") if changeset else ()
            yield Head(index, index + 1, stamp, who, tags, strength=1.04)
