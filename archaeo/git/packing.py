"""Packs texts that lie in a file, each as a delta of another in it where that pays.

That is done in a process beside this one, `packer`.

A job is five numbers of 8 bytes: where the text lies and how long it is, the same of the base (no length: none), and
the longest delta to take. The answer is the size of what was packed, the size of the packed, whether it is a delta,
and the packed.
"""

from __future__ import annotations

import os
import select
import struct
import zlib
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from isal import isal_zlib

from archaeo.beside import Beside

from . import delta

if TYPE_CHECKING:
    from archaeo.model import Place

# The only one of isal 1.9 that gives the same bytes in every process: of 1 and 2 one run in four did not, for a few of
# 130,000 objects whose first bytes come again. It takes a sixth more time than 2, and a hundredth less space.
_LEVEL: Final = 3
_SHORT: Final = 64
# by length: header of zlib, then that of the last block, which is stored
_STORED: Final = [b"\x78\x01\x01" + struct.pack("<HH", size, size ^ 0xFFFF) for size in range(_SHORT + 1)]
JOB: Final = struct.Struct("<5Q")
ANSWER: Final = struct.Struct("<QQ?")
# jobs sent together, and under way; those that are must fit into a pipe, or both sides could wait for the other
_TOGETHER: Final = 32
_MOST: Final = 256
# what a pipe holds. A larger buffer is a mapping of its own, and its pages are cleared before each reading
CHUNK: Final = 1 << 16


class Packed(NamedTuple):
    """What stands in a pack for a text: deflated, itself or a delta; ``size`` that of it before."""

    is_delta: bool
    size: int
    content: bytes


class Job(NamedTuple):
    """A text to pack, and the base that a delta is to be tried with."""

    place: Place
    base: Place | None
    limit: int


def deflate(content: bytes) -> bytes:
    """Give a content as it stands in a pack.

    A short one is mostly ids, from which nothing can be saved: as a stored block (RFC 1951, 3.2.4) it is a byte longer
    than deflated, and made in a tenth of the time. Of 129,000 objects of Gwyddion's history 43,000 are.
    """
    size = len(content)
    if size > _SHORT:
        return isal_zlib.compress(content, _LEVEL)
    return b"%b%b%b" % (_STORED[size], content, zlib.adler32(content).to_bytes(4, "big"))


def pack(text: bytes, base: bytes | None, limit: int) -> Packed:
    """Pack a text, as a delta if that is not longer than the limit."""
    made = delta.make(base, text, limit) if base is not None else None
    content = text if made is None else made
    return Packed(made is not None, len(content), deflate(content))


class Packing:
    """Jobs under way; their answers come in the order in which they were given."""

    def __init__(self, file: int) -> None:
        self.file = file
        self._beside: Beside | None = Beside("archaeo.git.packer", file)
        os.set_blocking(self._beside.results.fileno(), False)
        self._jobs: deque[Job] = deque()
        self._unsent: list[bytes] = []
        self._answers = bytearray()
        self._at = 0

    @property
    def is_full(self) -> bool:
        """Whether answers have to be taken before another job is given."""
        return len(self._jobs) >= _MOST

    def give(self, job: Job) -> None:
        """Take a job."""
        base = job.base
        around = (base.offset, base.length) if base is not None else (0, 0)
        self._jobs.append(job)
        self._unsent.append(JOB.pack(job.place.offset, job.place.length, *around, job.limit))
        if len(self._unsent) >= _TOGETHER:
            self._send()

    def take(self, *, wait: bool) -> Packed | None:
        """Give the next answer; None when it is not there yet, and is not to be waited for."""
        while self._beside is not None:
            found = self._next()
            if found is not None:
                self._jobs.popleft()
                return found
            if wait:
                self._send()
            if not self._receive(wait):
                break
        if self._beside is not None:
            return None
        # it died: what it was given is done here
        job = self._jobs.popleft()
        return pack(job.place.text(), job.base.text() if job.base is not None else None, job.limit)

    def close(self) -> None:
        """End the process."""
        if self._beside is not None:
            self._beside.close()
            self._beside = None

    def _send(self) -> None:
        jobs = b"".join(self._unsent)
        self._unsent.clear()
        try:
            while jobs and self._beside is not None:
                jobs = jobs[os.write(self._beside.jobs, jobs) :]
        except BrokenPipeError:
            self.close()

    def _receive(self, wait: bool) -> bool:
        """Read what has come; False when there was nothing, or never will be."""
        if self._beside is None:
            return False
        descriptor = self._beside.results.fileno()
        if wait:
            select.select([descriptor], [], [])
        try:
            chunk = os.read(descriptor, CHUNK)
        except BlockingIOError:
            return False
        if not chunk:
            self.close()
            return False
        del self._answers[: self._at]
        self._at = 0
        self._answers += chunk
        return True

    def _next(self) -> Packed | None:
        start = self._at + ANSWER.size
        if len(self._answers) < start:
            return None
        size, length, is_delta = ANSWER.unpack_from(self._answers, self._at)
        if len(self._answers) < start + length:
            return None
        self._at = start + length
        return Packed(is_delta, size, bytes(self._answers[start : self._at]))
