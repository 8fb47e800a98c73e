"""What happened: the few moments of a history that stand out by numbers.

A keyword alone never makes an event. Here the kinds that counting finds: born, lost, restored, mass move, mass change,
silence, return, arrival and farewell of the people who made most of it. Each event carries its numbers and the keys of
the commits it rests on, and says how loud it is (0 to 100) so that a page can show few.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archaeo.model import Commit, Degree

MASS_FILES = 50
SILENCE_DAYS = 60


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        kind: born, lost, restored, mass move, mass change, silence, arrival, farewell, last change, ...
        date: first day; ``end`` the last one, the same for a moment.
        title: one sentence with its numbers, without a full stop.
        loudness: 0 to 100; what a page shows first.
        commits: keys of the commits it rests on.
        evidence: where it is written, in words.
        numbers: name to count, for tables.
    """

    kind: str
    date: datetime.date
    end: datetime.date
    title: str
    loudness: int
    degree: Degree = "counted"
    commits: tuple[str, ...] = ()
    evidence: str = ""
    numbers: tuple[tuple[str, int], ...] = ()


def find(commits: Sequence[Commit]) -> tuple[Event, ...]:
    """Give the events of a project's work (see `layout.work`), by date."""
    if not commits:
        return ()
    found = [*_born(commits), *_mass(commits), *_silences(commits), *_people(commits)]
    return tuple(sorted(found, key=lambda event: (event.date, -event.loudness, event.kind, event.title)))


def _born(commits: Sequence[Commit]) -> Iterator[Event]:
    first, last = commits[0], commits[-1]
    files = len(first.changes)
    title = f"the history begins with {_files(files)} by {_who(first)}"
    yield Event("born", _day(first), _day(first), title, 40, "recorded", (first.key,), numbers=(("files", files),))
    title = f"the last change, by {_who(last)}"
    yield Event("last change", _day(last), _day(last), title, 30, "recorded", (last.key,))


def _mass(commits: Sequence[Commit]) -> Iterator[Event]:
    """Changes that touch many files, compared with what the project had then."""
    alive: set[str] = set()
    lost: dict[str, str] = {}
    for commit in commits:
        before = len(alive)
        count = Counter(change.action for change in commit.changes)
        moved = sum(1 for change in commit.changes if change.action == "A" and change.copyfrom)
        gone = {change.path for change in commit.changes if change.action == "D"}
        came = {change.path for change in commit.changes if change.action != "D"}
        back = [path for path in came if path in lost]
        alive = (alive - gone) | came
        for path in gone:
            lost[path] = commit.key
        touched = len(commit.changes)
        share = 100 * touched // before if before else 100
        if touched < MASS_FILES or share < 20 or not (before or back):
            continue
        day = _day(commit)
        numbers = (("added", count["A"]), ("changed", count["M"]), ("deleted", count["D"]), ("files before", before))
        deleted = count["D"] - moved
        if len(back) * 2 > touched:
            kind, title, loud = "restored", f"{_files(len(back))} that had been deleted came back", 80
        elif moved * 2 > touched - count["D"] and moved >= MASS_FILES // 2:
            kind, title, loud = "mass move", f"{_files(moved)} were moved in one change", 45
        elif deleted * 2 > touched:
            kind, title, loud = "lost", f"{_files(deleted)} of {before} were deleted in one change", 60
        elif count["A"] * 2 > touched:
            kind, title, loud = "imported", f"{_files(count['A'])} were added in one change", 40
        else:
            kind, title, loud = "mass change", f"{_files(touched)} of {before} were changed at once", 35
        loudness = min(100, loud + min(share, 100) // 5)
        yield Event(kind, day, day, f"{title} by {_who(commit)}", loudness, "counted", (commit.key,), numbers=numbers)
        for path in back:
            lost.pop(path, None)


def _silences(commits: Sequence[Commit]) -> Iterator[Event]:
    moments = [(commit.date, commit) for commit in sorted(commits, key=lambda commit: commit.date)]
    for (before, a), (after, b) in pairwise(moments):
        days = (after - before).days
        if days >= SILENCE_DAYS:
            loudness = min(60, 10 + days // 12)
            title = f"{days} days without a change"
            keys, numbers = (a.key, b.key), (("days", days),)
            yield Event("silence", before.date(), after.date(), title, loudness, "counted", keys, numbers=numbers)


def _people(commits: Sequence[Commit]) -> Iterator[Event]:
    """Arrival and farewell of those who made at least a twentieth of the changes."""
    count = Counter(_who(commit) for commit in commits)
    first: dict[str, Commit] = {}
    last: dict[str, Commit] = {}
    for commit in commits:
        first.setdefault(_who(commit), commit)
        last[_who(commit)] = commit
    end = max(commit.date for commit in commits)
    for person in sorted(count):
        share = 100 * count[person] // len(commits)
        if share < 5:
            continue
        numbers = (("changes", count[person]),)
        a, b = first[person], last[person]
        if a is not commits[0]:
            title = f"{person} makes the first of {count[person]} changes"
            yield Event("arrival", _day(a), _day(a), title, 10 + share // 2, "counted", (a.key,), numbers=numbers)
        if (end - b.date).days > 180:
            title = f"{person} makes the last of {count[person]} changes"
            yield Event("farewell", _day(b), _day(b), title, 10 + share // 2, "counted", (b.key,), numbers=numbers)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _who(commit: Commit) -> str:
    return commit.author.name or commit.author.email


def _day(commit: Commit) -> datetime.date:
    return commit.date.date()
