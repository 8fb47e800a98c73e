"""Which dialect a file speaks, and where it changes.

Every dialect marks the heads it sees. A path through the file, one dialect at a time, earns what the heads on it are
worth, loses a part of those it passes by, and pays for every change of dialect: so three entries of another kind in a
row make a section, and one quoted header inside an entry does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .heads import Head

_CHANGE = 2.6
_MISSED = 0.35
_UNDATED = 0.3


class Section(NamedTuple):
    """A part of a file in one dialect; ``end`` is the index after its last line."""

    dialect: str
    start: int
    end: int
    heads: Sequence[Head]


class Candidate(NamedTuple):
    """How well one dialect accounts for a whole file.

    Attributes:
        score: share of the lines in entries, times the share of the heads' worth it sees; 0 to 1.
        heads: number of dated heads.
    """

    dialect: str
    score: float
    heads: int


def candidates(heads: Mapping[str, Sequence[Head]], filled: Sequence[int], count: int) -> list[Candidate]:
    """Give every dialect that sees a head, best first.

    Args:
        heads: by dialect, in file order.
        filled: number of filled lines before each line index, one more than there are lines.
        count: number of lines.
    """
    best = _best_worth(heads)
    total = sum(best.values()) or 1.0
    rows = []
    for dialect, found in heads.items():
        if found:
            worth = (
                sum(_worth(head) for head in found)
                - _MISSED * sum(value for line, value in best.items() if line not in {head.line for head in found})
                if len(heads) > 1
                else total
            )
            share = _covered(found, filled, count) / (filled[count] or 1)
            rows.append(Candidate(dialect, max(0.0, min(1.0, share * worth / total)), sum(1 for h in found if h.stamp)))
    return sorted(rows, key=lambda row: (-row.score, row.dialect))


def _covered(found: Sequence[Head], filled: Sequence[int], count: int) -> int:
    ends = [head.first for head in found[1:]] + [count]
    return sum(
        filled[head.stop if head.stop >= 0 else max(end, head.first)] - filled[head.first]
        for head, end in zip(found, ends, strict=True)
        if head.stamp
    )


def _worth(head: Head) -> float:
    return head.strength if head.stamp else head.strength * _UNDATED


def _best_worth(heads: Mapping[str, Sequence[Head]]) -> dict[int, float]:
    best: dict[int, float] = {}
    for found in heads.values():
        for head in found:
            best[head.line] = max(best.get(head.line, 0.0), _worth(head))
    return best


def sections(heads: Mapping[str, Sequence[Head]], count: int) -> list[Section]:
    """Give the sections of a file in order; lines before the first head belong to the first one's preamble."""
    speaking = {dialect: found for dialect, found in heads.items() if found}
    if not speaking:
        return []
    if len(speaking) == 1:
        [(dialect, found)] = speaking.items()
        return [Section(dialect, found[0].first, count, found)]
    return _cut(_path(speaking), speaking, count)


def _path(heads: Mapping[str, Sequence[Head]]) -> list[tuple[int, str]]:
    """Give (line, dialect) along the path that earns most."""
    best = _best_worth(heads)
    at = {dialect: {head.line: _worth(head) for head in found} for dialect, found in heads.items()}
    totals = dict.fromkeys(heads, 0.0)
    back: list[dict[str, str]] = []
    lines = sorted(best)
    for line in lines:
        leader = max(totals, key=lambda dialect: totals[dialect])
        change = totals[leader] - _CHANGE
        step: dict[str, str] = {}
        new: dict[str, float] = {}
        for dialect, total in totals.items():
            came, value = (dialect, total) if total >= change else (leader, change)
            worth = at[dialect].get(line)
            new[dialect] = value + (worth if worth is not None else -_MISSED * best[line])
            step[dialect] = came
        totals = new
        back.append(step)
    dialect = max(totals, key=lambda name: totals[name])
    path = []
    for line, step in zip(reversed(lines), reversed(back), strict=True):
        path.append((line, dialect))
        dialect = step[dialect]
    return path[::-1]


def _cut(path: Sequence[tuple[int, str]], heads: Mapping[str, Sequence[Head]], count: int) -> list[Section]:
    runs: list[tuple[str, int, int]] = []
    for line, dialect in path:
        if runs and runs[-1][0] == dialect:
            runs[-1] = (dialect, runs[-1][1], line)
        else:
            runs.append((dialect, line, line))
    found = [(name, [head for head in heads[name] if first <= head.line <= last]) for name, first, last in runs]
    found = [(name, inside) for name, inside in found if inside]
    starts = [inside[0].first for _, inside in found] + [count]
    return [Section(name, starts[i], starts[i + 1], inside) for i, (name, inside) in enumerate(found)]
