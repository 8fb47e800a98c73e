"""Histories in the comments of a source file whose lines end with their date: what was done first, then who and when.

::

    ; MODIFICATION HISTORY:
    ;       Written A. Byron                      July, 1990
    ;       Fixed byte swapping for compressed files on little
    ;           endian machines  A. Byron    April 2000
    ;       Added test for user quit, Grace Hopper, 18-Oct-2004, GSFC
    ; 1-002 - Add fixes for using rescan. CJG 20-Jun-1983

IDL and VMS headers have them. A block is believed below a heading with ``history`` or ``modif`` in it, or where three
of its lines end so; the lines of an entry reach from the end of the one above.

Not understood: a date that a sentence ends with, below such a heading, is taken for a signature.

Source: the header template of the IDL Astronomy User's Library; the module headers of VMS and TOPS-20 sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .. import dates, people
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "comment-signatures"

_LEADER = re.compile(r"\s?(;+|%+|!+|#+|//+|\*(?!/)|[Cc](?=\s)|--(?!-))(?=\s|$)")
_HEADING = re.compile(
    r"\W*+(?:[\w/]+\s+){0,2}(?:histor(?:y|ies)|modif\w*|revis\w*|changes|edits?)\b[^.]{0,24}:?\s*$", re.I
)
_NUMBER = re.compile(r"\s*(\d+-\d{3,4}|\d+\.\d+|[Vv]\d[\d.]*)\s*[-:]\s*")
# `W. Landsman`, `WL`, `W.L.`, `C. Magri/W.L.`, `Ada Byron`: capitals at the end; a laboratory may follow a surname
_FULL = r"(?:[A-Z]\.[ -]?){1,3}[A-Z][\w'-]+"
_VERB = r"(?:Written|Modif|Convert|Creat|Updat|Add|Fix|Chang)\w*\b"
_ONE = rf"{_FULL}|(?:[A-Z]\. ?){{2,3}}|[A-Z]{{2,4}}|(?!{_VERB})[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z][\w'-]*"
_WHO = re.compile(
    rf"(?:^|[\s,.;(-])((?:{_ONE})(?:(?:\s?[/&]\s?|, |\s+and\s+)(?:{_ONE}))*)"
    r"(?:(?<=[a-z]),?\s{2,}[A-Z]\w+(?: [A-Z]\w*)?)?\s*,?\s*$"
)
_BEHIND = re.compile(r"[\s.,;)]*+(?:[A-Z][A-Za-z]{1,6}[.)]?)?\s*$")  # the laboratory
_LOOKED_AT = 60  # characters from the end of a line


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the changes of all blocks that are believed."""
    index = 0
    while index < len(lines):
        leader = _LEADER.match(lines.texts[index])
        if not leader:
            index += 1
            continue
        end = index
        while end < len(lines) and (other := _LEADER.match(lines.texts[end])) and other[1][0] == leader[1][0]:
            end += 1
        yield from _of_block(lines, index, end)
        index = end


def _of_block(lines: Lines, start: int, end: int) -> Iterator[Head]:
    bare = [_LEADER.sub("", text, count=1) for text in lines.texts[start:end]]
    signed = {at: stamp for at, text in enumerate(bare) if start + at in lines.stamps and (stamp := _signature(text))}
    heading = next((at for at, text in enumerate(bare) if len(text) < 60 and _HEADING.match(text)), -1)
    if heading >= 0:
        signed = {at: stamp for at, stamp in signed.items() if at > heading}
        begin = heading + 1
    else:
        begin = min(signed, default=0)
    if len(signed) < (2 if heading >= 0 else 3) or (heading < 0 and not _are_signatures(bare, signed)):
        return
    for at, stamp in signed.items():
        while begin < at and not bare[begin].strip():
            begin += 1
        # a paragraph that nobody signed stands between
        begin = max([begin, *(gap + 1 for gap in range(begin, at) if not bare[gap].strip())])
        yield _head(bare, start, begin, at, stamp)
        begin = at + 1


def _are_signatures(bare: Sequence[str], signed: dict[int, dates.Stamp]) -> bool:
    """Tell whether dates at the ends of lines sign them, rather than end references (``RTCA inc, November 28, 2001``).

    Below no heading that says so, half of them have a name in front of the date.
    """
    named = sum(bool(_WHO.search(bare[at][: stamp.start].rstrip(" \t,(-"))) for at, stamp in signed.items())
    return named * 2 >= len(signed)


def _signature(text: str) -> dates.Stamp | None:
    """Give the date that a line ends with, behind its words."""
    stamp = dates.find(text, max(0, len(text) - _LOOKED_AT), len(text))
    while stamp and not _BEHIND.match(text, stamp.end):
        stamp = dates.find(text, stamp.end, len(text))  # `too, since May 1998  AB  Feb 2005`
    if not stamp or stamp.form in ("unknown", "packed"):
        return None
    before = text[: stamp.start].rstrip()
    return stamp if len(before.strip()) > 3 else None


def _head(bare: Sequence[str], start: int, begin: int, at: int, stamp: dates.Stamp) -> Head:
    last = bare[at][: stamp.start].rstrip(" \t,(-")
    who = _WHO.search(last)
    named = who[1] if who and people.looks_like_names(who[1]) else ""
    said = [*bare[begin:at], last[: who.start(1)].rstrip(" \t,.;(-") if who and named else last]
    number = _NUMBER.match(said[0])
    if number:
        said[0] = " " * number.end() + said[0][number.end() :]
    text = dedent("\n".join(part for part in said if part.strip()))
    return Head(
        start + at,
        start + at + 1,
        stamp,
        named,
        (number[1],) if number else (),
        start=start + begin,
        stop=start + at + 1,
        text=text.strip(),
        strength=0.97,
    )
