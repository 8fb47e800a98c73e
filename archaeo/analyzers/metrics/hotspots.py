"""Which files were changed most, by how many people, from when to when.

    file             changes  people  first       last
    src/Goos.cxx         212       4  2009-03-02  2013-11-02

A file that was moved without a change keeps its count under its new name. Sorted by changes, then path.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date

from archaeo.model import Commit

from . import Table

NAME = "hotspots"


@dataclass(slots=True)
class _Life:
    first: date
    last: date
    changes: int = 0
    people: set[str] = field(default_factory=set)


def measure(commits: Iterable[Commit], nobodies: Set[str] = frozenset()) -> Table:
    """Give (file, changes, people, first day, last day) of every file that still exists at the end.

    A file that comes back under its name goes on counting: it was lost and restored, or deleted on one branch and not
    on another whose changes stand between.

    Args:
        nobodies: names of authors that no person is meant by.
    """
    lives: dict[str, _Life] = {}
    ended: dict[str, _Life] = {}
    for commit in commits:
        day = commit.date.date()
        for change in commit.changes:
            if change.action == "D" and change.path in lives:
                ended[change.path] = lives.pop(change.path)
        gone = {change.path for change in commit.changes if change.action == "D"}
        for change in commit.changes:
            if change.action == "D":
                continue
            life = lives.pop(change.path, None) or ended.pop(change.path, None)
            if life is None and change.copyfrom and change.copyfrom[0] in gone:
                life = ended.pop(change.copyfrom[0], None)
            life = lives[change.path] = life or _Life(day, day)
            life.changes += 1
            life.people.add(commit.author.name or commit.author.email)
            life.last = max(life.last, day)
    rows = (
        (path, life.changes, len(life.people - nobodies), life.first, life.last)
        for path, life in sorted(lives.items(), key=lambda item: (-item[1].changes, item[0]))
    )
    return Table(("file", "changes", "people", "first", "last"), tuple(rows))
