"""ChangeLogs of packages kept with CMT, as in ATLAS: GNU's headers, looser items, and tags announced in the text.

::

    2012-05-30 <ethompso>
    * getting boostedgoos back into SVNINST after svn disaster of 2012
    * Tagging version BoostedGOOS-00-00-05

    2011/11/12 Ada Byron < ada -at- example.org >
            * share/fit_options.py: new cuts
            * tagged as BoostedGOOS-00-00-04

The login may stand alone in the angle brackets; items stand at any column; file lists are optional; a tag is
announced in many words (tag, tagged as, tagging, svn tag, frozen to tags/) or stands alone. Dates come in other
orders too (``07-11-2014``).

Not understood: whether a tag that is named was really made (`archaeo reconcile` asks the repository).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..heads import PACKAGE_TAG, Head
from ..lines import Lines
from . import gnu

NAME = "atlas-cmt"

_LOOSE = re.compile(r"[*+-] \S|  ?[*-] \S")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the heads; they are worth more than GNU's where tags are announced or items stand at the first column."""
    found = [head for index, text in enumerate(lines.texts) if (head := _header(text, index))]
    tagged = sum(1 for text in lines.texts if "-0" in text and PACKAGE_TAG.search(text))
    loose = sum(1 for text in lines.texts if text[:1] in "*+- " and _LOOSE.match(text))
    ours = tagged * 8 >= len(found) or loose > 2 * len(found)
    strength = 1.02 if found and ours else 0.98
    for head in found:
        yield head._replace(strength=strength * head.strength)


def _header(text: str, index: int) -> Head | None:
    if not text or not text[0].isdigit():
        return gnu.header(text, index) if text and text[0] not in " \t*-(" else None
    head = gnu.header(text, index)
    if head:
        return head
    stamp = dates.find(text, 0, 30)
    if not stamp or stamp.start or stamp.form not in ("numeric", "ymd"):
        return None
    who = text[stamp.end :].removeprefix("/")
    return Head(index, index + 1, stamp, who) if gnu._is_author(who) and who.strip() else None
