"""Keeps the memory of a long run to what it uses."""

from __future__ import annotations

import mmap
import sys

# blocks from this size on have a mapping of their own; freed ones at the heap's end are kept up to that size
_LARGE, _SPARE = 1 << 20, 32 << 20
_MALLOPT = {"trim threshold": (-1, _SPARE), "mmap threshold": (-3, _LARGE)}  # numbers of malloc.h

# bytes of a mapped file after which what was read of it is let go
_STEP = 16 << 20
_DONTNEED: int | None = getattr(mmap, "MADV_DONTNEED", None)


def large_blocks_apart() -> None:
    """Have the C library give each large block a mapping of its own; does nothing where it is not GNU's.

    It raises that limit to 32 MB by itself when a block is freed. Tables that grow all the time then leave holes
    behind: 40 of 180 MB after 125,000 revisions. In a mapping of its own a block grows without being copied.
    """
    if sys.platform != "linux":
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for number, value in _MALLOPT.values():
            mallopt(number, value)


class Passed:
    """Lets go of the pages of a mapped file that is read from its beginning to its end.

    The system takes them back only when it needs them. Until then they count as memory of this process, and those of a
    file that was just written, or lies in memory, even as its private memory: a gigabyte for a dump of that size.
    """

    def __init__(self, buffer: object) -> None:
        self._buffer = buffer if isinstance(buffer, mmap.mmap) else None
        self._read = 0

    def take(self, length: int) -> None:
        """Take notice of so many bytes read."""
        self._read += length
        if self._read >= _STEP:
            self._read = 0
            if self._buffer is not None and _DONTNEED is not None:
                self._buffer.madvise(_DONTNEED)
