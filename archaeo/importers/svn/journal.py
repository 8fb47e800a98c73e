"""Writes Subversion's trees of all revisions to disk as a conversion goes, for `past` to read.

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
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from archaeo.tree import EXECUTABLE, PLAIN, SYMLINK, Entry, Tree, encode

if TYPE_CHECKING:
    from .past import Past

TREES: Final = "trees"
ROOTS: Final = "roots"
MAGIC: Final = b"archaeo trees 1\n"
KINDS: Final = {PLAIN: 2, EXECUTABLE: 3, SYMLINK: 4}
GONE: Final = 0
DIRECTORY: Final = 1
WITH_PROPERTIES: Final = 8
DIGEST: Final = 16
CHUNK: Final = 1 << 20
# of a tree's number the low bits, for how many entries its chain has
WEIGHT_BITS: Final = 24
_WEIGHT: Final = (1 << WEIGHT_BITS) - 1
_PLAIN_KINDS: Final = {mode: bytes((kind,)) for mode, kind in KINDS.items()}
# chains of up to so many entries are not begun anew, however small the directory is
_SHORT: Final = 8
# property blocks known by their value, and by their mapping's identity
_BLOCKS_KNOWN: Final = 20_000
_NAMES_KNOWN: Final = 20_000


class Journal:
    """Writes the trees of a history, revision by revision, after those of an earlier one if there is one.

    A tree's ``number`` is the place of its record, and in its low bits how many entries its chain has.
    """

    def __init__(self, folder: Path, past: Past | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = (folder / TREES).open("wb")
        self._roots: BinaryIO = (folder / ROOTS).open("wb")
        self._digest = hashlib.blake2b(digest_size=DIGEST)
        self._at = 0
        self._blocks: dict[bytes, int] = {}
        self._known: dict[int, tuple[Mapping[str, bytes], int]] = {}
        self._names: dict[str, bytes] = {}
        if past is None:
            self._write(MAGIC)
            return
        for at in range(0, past.size, CHUNK):
            self._write(past.trees[at : min(at + CHUNK, past.size)])
        self._roots.write(past.roots)

    def add(self, revision: int, root: Tree, mark: bytes) -> None:
        """Write what a revision made."""
        self._roots.write(b"%b%b%b" % (revision.to_bytes(8, "little"), self.place(root).to_bytes(8, "little"), mark))

    def place(self, tree: Tree) -> int:
        """Give the place of a tree's record; it is written if it has none."""
        if tree.number is None or tree.number < 0:
            self._put(tree)
            assert tree.number is not None
        return tree.number >> WEIGHT_BITS

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
                base, names = ~tree.number >> WEIGHT_BITS, tree.edits
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
                parts += (bytes((KINDS[entry.mode] + WITH_PROPERTIES,)), spelled, _number(at - place), entry.id)
            else:
                parts += (_PLAIN_KINDS[entry.mode], spelled, entry.id)
        self._write(b"".join(parts))
        tree.number = at << WEIGHT_BITS | weight
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
