"""Numbers for object ids, in little memory: 28 bytes for each of millions, where a dict takes 170.

The ids written last are in a dict, which is quick. When it is full they move into one long string of bytes, found
through a table of numbers with open addressing; the hash is the id itself, which is as random as can be.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Final

_IN_DICT: Final = 100_000
# share of the table in use at most, and how much larger than needed it is made: twice would be 4 bytes more an id
_FULL: Final = 0.6
_ROOM: Final = 1.5


class Ids:
    """Gives each id (20 bytes) a number, in the order of their coming, from 0."""

    def __init__(self, in_dict: int = _IN_DICT) -> None:
        self._in_dict = in_dict
        self._recent: dict[bytes, int] = {}
        self._older = bytearray()
        self._table = array("I", [0])  # number + 1, or 0
        self._size = 0  # of the table

    def __len__(self) -> int:
        return len(self._older) // 20 + len(self._recent)

    def __contains__(self, id: bytes) -> bool:
        return self.get(id) is not None

    def add(self, id: bytes) -> int:
        """Number a new id."""
        number = len(self)
        self._recent[id] = number
        if len(self._recent) > self._in_dict:
            self._settle()
        return number

    def get(self, id: bytes) -> int | None:
        """Give the number of an id, None where it has none."""
        number = self._recent.get(id)
        size = self._size
        if number is not None or not size:
            return number
        slot = int.from_bytes(id[:5], "little") % size
        while entry := self._table[slot]:
            if self._older[entry * 20 - 20 : entry * 20] == id:
                return entry - 1
            slot = (slot + 1) % size
        return None

    def in_order(self) -> Iterator[list[tuple[bytes, int]]]:
        """Yield (id, number) sorted by id, a list for each first byte, without ever having a list of all.

        Numbers are not found any more then.
        """
        self._table, self._size = array("I"), 0
        buckets = [array("I") for _ in range(256)]
        for number, first in enumerate(bytes(self._older[::20])):
            buckets[first].append(number)
        settled = len(self._older) // 20
        recent: list[list[tuple[bytes, int]]] = [[] for _ in range(256)]
        for id, number in self._recent.items():
            recent[id[0]].append((id, number))
        assert settled + len(self._recent) == len(self)
        for bucket, pairs in zip(buckets, recent, strict=True):
            pairs += [(bytes(self._older[number * 20 : number * 20 + 20]), number) for number in bucket]
            pairs.sort()
            yield pairs
            pairs.clear()

    def _settle(self) -> None:
        """Move the ids of the dict into the table."""
        first = len(self._older) // 20
        self._older += b"".join(self._recent)
        self._recent = {}
        count = len(self._older) // 20
        if count > self._size * _FULL:
            self._size = int(count / _FULL * _ROOM)
            self._table = array("I")  # the old one goes before the new one comes
            self._table = array("I", [0]) * self._size
            first = 0
        table, size, older = self._table, self._size, self._older
        for number in range(first, count):
            slot = int.from_bytes(older[number * 20 : number * 20 + 5], "little") % size
            while table[slot]:
                slot = (slot + 1) % size
            table[slot] = number + 1
