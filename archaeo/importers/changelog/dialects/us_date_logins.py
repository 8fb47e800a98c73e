"""Month/day/year and the logins of all who took part, over several lines; the release is the first item.

::

    12/26/23 ada, grace, charles,
             j.bernoulli

     * 2.7.0

    Fixes
     * Fix the weights of empty bins (Issue #12, PR #34)

An entry that is not out yet has question marks for its date.

Not understood: who of them did what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import Head
from ..lines import Lines

NAME = "us-date-logins"

_DATE = re.compile(r"(?:\d{1,2}/\d{1,2}/\d{2,4}|\?\?/\?\?/\?\?)\s+")
_LOGINS = re.compile(r"[\w.\s-]+(?:[,，][\w.\s-]+)*[,，]?$")
_RELEASE = re.compile(r"\s*\*\s*(?:prepared\s+)?v?(\d+\.\d+[\w.-]*)(?:\s+release)?\.?\s*$", re.I)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield lines that begin with such a date and a list of logins."""
    for index, stamp in lines.stamps.items():
        text = lines.texts[index]
        if stamp.start or not _DATE.match(text + " ") or not (_LOGINS.match(text, stamp.end) or stamp.end == len(text)):
            continue
        body = index + 1
        who = text[stamp.end :].strip()
        while body < len(lines) and _goes_on(who, lines.texts[body]):
            who = f"{who.rstrip()} {lines.texts[body].strip()}"
            body += 1
        tags = _release(lines.texts, body)
        unknown = stamp.form == "unknown"
        yield Head(index, body, None if unknown else stamp, who, tags, strength=1.01)


def _goes_on(who: str, text: str) -> bool:
    return text[:2] == "  " and bool(_LOGINS.match(text)) and (who[-1:] in (",", "，") or "," in text)


def _release(texts: list[str], body: int) -> tuple[str, ...]:
    for text in texts[body : body + 4]:
        if match := _RELEASE.match(text):
            return (match[1],)
    return ()
