"""Compares two versions of a file line by line, fast enough for every change of a long history.

Lines are kept as 64-bit hashes in arrays: equality of slices is then a memory comparison, and two lines of one pair of
files being mistaken for each other is a matter of 2^-64. What differs is cut down by common ends, then by lines that
stand once on both sides (patience diff, Bram Cohen's idea, as in bzrlib/patiencediff.py), then by difflib where the
rest is small. A large rest without any such line was written anew.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TypeAlias

Lines: TypeAlias = "array[int]"

SMALL = 40_000
"""Product of the lengths up to which difflib compares exactly; it needs some 20 ms there."""


def lines_of(content: bytes) -> Lines:
    """Give a text's lines as hashes; the end of the last line does not matter."""
    if not content:
        return array("q")
    return array("q", map(hash, content.removesuffix(b"\n").split(b"\n")))


def kept(old: Lines, new: Lines) -> list[tuple[int, int, int]]:
    """Give what stayed: (start in old, start in new, number of lines), in order, never crossing."""
    found: list[tuple[int, int, int]] = []
    _compare(old, new, 0, len(old), 0, len(new), found)
    return found


def _compare(old: Lines, new: Lines, a: int, a_end: int, b: int, b_end: int, found: list[tuple[int, int, int]]) -> None:
    head = _common(old, new, a, b, min(a_end - a, b_end - b))
    if head:
        found.append((a, b, head))
        a, b = a + head, b + head
    tail = _common_tail(old, new, a_end, b_end, min(a_end - a, b_end - b))
    a_end, b_end = a_end - tail, b_end - tail
    if a < a_end and b < b_end:
        _middle(old, new, a, a_end, b, b_end, found)
    if tail:
        found.append((a_end, b_end, tail))


def _middle(old: Lines, new: Lines, a: int, a_end: int, b: int, b_end: int, found: list[tuple[int, int, int]]) -> None:
    anchors = _anchors(old[a:a_end], new[b:b_end])
    if anchors:
        _between(old, new, a, a_end, b, b_end, anchors, found)
    elif (a_end - a) * (b_end - b) <= SMALL:
        matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False)
        found += [(a + i, b + j, size) for i, j, size in matcher.get_matching_blocks() if size]


def _between(
    old: Lines,
    new: Lines,
    a: int,
    a_end: int,
    b: int,
    b_end: int,
    anchors: list[tuple[int, int]],
    found: list[tuple[int, int, int]],
) -> None:
    """Compare what lies between lines that are sure to be the same."""
    start_a, start_b = a, b
    for i, j in anchors:
        _compare(old, new, start_a, a + i + 1, start_b, b + j + 1, found)
        start_a, start_b = a + i + 1, b + j + 1
    _compare(old, new, start_a, a_end, start_b, b_end, found)


def _common(old: Lines, new: Lines, a: int, b: int, most: int) -> int:
    """Count equal lines from two places on."""
    if not most or old[a] != new[b]:
        return 0
    if old[a : a + most] == new[b : b + most]:
        return most
    low, high = 1, most
    while high - low > 1:
        middle = (low + high) // 2
        if old[a + low : a + middle] == new[b + low : b + middle]:
            low = middle
        else:
            high = middle
    return low


def _common_tail(old: Lines, new: Lines, a_end: int, b_end: int, most: int) -> int:
    if not most or old[a_end - 1] != new[b_end - 1]:
        return 0
    if old[a_end - most : a_end] == new[b_end - most : b_end]:
        return most
    low, high = 1, most
    while high - low > 1:
        middle = (low + high) // 2
        if old[a_end - middle : a_end - low] == new[b_end - middle : b_end - low]:
            low = middle
        else:
            high = middle
    return low


def _anchors(old: Lines, new: Lines) -> list[tuple[int, int]]:
    """Give the longest rising run of lines that stand once on each side."""
    count_old, count_new = Counter(old), Counter(new)
    place = {line: j for j, line in enumerate(new) if count_new[line] == 1}
    pairs = [(i, place[line]) for i, line in enumerate(old) if count_old[line] == 1 and line in place]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(j)
            last.append(number)
        else:
            ends[at], last[at] = j, number
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
