"""What RCS and CVS write for ``$Log$``, inside comments of source files or in a file of its own.

::

    * $Log: fit.F,v $
    * Revision 1.347  1998/06/22 12:24:56  ada
    * Take the step as an argument.
    *
    C Revision 1.05, December 9, 1991, Ada Byron

The comment leader is that of the header line; the block ends where it does. Hand-written blocks that go on in the same
manner are read too. In a source file the entry speaks of that file.

Source: rcs 5.9, ci(1) and co(1), keyword ``$Log$``.

Not understood: which project an import (revision 1.1.1.1) came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "rcs-log"

REVISION = re.compile(
    r"(?P<leader>\W{0,6}|[Cc]\s{0,6}|REM\s|dnl\s+|;+\s*)Revision\s+(?P<number>(?:\d+)?\.\d+(?:\.\d+)*)[\s,:]+", re.I
)
"""The line of a revision, behind its comment leader."""
_LOG = re.compile(r"\$Log(?:: ?([^$,]+),v)?.*?\$")
_END = re.compile(r"\s*\*+/|\s*-->|\s*\*\)")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the revisions."""
    texts = lines.texts
    name = ""
    found = []
    for index, text in enumerate(texts):
        if "$Log" in text and (log := _LOG.search(text)):
            name = (log[1] or "").strip()
        if "evision" not in text and "REVISION" not in text:
            continue
        match = REVISION.match(text)
        stamp = dates.find(text, match.end()) if match else None
        if match and stamp and stamp.form != "unknown" and not text[match.end() : stamp.start].strip():
            found.append((index, match, stamp, name))
    for (index, match, stamp, named), after in zip(found, [row[0] for row in found[1:]] + [len(texts)], strict=False):
        yield _head(texts, index, after, match, stamp, named)


def _head(texts: list[str], index: int, after: int, match: re.Match[str], stamp: dates.Stamp, name: str) -> Head:
    leader = match["leader"].rstrip()
    stop = index + 1
    while stop < after and _inside(texts[stop], leader):
        stop += 1
    body = [text[len(leader) :] if leader and text.startswith(leader) else text for text in texts[index + 1 : stop]]
    who = texts[index][stamp.end :].strip(" ,;")
    files = (name,) if name and name != "ChangeLog" else ()
    text = dedent("\n".join(body).rstrip())
    return Head(index, index + 1, stamp, who, (match["number"],), stop=stop, files=files, text=text, strength=1.2)


def _inside(text: str, leader: str) -> bool:
    if leader:
        return text.startswith(leader) and not _END.match(text)
    return not _END.match(text) and "$Log" not in text
