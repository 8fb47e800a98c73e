"""The output of SCCS's ``prs``: the deltas of a file.

::

    s.fit.f:

    D 1.3   85/03/04 12:00:00 ada   3 2     00010/00002/00100
    MRs:
    COMMENTS:
    take the step as an argument

Behind the login stand the delta's number and its predecessor's, then lines inserted, deleted and unchanged; what stands
below ``MRs:`` are numbers of modification requests, given as issues' text.

Source: POSIX.1, prs.

Not understood: formats of one's own (``prs -d``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "sccs-prs"

_DELTA = re.compile(
    r"(?P<kind>[DR]) (?P<number>\d+(?:\.\d+)+)\s+(?P<date>\d\d/\d\d/\d\d \d\d:\d\d:\d\d)\s+(?P<who>\S+)"
    r"\s+\d+ \d+\s+\d+/\d+/\d+\s*$"
)
_FILE = re.compile(r"(?:\S*/)?s\.(\S+):$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the deltas."""
    texts = lines.texts
    name = ""
    found: list[tuple[int, re.Match[str] | None, str]] = []
    for index, text in enumerate(texts):
        if file := _FILE.match(text):
            name = file[1]
            found.append((index, None, name))
        elif text[:2] in ("D ", "R ") and (match := _DELTA.match(text)):
            found.append((index, match, name))
    for (index, match, named), after in zip(found, [row[0] for row in found[1:]] + [len(texts)], strict=False):
        if match:
            yield _head(texts, index, after, match, named)


def _head(texts: list[str], index: int, after: int, match: re.Match[str], name: str) -> Head:
    below = [text for text in texts[index + 1 : after] if text not in ("MRs:", "COMMENTS:")]
    stamp = dates.find(match["date"])
    assert stamp
    year = stamp._replace(
        form="ymd", year=int(match["date"][:2]), month=int(match["date"][3:5]), day=int(match["date"][6:8])
    )
    text = dedent("\n".join(below).strip("\n"))
    files = (name,) if name else ()
    return Head(
        index, index + 1, year, match["who"], (match["number"],), stop=after, files=files, text=text, strength=1.3
    )
