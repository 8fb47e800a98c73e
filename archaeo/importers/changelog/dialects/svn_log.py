"""The output of ``svn log`` and ``svn log -v``.

::

    ------------------------------------------------------------------------
    r381 | ada | 2016-03-08 22:35:51 +0100 (Tue, 08 Mar 2016) | 2 lines
    Changed paths:
       M /trunk/fit.c

    Take the step as an argument.

The header says how many lines the message has, and they are counted: messages contain dashes, and other logs. Where
somebody wrapped the lines later, the next header ends the entry.

Source: Subversion, svn/log-cmd.c.

Not understood: ``--diff``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head, is_ruler
from ..lines import Lines

NAME = "svn-log"

_HEADER = re.compile(
    r"r(\d+)(?:-r?\d+)? \| (.*?) \| (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: [-+]\d{4})?)(?: \([^)]*\))?"
    r"(?: \| (\d+) lines?)?\s*$"
)
_PATH = re.compile(r"\s+[MADRCG_ U]{1,3}\s*(/.*?)(?: \(from .*:\d+\))?$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the headers, with the lines of their messages counted."""
    texts = lines.texts
    places = [index for index, text in enumerate(texts) if text[:1] == "r" and _HEADER.match(text)]
    end = 0
    for number, place in enumerate(places):
        if place >= end:
            head = _head(texts, place, places[number + 1 :])
            end = head.stop
            yield head


def _head(texts: list[str], index: int, later: list[int]) -> Head:
    match = _HEADER.match(texts[index])
    assert match
    body, files = index + 1, []
    if body < len(texts) and texts[body].startswith("Changed paths:"):
        body += 1
        while body < len(texts) and (path := _PATH.match(texts[body])):
            files.append(path[1])
            body += 1
    body += body < len(texts) and not texts[body]
    stop = _stop(texts, body, match[4], later)
    author = "" if match[2] == "(no author)" else match[2]
    return Head(
        index,
        body,
        dates.find(match[3]),
        author,
        start=index - 1 if index and is_ruler(texts[index - 1]) else index,
        stop=max(stop, body),
        files=tuple(files),
        revision=match[1],
        text=dedent("\n".join(texts[body:stop])),
        strength=1.3,
    )


def _stop(texts: list[str], body: int, count: str | None, later: list[int]) -> int:
    """Give the end of a message: as many lines as the header says, if a ruler or the end follows there."""
    if count:
        stop = min(len(texts), body + int(count))
        after = stop
        while after < len(texts) and not texts[after]:
            after += 1
        if after == len(texts) or is_ruler(texts[after]):
            return stop
    after = next((place for place in later if place >= body), len(texts))
    return after - 1 if after < len(texts) and is_ruler(texts[after - 1]) else after
