"""SCCS: the output of ``prs``, the mails of a log, and the deltas at the head of an ``s.`` file itself.

::

    s.fit.f:

    D 1.3   85/03/04 12:00:00 ada   3 2     00010/00002/00100
    MRs:
    COMMENTS:
    take the step as an argument

    /usr/src/bin/fit/SCCS/s.fit.c:
    5.22 91/01/02 09:27:58 ada 22 21
    watch out for empty bins

    ^Ad D 5.1 90/06/17 17:27:13 ada 1 0
    ^Ac date and time created 90/06/17 17:27:13 by ada

Behind the login stand the delta's number and its predecessor's, then lines inserted, deleted and unchanged; what stands
below ``MRs:`` are numbers of modification requests, given as issues' text.

Source: POSIX.1, prs; sccsfile(5); the logs of 4.3BSD.

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
    r"(?P<kind>\x01?d? ?[DR] |)(?P<number>\d+(?:\.\d+)+)\s+(?P<date>\d\d/\d\d/\d\d \d\d:\d\d:\d\d)\s+"
    r"(?P<who>\S+)\s+\d+ \d+(?:\s+\d+/\d+/\d+)?\s*$"
)
_FILE = re.compile(r"(?:(\S*/)?SCCS/|\S*/)?s\.(\S+?):?$")
_RAW = "\x01d "


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the deltas."""
    texts = lines.texts
    found = _of_file(lines) if any(text[:3] == _RAW for text in texts[:2000]) else _of_output(texts)
    for (index, match, named), after in zip(found, [row[0] for row in found[1:]] + [len(texts)], strict=False):
        if match:
            yield _head(texts, index, after, match, named)


def _of_output(texts: list[str]) -> list[tuple[int, re.Match[str] | None, str]]:
    """Give (line, delta or None, file) of the names of files and the deltas in what SCCS printed."""
    name = ""
    found: list[tuple[int, re.Match[str] | None, str]] = []
    for index, text in enumerate(texts):
        if text[-1:] == ":" and (file := _FILE.match(text)):
            name = (file[1] or "") + file[2]
            found.append((index, None, name))
        elif (text[:2] in ("D ", "R ") or (name and text[:1].isdigit())) and (match := _DELTA.match(text)):
            found.append((index, match, name))
    return found


def _of_file(lines: Lines) -> list[tuple[int, re.Match[str] | None, str]]:
    """Give (line, delta or None, file) of a file of SCCS itself, down to the weave of its versions."""
    own = _FILE.match(lines.name)
    name = own[2] if own else ""
    found: list[tuple[int, re.Match[str] | None, str]] = []
    for index, text in enumerate(lines.texts):
        if text[:3] == _RAW and (match := _DELTA.match(text)):
            found.append((index, match, name))
        elif text[:2] == "\x01u":
            found.append((index, None, name))
            break
    return found


def _head(texts: list[str], index: int, after: int, match: re.Match[str], name: str) -> Head:
    below = [text for text in texts[index + 1 : after] if text not in ("MRs:", "COMMENTS:")]
    if match["kind"][:1] == "\x01":
        below = [text[3:] for text in below if text[:3] == "\x01c "]
    stamp = dates.find(match["date"])
    assert stamp
    year = stamp._replace(
        form="ymd", year=int(match["date"][:2]), month=int(match["date"][3:5]), day=int(match["date"][6:8])
    )
    text = dedent("\n".join(below).strip("\n"))
    files = (name,) if name else ()
    # nobody writes ^A by hand, so that no date in the text below tells against it
    strength = 2.5 if match["kind"][:1] == "\x01" else 1.3
    return Head(
        index, index + 1, year, match["who"], (match["number"],), stop=after, files=files, text=text, strength=strength
    )
