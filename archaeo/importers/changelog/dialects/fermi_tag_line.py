"""One line a tag, as the Fermi-LAT packages wrote them: tag, date, login, what it is for.

::

    * EOH *

     Fitter-20-13-03 13-Oct-2017 ada Fix the weights of empty bins
     Fitter-20-13-02 12-Oct-2017 ada Latch the energy correction
        and say so in the log

     v15r3p1  15-Jul-09 AB  Update SConscript

Further lines are indented. Initials (``AB``) stand beside logins; older parts name releases in the manner of Gaudi,
and patches of a branch have a suffix (``Fitter-06-15-02-gr09``). The date may stand
first (``* 20-apr-04  v8r8p3 AB,``).

Not understood: what else a tag contains than its line says; the Doxygen wrapper around the list is no entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import PACKAGE_TAG, Head
from ..lines import Lines

NAME = "fermi-tag-line"

_TAG = re.compile(
    PACKAGE_TAG.pattern.removesuffix(r"(?![\w])") + r"(?:-\w{2,8}(?:-\d+)?)?(?=\s)|(v\d+(?:[a-z]{1,2}\d+)*)(?=\s)"
)
_LOGIN = re.compile(r"\s+([A-Za-z][\w.-]*[:/]?)(?:\s+|$)")
# 20-apr-04  v8r8p3 THB, remove warnings
_TURNED = re.compile(r"\s+(v\d+(?:[a-z]{1,2}\d+)*)\s+(?:([A-Z]{2,4}|[a-z]{3,8}(?=,|\s\s|\s[A-Z])),?(?:\s+|$))?")
_INITIALS = re.compile(r"\s+([A-Z]{2,4})\s+")
_LOWER_LOGIN = re.compile(r"\s+([a-z]{3,10})\s+(?=[A-Z])")
_SECOND = re.compile(r"\s+([A-Z]{2,4})\s")


def _near(column: int, columns: set[int]) -> bool:
    """Tell whether a column is that of the dates, or nearly so: tags have different lengths."""
    return any(abs(column - other) < 4 for other in columns)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the lines that begin with a tag and its date."""
    columns: set[int] = set()
    for index, stamp in lines.stamps.items():
        text = lines.texts[index]
        indent = len(text) - len(text.lstrip())
        tag = _TAG.match(text, indent) if indent < 9 else None
        if tag and stamp.form != "unknown" and not text[tag.end() : stamp.start].strip():
            login = _LOGIN.match(text, stamp.end)
            rest = text[login.end() if login else stamp.end :].strip()
            who = login[1] if login else ""
            if who.endswith("/") and index + 1 < len(lines) and (second := _SECOND.match(lines.texts[index + 1])):
                who += second[1]
            columns.add(stamp.start)
            yield Head(index, index + 1, stamp, who, (tag[0],), rest, strength=1.1)
        elif turned := _TURNED.match(text, stamp.end) if len(text[: stamp.start].strip(" *")) == 0 else None:
            rest = text[turned.end() :].strip()
            yield Head(index, index + 1, stamp, turned[2] or "", (turned[1],), rest, strength=1.1)
        elif columns and indent == stamp.start and _near(len(text[:indent].expandtabs()), columns):
            # one day's work on a tag that was made later: the tag's place is empty
            initials = _INITIALS.match(text, stamp.end)
            rest = text[initials.end() if initials else stamp.end :].strip()
            if rest and stamp.form == "dmy":
                yield Head(index, index + 1, stamp, initials[1] if initials else "", (), rest, strength=0.9)
        elif columns and stamp.start < 4 and (login := _LOWER_LOGIN.match(text, stamp.end)) and stamp.start == indent:
            rest = text[login.end() :].strip()
            yield Head(index, index + 1, stamp, login[1], (), rest, strength=0.9)
