"""Changes and people by month, from the first to the last month, quiet months included.

    month     changes  people
    2009-03        41       2
    2009-04         0       0

Months are those of the authors' own clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archaeo.model import Commit

from . import Table

NAME = "activity"


def measure(commits: Iterable[Commit]) -> Table:
    """Give (month as ``2009-03``, changes, people) for every month of the span."""
    changes: dict[tuple[int, int], int] = {}
    people: dict[tuple[int, int], set[str]] = {}
    for commit in commits:
        month = (commit.date.year, commit.date.month)
        changes[month] = changes.get(month, 0) + 1
        people.setdefault(month, set()).add(commit.author.name or commit.author.email)
    if not changes:
        return Table(("month", "changes", "people"), ())
    rows = (
        (f"{year:04}-{month:02}", changes.get((year, month), 0), len(people.get((year, month), ())))
        for year, month in _months(min(changes), max(changes))
    )
    return Table(("month", "changes", "people"), tuple(rows))


def _months(first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    year, month = first
    while (year, month) <= last:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
