"""Silence: a long time without a change, long for this project; and what the ChangeLog tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..history import History, Step
from . import Event, counted, days_text, event

NAME = "silence"
SHORTEST_DAYS = 60


def find(history: History) -> Iterator[Event]:
    """Yield the gaps of at least two months that are among the longest of this history."""
    steps = sorted(history.steps, key=lambda step: step.commit.date)
    gaps = [((b.commit.date - a.commit.date).days, a, b) for a, b in pairwise(steps)]
    long = sorted((gap for gap in gaps if gap[0] >= SHORTEST_DAYS), key=lambda gap: -gap[0])
    if not long:
        return
    # where two months are usual, only what is far beyond them is told: a tenth of all gaps cannot be silences
    shortest = gaps_at_rank(sorted(days for days, _, _ in gaps), 0.95)
    for days, before, after in long[:8]:
        if days >= max(SHORTEST_DAYS, 2 * shortest if len(gaps) >= 20 else 0):
            yield _silence(history, days, before, after)


def gaps_at_rank(days: list[int], share: float) -> int:
    """The gap that so large a share of all gaps does not exceed."""
    return days[min(len(days) - 1, int(share * len(days)))]


def _silence(history: History, days: int, before: Step, after: Step) -> Event:
    entries = [entry for day, entry in history.dated_entries if before.day < day < after.day]
    text = f"{before.who} made the last change before, {after.who} the first after."
    if entries:
        text += f" {history.changelog} has {counted(len(entries), 'entry', 'entries')} in between."
    return event(
        NAME,
        after,
        f"{days_text(days)} without a change",
        min(60, 15 + days // 10),
        degree="counted",
        date=before.day,
        commits=(before.commit.key, after.commit.key),
        evidence=(before.evidence, after.evidence, *(history.cite(entry) for entry in entries[:5])),
        numbers=(("days", days), ("entries in between", len(entries))),
        text=text,
        branch="",
        why=f"at least {SHORTEST_DAYS} days, and at least twice what 95 % of all gaps stay below",
    )
