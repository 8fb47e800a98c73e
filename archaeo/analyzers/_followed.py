"""How far the following of lines has got, kept from run to run: a new commit then costs what it changed.

Where lines come from at one commit follows from the commits before it alone. So what was known there is kept under the
commit's key, with a digest of all that led to it; it is used where the digest is the same and all that is to come
begins at states that were kept. A text's origins are runs here: (number of a commit, lines), one after the other.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from archaeo.model import Commit
from archaeo.shelf import Shelf

Sample = tuple[date, Counter[int]]
"""A day, and the lines alive then by the year they were born."""


class Text:
    """A file's content by its id, and for each of its lines the number of the commit it came from."""

    __slots__ = ("_born", "_origins", "_runs", "id")

    def __init__(self, id: str, born: array[int] | None = None, runs: Sequence[int] = ()) -> None:
        self.id, self._born, self._runs = id, born, runs
        self._origins: Counter[int] | None = None

    @property
    def born(self) -> array[int]:
        """One number a line."""
        if self._born is None:
            self._born = array("I")
            for number, lines in _pairs(self._runs):
                self._born.extend([number] * lines)
        return self._born

    @property
    def runs(self) -> Sequence[int]:
        """The same, shorter: number, lines, number, lines ..."""
        if not self._runs:
            self._runs = [value for number, run in groupby(self.born) for value in (number, sum(1 for _ in run))]
        return self._runs

    @property
    def origins(self) -> Counter[int]:
        """Lines by the number of the commit they came from."""
        if self._origins is None:
            if self._born is not None:
                self._origins = Counter(self._born)
            else:
                self._origins = Counter()
                for number, lines in _pairs(self._runs):
                    self._origins[number] += lines
        return self._origins


def _pairs(runs: Sequence[int]) -> Iterator[tuple[int, int]]:
    values = iter(runs)
    return zip(values, values, strict=True)


@dataclass
class Followed:
    """What is known after so many commits.

    Attributes:
        count: commits that were gone through.
        newest: number of the last one on the main line, -1 for none.
        written: lines that ever were.
        deaths: (age in days, lines) of lines that went, by the number of the commit they came from.
        states: the texts by path at the commits whose children may be to come.
        places: where the content of a text's id can be read: commit, path.
        seen: what an onlooker was told: commit, path, what was there.
        digest: of those commits, kept up while the following goes on.
    """

    count: int = 0
    newest: int = -1
    written: int = 0
    samples: list[Sample] = field(default_factory=list)
    deaths: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    states: dict[str, dict[str, Text]] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    seen: list[tuple[str, str, Sequence[Any]]] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)


def resumed(shelf: Shelf, told: Sequence[Commit], line: set[str], where: str) -> Followed:
    """Give what was kept of the longest beginning of a history that it still has; of nothing, where none was.

    Args:
        told: parents before children.
        line: keys of the commits of the main line.
        where: what the following depends on beside the commits.
    """
    for count in range(len(told), 0, -1):
        known = shelf.get(f"{told[count - 1].key} {where}")
        if known is None:
            continue
        to_come = {parent for commit in told[count:] for parent in commit.parents}
        begun = {commit.key for commit in told[:count]}
        kept = {key for key, _ in known["states"]}
        digest = _digest(hashlib.sha256(), told[:count], line)
        if known["count"] == count and to_come & begun <= kept and known["digest"] == digest.hexdigest():
            return _unpacked(known, digest)
        break
    return Followed()


def keep(shelf: Shelf, told: Sequence[Commit], line: set[str], where: str, followed: Followed) -> None:
    """Keep what is known after all commits."""
    if followed.count < len(told):
        _digest(followed.digest, told[followed.count :], line)
        followed.count = len(told)
        shelf.clear()  # one beginning is enough, and it is the longest
        shelf.put(f"{told[-1].key} {where}", _packed(followed))


def _digest(total: Any, told: Sequence[Commit], line: set[str]) -> Any:
    """Add all of some commits that decides where lines come from; a person may have put a date right."""
    for commit in told:
        row = (commit.key, commit.parents, str(commit.date), commit.key in line)
        total.update(repr(row).encode("utf-8", "surrogatepass"))
        for change in commit.changes:
            total.update(f"{change.action}{change.path}\0{change.copyfrom}\0".encode("utf-8", "surrogatepass"))
            total.update(change.blob)
    return total


def _packed(one: Followed) -> dict[str, Any]:
    texts: dict[int, int] = {}
    rows: list[list[Any]] = []
    states = []
    for key, state in one.states.items():
        paths = []
        for path, text in state.items():
            if id(text) not in texts:
                texts[id(text)] = len(rows)
                rows.append([text.id, *one.places[text.id], list(text.runs)])
            paths.append([path, texts[id(text)]])
        states.append([key, paths])
    return {
        "digest": one.digest.hexdigest(),
        "count": one.count,
        "newest": one.newest,
        "written": one.written,
        "samples": [[day.isoformat(), list(ages.items())] for day, ages in one.samples],
        "deaths": [[number, gone] for number, gone in one.deaths.items() if gone],
        "texts": rows,
        "states": states,
        "seen": one.seen,
    }


def _unpacked(known: Mapping[str, Any], digest: Any) -> Followed:
    texts = [Text(id, runs=runs) for id, _, _, runs in known["texts"]]
    return Followed(
        known["count"],
        known["newest"],
        known["written"],
        [(date.fromisoformat(day), Counter(dict(ages))) for day, ages in known["samples"]],
        {number: [(age, lines) for age, lines in gone] for number, gone in known["deaths"]},
        {key: {path: texts[number] for path, number in paths} for key, paths in known["states"]},
        {id: (commit, path) for id, commit, path, _ in known["texts"]},
        [(commit, path, seen) for commit, path, seen in known["seen"]],
        digest,
    )
