"""Which dialect a file speaks, and where it changes.

Every dialect marks the heads it sees. A path through the file, one dialect at a time, earns what the heads on it are
worth, loses a part of those it passes by, and pays for every change of dialect: so three entries of another kind in a
row make a section, and one quoted header inside an entry does not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from . import dates
from .heads import Head

_CHANGE = 2.6
_MISSED, _MISSED_WEAKER = 0.35, 0.1
_UNDATED = 0.3
_QUOTES = 40
_LONGEST = 1500  # days between two entries that are neighbours


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
    rows = []
    for dialect, found in heads.items():
        if found:
            own = {head.line for head in found}
            least = _usual_strength(found)
            worth = sum(map(_worth, found))
            missed = sum(value for line, value in best.items() if line not in own and value >= least)
            share = _covered(found, filled, count) / (filled[count] or 1)
            rows.append(Candidate(dialect, share * worth / (worth + missed), sum(1 for head in found if head.stamp)))
    return sorted(rows, key=lambda row: (-row.score, row.dialect))


def _covered(found: Sequence[Head], filled: Sequence[int], count: int) -> int:
    ends = [head.first for head in found[1:]] + [count]
    return sum(
        filled[head.stop if head.stop >= 0 else max(end, head.first)] - filled[head.first]
        for head, end in zip(found, ends, strict=True)
        if head.stamp
    )


def _usual_strength(found: Sequence[Head]) -> float:
    return sum(head.strength for head in found) / len(found)


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
    usual = {dialect: _usual_strength(found) for dialect, found in heads.items()}
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
            lost = best[line] * (_MISSED if best[line] >= usual[dialect] else _MISSED_WEAKER)
            new[dialect] = value + (worth if worth is not None else -lost)
            step[dialect] = came
        totals = new
        back.append(step)
    dialect = max(totals, key=lambda name: totals[name])
    path = []
    for line, step in zip(reversed(lines), reversed(back), strict=True):
        path.append((line, dialect))
        dialect = step[dialect]
    return path[::-1]


def adopt(found: Sequence[Section], heads: Mapping[str, Sequence[Head]], texts: Sequence[str]) -> list[Section]:
    """Take in heads that only other dialects see, where they stand alone and their date fits between its neighbours.

    One header in a hundred is written in another way; nothing but its place and date tells it from prose.
    """
    if len(heads) < 2:
        return list(found)
    found = _without_quotes(found, texts)
    # what stands above the first head may be a header too
    starts = [0, *(section.start for section in found[1:])]
    return [_adopt(section, start, heads, texts) for section, start in zip(found, starts, strict=False)]


def _without_quotes(found: Sequence[Section], texts: Sequence[str]) -> list[Section]:
    """Take a few indented heads, between many of one dialect that all stand at the first column, for text of these.

    A commit's message that quotes a log, line for line with its times, came through a writer of GNU ChangeLogs so.
    """
    kept: list[Section] = []
    index = 0
    while index < len(found):
        section = found[index]
        after = next((i for i in range(index + 1, len(found)) if found[i].dialect == section.dialect), index)
        between = [head for other in found[index + 1 : after] for head in other.heads]
        around = [*section.heads, *found[after].heads] if after > index + 1 else []
        if between and len(between) * _QUOTES <= len(around) and _is_quoted(between, around, texts):
            found = [section._replace(end=found[after].end, heads=around), *found[after + 1 :]]
            index = 0
        else:
            kept.append(section)
            index += 1
    return kept


def _is_quoted(heads: Sequence[Head], around: Sequence[Head], texts: Sequence[str]) -> bool:
    indented = all(texts[head.first][:1] in (" ", "\t") for head in heads)
    return indented and not any(texts[head.first][:1] in (" ", "\t", "") for head in around)


def _adopt(section: Section, start: int, heads: Mapping[str, Sequence[Head]], texts: Sequence[str]) -> Section:
    dated = [head for head in section.heads if head.stamp]
    if len(dated) < 4:
        return section
    own = {line for head in section.heads for line in _lines_of(head)}
    strangers: dict[int, Head] = {}
    for dialect, others in heads.items():
        for head in others if dialect != section.dialect else ():
            inside = start <= head.line < section.end and head.stop < 0 and head.start < 0
            if inside and own.isdisjoint(_lines_of(head)) and _stands_alone(head, texts):
                best = strangers.get(head.line)
                strangers[head.line] = head if best is None or head.strength > best.strength else best
    bullets = {texts[head.line][:2] for head in dated}
    strangers = {
        line: head
        for line, head in strangers.items()
        if _could_be_header(texts[line], head, texts[line][:2] in bullets)
    }
    fitting = _fitting(sorted([*dated, *strangers.values()]), strangers)
    if not fitting:
        return section
    together = sorted([*section.heads, *fitting], key=lambda head: head.first)
    return section._replace(heads=together, start=min(section.start, together[0].first))


def _lines_of(head: Head) -> range:
    """Give the lines that are the header; of an entry whose end is known, all of them."""
    return range(head.first, max(head.stop, head.body, head.line + 1))


def _stands_alone(head: Head, texts: Sequence[str]) -> bool:
    text = texts[head.line]
    if not head.stamp or not text or (head.line and texts[head.line - 1]):
        return False
    # an indented one must be a date and nothing else, with a blank line below too
    alone = text.strip(" \t:.-") == head.stamp.text.strip(" :.-") and not "".join(texts[head.line + 1 : head.line + 2])
    return text[0] not in " \t" or alone


def _could_be_header(text: str, head: Head, as_others: bool) -> bool:
    """Tell whether a line could be a header among others: no bullet that they lack, no sentence that tells a date."""
    if text[:2] in ("- ", "* ", "+ ", "o ") and not as_others and not head.tags:
        return False
    before = _WORD.findall(text[: head.stamp.start]) if head.stamp else ()
    after = text[head.stamp.end :].split() if head.stamp else ()
    if not before or head.tags:
        return True
    return before[-1].lower() not in _TELLING and not (len(after) > 3 and after[0][:1].isalpha())


_WORD = re.compile(r"[^\W\d_]{2,}")
# `Further developments since 1 July 1997`
_TELLING = frozenset("since until till before after between from in by of".split())


def _fitting(rows: Sequence[Head], strangers: Mapping[int, Head]) -> list[Head]:
    """Give the strangers whose day lies between the days of the heads around them."""
    days = [
        dates.day_of(moment.value) if moment.value else None for moment in dates.resolve([row.stamp for row in rows])
    ]
    known = [index for index, row in enumerate(rows) if row.line not in strangers and days[index]]
    fitting = []
    for index, row in enumerate(rows):
        day = days[index]
        if row.line not in strangers or day is None:
            continue
        at = bisect_left(known, index)
        near = [close for place in (at - 1, at) if 0 <= place < len(known) and (close := days[known[place]])]
        if len(near) == 2:
            fits = min(near) <= day <= max(near) and abs((near[0] - near[1]).days) < _LONGEST
        else:
            # at an edge it must go on in the file's direction, and look more like a header than a date does
            first, last = days[known[0]] or day, days[known[-1]] or day
            onward = (day - near[0]).days * (1 if (at == 0) == (first > last) else -1)
            fits = row.strength > 0.85 and 0 <= onward < _LONGEST
        if fits:
            fitting.append(row)
    return fitting


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
