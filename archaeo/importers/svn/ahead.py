"""The ids and checksums of a dump's texts, computed ahead in a process beside this one.

A third of what a conversion does is hashing, and from the first pass on it is known where every text lies.
"""

from __future__ import annotations

import tempfile
from array import array

from archaeo import beside
from archaeo.beside.hashes import SIZE

from .dump import Span
from .source import Dump

# bytes of text below which another process is not worth its start
_WORTH = 32 << 20


class Ahead:
    """Hashes of the texts of one dump; to be asked for in the order of the dump.

    Args:
        spans: offset and length of each text.
    """

    def __init__(self, dump: Dump, spans: array[int]) -> None:
        self._spans, self._at = spans, 0
        self._beside: beside.Beside | None = None
        if beside.cores() > 1 and dump.file >= 0 and sum(spans[1::2]) >= _WORTH:
            with tempfile.TemporaryFile() as source:
                spans.tofile(source)
                source.seek(0)
                self._beside = beside.Beside("archaeo.beside.hashes", dump.file, source)

    def of(self, span: Span) -> bytes | None:
        """Give the git id, MD5 and SHA-1 of a text, behind each other; None where they were not computed."""
        while self._beside is not None and self._at < len(self._spans) and self._spans[self._at] <= span.offset:
            offset = self._spans[self._at]
            self._at += 2
            found = self._beside.results.read(SIZE)
            if len(found) < SIZE:
                self.close()
            elif offset == span.offset:
                return found
        return None

    def close(self) -> None:
        """End the process."""
        if self._beside is not None:
            self._beside.close()
            self._beside = None
