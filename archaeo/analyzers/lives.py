"""When each path came, was last changed, and went: the life of a file, read off the changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from archaeo.model import Release

from .history import History, Step, day_of


@dataclass(frozen=True, slots=True)
class Life:
    """A path's life: keys and days of its first and last change; ``is_alive`` at the end of the main line."""

    path: str
    first: date
    first_commit: str
    last: date
    last_commit: str
    changes: int
    is_alive: bool


def lives(history: History) -> dict[str, Life]:
    """Give the life of every path, moved files under the path they had; a path that came twice lived once."""
    # first step, last step, changes, whether it lives: 60,000 changes of paths make a record each only at the end
    found: dict[str, tuple[Step, Step, int, bool]] = {}
    for step in sorted(history.steps, key=lambda step: step.commit.date):
        for path in (*step.added, *step.modified, *(new for _, new in step.moved)):
            known = found.get(path)
            found[path] = (known[0], step, known[2] + 1, True) if known else (step, step, 1, True)
        for path in (*step.deleted, *(old for old, _ in step.moved)):
            if path in found:
                first, _, changes, is_alive = found[path]
                found[path] = (first, step, changes + 1, not step.on_main and is_alive)
    return {path: _life(path, *told) for path, told in found.items()}


def nearest(releases: Sequence[Release], day: date) -> Release | None:
    """Give the first release on or after a day, else the last before it: the one that is likely to contain it."""
    dated = sorted((release for release in releases if release.date), key=lambda r: (day_of(r.date), r.name))
    if not dated:
        return None
    return dated[min(bisect_left([day_of(release.date) for release in dated], day), len(dated) - 1)]


def alive(found: Iterable[Life]) -> tuple[Life, ...]:
    """Give those that live at the end, by path."""
    return tuple(sorted((life for life in found if life.is_alive), key=lambda life: life.path))


def _life(path: str, first: Step, last: Step, changes: int, is_alive: bool) -> Life:
    return Life(path, first.day, first.commit.key, last.day, last.commit.key, changes, is_alive)
