"""Every path's life along the main line, and how large it was at a few days: what a map with a slider is drawn from.

The main line is the chain of first parents of the newest state, so the files of any day are exact: they are what the
changes up to that day left. Lines are counted at some days only, because older contents have to be read for that; how
many days depends on how much there is to read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archaeo.errors import ArchaeoError
from archaeo.model import Commit, Progress, no_progress
from archaeo.shelf import Shelf

from .inventory import Measured, language_of, measure

MOST_SAMPLES = 24
MOST_READ = 12_000
"""Contents that are read at most; some 0.2 ms each."""

_STEPS = (1, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Touch:
    """One path in one change: the number of the commit, and what it did (A M D R)."""

    commit: int
    action: str


@dataclass(frozen=True, slots=True)
class Place:
    """One path with all that happened to it.

    Attributes:
        touches: by commit, those of side branches too.
        came_from: (path it was moved or copied from, number of the commit), or None.
        lines: at each sample; None where it was not there, 0 for what is not text.
    """

    path: str
    language: str
    touches: tuple[Touch, ...]
    came_from: tuple[str, int] | None
    lines: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """All paths that ever were.

    Attributes:
        commits: their keys, oldest first; touches name them by their number.
        on_line: whether a commit is of the main line, so that its changes made the files of that day.
        is_work: whether a person worked on the project in it; merges and what a tool did are not counted.
        samples: days at whose end lines were counted, the last one being the last day.
        places: by path.
    """

    commits: tuple[str, ...]
    on_line: tuple[bool, ...]
    is_work: tuple[bool, ...]
    samples: tuple[date, ...]
    places: tuple[Place, ...]


def take(
    commits: Sequence[Commit],
    work: Iterable[Commit],
    tip: str,
    now: Iterable[Measured],
    read: Callable[[str, str], bytes] | None = None,
    *,
    root: str = "",
    shelf: Shelf | None = None,
    progress: Progress = no_progress,
) -> Atlas:
    """Give the atlas of a history.

    Args:
        commits: parents before children.
        work: those in which people worked, with paths relative to the root (see ``layout.work``).
        tip: key of the newest state's commit; where it is not among them all commits are taken for one line.
        now: the files of the newest state.
        read: gives the content of a path as a commit left it; without it sizes are known of the last day only.
        root: folder in which the project lies, as ``trunk/``.
        shelf: where the lines of contents are remembered.
    """
    worked = {commit.key: commit for commit in work}
    line = _line(commits, tip)
    kept: list[Commit] = []
    touches: dict[str, list[Touch]] = {}
    origins: dict[str, tuple[str, int]] = {}
    for commit in commits:
        mine = worked.get(commit.key) if len(commit.parents) < 2 else None
        if commit.key not in line and mine is None:
            continue
        changes = commit.changes if commit.key in line or mine is None else mine.changes
        prefix = root if commit.key in line else ""
        for change in changes:
            if not change.path.startswith(prefix):
                continue
            path = change.path[len(prefix) :]
            touches.setdefault(path, []).append(Touch(len(kept), change.action))
            if change.copyfrom and change.action != "D" and change.copyfrom[0].startswith(prefix):
                source = change.copyfrom[0][len(prefix) :]
                if source != path:
                    origins.setdefault(path, (source, len(kept)))
        kept.append(commit)
    on_line = tuple(commit.key in line for commit in kept)
    is_work = tuple(commit.key in worked and len(commit.parents) < 2 for commit in kept)
    known = {measured.path: measured for measured in now}
    samples, lines = _sizes(kept, on_line, touches, known, read, root, shelf or Shelf(), progress)
    places = tuple(
        Place(
            path,
            known[path].language if path in known else language_of(path)[0],
            tuple(touches.get(path, ())),
            origins.get(path),
            lines.get(path, ()),
        )
        for path in sorted(touches.keys() | known.keys())
    )
    return Atlas(tuple(commit.key for commit in kept), on_line, is_work, samples, places)


def _line(commits: Sequence[Commit], tip: str) -> set[str]:
    parent = {commit.key: commit.parents[0] if commit.parents else "" for commit in commits}
    if tip not in parent:
        return set(parent)
    line = set()
    while tip in parent and tip not in line:
        line.add(tip)
        tip = parent[tip]
    return line


def _sizes(
    commits: Sequence[Commit],
    on_line: Sequence[bool],
    touches: Mapping[str, list[Touch]],
    now: Mapping[str, Measured],
    read: Callable[[str, str], bytes] | None,
    root: str,
    shelf: Shelf,
    progress: Progress,
) -> tuple[tuple[date, ...], dict[str, tuple[int | None, ...]]]:
    """Count lines at the days that can be afforded."""
    numbers = [number for number, on in enumerate(on_line) if on]
    if not numbers:
        return (), {}
    days: list[date] = []
    for number in numbers:
        day = commits[number].date.date()
        # a clock that ran backwards does not take the files back
        days.append(max(day, days[-1]) if days else day)
    lived = {path: [t for t in told if on_line[t.commit]] for path, told in touches.items()}
    for samples in _plans(days[0], days[-1]) if read is not None else ():
        ends = [numbers[bisect_right(days, day) - 1] for day in samples]
        wanted = {(path, touch.commit) for path, told in lived.items() for touch in _at(told, ends[:-1]) if touch}
        if len(wanted) <= MOST_READ:
            break
    else:
        samples, wanted = (days[-1],), set()
    ends = [numbers[bisect_right(days, day) - 1] for day in samples]
    counted: dict[tuple[str, int], int] = {}
    for done, (path, number, blob) in enumerate(_with_blobs(commits, wanted, root)):
        progress("measuring the map", done, len(wanted))
        counted[path, number] = _lines(read, commits[number].key, root, path, blob, shelf) if read else 0
    lines: dict[str, tuple[int | None, ...]] = {}
    for path in touches.keys() | now.keys():
        found = [counted[path, t.commit] if t else None for t in _at(lived.get(path, []), ends[:-1])]
        lines[path] = (*found, now[path].lines if path in now else None)
    return tuple(samples), lines


def _plans(first: date, last: date) -> Iterable[tuple[date, ...]]:
    """Give the days to count at, from many to few, ends of months all of them but the last."""
    for step in _STEPS:
        found = []
        month = first.year * 12 + first.month - 1
        month -= month % step
        while True:
            month += step
            end = date(month // 12, month % 12 + 1, 1) - timedelta(1)
            if end >= last:
                break
            found.append(end)
        if len(found) < MOST_SAMPLES:
            yield (*found, last)


def _at(told: Sequence[Touch], ends: Sequence[int]) -> list[Touch | None]:
    """Give the touch that made a path what it was at each end, None where it was not there."""
    numbers = [touch.commit for touch in told]
    found: list[Touch | None] = []
    for end in ends:
        place = bisect_right(numbers, end) - 1
        touch = told[place] if place >= 0 else None
        found.append(None if touch is None or touch.action == "D" else touch)
    return found


def _with_blobs(commits: Sequence[Commit], wanted: set[tuple[str, int]], root: str) -> Iterator[tuple[str, int, bytes]]:
    """Yield (path, commit, git's id of the content or b"")."""
    paths: dict[int, list[str]] = {}
    for path, number in sorted(wanted):
        paths.setdefault(number, []).append(path)
    for number, mine in sorted(paths.items()):
        blobs = {change.path: change.blob for change in commits[number].changes}
        yield from ((path, number, blobs.get(root + path, b"")) for path in mine)


def _lines(read: Callable[[str, str], bytes], commit: str, root: str, path: str, blob: bytes, shelf: Shelf) -> int:
    if language_of(path)[1] == "image":
        return 0
    known = shelf.get(blob.hex()) if blob else None
    if known is not None:
        return int(known)
    try:
        lines = measure(path, read(commit, root + path)).lines
    except ArchaeoError:
        return 0
    if blob:
        shelf.put(blob.hex(), lines)
    return lines
