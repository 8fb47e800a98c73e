"""Hashes stretches of a file; runs in a process of its own.

Standard input is numbers of 8 bytes: offset and length of each stretch. Standard output is, for each, 64 bytes: its
offset, its id as a git blob, its MD5, its SHA-1.
"""

from __future__ import annotations

import mmap
import sys
from collections.abc import Iterable, Iterator
from hashlib import md5, sha1
from struct import Struct
from typing import BinaryIO

from archaeo.footprint import Passed

SIZE = 64
SPAN = Struct("=QQ")
OFFSET = Struct("=Q")
_TOGETHER = SPAN.size << 12
# a text that was seen before, by its git id, is not hashed again: half of all texts, where branches merge
_REMEMBERED = 100_000


def hashes(buffer: memoryview, spans: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    """Yield the 64 bytes of each stretch."""
    known: dict[bytes, bytes] = {}
    for offset, length in spans:
        text = buffer[offset : offset + length]
        digest = sha1(b"blob %d\0" % length, usedforsecurity=False)
        digest.update(text)
        id = digest.digest()
        found = known.get(id)
        if found is None:
            found = md5(text, usedforsecurity=False).digest() + sha1(text, usedforsecurity=False).digest()
            if len(known) >= _REMEMBERED:
                del known[next(iter(known))]
            known[id] = found
        yield b"%b%b%b" % (OFFSET.pack(offset), id, found)


def _spans(stream: BinaryIO, passed: Passed) -> Iterator[tuple[int, int]]:
    while chunk := stream.read(_TOGETHER):
        for offset, length in SPAN.iter_unpack(chunk):
            yield offset, length
            passed.take(length)


def main() -> None:
    """Answer standard input; whoever asked may go away before the end."""
    with mmap.mmap(int(sys.argv[1]), 0, access=mmap.ACCESS_READ) as buffer, memoryview(buffer) as view:
        try:
            for found in hashes(view, _spans(sys.stdin.buffer, Passed(buffer))):
                sys.stdout.buffer.write(found)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            sys.stderr.close()


if __name__ == "__main__":
    main()
