"""What speaks against what was read: said to the reader, since a wrong list of entries looks like a right one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE_FIRST = re.compile(
    rf"[#=*(\[]{{0,4}}\s?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+)?"
    rf"(?:{_MONTH}[\W\d]{{1,9}}(?:19|20)\d\d\b|\d{{1,2}}(?:st|nd|rd|th)?[\s./-]{{1,3}}{_MONTH}[\s.,/-]{{1,3}}(?:\d{{4}}|\d\d)\b"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b)",
    re.I,
)
_MOST = 200_000  # lines: a file as long has been written by a tool
_FEW = 3


def passed_by(texts: Sequence[str], heads: Collection[int]) -> list[int]:
    """Give the lines (0-based) at the first column, below a blank one, that begin with a date and are no heads."""
    if len(texts) > _MOST:
        return []
    return [
        index
        for index, text in enumerate(texts)
        if text
        and text[0] not in " \t"
        and text[:2] not in ("- ", "* ")
        and (not index or not texts[index - 1])
        and index not in heads
        and _DATE_FIRST.match(text)
    ]


def weighty(passed: Sequence[int], count: int) -> bool:
    """Tell whether so many lines were passed by, beside ``count`` entries, that something was not understood."""
    return len(passed) >= _FEW and len(passed) * 10 >= count


def sentences(days: Sequence[Sequence[date]], passed: Sequence[int], guessed: bool, rows: int = 0) -> tuple[str, ...]:
    """Give the doubts, each as a statement.

    Args:
        days: of the entries, in file order, section by section.
        passed: lines that begin with a date and begin no entry.
        rows: lines with dates that are data.
        guessed: there is no dialect for the manner of the file.
    """
    said = []
    count = sum(map(len, days))
    if guessed and count:
        said.append("its manner is not known: entries are told by the dates in their lines alone")
    if rows:
        said.append(f"{rows} lines with dates are rows of a table or of a program's output, no entries")
    if weighty(passed, count) and not rows:
        some = ", ".join(str(index + 1) for index in passed[:_FEW]) + ("..." if len(passed) > _FEW else "")
        said.append(f"{len(passed)} more lines begin with a date and begin no entry (lines {some})")
    against = sum(map(_against, days))
    if count > 5 and against * 4 > count:
        said.append(f"the dates run both ways: {against} of {count} go against the others")
    return tuple(said)


def _against(days: Sequence[date]) -> int:
    """Give how many steps go against the way of most."""
    return min(sum(a > b for a, b in pairwise(days)), sum(a < b for a, b in pairwise(days)))
