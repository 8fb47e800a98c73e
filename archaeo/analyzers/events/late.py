"""Late release: one that comes years after the one before, where they used to come faster."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from ..history import Evidence, History, day_of
from . import Event, days_text

NAME = "late release"
LONG = 3 * 365
TIMES = 3
FEW = 4


def find(history: History) -> Iterator[Event]:
    """Yield releases after three years without one, and three times as long as usual."""
    dated = sorted(((day_of(r.date), r) for r in history.releases if r.date), key=lambda row: (row[0], row[1].name))
    gaps = [(b[0] - a[0]).days for a, b in pairwise(dated)]
    gaps = [gap for gap in gaps if gap]
    if len(gaps) < FEW:
        return
    for (before, last), (day, release) in pairwise(dated):
        days = (day - before).days
        if days >= max(LONG, TIMES * median(gaps)):
            yield Event(
                NAME,
                day,
                day,
                f"{release.name} comes {days_text(days)} after {last.name}",
                min(44, 26 + days // 120),
                "recorded",
                tuple(filter(None, (last.commit, release.commit))),
                (Evidence(release.commit or release.evidence, release.name),),
                (("days", days),),
                why="three years without a release, and three times as long as usual",
            )
