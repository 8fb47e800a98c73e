"""Rows of data that begin with a date: a table of measurements, the output of a program; no entries of anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .heads import Head
from .sections import Section

# dialects that tell an entry by little more than its date
_LOOSE = frozenset("gnu atlas-cmt dated bare-date date-author date-version version-date us-date-logins".split())
_ROWS_NEED = 8
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_LEVEL = re.compile(
    r"\d\d:\d\d:\d\d(?:[.,]\d+)?\b.{0,24}?\b(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|FATAL|CRITICAL|NOTICE)\b"
)


def without(found: Sequence[Section], texts: Sequence[str]) -> tuple[list[Section], int]:
    """Give the sections that are no table, and the number of rows of those that are."""
    kept = [section for section in found if not _is_table(section, texts)]
    return kept, sum(len(section.heads) for section in found) - sum(len(section.heads) for section in kept)


def _is_table(section: Section, texts: Sequence[str]) -> bool:
    """Tell whether nearly all heads stand one below the other and say nothing but numbers, or what a program logged."""
    if section.dialect not in _LOOSE or len(section.heads) < _ROWS_NEED:
        return False
    after = [head.first for head in section.heads[1:]]
    dense = sum(first - head.line == 1 for head, first in zip(section.heads, after, strict=False))
    if dense * 10 < len(after) * 9:
        return False
    return sum(_is_row(head, texts[head.line]) for head in section.heads) * 10 >= len(section.heads) * 9


def _is_row(head: Head, text: str) -> bool:
    if head.stamp is None:
        return False
    if _LEVEL.search(text, 0, 120):
        return True
    rest = f"{text[: head.stamp.start]} {text[head.stamp.end :][:200]}"
    # one number beside the date may be the version of a release
    return not _WORD.search(rest) and (len(_NUMBER.findall(rest)) != 1 or text[head.stamp.end :][:1] in (",", ";"))
