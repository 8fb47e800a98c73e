"""One life of a branch, and what has to be remembered of it for as long as something may be copied from it.

A history of a million revisions has as many states: they are kept as numbers and strings of bytes, 36 bytes each.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from archaeo.model import BlobId, Identity
from archaeo.tree import EMPTY_TREE_ID, Tree

if TYPE_CHECKING:
    from .layout import Kind
    from .merges import Ranges

OUTSIDE: Final = "outside"


@dataclass(frozen=True, slots=True)
class Birth:
    """The revision that made a branch, or ended it."""

    author: Identity
    date: datetime
    message: str


class States:
    """The git tree id of a branch's files at each change of them, its beginning included; revisions rise."""

    __slots__ = ("ids", "revisions")

    def __init__(self, revisions: Sequence[int] = (), ids: bytes = b"") -> None:
        self.revisions = array("q", revisions)
        self.ids = bytearray(ids)

    def __len__(self) -> int:
        return len(self.revisions)

    def append(self, revision: int, id: BlobId) -> None:
        """Add the newest state."""
        self.revisions.append(revision)
        self.ids += id

    @property
    def last(self) -> BlobId:
        """The newest id, that of the empty tree where there is none."""
        return bytes(self.ids[-20:]) or EMPTY_TREE_ID

    def at(self, revision: int) -> BlobId:
        """Give the id at a revision."""
        index = bisect_right(self.revisions, revision)
        return bytes(self.ids[20 * index - 20 : 20 * index]) if index else EMPTY_TREE_ID

    def newest_first(self) -> Iterator[tuple[int, BlobId]]:
        """Yield (revision, id)."""
        for index in range(len(self.revisions) - 1, -1, -1):
            yield self.revisions[index], bytes(self.ids[20 * index : 20 * index + 20])


class Recorded:
    """What a branch root says was merged, at each change of it: source path to ranges.

    Kept as differences: merges of a long history repeat a thousand paths in each revision.

    Attributes:
        now: the newest.
    """

    __slots__ = ("_changes", "_first", "now")

    def __init__(self) -> None:
        self.now: Mapping[str, Ranges] = {}
        self._first: Mapping[str, Ranges] = {}
        self._changes: list[tuple[int, Mapping[str, Ranges | None]]] = []

    def __len__(self) -> int:
        return len(self._changes)

    def append(self, revision: int, now: Mapping[str, Ranges]) -> None:
        """Add what is said from a revision on."""
        changed: dict[str, Ranges | None] = {}
        if not self._changes:
            self._first = now
        elif now is not self.now:
            changed.update((path, ranges) for path, ranges in now.items() if self.now.get(path) != ranges)
            changed.update((path, None) for path in self.now if path not in now)
        self._changes.append((revision, changed))
        self.now = now

    def stated(self, inherited: Mapping[str, Ranges] | None) -> list[object]:
        """Give it as what JSON can hold; None stands for the first where that is what the life's origin had."""
        first = None if inherited is not None and self._first == inherited else self._first
        return [first, self._changes]

    @classmethod
    def of(cls, stated: Sequence[Any], inherited: Mapping[str, Ranges]) -> Recorded:
        """Make it of what `stated` gave."""
        made = cls()
        first, changes = stated
        made._first = inherited if first is None else {path: _ranges(ranges) for path, ranges in first.items()}
        made._changes = [
            (at, {path: ranges and _ranges(ranges) for path, ranges in changed.items()}) for at, changed in changes
        ]
        made.now = made._first if len(changes) < 2 else made._replayed(changes[-1][0])
        return made

    def at(self, revision: int) -> Mapping[str, Ranges]:
        """Give what was said at a revision; the very mapping that was added, where nothing came after it."""
        if self._changes and revision >= self._changes[-1][0]:
            return self.now
        if not self._changes or revision < self._changes[0][0]:
            return {}
        return self._replayed(revision)

    def _replayed(self, revision: int) -> Mapping[str, Ranges]:
        found: dict[str, Ranges | None] = dict(self._first)
        for since, changed in self._changes:
            if since > revision:
                break
            found.update(changed)
        return {path: ranges for path, ranges in found.items() if ranges is not None}


def _ranges(stated: Sequence[Sequence[int]]) -> Ranges:
    return tuple((low, high) for low, high in stated)


@dataclass(slots=True, eq=False)
class Life:
    """One life of a branch.

    Attributes:
        path: of the branch root; "" for the whole repository and for what lies outside every branch.
        start: the revision that made it; ``end`` the one that ended it, None while it lasts.
        origin: key of the commit it began from, or None.
        revisions: of its commits, rising.
        states: the git tree id at each change of its files, its beginning included.
        born: who made it, when, and with which message.
        copied_unchanged: it began as a copy of ``origin`` without a difference.
        died: who ended it, when, and with which message; ``last_tree`` the files it had then.
        merged: keys of further parents that its next commit has.
        moved: it ended because the layout changed, not because it was deleted.
        origin_life: the life it began from, and the revision of it.
        merges: (revision, life, revision of that life) of the merge parents drawn.
        recorded: what its root says was merged.
    """

    path: str
    kind: Kind | str
    start: int
    born: Birth
    origin: str | None = None
    end: int | None = None
    revisions: array[int] = field(default_factory=lambda: array("q"))
    states: States = field(default_factory=States)
    copied_unchanged: bool = False
    died: Birth | None = None
    last_tree: Tree | None = None
    merged: tuple[str, ...] = ()
    moved: bool = False
    origin_life: tuple[Life, int] | None = None
    merges: list[tuple[int, Life, int]] = field(default_factory=list)
    recorded: Recorded = field(default_factory=Recorded)

    @property
    def name(self) -> str:
        """Its name as the records have it: path and first revision."""
        return f"{self.path}@{self.start}"

    def commit_at(self, revision: int) -> str | None:
        """Give the key of the commit that holds its state at a revision, None where there is none yet."""
        index = bisect_right(self.revisions, revision)
        return self.key(self.revisions[index - 1]) if index else self.origin

    def key(self, revision: int) -> str:
        """Give the key of its commit of a revision."""
        return f"{self.path}@{revision}" if self.kind != OUTSIDE else f"{OUTSIDE}:@{revision}"

    def merged_at(self, revision: int) -> set[str]:
        """Give the names of the lives that a revision of it merged."""
        first = bisect_left(self.merges, revision, key=lambda merge: merge[0])
        found = itertools.takewhile(lambda merge: merge[0] == revision, itertools.islice(self.merges, first, None))
        return {source.name for _, source, _ in found}


@dataclass(frozen=True, slots=True)
class Memory:
    """What a history that was followed to a revision has to remember, so that it can be followed on.

    Attributes:
        lives: all, in order of their beginning.
        last: the revision followed last; ``date`` the newest date, None where none was said.
        said: oddities that were reported already: kind, path, value.
    """

    lives: list[Life]
    last: int
    date: datetime | None
    said: set[tuple[str, str, str]]
