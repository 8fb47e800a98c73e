"""The ids and checksums of a dump's texts, computed ahead in a process beside this one.

A third of what a conversion does is hashing, and from the first pass on it is known where every text lies.
"""

from __future__ import annotations

import tempfile
from array import array

from archaeo import beside
from archaeo.beside.hashes import OFFSET, SIZE

from .dump import Span
from .source import Dump

# bytes of text below which another process is not worth its start
_WORTH = 32 << 20


class Ahead:
    """Hashes of the texts of one dump; to be asked for in the order of the dump.

    Args:
        spans: offset and length of each text; not needed any more afterwards.
    """

    def __init__(self, dump: Dump, spans: array[int]) -> None:
        self._next = b""  # the answer that comes next, b"" while it was not read
        self._beside: beside.Beside | None = None
        if beside.cores() > 1 and dump.file >= 0 and sum(spans[1::2]) >= _WORTH:
            with tempfile.TemporaryFile() as source:
                spans.tofile(source)
                source.seek(0)
                self._beside = beside.Beside("archaeo.beside.hashes", dump.file, source)

    def of(self, span: Span) -> bytes | None:
        """Give the git id, MD5 and SHA-1 of a text, behind each other; None where they were not computed."""
        while self._beside is not None:
            found = self._next or self._beside.results.read(SIZE)
            if len(found) < SIZE:
                self.close()
                break
            (offset,) = OFFSET.unpack_from(found)
            if offset > span.offset:
                self._next = found
                break
            self._next = b""
            if offset == span.offset:
                return found[OFFSET.size :]
        return None

    def close(self) -> None:
        """End the process."""
        if self._beside is not None:
            self._beside.close()
            self._beside = None
