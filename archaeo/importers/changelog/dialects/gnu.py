"""GNU ChangeLogs: a header at the first column, date, name and address; below it indented items.

::

    2012-05-30  Ada Byron  <ada@example.org>

            * src/fit.c, src/fit.h (fit_peak, fit_width): Take the step as an argument.
            (fit_all): Likewise.

    Thu May 12 15:55:40 1994  Ada Byron  (ada@engine)

Both forms of the date, and both in one file (the switch came around 1997); one blank or many between the parts; no
name, no address, several authors on one line or on indented lines of their own; ``(tiny change)``. A header that
stands indented inside an entry is somebody else's, quoted, and stays text.

Source: GNU Coding Standards, "Style of Change Logs"; Emacs, lisp/vc/add-log.el.

A version or a weekday may stand between date and name.

Not understood: who among several authors did which item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from sys import intern

from .. import dates, people
from ..heads import Head
from ..lines import Lines

NAME = "gnu"

_PLAIN = re.compile(r"(\d{4})-(\d\d)-(\d\d)( \d\d:\d\d(?::\d\d)?)?( +|\t+)(?=[^\W\d_]|<)")
_EDGE = re.compile(r"(?:pre|ca\.?|~|before|after|Until|(?-i:[A-Z][a-z]{2}(?= )))?\s*", re.I)
_ODD_DAY = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d ")
_AUTHOR_LINE = re.compile(r"\s+[^\W\d_(*][^:*(]*<[^<>\s]+@[^<>\s]+>\s*(?:\([^)]*\))?$")
# a weekday or a version before the name: `2021-08-21 Sat  <ada@example.org>`, `2009-09-28  6.5.6-6 Ada`
_BETWEEN = re.compile(
    r"\s+(?:(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?(?=\s+[<A-Z])|v?(\d+(?:\.\d+)+(?:-\d+)?\w*)(?=\s+\S))"
)
_ADDRESS = re.compile(r"<\s*>|<[^<>]*[^\W\d_]")  # and not `<2,,3>`, a version
_TWO_DAYS = re.compile(r"\s*(?:,|&|-|to|and)\s*(?:\d{1,2}\b(?!:)|\d{4}-\d\d-\d\d)")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the heads: lines at the first column that begin with a date and go on with a name, or nothing."""
    texts = lines.texts
    for index in [i for i, text in enumerate(texts) if text and text[0] not in " \t*-("]:
        head = header(texts[index], index)
        if head:
            yield _with_author_lines(head, texts)


def header(text: str, index: int) -> Head | None:
    """Read a line as header, or give None."""
    match = _PLAIN.match(text)
    if match:  # nearly all of them; the general way costs ten times as much
        stamp = _plain_stamp(text[: match.end(4) if match[4] else 10])
    else:
        if not (text[0].isdigit() or text[:3] in _DAY_NAMES or text[:3].lower() in ("pre", "ca.") or _odd_day(text)):
            return None
        found = dates.find(text, 0, 60)
        if not found or not _is_form(found, text) or not _EDGE.fullmatch(text, 0, found.start):
            return None
        stamp = found
    who = text[stamp.end :].removeprefix("/")
    while extra := _TWO_DAYS.match(who):
        who = who[extra.end() :]
    tags: tuple[str, ...] = ()
    if between := _BETWEEN.match(who):
        who, tags = who[between.end() :], (between[1],) if between[1] else ()
    if not _is_author(who):
        return None
    return Head(index, index + 1, stamp, intern(who), tags, strength=1.0 if who.strip() else 0.9)


@lru_cache(65536)
def _plain_stamp(text: str) -> dates.Stamp:
    """Give the stamp of an ISO date: one for all lines of a day, which are many."""
    return dates.Stamp(
        0, len(text), text, "ymd", "-", int(text[:4]), int(text[5:7]), int(text[8:10]), text[10:].strip()
    )


def _is_form(stamp: dates.Stamp, text: str) -> bool:
    """Tell whether a date is written as Emacs writes it, or nearly so."""
    if stamp.form == "mdy":
        return text[:3] in _DAY_NAMES or _odd_day(text)
    return stamp.form in ("packed", "month") or (stamp.form == "ymd" and "-" in stamp.text)


def _odd_day(text: str) -> bool:
    """Tell whether a line begins as ctime writes dates, with a weekday that is none: ``Wen May 14 01:07:16 1997``."""
    return text[3:4] == " " and bool(_ODD_DAY.match(text))


_DAY_NAMES = frozenset({"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"})


def _is_author(who: str) -> bool:
    if not who:
        return True
    if who[0] not in " \t<(.":
        return False
    if "@" in who or ("<" in who and _ADDRESS.search(who)) or "-at-" in who:
        return len(who) < 300
    return len(who) < 120 and (people.looks_like_names(who) or bool(re.search(r"(?:\w|^)\s*\([^()]+\)\s*\.?$", who)))


def _with_author_lines(head: Head, texts: list[str]) -> Head:
    """Take further authors, each on an indented line below the header."""
    index = head.body
    while index < len(texts) and index < head.body + 8 and "<" in texts[index] and _AUTHOR_LINE.match(texts[index]):
        index += 1
    if index == head.body:
        return head
    who = ", ".join([head.people.strip(), *(text.strip() for text in texts[head.body : index])])
    return head._replace(people=who, body=index)
