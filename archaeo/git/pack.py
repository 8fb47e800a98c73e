"""Writes git objects straight into one pack: no loose objects, no `git gc` needed afterwards.

Objects are written as they come, each as a delta of the base its caller names, if that pays; the index is written at
the end. What was written can be read back at any time.

Source of the formats: git, Documentation/gitformat-pack (pack version 2, index version 2).
"""

from __future__ import annotations

import hashlib
import itertools
import struct
import sys
import tempfile
import zlib
from array import array
from collections import OrderedDict, deque
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, ClassVar, Final, Generic, TypeAlias, TypeVar

from isal import isal_zlib

from archaeo.errors import ArchaeoError, Location
from archaeo.model import NO_HINTS, Hints, Place
from archaeo.tree import object_id

from . import delta
from .ids import Ids
from .older import Older
from .packing import Job, Packing, deflate

COMMIT: Final = 1
TREE: Final = 2
BLOB: Final = 3
TAG: Final = 4
KINDS: Final = {COMMIT: b"commit", TREE: b"tree", BLOB: b"blob", TAG: b"tag"}
_OFS_DELTA: Final = 6

# Longer chains make a smaller pack and a slower reader; git's own default is 50.
_DEEPEST: Final = 50
# where in a full chain another one branches off
_BRANCHING: Final = 25
# what is newest is read most, so its chain is no longer than this
_SHALLOW: Final = 8
# A delta must save this share of the text, or the text is stored whole and can begin a new chain.
_WORTH: Final = 0.6
_CACHE_BYTES: Final = 64 << 20
# what Python takes for each of them beside the content: as much as a commit, four times a short note
_OVERHEAD: Final = 250
# of contents kept where another chain may branch off, large enough for it
_BRANCHES_BYTES: Final = 16 << 20
_WORTH_BRANCHING: Final = 2000
_CRCS_TOGETHER: Final = 1 << 16


Key = TypeVar("Key", bytes, int)


_Entry: TypeAlias = tuple[int, int, bytes | None, int | None]
"""What is to be written for an object: type, size, content, number of the base; no content while it is being packed."""

_BEING_PACKED: Final[_Entry] = (BLOB, 0, None, None)


class PackWriter:
    """A pack that is being written.

    Objects get their numbers as they come, and their places in the same order: those that come while a text before
    them is still being packed, beside this process, wait for it.

    Args:
        older: objects that are there already; they are not written again, and serve as nobody's base.

    Attributes:
        count: objects written.
        is_near_end: what comes now is the newest there is.
    """

    def __init__(self, path: Path, older: Older | None = None) -> None:
        self._older = older
        self.path = path
        self.count = 0
        self.is_near_end = False
        self._file: BinaryIO = path.open("w+b")
        self._file.write(b"PACK" + struct.pack(">II", 2, 0))
        self._at = 12
        self._ids = Ids()
        # one number an object rather than one tuple: a history of 50,000 revisions has half a million objects
        self._offsets = array("Q")
        self._crcs = array("I")  # the last ones; nobody asks for those before them until the end
        self._crcs_before = tempfile.SpooledTemporaryFile(_CRCS_TOGETHER * 4)  # noqa: SIM115 - open as long as this is
        # of an object that waits, the greatest depth it can come to have
        self._depths = array("B")
        self._base_numbers = array("I")  # an object's own, where it has no base
        self._recent: _Recent[bytes] = _Recent(_CACHE_BYTES)
        self._branches: _Recent[int] = _Recent(_BRANCHES_BYTES)
        self._branches_at: dict[int, Place] = {}
        self._waiting: deque[_Entry] = deque()
        self._bases: deque[int | None] = deque()  # of the texts being packed
        self._packing: Packing | None = None
        self._crude = _Crude()

    def __contains__(self, id: bytes) -> bool:
        return id in self._ids or (self._older is not None and id in self._older)

    def add(self, kind: int, content: bytes, base: bytes | None = None, hints: Hints = NO_HINTS) -> bytes:
        """Write an object and give its id; nothing is written when it is there already.

        Args:
            base: id of an object of the same kind that resembles it.
        """
        id = object_id(KINDS[kind], content)
        if id in self:
            return id
        if kind == BLOB:
            # no other kind is asked for again: what its delta is, its caller says
            self._recent.put(id, content, base)
        number = self._ids.get(base) if base is not None and len(content) > 64 else None
        if base is not None and number is not None and not self._is_to_be_whole(number, hints.newest):
            if self._depth(number) >= _DEEPEST:
                self._write_again(id, kind, content, number)
                return id
            limit = int(len(content) * _WORTH)
            if hints.copies is not None:
                made = delta.of_copies(hints.base_size, content, hints.copies, limit)
                if (made is None or len(made) > max(500, len(content) // 4)) and self._crude.may_be(hints.copies):
                    better = delta.make(self._base(base, hints), content, limit if made is None else len(made))
                    self._crude.tried(limit if made is None else len(made), better)
                    made = better or made
            else:
                made = delta.make(self._base(base, hints), content, limit)
            if made is not None:
                self._write(id, kind, content, made, number)
                return id
        self._write(id, kind, content)
        return id

    def add_at(
        self, id: bytes, place: Place, base: bytes | None, base_place: Place | None, *, newest: bool = False
    ) -> None:
        """Write a text of a known id that lies in a file, as `add` does.

        Args:
            base: id of a text that resembles it, and where it lies, if that is known.
            newest: see `Hints`.
        """
        if id in self:
            return
        number = self._ids.get(base) if base is not None and place.length > 64 else None
        if number is not None and self._is_to_be_whole(number, newest):
            number = None
        if number is not None and (base_place is None or self._depth(number) >= _DEEPEST):
            self.add(BLOB, place.text(), base)
            return
        if self._packing is not None and self._packing.file != place.file:
            self._settle()
            self._packing.close()
            self._packing = None
        if self._packing is None:
            self._packing = Packing(place.file)
        if self._packing.is_full:
            self._take(wait=True)
        tried = base_place if number is not None else None
        self._packing.give(Job(place, tried, int(place.length * _WORTH)))
        self._bases.append(number)
        self._number(id, number, place)
        self._waiting.append(_BEING_PACKED)
        if not len(self._bases) % 16:
            self._take(wait=False)

    def add_delta(self, kind: int, content: bytes, id: bytes, base: bytes, made: bytes) -> bool:
        """Write an object of a known id as the delta that the caller made; False when the base cannot serve."""
        number = self._ids.get(base)
        if number is None or len(made) > len(content) * _WORTH:
            return False
        if self._is_to_be_whole(number):
            self._write(id, kind, content)
        elif self._depth(number) >= _DEEPEST:
            self._write_again(id, kind, content, number)
        else:
            self._write(id, kind, content, made, number)
        return True

    def _is_to_be_whole(self, base: int, newest: bool = False) -> bool:
        """Tell whether an object begins a chain although there is a base for it."""
        return (newest or self.is_near_end) and self._depth(base, _SHALLOW) >= _SHALLOW

    def _write_again(self, id: bytes, kind: int, content: bytes, number: int) -> None:
        """Write an object whose base is at the end of a chain: as a delta of one further up, or whole.

        A large directory that changes often would be stored whole each fiftieth time, which is most of its pack. What
        differs from 25 versions ago is small beside it, until it is not: then a new chain begins.
        """
        for _ in range(_DEEPEST - _BRANCHING):
            number = self._base_numbers[number]
        made = None
        if len(content) > _WORTH_BRANCHING:
            made = delta.make(self._branch(number), content, len(content) // 4)
        if made is None:
            self._write(id, kind, content)
        else:
            self._write(id, kind, content, made, number)

    def _branch(self, number: int) -> bytes:
        """Give the content of an object where another chain branches off."""
        place = self._branches_at.get(number)
        if place is not None:
            return place.text()
        found = self._branches.get(number)
        return self._read(self._offsets[number]) if found is None else found

    def content(self, id: bytes) -> bytes:
        """Give the content of an object written before."""
        found = self._recent.get(id)
        if found is None:
            number = self._ids.get(id)
            if number is not None:
                self._settle(number)
                found = self._read(self._offsets[number])
            elif self._older is not None:
                found = self._older.content(id)
            else:
                raise KeyError(id.hex())
            self._recent.put(id, found)
        return found

    def _base(self, id: bytes, hints: Hints) -> bytes:
        """Give the content of a delta's base, from whoever has it at hand."""
        found = self._recent.get(id)
        if found is None and hints.base_text is not None:
            found = hints.base_text()
        return self.content(id) if found is None else found

    def finish(self) -> bytes:
        """Write count, checksum and index; give the pack's checksum (20 bytes). The writer is closed then."""
        self._settle()
        self._end_packing()
        file = self._file
        file.seek(4)
        file.write(struct.pack(">II", 2, self.count))
        checksum = _digest(file)
        file.write(checksum)
        file.close()
        self._recent, self._branches = _Recent(0), _Recent(0)
        self._write_index(checksum)
        return checksum

    def close(self) -> None:
        """Give up without finishing."""
        self._end_packing()
        self._crcs_before.close()
        self._file.close()

    def _write(self, id: bytes, kind: int, content: bytes, made: bytes | None = None, base: int | None = None) -> None:
        """Write an object, or the delta that makes it of the object of a number, as soon as all before it are there."""
        self._number(id, base, content)
        written = content if made is None else made
        type = kind if made is None else _OFS_DELTA
        if self._waiting:
            self._waiting.append((type, len(written), deflate(written), base))
        else:
            self._put(type, len(written), deflate(written), base)

    def _number(self, id: bytes, base: int | None, content: bytes | Place) -> None:
        number = self._ids.add(id)
        self._depths.append(0 if base is None else self._depths[base] + 1)
        if self._depths[number] == _BRANCHING:
            if isinstance(content, Place):
                self._branches_at[number] = content
            elif len(content) > _WORTH_BRANCHING:
                self._branches.put(number, content)
        self.count += 1

    def _depth(self, number: int, most: int = _DEEPEST) -> int:
        """Give how long the chain is that an object ends; exactly, where it may be as long as that."""
        if self._depths[number] >= most:
            self._settle(number)
        return self._depths[number]

    def _settle(self, number: int | None = None) -> None:
        """Wait until an object is written, or all are."""
        while self._waiting and (number is None or number >= len(self._offsets)):
            self._take(wait=True)

    def _take(self, *, wait: bool) -> None:
        """Write what was waited for, as far as it has come."""
        assert self._packing is not None
        while self._waiting:
            type, size, content, base = self._waiting[0]
            if content is None:
                packed = self._packing.take(wait=wait)
                if packed is None:
                    return
                wait = False
                is_delta, size, content = packed
                base = self._bases.popleft()
                if is_delta:
                    type = _OFS_DELTA
                else:
                    base = None
            self._waiting.popleft()
            self._put(type, size, content, base)

    def _put(self, type: int, size: int, content: bytes, base: int | None) -> None:
        number = len(self._offsets)
        extra = b"" if base is None else _distance(self._at - self._offsets[base])
        record = b"%b%b%b" % (_entry_header(type, size), extra, content)
        try:
            self._file.write(record)
        except OSError as error:
            reason = (error.strerror or "unknown").lower()
            raise ArchaeoError(f"cannot be written: {reason}", location=Location(str(self.path))) from None
        self._depths[number] = 0 if base is None else self._depths[base] + 1
        self._base_numbers.append(number if base is None else base)
        self._offsets.append(self._at)
        self._crcs.append(zlib.crc32(record))
        if len(self._crcs) >= _CRCS_TOGETHER:
            self._crcs_before.write(self._crcs.tobytes())
            del self._crcs[:]
        self._at += len(record)

    def _end_packing(self) -> None:
        if self._packing is not None:
            self._packing.close()
            self._packing = None

    def _read(self, offset: int) -> bytes:
        chain = []
        self._file.flush()
        while True:
            type, size, at, distance = self._entry_at(offset)
            content = self._inflate(at, size)
            if type != _OFS_DELTA:
                break
            chain.append(content)
            offset -= distance
        for made in reversed(chain):
            content = delta.apply(content, made)
        self._file.seek(0, 2)
        return content

    def _entry_at(self, offset: int) -> tuple[int, int, int, int]:
        """Give type, inflated size, offset of the data and, for a delta, the distance to its base."""
        self._file.seek(offset)
        head = self._file.read(32)
        byte, at = head[0], 1
        type, size, shift = byte >> 4 & 7, byte & 0x0F, 4
        while byte & 0x80:
            byte = head[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
        distance = 0
        if type == _OFS_DELTA:
            byte = head[at]
            at += 1
            distance = byte & 0x7F
            while byte & 0x80:
                byte = head[at]
                at += 1
                distance = (distance + 1) << 7 | byte & 0x7F
        return type, size, offset + at, distance

    def _inflate(self, at: int, size: int) -> bytes:
        self._file.seek(at)
        # deflate never expands a text by more than this, so one read has it all
        return isal_zlib.decompressobj().decompress(self._file.read(size + (size >> 8) + 64))

    def _write_index(self, checksum: bytes) -> None:
        """Write the index, each table of it piece by piece: of millions of objects, one would be tens of megabytes."""
        # only places are looked at from here on
        del self._depths[:], self._base_numbers[:]
        self._branches_at.clear()
        with self._crcs_before as before:
            before.seek(0)
            crcs_of_all = array("I", before.read()) + self._crcs
        fanout = [0] * 256
        ids, crcs, places = (1032 + width * self.count for width in (0, 20, 24))
        large = array("Q")
        with self.path.with_suffix(".idx").open("w+b") as file:
            file.write(b"\xfftOc" + struct.pack(">I", 2) + bytes(1024))
            for first, pairs in enumerate(self._ids.in_order()):
                fanout[first] = len(pairs)
                wanted = [number for _, number in pairs]
                offsets = array("I")
                for number in wanted:
                    offset = self._offsets[number]
                    if offset >= 1 << 31:
                        large.append(offset)
                        offset = 1 << 31 | len(large) - 1
                    offsets.append(offset)
                ids += _write_at(file, ids, b"".join([id for id, _ in pairs]))
                crcs += _write_at(file, crcs, _big_endian(array("I", [crcs_of_all[number] for number in wanted])))
                places += _write_at(file, places, _big_endian(offsets))
            _write_at(file, places, _big_endian(large) + checksum)
            _write_at(file, 8, struct.pack(">256I", *itertools.accumulate(fanout)))
            file.write(_digest(file))
        # nobody asks for an object any more, and half the memory of a long history is these
        self._ids = Ids()
        del self._offsets[:], self._crcs[:]


def _write_at(file: BinaryIO, offset: int, content: bytes) -> int:
    file.seek(offset)
    return file.write(content)


class _Crude:
    """Tells whether the deltas of a source are worth replacing by ones that are searched for.

    Those of Subversion itself are good. Some programs write the middle of a text as one piece, between what it begins
    and ends with: 5,000 of these made a pack 13 times too large. So the search goes on as long as it finds something.
    """

    _FIRST: ClassVar[int] = 32
    _FOR_EACH: ClassVar[int] = 4
    _MANY: ClassVar[int] = 32

    def __init__(self) -> None:
        self._left = self._FIRST

    def may_be(self, copies: Sequence[tuple[int, int, int]]) -> bool:
        """Tell whether to search: not for a text of many copies, which somebody has searched for."""
        return self._left > 0 and len(copies) <= self._MANY

    def tried(self, limit: int, made: bytes | None) -> None:
        """Take notice of what a search has found, where something shorter than the limit was looked for."""
        self._left += self._FOR_EACH if made is not None and len(made) < limit * 3 // 4 else -1


class _Recent(Generic[Key]):
    """The contents used last, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[Key, bytes] = OrderedDict()

    def get(self, key: Key) -> bytes | None:
        content = self._kept.get(key)
        if content is not None:
            self._kept.move_to_end(key)
        return content

    def put(self, key: Key, content: bytes, before: Key | None = None) -> None:
        """Keep a content; one that it comes instead of, if there is any, is the next to go."""
        if before is not None and before in self._kept and before != key:
            self._kept.move_to_end(before, last=False)
        if len(content) > self._limit // 4 or key in self._kept:
            return
        self._kept[key] = content
        self._size += len(content) + _OVERHEAD
        while self._size > self._limit:
            self._size -= len(self._kept.popitem(last=False)[1]) + _OVERHEAD


def _entry_header(type: int, size: int) -> bytes:
    byte = type << 4 | size & 0x0F
    size >>= 4
    if size < 0x80:  # two bytes: what most have
        return (byte | 0x80 | size << 8).to_bytes(2, "little") if size else byte.to_bytes(1, "little")
    out = bytearray()
    while size:
        out.append(byte | 0x80)
        byte = size & 0x7F
        size >>= 7
    out.append(byte)
    return bytes(out)


def _distance(distance: int) -> bytes:
    if distance < 0x80:
        return distance.to_bytes(1, "little")
    if distance < 0x4080:
        distance -= 0x80
        return (distance >> 7 | 0x80 | (distance & 0x7F) << 8).to_bytes(2, "little")
    out = [distance & 0x7F]
    distance >>= 7
    while distance:
        distance -= 1
        out.append(distance & 0x7F | 0x80)
        distance >>= 7
    return bytes(reversed(out))


def _digest(file: BinaryIO) -> bytes:
    """Give the SHA-1 of a file; its position is at the end then."""
    file.flush()
    file.seek(0)
    digest = hashlib.sha1()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.digest()


def _big_endian(numbers: array[int]) -> bytes:
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()
