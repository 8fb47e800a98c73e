"""Who made a file, or files that belong together: in which change it came, who changed it most, who was there last.

Changes follow moved files: what was done under an old path counts for the path of today, also where only the suffix
changed (``fit.c`` became ``fit.cc``). Merges are nobody's work on what they bring, and what was done on a branch that
was never merged is in none of today's files. A thing comes with the first change that is known of it; where many files
came in the same change, as when a history begins, whoever made it need not have written them, so the number of files
is kept beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from archaeo.model import Commit

from .history import Step

MANY_AT_ONCE = 20
"""So many files in one change were brought from somewhere."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Making:
    """What people did to a thing.

    Attributes:
        came, last: days of its first and last change, None where none is known.
        came_by, last_by: who made them.
        came_with: files that came in the first change, in all.
        changes: those that touched it; ``by`` has (person, changes, day of that person's last one), most first.
    """

    changes: int = 0
    by: tuple[tuple[str, int, date], ...] = ()
    came: date | None = None
    came_by: str = ""
    came_with: int = 0
    last: date | None = None
    last_by: str = ""

    @property
    def was_brought(self) -> bool:
        """Whether it came with so many other files that who brought it need not have written it."""
        return self.came_with >= MANY_AT_ONCE


class _Work:
    __slots__ = ("by", "changes", "days", "first", "last")

    def __init__(self, step: Step) -> None:
        self.changes = 0
        self.by: Counter[str] = Counter()
        self.days: dict[str, date] = {}
        self.first = self.last = step


def gather(
    steps: Sequence[Step],
    alive: Set[str],
    keys: Callable[[str], Iterable[Key]],
    nobodies: Set[str] = frozenset(),
    counts: Callable[[Step], bool] = lambda step: True,
) -> dict[Key, Making]:
    """Give what was done to each thing.

    Args:
        alive: the paths of today.
        keys: what a path belongs to; asked once a path.
        nobodies: people that are not named among those who changed it.
        counts: whether a change is work on what it touches; files that others moved are followed all the same.
    """
    moved: dict[str, str] = {}
    for step in reversed(steps):
        for old, new in (*step.moved, *_renamed(step)):
            moved.setdefault(old, moved.get(new, new))
    known: dict[str, tuple[Key, ...]] = {}
    found: dict[Key, _Work] = {}
    for step in steps:
        if len(step.commit.parents) > 1 or not counts(step):
            continue  # what a merge brings was done by others, and is counted where they did it
        touched: set[Key] = set()
        for change in step.commit.changes:
            path = change.path
            mine = known.get(path)
            if mine is None:
                mine = known[path] = tuple(keys(path if path in alive else moved.get(path, path)))
            touched.update(mine)
        moment, is_somebody = step.commit.date, step.who not in nobodies
        for key in touched:
            work = found.get(key)
            if work is None:
                work = found[key] = _Work(step)
            work.changes += 1
            if is_somebody:
                work.by[step.who] += 1
                if step.who not in work.days or work.days[step.who] < step.day:
                    work.days[step.who] = step.day
            if work.last.commit.date <= moment:
                work.last = step
            if moment < work.first.commit.date:
                work.first = step
    return {key: _made(work) for key, work in found.items()}


def _renamed(step: Step) -> Iterator[tuple[str, str]]:
    """Yield (old path, new path) of files whose suffix alone changed, or that were edited on the way of others."""
    if not step.deleted or not step.added:
        return
    deleted = set(step.deleted)
    ways = sorted({(old.rpartition("/")[0], new.rpartition("/")[0]) for old, new in step.moved})
    for path in step.added if ways else ():
        folder, _, name = path.rpartition("/")
        before = [f"{old}/{name}" if old else name for old, new in ways if new == folder]
        yield from ((old, path) for old in before if old in deleted)
    new: dict[str, list[str]] = {}
    for path in step.added:
        new.setdefault(_without_suffix(path), []).append(path)
    old: dict[str, list[str]] = {}
    for path in step.deleted:
        old.setdefault(_without_suffix(path), []).append(path)
    for stem, paths in old.items():
        if len(paths) == len(new.get(stem, ())) == 1:
            yield paths[0], new[stem][0]


def _without_suffix(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.rpartition('.')[0] or name}"


def merged(steps: Sequence[Step], commits: Iterable[Commit], tip: str) -> Sequence[Step]:
    """Give the steps that led to the newest state; all of them where that state is not known.

    Args:
        commits: all of them, those that are no steps too.
        tip: key of the newest state's commit.
    """
    parents = {commit.key: commit.parents for commit in commits}
    if tip not in parents:
        return steps
    todo, reached = [tip], {tip}
    while todo:
        for parent in parents.get(todo.pop(), ()):
            if parent not in reached:
                reached.add(parent)
                todo.append(parent)
    return [step for step in steps if step.commit.key in reached]


def _made(work: _Work) -> Making:
    ranked = sorted(work.by.items(), key=lambda item: (-item[1], item[0]))
    first, last = work.first, work.last
    return Making(
        work.changes,
        tuple((who, changes, work.days[who]) for who, changes in ranked),
        first.day,
        first.who,
        len(first.added),
        last.day,
        last.who,
    )
