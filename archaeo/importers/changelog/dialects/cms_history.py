"""What DEC/CMS, the Code Management System of VMS, shows as a library's history.

::

     4-MAR-1987 12:00:11 ADA        REPLACE FIT.FOR(3) "take the step as an argument"
     1-FEB-1987 17:11:12 ADA        CREATE ELEMENT FIT.FOR "the fit"

The text is the command, and the remark below it; the element is the file, and the number behind it
its generation.

Source: DEC Code Management System for VMS, reference manual, SHOW HISTORY.

Not understood: histories of a group or class that wrap in the middle of a command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import Head
from ..lines import Lines

NAME = "cms-history"

_LINE = re.compile(
    r"\s{0,3}\d{1,2}-[A-Z]{3}-\d{4} \d\d:\d\d:\d\d(?:\.\d\d)?\s+(?P<who>[A-Z][A-Z0-9_$]{0,30})\s+"
    r"(?P<what>(?:REPLACE|CREATE|RESERVE|UNRESERVE|INSERT|REMOVE|DELETE|MODIFY|FETCH|COPY|REVIEW|ACCEPT|SET|REMARK|VERIFY"
    r"|ACCESS|CANCEL|MARK|REJECT|UNLOCK)\b[^\"]*)(?:\"(?P<remark>.*?)\"?\s*)?$"
)
_ELEMENT = re.compile(r"(?:^|\s)([A-Z0-9_$-]+\.[A-Z0-9_$]*)(?:\((\d+\w*)\))?")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the transactions."""
    for index, stamp in lines.stamps.items():
        match = _LINE.match(lines.texts[index])
        if match:
            what, remark = " ".join(match["what"].split()), match["remark"] or ""
            element = _ELEMENT.search(what)
            yield Head(
                index,
                index + 1,
                stamp,
                match["who"],
                files=(element[1],) if element else (),
                rest=f"{what}\n{remark}" if remark else what,
                strength=1.2,
            )
