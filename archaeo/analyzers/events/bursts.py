"""Release bursts: several releases within days, where weeks or months are usual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from archaeo.model import Release

from ..history import Evidence, History, day_of
from . import Event, counted

NAME = "release burst"
WITHIN_DAYS = 14
FEW = 4


def find(history: History) -> Iterator[Event]:
    """Yield groups of at least four releases within two weeks, where the usual distance is a month or more."""
    dated = sorted(((day_of(r.date), r) for r in history.releases if r.date), key=lambda item: (item[0], item[1].name))
    if len(dated) < FEW:
        return
    gaps = [(b - a).days for (a, _), (b, _) in pairwise(dated)]
    usual = median(gap for gap in gaps if gap) if any(gaps) else 0
    # tags that all have one day were made by a tool, long after the releases
    if usual < 20:
        return
    start = 0
    while start < len(dated):
        end = start
        while end + 1 < len(dated) and (dated[end + 1][0] - dated[start][0]).days <= WITHIN_DAYS:
            end += 1
        if end - start + 1 >= FEW and dated[end][0] > dated[start][0]:
            yield _burst(dated[start : end + 1])
        start = end + 1


def _burst(dated: Sequence[tuple[date, Release]]) -> Event:
    first, last = dated[0], dated[-1]
    return Event(
        NAME,
        first[0],
        last[0],
        f"{counted(len(dated), 'release')} within {(last[0] - first[0]).days + 1} days, "
        f"{first[1].name} to {last[1].name}",
        min(35, 14 + 3 * len(dated)),
        "counted",
        tuple(release.commit for _, release in dated if release.commit),
        tuple(Evidence(release.commit or release.evidence, release.name) for _, release in dated[:8]),
        (("releases", len(dated)),),
        why=f"at least {FEW} releases within {WITHIN_DAYS} days, where a month is usual",
    )
