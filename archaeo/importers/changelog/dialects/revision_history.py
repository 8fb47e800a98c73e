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
    r"(?:[Cc](?=[\s>*:-])>?|\*(?!\*/)|!+>?|%+|#+|//+!?|/\*+|;+|--(?!-)|REM\b|dnl\b|\"\"\"|\s\*)[\s*!>-]*", re.I
)
_WORD = re.compile(
    r"(?P<word>(?:last\s+)?(?:revised?|revisions?|modif\w*|changed?|updat\w*|history|created|creation|written|coded|author|original\w*|"
    r"mod|rev|edit\w*|version|programmer|vers|cmz)\b[^\d\n]{0,3})",
    re.I,
)
_BY = re.compile(r"\bby:?\s+([^\W\d_][\w.'-]*(?: (?-i:[A-Z])[\w.'-]*){0,3})", re.I)
_INITIALS = re.compile(r"(?:\s[-–]\s?|\s{2,}|\s\()([A-Za-z]{2,4}(?:(?:/| & )[A-Za-z]{2,4})?)\)?\s*$")
_PATCHY = re.compile(r"\*CMZ\s*:\s*([\d./]+)?\s+")
_PATCHY_TIME = re.compile(r"\s*\d\d\.\d\d(?:\.\d\d)?(?=\s)")
_VERSION = re.compile(r"(?<![\w.])(?:[Vv]|(?:version|rev(?:ision)?)\s+)(\d+(?:\.\d+)*\w?)\+?\s*(?:[:-]|$)", re.I)
_HISTORY = re.compile(r"\b(?:history|modifications?|revisions?|changes)\s*:", re.I)
_TELLING = re.compile(r"\b(?:revis|modif|chang|updat|histor|writt|creat|coded|edit)", re.I)
_FIRST_VERSION = re.compile(r"(\d+(?:\.\d+)+\w?)\s+(?=\S)")
_MONTHS_NEED = 10
# `mar 93          : text`, `apr 94 ab    : text`, `JAN    91    TEXT`: figures that cannot be a day
_NAMED_MONTH = re.compile(
    r"(?P<m>[A-Z][a-z]{2,8}|[a-z]{3,9}|[A-Z]{3})\.?\s+(?P<y>3[2-9]|[4-9]\d)\b(?:\s+(?:by\s+)?(?P<who>[a-z]{2,4}|[A-Z]{2,4}))?(?=\s*:|\s{3,})"
)
_SHORT_MONTH = re.compile(
    r"(?:[Vv](?P<v>\d+\w*)\+?\s*[:-]?\s*(?:-\s*)?)?(?:\*(?P<who>[a-z]{2,4})\*\s*(?:-\s*)?)?(?P<m>0?[1-9]|1[0-2])/(?P<y>\d\d)"
    r"(?![\d/])\s*(?:\*(?P<after>[a-z]{2,4})\*\s*)?(?=-|[A-Z]|[a-z]{3,}\s)"
)
_NAMED = re.compile(r"[\s:,-]*([A-Z]{2,4}|(?:[A-Z][a-z]+|[A-Z]\.) (?:[A-Z]\. ?)?[A-Z][a-z]+)\s?:\s")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the lines of histories."""
    by_day = {head.line: head for head in _by_day(lines)}
    by_month = {} if len(by_day) < _MONTHS_NEED else {h.line: h for h in _by_month(lines) if h.line not in by_day}
    yield from sorted([*by_day.values(), *by_month.values()], key=lambda head: head.line)


def _by_month(lines: Lines) -> Iterator[Head]:
    """Yield the lines with a month and a year of two figures, ``V510: 8/99 *ab* - text``: only beside many dates."""
    for index, text in enumerate(lines.texts):
        leader = _LEADER.match(text) if text and index not in lines.stamps else None
        match = _SHORT_MONTH.match(text, leader.end()) or _NAMED_MONTH.match(text, leader.end()) if leader else None
        if not leader or not match:
            continue
        month = int(match["m"]) if match["m"].isdigit() else dates.MONTHS.get(match["m"].lower(), 0)
        if not month:
            continue
        begin, end = match.start("m"), match.end("y")
        stamp = dates.Stamp(begin, end, text[begin:end], "month", "/", int(match["y"]), month, 1)
        stop = _end(lines.texts, index, leader, leader.end())
        more = [_LEADER.sub("", below, count=1) for below in lines.texts[index + 1 : stop]]
        said = dedent("\n".join([text[match.end() :].strip(" \t-:"), *more]))
        found = match.groupdict()
        tags = (found["v"],) if found.get("v") else ()
        who = found["who"] or found.get("after") or ""
        yield Head(index, index + 1, stamp, who, tags, stop=stop, text=said, strength=0.7)


def _by_day(lines: Lines) -> Iterator[Head]:
    rows = [
        (index, match, lines.stamps[index]) for index in lines.stamps if (match := _LEADER.match(lines.texts[index]))
    ]
    rows = [row for row in rows if row[2].form != "unknown" and row[2].start < 60]
    columns = Counter((match[0].strip(), stamp.form, stamp.start) for _, match, stamp in rows)
    told = {
        (match[0].strip(), stamp.form, stamp.start)
        for index, match, stamp in rows
        if _HISTORY.search(lines.texts[index], match.end(), stamp.start)
    }
    for index, match, stamp in rows:
        text = lines.texts[index]
        if rcs_log.REVISION.match(text):
            continue
        between = text[match.end() : stamp.start]
        word = _WORD.search(between) or _PATCHY.match(text)
        name = _WORD.sub(" ", _VERSION.sub(" ", between), count=1).strip(" -:,(.")
        word = word or _VERSION.search(between)
        place = (match[0].strip(), stamp.form, stamp.start)
        column = columns[place] > 1
        if not word and not name and not text[stamp.end :].strip(" .*/") and _goes_on(lines.texts, index, match):
            continue  # the end of a reference: `[1] IS-GPS-200D, Navstar Global Positioning System,` / `7 March, 2006`
        if (word or column or name) and _is_who(name, bool(word or column), text, match):
            head = _head(lines.texts, index, match, stamp, between, bool(word))
            # `history :` in front of the first of a column is in front of them all
            yield _with_version(head)._replace(strength=1.0) if place in told else head


def _goes_on(texts: list[str], index: int, match: re.Match[str]) -> bool:
    """Tell whether a date alone goes on with the words above, which tell of no revision."""
    above = _LEADER.match(texts[index - 1]) if index else None
    if not above or above.end() > match.end():
        return False
    said = texts[index - 1][above.end() :]
    return len(said.split()) > 2 and not said.endswith(":") and not _TELLING.search(said)


def _with_version(head: Head) -> Head:
    """Take the version at the beginning of the text: ``2007/03/06 1.1 take the step as an argument``."""
    version = _FIRST_VERSION.match(head.text or "")
    if not version or head.tags:
        return head
    return head._replace(tags=(version[1],), text=(head.text or "")[version.end() :])


def _is_who(name: str, sure: bool, text: str, match: re.Match[str]) -> bool:
    """Tell whether what stands between leader and date, a word for it apart, is nothing or a name."""
    if not name or _PATCHY.match(text):
        return sure
    dashed = "-" in match[0].strip()[1:]
    return (sure or dashed) and not name[0].islower() and people.looks_like_names(name)


def _head(texts: list[str], index: int, match: re.Match[str], stamp: dates.Stamp, between: str, word: bool) -> Head:
    patchy = _PATCHY.match(texts[index])
    after = texts[index][stamp.end :]
    if patchy:
        after = _PATCHY_TIME.sub("", after, count=1)
    by = _BY.search(after) or _BY.search(between)
    by = by if by and _is_author(by) else None
    name = _WORD.sub(" ", _VERSION.sub(" ", between)).strip(" -:,.(")
    who = by[1] if by else name if name and people.looks_like_names(name) else ""
    rest = _trimmed(after[: by.start()] + after[by.end() :] if by and by.string is after else after)
    if not who and (named := _NAMED.match(after)):
        who, rest = named[1], _trimmed(after[named.end() :])
    elif not who and (initials := _INITIALS.search(after)):
        who, rest = initials[1], after[: initials.start()].strip(" \t-:,")
    version = _VERSION.search(between)
    stop = _end(texts, index, match, match.end())
    if stop == index + 1 and (not rest or _opens(after)):
        stop = _end(texts, index, match, 0)  # the paragraph, however it is indented
    more = dedent("\n".join(_LEADER.sub("", text, count=1).rstrip(" */") for text in texts[index + 1 : stop]))
    tags = (patchy[1],) if patchy and patchy[1] else (version[1],) if version else ()
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


def _trimmed(text: str) -> str:
    """Take signs off the ends, but no parenthesis that closes one: ``fix the offset by fit2()``."""
    text = text.lstrip(" \t-:,.)*/").rstrip(" \t-:,.*/")
    return text if text.count("(") >= text.count(")") else text.rstrip(" )")


def _is_author(by: re.Match[str]) -> bool:
    """Tell whether what stands behind "by" did it: not `created by HDS_NEW`, `by fit2()`, `replace it by sums of`."""
    if "_" in by[1] or re.search(r"\d", by[1]) or by.string[by.end() : by.end() + 1] == "(":
        return False
    behind = by.string[by.end() :]
    return by[1][0].isupper() or not by.string[: by.start()].strip(" :,.-") or not re.match(r"\s[a-z]", behind)


def _end(texts: list[str], index: int, match: re.Match[str], column: int) -> int:
    """Give the end of the lines below that go on, their words behind a column, up to a blank one or a date."""
    stop = index + 1
    while stop < len(texts):
        leader = _LEADER.match(texts[stop])
        if not leader or leader[0].strip() != match[0].strip() or leader.end() == len(texts[stop]):
            return stop
        if leader.end() <= column or dates.find(texts[stop], 0, 60):
            return stop
        stop += 1
    return stop


def _opens(after: str) -> bool:
    """Tell whether a head's line only opens what stands below: ``C   01.09.89  Removed bugs:``."""
    return after.rstrip().endswith(":") and len(after) < 40
