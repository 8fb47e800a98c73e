"""Which files were changed most, by how many people, from when to when.

    file             changes  people  first       last
    src/Goos.cxx         212       4  2009-03-02  2013-11-02

A file that was moved without a change keeps its count under its new name. Sorted by changes, then path.
"""

from __future__ import annotations

from collections.abc import Iterable
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


def measure(commits: Iterable[Commit]) -> Table:
    """Give (file, changes, people, first day, last day) of every file that still exists at the end."""
    lives: dict[str, _Life] = {}
    for commit in commits:
        day = commit.date.date()
        gone = {change.path: lives.pop(change.path, None) for change in commit.changes if change.action == "D"}
        for change in commit.changes:
            if change.action == "D":
                continue
            if change.action == "A":
                before = gone.get(change.copyfrom[0]) if change.copyfrom else None
                lives[change.path] = before or _Life(day, day)
            life = lives.setdefault(change.path, _Life(day, day))
            life.changes += 1
            life.people.add(commit.author.name or commit.author.email)
            life.last = max(life.last, day)
    rows = (
        (path, life.changes, len(life.people), life.first, life.last)
        for path, life in sorted(lives.items(), key=lambda item: (-item[1].changes, item[0]))
    )
    return Table(("file", "changes", "people", "first", "last"), tuple(rows))
