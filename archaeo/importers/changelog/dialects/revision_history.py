"""Histories in the comments at the head of a source file.

::

    C  REVISED: 12-MAR-87 BY J. SMITH     NEW CUTS
    C> - Ada Byron 1989-10-20 Convert to the new machine
    *CMZ :  3.21/02 29/03/94  15.41.31  by  A.Byron
     *  16-nov-90   first version    AB
    % 01-25-02 reformated help -ab

One line (and those indented below it) a change: a comment leader, a date near the start, and a word such as "revised"
or a column of such lines. Each speaks of its file.

Not understood: dates in other comments are left alone, so a history of one line without a word for it is not seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .. import dates, people
from ..details import dedent
from ..heads import Head
from ..lines import Lines
from . import rcs_log

NAME = "revision-history"

_LEADER = re.compile(
    r"(?:[Cc](?=[\s>*:-])>?|\*(?!\*/)|!+>?|%+|#+|//+!?|/\*+|;+|--|REM\b|dnl\b|\"\"\"|\s\*)[\s*!>-]*", re.I
)
_WORD = re.compile(
    r"(?P<word>(?:last\s+)?(?:revised?|revisions?|modif\w*|changed?|updat\w*|history|created|creation|written|coded|author|original\w*|"
    r"mod|rev|edit\w*|version|programmer|vers|cmz|mod)\b[^\d\n]{0,3})",
    re.I,
)
_BY = re.compile(r"\bby:?\s+([^\W\d_][\w.'-]*(?: (?-i:[A-Z])[\w.'-]*){0,3})", re.I)
_INITIALS = re.compile(r"(?:\s[-–]\s?|\s{2,}|\s\()([A-Za-z]{2,4}(?:/[A-Za-z]{2,4})?)\)?\s*$")
_PATCHY = re.compile(r"\*CMZ\s*:\s*([\d./]+)?\s+")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the lines of histories."""
    rows = [
        (index, match, lines.stamps[index]) for index in lines.stamps if (match := _LEADER.match(lines.texts[index]))
    ]
    rows = [row for row in rows if row[2].form != "unknown" and row[2].start < 60]
    columns = Counter((match[0].strip(), stamp.form, stamp.start) for _, match, stamp in rows)
    for index, match, stamp in rows:
        text = lines.texts[index]
        if rcs_log.REVISION.match(text):
            continue
        between = text[match.end() : stamp.start]
        word = _WORD.search(between) or _PATCHY.match(text)
        name = _WORD.sub(" ", between, count=1).strip(" -:,(.")
        column = columns[(match[0].strip(), stamp.form, stamp.start)] > 1
        if (word or column or name) and _is_who(name, bool(word or column), text, match):
            yield _head(lines.texts, index, match, stamp, between, bool(word))


def _is_who(name: str, sure: bool, text: str, match: re.Match[str]) -> bool:
    """Tell whether what stands between leader and date, a word for it apart, is nothing or a name."""
    if not name or _PATCHY.match(text):
        return sure
    dashed = "-" in match[0].strip()[1:]
    return (sure or dashed) and not name[0].islower() and people.looks_like_names(name)


def _head(texts: list[str], index: int, match: re.Match[str], stamp: dates.Stamp, between: str, word: bool) -> Head:
    after = texts[index][stamp.end :]
    by = _BY.search(after) or _BY.search(between)
    name = _WORD.sub(" ", between).strip(" -:,.(")
    who = by[1] if by else name if name and people.looks_like_names(name) else ""
    rest = (after[: by.start()] + after[by.end() :] if by and by.string is after else after).strip(" \t-:,.)*/")
    if not who and (initials := _INITIALS.search(after)):
        who, rest = initials[1], after[: initials.start()].strip(" \t-:,")
    patchy = _PATCHY.match(texts[index])
    stop = _end(texts, index, match)
    more = dedent("\n".join(_LEADER.sub("", text, count=1).rstrip(" */") for text in texts[index + 1 : stop]))
    tags = (patchy[1],) if patchy and patchy[1] else ()
    return Head(
        index,
        index + 1,
        stamp,
        who,
        tags,
        stop=stop,
        text="\n".join(part for part in (rest, more) if part),
        strength=0.95 if word else 0.7,
    )


def _end(texts: list[str], index: int, match: re.Match[str]) -> int:
    """Give the end of the lines below that go on, indented deeper than the first word of this one."""
    column, stop = match.end(), index + 1
    while stop < len(texts):
        leader = _LEADER.match(texts[stop])
        if (
            not leader
            or leader[0].strip() != match[0].strip()
            or leader.end() <= column
            or leader.end() == len(texts[stop])
        ):
            return stop
        if dates.find(texts[stop], 0, 60):
            return stop
        stop += 1
    return stop
