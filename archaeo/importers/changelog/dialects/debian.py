"""Debian changelogs: a stanza a version, date and maintainer in its last line.

::

    fitter (5.2.7-1) unstable; urgency=low

      * new upstream version (Closes: #12)

     -- Ada Byron <ada@example.org>  Tue, 23 Jul 2024 12:25:46 -0700

Read as leniently as people wrote them: one blank before the date, months in full.

Source: Debian Policy Manual, 4.4; deb-changelog(5).

Not understood: names in brackets (``[ Grace Hopper ]``) above items, which stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..heads import Head
from ..lines import Lines

NAME = "debian"

_STANZA = re.compile(r"([\w.+-]+) \(([^()\s]+)\)(?:\s+[\w.+-]+)*\s*;")
_TRAILER = re.compile(r"\s?--\s+(.*?<[^>]*>?)\s*(.*)$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the stanzas by their first lines; a stanza without trailer has no date."""
    texts = lines.texts
    for index, text in enumerate(texts):
        match = _STANZA.match(text) if ";" in text else None
        if match:
            trailer = _trailer(texts, index + 1)
            if trailer < 0:
                yield Head(index, index + 1, None, tags=(match[2],))
                continue
            last = _TRAILER.match(texts[trailer])
            stamp = dates.find(last[2]) if last else None
            body = "\n".join(texts[index + 1 : trailer])
            text_below = re.sub(r"(?m)^  ", "", body).strip("\n")
            yield Head(
                index,
                index + 1,
                stamp,
                last[1] if last else "",
                (match[2],),
                stop=trailer + 1,
                text=text_below,
                strength=1.2,
            )


def _trailer(texts: list[str], index: int) -> int:
    for place in range(index, len(texts)):
        if texts[place].startswith((" -- ", "-- ", " --\t")):
            return place
        if _STANZA.match(texts[place]):
            return -1
    return -1
