"""Subversion's trees of all revisions on disk: written as a conversion goes, read again by one that goes on from there.

A later copy may name any path of any revision, with its properties and its empty directories, of which git has none.
So each directory that a revision made is a record: what differs from the one it was made from, or all its entries. It
is known by its place in the file. A directory is read when somebody looks into it.

A record, numbers being of variable length as in protocol buffers:

    distance back to the record it differs from (0: none), to its properties (0: none), number of entries, and for each
    kind (0 gone, 1 directory, 2 to 4 files; plus 8: with properties), name's length and name,
        directory: distance back to its record; file: distance to its properties, if any, and 20 bytes of git id

A chain of differences ends when it has more entries than the directory, so that reading one costs twice its size at
most, and all of them together no more than twice what was changed.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import zlib
from bisect import bisect_right
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple
from weakref import WeakValueDictionary

from archaeo.errors import ArchaeoError, Location
from archaeo.tree import EXECUTABLE, NO_PROPERTIES, PLAIN, SYMLINK, Entry, File, Tree, encode

TREES, ROOTS = "trees", "roots"
_MAGIC = b"archaeo trees 1\n"
_DIGEST = 16
_GONE, _DIRECTORY = 0, 1
_KINDS = {PLAIN: 2, EXECUTABLE: 3, SYMLINK: 4}
_PLAIN_KINDS = {mode: bytes((kind,)) for mode, kind in _KINDS.items()}
_MODES = {kind: mode for mode, kind in _KINDS.items()}
_WITH_PROPERTIES = 8
# chains of up to so many entries are not begun anew, however small the directory is
_SHORT = 8
_WEIGHT_BITS = 24
_WEIGHT = (1 << _WEIGHT_BITS) - 1
# property blocks known by their value, and by their mapping's identity
_BLOCKS_KNOWN = 20_000
_NAMES_KNOWN = 20_000
_CHUNK = 1 << 20


class Root(NamedTuple):
    """A revision: its number, the place of its root's record, and what `chain.mark` says of it."""

    revision: int
    place: int
    mark: bytes


_ROOT_BYTES = 8 + 8 + 8


class Journal:
    """Writes the trees of a history, revision by revision, after those of an earlier one if there is one.

    A tree's ``number`` is the place of its record, and in its low bits how many entries its chain has.
    """

    def __init__(self, folder: Path, past: Past | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = (folder / TREES).open("wb")
        self._roots: BinaryIO = (folder / ROOTS).open("wb")
        self._digest = hashlib.blake2b(digest_size=_DIGEST)
        self._at = 0
        self._blocks: dict[bytes, int] = {}
        self._known: dict[int, tuple[Mapping[str, bytes], int]] = {}
        self._names: dict[str, bytes] = {}
        if past is None:
            self._write(_MAGIC)
            return
        for at in range(0, past.size, _CHUNK):
            self._write(past.trees[at : min(at + _CHUNK, past.size)])
        self._roots.write(past.roots)

    def add(self, revision: int, root: Tree, mark: bytes) -> None:
        """Write what a revision made."""
        self._roots.write(b"%b%b%b" % (revision.to_bytes(8, "little"), self.place(root).to_bytes(8, "little"), mark))

    def place(self, tree: Tree) -> int:
        """Give the place of a tree's record; it is written if it has none."""
        if tree.number is None or tree.number < 0:
            self._put(tree)
            assert tree.number is not None
        return tree.number >> _WEIGHT_BITS

    def finish(self) -> None:
        """Write the checksum, and close the files."""
        self._file.write(self._digest.digest())
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._file.close()
        self._roots.close()

    def _put(self, tree: Tree) -> None:
        base, weight = 0, 0
        names: Collection[str] = tree.entries
        if tree.number is not None and tree.edits is not None:
            weight = (~tree.number & _WEIGHT) + len(tree.edits)
            if weight <= max(_SHORT, len(tree.entries)):
                base, names = ~tree.number >> _WEIGHT_BITS, tree.edits
            else:
                weight = 0
        entries = tree.entries
        named: list[tuple[str, Entry | None, int]] = []
        for name in names:
            # what an entry names must be written before the place of this record is known
            entry, place = entries.get(name), 0
            if isinstance(entry, Tree):
                place = self.place(entry)
            elif entry is not None and entry.properties:
                place = self._properties(entry.properties)
            named.append((name, entry, place))
        own = self._properties(tree.properties) if tree.properties else 0
        at = self._at
        parts = [_number(at - base if base else 0), _number(at - own if own else 0), _number(len(named))]
        for name, entry, place in named:
            spelled = self._names.get(name) or self._spell(name)
            if entry is None:
                parts += (b"\0", spelled)
            elif isinstance(entry, Tree):
                parts += (b"\1", spelled, _number(at - place))
            elif place:
                parts += (bytes((_KINDS[entry.mode] + _WITH_PROPERTIES,)), spelled, _number(at - place), entry.id)
            else:
                parts += (_PLAIN_KINDS[entry.mode], spelled, entry.id)
        self._write(b"".join(parts))
        tree.number = at << _WEIGHT_BITS | weight
        if tree.edited_from is None and tree.base_content is None:
            tree.edits = None  # nobody else has a use for them, and they keep old subtrees alive

    def _spell(self, name: str) -> bytes:
        """Give a name with its length."""
        raw = encode(name)
        if len(self._names) >= _NAMES_KNOWN:
            self._names.clear()
        self._names[name] = spelled = _number(len(raw)) + raw
        return spelled

    def _properties(self, properties: Mapping[str, bytes]) -> int:
        known = self._known.get(id(properties))
        if known is not None and known[0] is properties:
            return known[1]
        text = b"".join(
            _number(len(part)) + part for name, value in sorted(properties.items()) for part in (encode(name), value)
        )
        place = self._blocks.get(text)
        if place is None:
            place = self._at
            packed = zlib.compress(text)
            self._write(_number(len(packed)) + packed)
            if len(self._blocks) < _BLOCKS_KNOWN and len(text) < 1000:
                self._blocks[text] = place
        if len(self._known) >= _BLOCKS_KNOWN:
            self._known.clear()
        self._known[id(properties)] = (properties, place)
        return place

    def _write(self, part: bytes | bytearray) -> None:
        self._file.write(part)
        self._digest.update(part)
        self._at += len(part)


def _number(number: int) -> bytes:
    if number < 1 << 7:
        return number.to_bytes(1, "little")
    if number < 1 << 14:
        return (number & 0x7F | 0x80 | number >> 7 << 8).to_bytes(2, "little")
    if number < 1 << 21:
        return (number & 0x7F | (number >> 7 & 0x7F) << 8 | number >> 14 << 16 | 0x8080).to_bytes(3, "little")
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


class Past:
    """Reads the trees of a history.

    Attributes:
        trees: the records, ``size`` bytes of them; ``roots`` the table of revisions; as `Journal` writes them.

    Raises:
        ArchaeoError: the files are not what was written.
    """

    def __init__(self, folder: Path) -> None:
        self._where = Location(str(folder / TREES))
        self.roots = (folder / ROOTS).read_bytes()
        with (folder / TREES).open("rb") as file:
            if os.fstat(file.fileno()).st_size < len(_MAGIC) + _DIGEST or len(self.roots) % _ROOT_BYTES:
                raise self._damaged()
            self.trees = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.size = len(self.trees) - _DIGEST
        digest = hashlib.blake2b(digest_size=_DIGEST)
        for at in range(0, self.size, _CHUNK):
            digest.update(self.trees[at : min(at + _CHUNK, self.size)])
        if self.trees[: len(_MAGIC)] != _MAGIC or digest.digest() != self.trees[self.size :]:
            raise self._damaged()
        self._trees: WeakValueDictionary[int, Stored] = WeakValueDictionary()
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
        """Give the tree of a record; always the same while somebody has it."""
        found = self._trees.get(place)
        if found is None:
            found = self._trees[place] = Stored(self, place)
        return found

    def read(self, tree: Stored, place: int) -> None:
        """Fill in the entries and properties of a tree.

        Raises:
            ArchaeoError: the records are damaged.
        """
        try:
            self._read(tree, place)
        except (IndexError, ValueError, KeyError, zlib.error):
            raise self._damaged() from None

    def _read(self, tree: Stored, place: int) -> None:
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
        tree.entries = {}
        for record, start, count in reversed(chain):
            self._entries(tree.entries, record, start, count)
        tree.number = place << _WEIGHT_BITS | sum(count for _, _, count in chain[:-1])

    def _entries(self, entries: dict[str, Entry], record: int, at: int, count: int) -> None:
        data = self.trees
        for _ in range(count):
            kind = data[at]
            length, at = self._number(at + 1)
            name = data[at : at + length].decode("utf-8", "surrogateescape")
            at += length
            if kind == _GONE:
                entries.pop(name, None)
                continue
            back = 0
            if kind == _DIRECTORY or kind & _WITH_PROPERTIES:
                back, at = self._number(at)
            if kind == _DIRECTORY:
                entries[name] = self.tree(self._before(record, back))
                continue
            properties = self._block(self._before(record, back)) if back else NO_PROPERTIES
            id = data[at : at + 20]
            if len(id) < 20:
                raise IndexError
            entries[name] = File(_MODES[kind & ~_WITH_PROPERTIES], id, properties)
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
        if not 0 < distance <= place - len(_MAGIC):
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
    """A tree that is read when somebody asks for its entries or properties."""

    __slots__ = ("_past",)

    def __init__(self, past: Past, place: int) -> None:
        # entries and properties are left unset on purpose: asking for them comes to __getattr__
        self._past: Past | None = past
        self.git_id = None
        self.edited_from = None
        self.edits = None
        self.content = None
        self.base_content = None
        self.number = place << _WEIGHT_BITS

    def __getattr__(self, name: str) -> object:
        if name not in ("entries", "properties") or self._past is None or self.number is None:
            raise AttributeError(name)
        past, self._past = self._past, None
        past.read(self, self.number >> _WEIGHT_BITS)
        return getattr(self, name)
