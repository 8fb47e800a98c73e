"""What the files of a project included, used and imported in the past, for comparing one state with another.

Read are the states that releases were made of and those of the days on which the map is measured, as many as can be
afforded; each content once, by the scanners that also read the newest state. Names are as written: which file or
library is meant is not looked up, but whether the project has a file or a module of that name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from archaeo.errors import ArchaeoError
from archaeo.model import Commit, Progress, no_progress
from archaeo.shelf import Shelf

from . import cache, dependencies
from .atlas import Atlas, Place
from .inventory import language_of

MOST_READ = 5_000
"""Contents that are scanned, a millisecond or two each."""

_KINDS = ("import", "include", "use")
Name = tuple[str, str]
"""Kind (``include``, ``use``, ``import``) and name as written."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What was needed at some states.

    Attributes:
        states: numbers of commits (see `Atlas.commits`), rising.
        days: of those commits.
        labels: the release that a state is of, "" for none.
        names: kind and name, sorted.
        is_own: for each name, whether the project ever had a file or module of that name.
        of: path to (number of a state, names that came in it, names that went), by state; names by their place.
    """

    states: tuple[int, ...]
    days: tuple[date, ...]
    labels: tuple[str, ...]
    names: tuple[Name, ...]
    is_own: tuple[bool, ...]
    of: Mapping[str, tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]]

    def at(self, state: int) -> dict[int, list[str]]:
        """Give name to the files that needed it at a state, by path."""
        found: dict[int, list[str]] = {}
        for path, steps in self.of.items():
            now: set[int] = set()
            for number, came, went in steps:
                if number > state:
                    break
                now.difference_update(went)
                now.update(came)
            for name in now:
                found.setdefault(name, []).append(path)
        return found


def makers() -> tuple[str, ...]:
    """Give the code that decides what is remembered of contents."""
    return (__file__, *map(str, cache.code()))


def take(
    atlas: Atlas,
    commits: Mapping[str, Commit],
    wanted: Iterable[tuple[str, str, date]],
    read: Callable[[str, str], bytes],
    *,
    root: str = "",
    shelf: Shelf | None = None,
    progress: Progress = no_progress,
) -> Needs | None:
    """Give what was needed; None where nothing was.

    Args:
        commits: by key.
        wanted: name, commit and day of releases; one that does not lie on the main line is taken by its day.
        read: gives the content of a path as a commit left it.
        root: folder in which the project lies, as ``trunk/``.
        shelf: where the mentions of contents are remembered; its makers are ``makers()``.
    """
    shelf = shelf or Shelf()
    code = [place for place in atlas.places if language_of(place.path)[1] == "code"]
    labels, states, at = _affordable(atlas, commits, wanted, code)
    contents = sorted({(number, path) for path, numbers in at.items() for number in numbers if number is not None})
    wanted_of: dict[int, set[str]] = {}
    for number, path in contents:
        wanted_of.setdefault(number, set()).add(root + path)
    blobs = {
        (number, change.path): change.blob
        for number, paths in wanted_of.items()
        for change in commits[atlas.commits[number]].changes
        if change.path in paths
    }
    said: dict[tuple[int, str], frozenset[Name]] = {}
    own: set[str] = {_last(place.path) for place in atlas.places}
    for done, (number, path) in enumerate(contents):
        progress("reading what was needed", done, len(contents))
        rows = _mentions(read, atlas.commits[number], root + path, blobs.get((number, root + path), b""), shelf)
        said[number, path] = frozenset((kind, name) for kind, name in rows if kind in _KINDS)
        own.update(name.lower() for kind, name in rows if kind == "")
    names = sorted({name for found in said.values() for name in found})
    place_of = {name: place for place, name in enumerate(names)}
    of = {}
    for path, numbers in at.items():
        steps = []
        before: frozenset[Name] = frozenset()
        for state, made_by in enumerate(numbers):
            now = said[made_by, path] if made_by is not None else frozenset()
            if now != before:
                steps.append((state, _places(now - before, place_of), _places(before - now, place_of)))
            before = now
        if steps:
            of[path] = tuple(steps)
    if not of:
        return None
    days = tuple(commits[atlas.commits[number]].date.date() for number in states)
    called = tuple(labels.get(number, "") for number in states)
    return Needs(states, days, called, tuple(names), tuple(_is_own(name, own) for name in names), of)


def _affordable(
    atlas: Atlas,
    commits: Mapping[str, Commit],
    wanted: Iterable[tuple[str, str, date]],
    code: Sequence[Place],
) -> tuple[dict[int, str], tuple[int, ...], dict[str, list[int | None]]]:
    """Choose states, fewer and fewer of them until their contents can be read; with what each path was at each."""
    line = [number for number, on in enumerate(atlas.on_line) if on]
    days: list[date] = []
    for number in line:
        day = commits[atlas.commits[number]].date.date()
        days.append(max(day, days[-1]) if days else day)
    number_of = {key: number for number, key in enumerate(atlas.commits)}
    on_day = [line[place - 1] for day in atlas.samples if (place := bisect_right(days, day))]
    labels: dict[int, str] = {}
    for name, key, day in wanted:
        number = number_of.get(key, -1)
        place = bisect_right(days, day)
        if number >= 0 and atlas.on_line[number]:
            labels[number] = name
        elif place:
            labels.setdefault(line[place - 1], name)
    states = sorted({*on_day, *labels})
    while True:
        at = {place.path: _at(place, states, atlas.on_line) for place in code}
        if len(states) < 3 or sum(len(set(numbers) - {None}) for numbers in at.values()) <= MOST_READ:
            return labels, tuple(states), at
        # the newest one stays
        states = states[::-1][::2][::-1]


def _at(place: Place, states: Sequence[int], on_line: Sequence[bool]) -> list[int | None]:
    """Give the commit that made a path what it was at each state, None where it was not there."""
    told = [touch for touch in place.touches if on_line[touch.commit]]
    numbers = [touch.commit for touch in told]
    found: list[int | None] = []
    for state in states:
        index = bisect_right(numbers, state) - 1
        is_there = index >= 0 and told[index].action != "D"
        found.append(numbers[index] if is_there else None)
    return found


def _mentions(read: Callable[[str, str], bytes], commit: str, path: str, blob: bytes, shelf: Shelf) -> list[Name]:
    """Give what a content mentions, and what it defines as ("", name)."""

    def find() -> list[Name]:
        scanned = dependencies.scan_content(path, read(commit, path))
        defined = sorted({("", one.name) for one in scanned.modules if one.kind in ("module", "package")})
        return [*defined, *sorted({(one.kind, one.name) for one in scanned.dependencies if one.kind in _KINDS})]

    try:
        # the language follows from the name and the folder, as for the cache of scans
        key = cache.ScanCache.key(blob.hex(), path)
        return [(kind, name) for kind, name in shelf.once(key, find)] if blob else find()
    except ArchaeoError:
        return []


def _places(names: Iterable[Name], place_of: Mapping[Name, int]) -> tuple[int, ...]:
    return tuple(sorted(place_of[name] for name in names))


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].lower()


def _is_own(name: Name, own: set[str]) -> bool:
    """Whether a file or module of the project has the name: ``hist.h``, ``fit`` of fit.py, a Fortran module."""
    kind, text = name
    if kind == "include":
        return _last(text) in own
    parts = text.lower().replace("::", ".").split(".")
    ends = (".py", ".pm", ".f90", ".f", ".java", ".pl", ".pas", ".idl", ".pro", ".m", ".tcl", ".r")
    return any(one in own or any(one + end in own for end in ends) for one in (parts[0], parts[-1], text.lower()))
