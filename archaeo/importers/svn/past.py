"""Reads Subversion's trees of all revisions, which `journal` wrote to disk, for a conversion that goes on from there.

A directory is read when somebody looks into it. The format of the records is told in `journal`.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import zlib
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from archaeo.errors import ArchaeoError, Location
from archaeo.tree import NO_PROPERTIES, Entry, File, Tree

from .journal import CHUNK, DIGEST, DIRECTORY, GONE, KINDS, MAGIC, ROOTS, TREES, WEIGHT_BITS, WITH_PROPERTIES

_MODES: Final = {kind: mode for mode, kind in KINDS.items()}


class Root(NamedTuple):
    """A revision: its number, the place of its root's record, and what `chain.mark` says of it."""

    revision: int
    place: int
    mark: bytes


_ROOT_BYTES = 8 + 8 + 8


class Past:
    """Reads the trees of a history.

    Attributes:
        trees: the records, ``size`` bytes of them; ``roots`` the table of revisions; as `journal.Journal` writes them.

    Raises:
        ArchaeoError: the files are not what was written.
    """

    def __init__(self, folder: Path) -> None:
        self._where = Location(str(folder / TREES))
        self.roots = (folder / ROOTS).read_bytes()
        with (folder / TREES).open("rb") as file:
            if os.fstat(file.fileno()).st_size < len(MAGIC) + DIGEST or len(self.roots) % _ROOT_BYTES:
                raise self._damaged()
            self.trees = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.size = len(self.trees) - DIGEST
        digest = hashlib.blake2b(digest_size=DIGEST)
        for at in range(0, self.size, CHUNK):
            digest.update(self.trees[at : min(at + CHUNK, self.size)])
        if self.trees[: len(MAGIC)] != MAGIC or digest.digest() != self.trees[self.size :]:
            raise self._damaged()
        # each that was named once: no more than the newest revision has, and what of older ones is copied from
        self._trees: dict[int, Stored] = {}
        self._properties: dict[int, Mapping[str, bytes]] = {0: NO_PROPERTIES}

    def __len__(self) -> int:
        return len(self.roots) // _ROOT_BYTES

    def __getitem__(self, index: int) -> Root:
        raw = self.roots[index * _ROOT_BYTES : (index + 1) * _ROOT_BYTES]
        return Root(int.from_bytes(raw[:8], "little"), int.from_bytes(raw[8:16], "little"), raw[16:])

    def count(self, revision: int) -> int:
        """Give how many revisions there are up to a number."""
        return bisect_right(range(len(self)), revision, key=lambda index: self[index].revision)

    def root(self, revision: int) -> Tree:
        """Give the tree of a revision; of one that is not there that of the one before."""
        count = self.count(revision)
        return self.tree(self[count - 1].place) if count else Tree()

    def tree(self, place: int) -> Stored:
        """Give the tree of a record, always the same."""
        found = self._trees.get(place)
        if found is None:
            found = self._trees[place] = Stored(self, place)
        return found

    def read(self, tree: Tree) -> None:
        """Fill in the entries and properties of a tree.

        Raises:
            ArchaeoError: the records are damaged.
        """
        try:
            self._read(tree)
        except (IndexError, ValueError, KeyError, zlib.error):
            raise self._damaged() from None

    def _read(self, tree: Tree) -> None:
        assert tree.number is not None
        place = tree.number >> WEIGHT_BITS
        chain: list[tuple[int, int, int]] = []
        at = place
        while True:
            back, start = self._number(at)
            own, start = self._number(start)
            count, start = self._number(start)
            chain.append((at, start, count))
            if at == place:
                tree.properties = self._block(at - own if own else 0)
            if not back:
                break
            at = self._before(at, back)
        for record, start, count in reversed(chain):
            self._entries(tree.entries, record, start, count)
        tree.number = place << WEIGHT_BITS | sum(count for _, _, count in chain[:-1])

    def _entries(self, entries: dict[str, Entry], record: int, at: int, count: int) -> None:
        data = self.trees
        for _ in range(count):
            kind = data[at]
            length, at = self._number(at + 1)
            name = data[at : at + length].decode("utf-8", "surrogateescape")
            at += length
            if kind == GONE:
                entries.pop(name, None)
                continue
            back = 0
            if kind == DIRECTORY or kind & WITH_PROPERTIES:
                back, at = self._number(at)
            if kind == DIRECTORY:
                entries[name] = self.tree(self._before(record, back))
                continue
            properties = self._block(self._before(record, back)) if back else NO_PROPERTIES
            id = data[at : at + 20]
            if len(id) < 20:
                raise IndexError
            entries[name] = File(_MODES[kind & ~WITH_PROPERTIES], id, properties)
            at += 20

    def _block(self, place: int) -> Mapping[str, bytes]:
        found = self._properties.get(place)
        if found is None:
            length, at = self._number(place)
            text = zlib.decompress(self.trees[at : at + length])
            parts, at = [], 0
            while at < len(text):
                size, at = _number_at(text, at)
                parts.append(text[at : at + size])
                at += size
            names = (name.decode("utf-8", "surrogateescape") for name in parts[::2])
            found = self._properties[place] = MappingProxyType(dict(zip(names, parts[1::2], strict=True)))
        return found

    def _before(self, place: int, distance: int) -> int:
        """Give a place before another one: what a record names was written before it, so no cycle can be."""
        if not 0 < distance <= place - len(MAGIC):
            raise IndexError
        return place - distance

    def _number(self, at: int) -> tuple[int, int]:
        return _number_at(self.trees, at)

    def _damaged(self) -> ArchaeoError:
        return ArchaeoError("is not what was written", hint="convert anew, with --force", location=self._where)


def _number_at(data: bytes | mmap.mmap, at: int) -> tuple[int, int]:
    """Read a number; give it and the place behind it."""
    byte = data[at]
    if byte < 128:
        return byte, at + 1
    number, shift = byte & 127, 7
    while True:
        at += 1
        byte = data[at]
        number |= (byte & 127) << shift
        if byte < 128:
            return number, at + 1
        shift += 7
        if shift > 63:
            raise ValueError


class Stored(Tree):
    """A tree that was kept, and is read when somebody asks for its entries or properties."""

    def __init__(self, past: Past, place: int) -> None:
        super().__init__()
        self.number = place << WEIGHT_BITS
        self.unread = past.read
