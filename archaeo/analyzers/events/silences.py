"""Silence: a long time without a change, long for this project; and what the ChangeLog tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from ..history import History, Step
from . import Event, counted, days_text, event

NAME = "silence"
SHORTEST_DAYS = 60
YEAR_DAYS = 365
LARGE_PART = 8
"""A year or more that is so large a part of the whole time is a silence, however seldom there were changes."""
SHARE = 0.015
"""Of the whole time: three months are nothing in twenty years."""


def find(history: History) -> Iterator[Event]:
    """Yield the gaps of at least two months that are among the longest of this history."""
    steps = sorted(history.steps, key=lambda step: step.commit.date)
    gaps = [((b.commit.date - a.commit.date).days, a, b) for a, b in pairwise(steps)]
    long = sorted((gap for gap in gaps if gap[0] >= SHORTEST_DAYS), key=lambda gap: -gap[0])
    if not long:
        return
    # where two months are usual, only what is far beyond them is told: a tenth of all gaps cannot be silences
    shortest = gaps_at_rank(sorted(days for days, _, _ in gaps), 0.95)
    whole = (steps[-1].commit.date - steps[0].commit.date).days
    for days, before, after in long[:8]:
        is_large = days >= max(YEAR_DAYS, whole / LARGE_PART)
        if not is_large and days < max(SHORTEST_DAYS, 2 * shortest if len(gaps) >= 20 else 0, SHARE * whole):
            continue
        if days >= YEAR_DAYS or days >= 2 * _usual_around(gaps, before):
            late = _after(steps, after)
            yield _silence(history, days, before, after, late if 100 * late < 5 * len(steps) else 0, long[0][0])


def _loudness(days: int, was_over: bool, longest: int) -> int:
    """The longest is heard before all others, even where it only says when the work was done."""
    most = 60 if days == longest else 58 if 2 * days > longest else 34
    # when the work was done, that little happened is no news; that it was done is
    return min(most if not was_over else 50 if days == longest else 33, 15 + days // 10)


def _after(steps: list[Step], step: Step) -> int:
    """Count the changes from one on."""
    return sum(other.commit.date >= step.commit.date for other in steps)


def _usual_around(gaps: list[tuple[int, Step, Step]], before: Step) -> float:
    """The usual one of the larger gaps around a gap: who comes once in three months is not silent for three."""
    at = next(number for number, (_, step, _) in enumerate(gaps) if step is before)
    near = sorted((days for days, _, _ in (*gaps[max(0, at - 12) : at], *gaps[at + 1 : at + 13])), reverse=True)
    return median(near[:8]) if len(near) >= 8 else 0


def gaps_at_rank(days: list[int], share: float) -> int:
    """The gap that so large a share of all gaps does not exceed."""
    return days[min(len(days) - 1, int(share * len(days)))]


def _silence(history: History, days: int, before: Step, after: Step, late: int, longest: int) -> Event:
    """Give the event; ``late`` are the changes after it where they are so few that the work was done before it."""
    entries = [entry for day, entry in history.dated_entries if before.day < day < after.day]
    text = f"{before.who} made the last change before, {after.who} the first after."
    if entries:
        text += f" {history.changelog} has {counted(len(entries), 'entry', 'entries')} in between."
    then = f", then {counted(late, 'more change')}" if late else ""
    return event(
        NAME,
        after,
        f"{days_text(days)} without a change, until {after.day}{then}",
        _loudness(days, bool(late), longest),
        degree="counted",
        date=before.day,
        commits=(before.commit.key, after.commit.key),
        evidence=(before.evidence, after.evidence, *(history.cite(entry) for entry in entries[:5])),
        numbers=(("days", days), ("entries in between", len(entries))),
        text=text,
        branch="",
        why=f"at least {SHORTEST_DAYS} days and {SHARE:.1%} of the whole time, twice what 95 % of all gaps stay below, "
        "and twice the larger ones around it",
    )
