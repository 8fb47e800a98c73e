"""Lives of branches: who began each and when, how much was done on it, and how it ended.

Merged is what a merge commit records, or a message on another line that says "merge" and the branch's name. A branch
whose last change deletes its files was deleted; one whose last change is long before the end, and that nothing merged,
was left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from archaeo.model import Commit

from .history import History, Step
from .layout import Layout

End: TypeAlias = Literal["merged", "deleted", "left", "open"]

QUIET_DAYS = 180
"""A branch without a change for so long before the end of the history was left."""

_DELETED = re.compile(r"refs/archaeo/deleted/(.+)@r(\d+)\Z")
"""Where our own conversions keep the branches that Subversion deleted."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch, by the changes that were made on it before it was merged.

    Attributes:
        ref: as `Commit.branch` has it; ``name`` is the short one.
        steps: in order, at least one.
        end: how it ended; ``revision`` is the one that deleted it, "" where that is not known.
        merge: what merged it, None where nothing did.
    """

    ref: str
    name: str
    is_main: bool
    steps: tuple[Step, ...]
    end: End
    merge: Step | None = None
    revision: str = ""

    @property
    def people(self) -> tuple[tuple[str, int], ...]:
        """(person, changes), most first."""
        count = Counter(step.who for step in self.steps)
        return tuple(sorted(count.items(), key=lambda item: (-item[1], item[0])))


def lives(history: History) -> tuple[Branch, ...]:
    """Give every line that has a name, by its full one."""
    lines: dict[str, list[Step]] = {}
    merged: dict[str, Step] = {}
    branch_of = {step.commit.key: step.commit.branch for step in history.steps}
    for step in history.steps:
        lines.setdefault(step.commit.branch, []).append(step)
        for parent in step.commit.parents[1:]:
            merged[branch_of.get(parent, "")] = step
    if not lines:
        return ()
    _by_message(history, lines, merged)
    end = max(step.commit.date for step in history.steps)
    return tuple(
        _life(ref, steps, merged.get(ref), (end - steps[-1].commit.date).days)
        for ref, steps in sorted(lines.items())
        if ref
    )


def folders(commits: Sequence[Commit], layout: Layout) -> Mapping[str, tuple[Commit, Commit]]:
    """Give, for each folder below ``branches/``, the first and last commit of its last life, copies and moves too."""
    found: dict[str, tuple[Commit, Commit]] = {}
    alive: dict[str, set[str]] = {}
    for commit in commits if layout.branches else ():
        for change in commit.changes:
            if not change.path.startswith(layout.branches):
                continue
            name, slash, rest = change.path[len(layout.branches) :].partition("/")
            if not slash:
                continue
            files = alive.setdefault(name, set())
            found[name] = (found[name][0] if name in found and (files or change.action == "D") else commit, commit)
            if change.action == "D":
                files.discard(rest)
            else:
                files.add(rest)
    return found


def short(ref: str) -> str:
    """Give the name of a branch as people say it.

    >>> [short(ref) for ref in ("refs/heads/a", "branches/b", "refs/archaeo/deleted/c@r12", "refs/remotes/origin/d")]
    ['a', 'b', 'c', 'd']
    """
    name = _DELETED.sub(r"\1", ref)
    for prefix in ("refs/heads/", "refs/remotes/origin/", "refs/remotes/", "refs/tags/", "branches/"):
        name = name.removeprefix(prefix)
    return name


def _by_message(history: History, lines: dict[str, list[Step]], merged: dict[str, Step]) -> None:
    """Add the merges that only a message tells of: the name, and the word, on another line after the branch began."""
    names = {short(name): name for name, steps in lines.items() if not steps[0].on_main and len(short(name)) >= 4}
    pattern = re.compile(
        r"(?<![\w.-])(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?![\w-])"
    )
    for step in history.steps if names else ():
        if not re.search(r"\bmerg(e[ds]?|ing)\b", step.text, re.I):
            continue
        for hit in pattern.finditer(step.text):
            name = names[hit[1]]
            if step.commit.branch != name and step.commit.date > lines[name][0].commit.date:
                merged.setdefault(name, step)


def _life(ref: str, steps: list[Step], merge: Step | None, quiet_days: int) -> Branch:
    last = steps[-1]
    ended = _DELETED.match(ref)
    end: End = "open"
    if merge is not None:
        end = "merged"
    elif ended or (last.deleted and len(last.deleted) >= 0.9 * last.before):
        end = "deleted"
    elif quiet_days >= QUIET_DAYS:
        end = "left"
    revision = ended[2] if ended and merge is None else ""
    return Branch(ref, short(ref), steps[0].on_main, tuple(steps), end, merge, revision)
