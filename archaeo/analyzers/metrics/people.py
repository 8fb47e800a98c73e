"""Who made changes, how many, from when to when, and where most of them.

    person     changes  first       last        files  mostly in   merges
    ethompso       412  2009-03-02  2013-11-02    118  src             12

Sorted by changes, then name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from archaeo.model import Commit

from . import Table

NAME = "people"


def measure(commits: Iterable[Commit]) -> Table:
    """Give (person, changes, first day, last day, files touched, folder touched most, merges among the changes)."""
    count: Counter[str] = Counter()
    merges: Counter[str] = Counter()
    days: dict[str, tuple[date, date]] = {}
    files: dict[str, set[str]] = {}
    folders: dict[str, Counter[str]] = {}
    for commit in commits:
        person = commit.author.name or commit.author.email
        count[person] += 1
        merges[person] += len(commit.parents) > 1
        day = commit.date.date()
        first, last = days.get(person, (day, day))
        days[person] = min(first, day), max(last, day)
        files.setdefault(person, set()).update(change.path for change in commit.changes)
        # a change of a thousand files says nothing about where its author is at home
        if len(commit.changes) <= 50:
            here = {change.path.rpartition("/")[0] for change in commit.changes}
            # who notes every change in the ChangeLog at the top is at home below it
            folders.setdefault(person, Counter()).update(here - {""} or here)
    rows = (
        (person, number, *days[person], len(files[person]), _most(folders.get(person, Counter())), merges[person])
        for person, number in sorted(count.items(), key=lambda item: (-item[1], item[0]))
    )
    return Table(("person", "changes", "first", "last", "files", "mostly in", "merges"), tuple(rows))


def _most(folders: Counter[str]) -> str:
    best = min(folders.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return best[0] or "."
