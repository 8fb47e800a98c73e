"""Parts that are gone: folders that were worked on and are not in the newest state, whose they were, how they went."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .history import History, Step

FEW = 5
"""So many files make a part."""


@dataclass(frozen=True, slots=True)
class Part:
    """A folder that is gone, the topmost one that is.

    Attributes:
        files: paths it ever had; ``changes`` are those that touched one, without the one that took it away.
        first: the change it came with.
        went: the change that took most of its files away; ``taken`` of them.
        by: who made most of the changes, and how many; "" where no person did.
        to: the folder that most of its files were moved to, "" where they were deleted.
    """

    folder: str
    files: int
    changes: int
    first: Step
    went: Step
    taken: int
    by: str
    by_changes: int
    to: str = ""


@dataclass(slots=True)
class _Told:
    """What is counted of a folder while the changes are gone through."""

    files: set[str] = field(default_factory=set)
    steps: dict[str, Step] = field(default_factory=dict)
    taken: Counter[str] = field(default_factory=Counter)
    moved: dict[str, Counter[str]] = field(default_factory=dict)


def find(history: History, paths: Iterable[str]) -> tuple[Part, ...]:
    """Give the folders that are not among the paths of the newest state, most changed first."""
    newest = list(paths)
    if not newest:
        return ()  # what is left of it are words
    alive = {folder for path in newest for folder in _above(path)}
    roots: dict[str, str] = {}
    told: dict[str, _Told] = {}
    # a merge repeats what was done elsewhere
    steps = (step for step in history.steps if len(step.commit.parents) < 2)
    for step in sorted(steps, key=lambda step: step.commit.date):
        for path, to in _touched(step):
            here = posixpath.dirname(path)
            if here not in roots:
                # the topmost folder that is not there any more
                roots[here] = next((folder for folder in _above(path) if folder not in alive), "")
            root = roots[here]
            if not root:
                continue
            known = told.setdefault(root, _Told())
            known.steps.setdefault(step.commit.key, step)
            if to is None:
                known.files.add(path)
            else:
                known.taken[step.commit.key] += 1
                if to:
                    known.moved.setdefault(step.commit.key, Counter())[posixpath.dirname(to)] += 1
    parts = (_part(folder, known, history.nobodies) for folder, known in told.items() if len(known.files) >= FEW)
    found = [part for part in parts if part is not None]
    return tuple(sorted(found, key=lambda part: (-part.changes, -part.files, part.folder)))


def _touched(step: Step) -> Iterator[tuple[str, str | None]]:
    """Yield (path, None) for what a change put there, (path, where it went or "") for what it took away."""
    for path in (*step.added, *step.modified, *(new for _, new in step.moved)):
        yield path, None
    for path in step.deleted:
        yield path, ""
    yield from step.moved


def _above(path: str) -> Iterator[str]:
    """Yield the folders that a path lies in, topmost first.

    >>> list(_above("src/extras/bio/bio.F90"))
    ['src', 'src/extras', 'src/extras/bio']
    """
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)


def _part(folder: str, told: _Told, nobodies: frozenset[str]) -> Part | None:
    if not told.taken:
        return None  # a link that became a folder, or a change of a tool that is not told
    steps = list(told.steps.values())
    key, taken = max(told.taken.items(), key=lambda item: (item[1], told.steps[item[0]].commit.date))
    went = told.steps[key]
    work = [step for step in steps if step is not went]
    makers = Counter(step.who for step in work if step.who not in nobodies)
    by, changes = max(makers.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    moved = told.moved.get(key, Counter())
    to = ""
    if 2 * moved.total() > taken:
        to = posixpath.commonpath(list(moved)) if all(moved) else max(moved, key=lambda name: (moved[name], name))
    return Part(folder, len(told.files), len(work), steps[0], went, taken, by, changes, to)
