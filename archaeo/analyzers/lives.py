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
    found: dict[str, Life] = {}
    for step in sorted(history.steps, key=lambda step: step.commit.date):
        for path in (*step.added, *step.modified, *(new for _, new in step.moved)):
            found[path] = _lived(found.get(path), path, step, True)
        for path in (*step.deleted, *(old for old, _ in step.moved)):
            if path in found:
                found[path] = _lived(found[path], path, step, not step.on_main and found[path].is_alive)
    return found


def nearest(releases: Sequence[Release], day: date) -> Release | None:
    """Give the first release on or after a day, else the last before it: the one that is likely to contain it."""
    dated = sorted((release for release in releases if release.date), key=lambda r: (day_of(r.date), r.name))
    if not dated:
        return None
    return dated[min(bisect_left([day_of(release.date) for release in dated], day), len(dated) - 1)]


def alive(found: Iterable[Life]) -> tuple[Life, ...]:
    """Give those that live at the end, by path."""
    return tuple(sorted((life for life in found if life.is_alive), key=lambda life: life.path))


def _lived(life: Life | None, path: str, step: Step, is_alive: bool) -> Life:
    if life is None:
        return Life(path, step.day, step.commit.key, step.day, step.commit.key, 1, is_alive)
    return Life(path, life.first, life.first_commit, step.day, step.commit.key, life.changes + 1, is_alive)
