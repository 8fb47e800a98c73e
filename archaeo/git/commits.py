"""Commit ids by key, in little memory: 28 bytes for each key like ``trunk@4017``, where a dict takes 230."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from archaeo.model import BlobId


class Commits:
    """Gives each key a commit id. A key that ends in ``@`` and a number is kept as a number below its path.

    >>> commits = Commits()
    >>> commits["trunk@17"] = b"a" * 20
    >>> commits["trunk@17"] == b"a" * 20, len(commits)
    (True, 1)
    """

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        self._others: dict[str, BlobId] = {}

    def __len__(self) -> int:
        return sum(len(line.revisions) for line in self._lines.values()) + len(self._others)

    def __setitem__(self, key: str, id: BlobId) -> None:
        path, _, number = key.rpartition("@")
        if number.isdecimal() and number.isascii() and len(number) <= 18 and str(int(number)) == number:
            line = self._lines.get(path)
            if line is None:
                line = self._lines[path] = Line()
            if line.put(int(number), id):
                return
        self._others[key] = id

    def __getitem__(self, key: str) -> BlobId:
        found = self._others.get(key) if self._others else None
        if found is None:
            path, _, number = key.rpartition("@")
            line = self._lines.get(path)
            found = line.get(int(number)) if line is not None and number.isdecimal() else None
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str) -> BlobId | None:
        """Give a commit's id, None where there is none."""
        try:
            return self[key]
        except KeyError:
            return None

    def of_revision(self, revision: int) -> list[str]:
        """Give the keys of a revision's commits."""
        return [f"{path}@{revision}" for path, line in self._lines.items() if line.get(revision) is not None]

    def has(self, id: str) -> bool:
        """Tell whether a commit, hexadecimal, is among them."""
        raw = bytes.fromhex(id)
        found = (line.ids.find(raw) for line in self._lines.values())
        return raw in self._others.values() or any(at >= 0 for at in found)

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Yield each path and its commits, in the order of their coming."""
        yield from self._lines.items()

    def others(self) -> Iterator[tuple[str, BlobId]]:
        """Yield the keys that have no line of their own."""
        yield from self._others.items()

    def add_line(self, path: str, line: Line) -> None:
        """Take the commits of a path that were kept elsewhere."""
        self._lines[path] = line


class Line:
    """The commits of a path: revisions, rising, and the ids behind each other."""

    __slots__ = ("ids", "revisions")

    def __init__(self, revisions: Sequence[int] = (), ids: bytes = b"") -> None:
        self.revisions = array("q", revisions)
        self.ids = bytearray(ids)

    def put(self, revision: int, id: BlobId) -> bool:
        """Add the newest commit; False for a revision that is no newer."""
        if self.revisions and self.revisions[-1] >= revision:
            return False
        self.revisions.append(revision)
        self.ids += id
        return True

    def get(self, revision: int) -> BlobId | None:
        """Give the commit of a revision."""
        index = bisect_left(self.revisions, revision)
        if index == len(self.revisions) or self.revisions[index] != revision:
            return None
        return bytes(self.ids[20 * index : 20 * index + 20])
