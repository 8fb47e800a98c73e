"""Files that exist more than once: the same bytes, or nearly the same lines.

Source: A. Z. Broder, "On the resemblance and containment of documents", 1997: files that share most of their smallest
line hashes share most of their lines.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile
from archaeo.shelf import Shelf

from ..records import Scan
from ..remembered import once

_SKETCH = 64
_LEAST_LINES = 8
_ALIKE_PERCENT = 80
_MOST_SHARING = 40


@dataclass(frozen=True, slots=True)
class Copies:
    """Files of the same, or nearly the same, content.

    Attributes:
        paths: sorted.
        share_percent: of lines in common; 100 for the same bytes.
        lines: of the first.
    """

    paths: tuple[str, ...]
    share_percent: int
    lines: int


def copies(scan: Scan, files: Iterable[SourceFile], shelf: Shelf | None = None) -> tuple[Copies, ...]:
    """Give groups of equal files, then pairs of files that share four fifths of their lines; most lines first.

    Args:
        shelf: where what is compared is remembered, by content; its maker is this file.
    """
    same: dict[str, list[str]] = defaultdict(list)
    lines = {}
    for file in scan.files:
        if file.size_bytes > 100 and file.lines >= _LEAST_LINES:
            same[file.blob].append(file.path)
            lines[file.path] = file.lines
    exact = [Copies(tuple(sorted(paths)), 100, lines[min(paths)]) for paths in same.values() if len(paths) > 1]
    first = {min(paths) for paths in same.values()}
    code = {file.path for file in scan.files if file.lang and file.path in first}
    sketches = {file.path: sketch for file in files if file.path in code and (sketch := _sketch(file, shelf))}
    near = [Copies((a, b), share, lines[a]) for a, b, share in _alike(sketches)]
    ranked = sorted(exact, key=lambda one: (-one.lines * (len(one.paths) - 1), one.paths))
    return (*ranked, *sorted(near, key=lambda one: (-one.share_percent, -one.lines, one.paths)))


def _sketch(file: SourceFile, shelf: Shelf | None) -> tuple[int, ...]:
    try:
        return tuple(once(shelf, file, _smallest))
    except ArchaeoError:
        return ()  # the scan has told it


def _smallest(content: bytes) -> tuple[int, ...]:
    """Give the smallest hashes of the lines that say something; empty for a file of few lines."""
    hashes = {zlib.crc32(line) for raw in content.split(b"\n") if len(line := raw.strip()) > 6}
    return tuple(sorted(hashes)[:_SKETCH]) if len(hashes) >= _LEAST_LINES else ()


def _alike(sketches: dict[str, tuple[int, ...]]) -> Iterable[tuple[str, str, int]]:
    sharing: dict[int, list[str]] = defaultdict(list)
    for path, sketch in sorted(sketches.items()):
        for value in sketch[:16]:
            sharing[value].append(path)
    pairs: set[tuple[str, str]] = set()
    for paths in sharing.values():
        if 1 < len(paths) <= _MOST_SHARING:  # a line of half the files is a licence, and says nothing
            pairs.update(combinations(paths, 2))
    sets = {path: frozenset(sketch) for path, sketch in sketches.items()}
    for a, b in sorted(pairs):
        both = sets[a] & sets[b]
        # those that share little are most, and need no union in its order
        if 100 * len(both) < _ALIKE_PERCENT * min(len(sets[a] | sets[b]), _SKETCH):
            continue
        union = sorted(sets[a] | sets[b])[:_SKETCH]
        share = 100 * sum(value in both for value in union) // len(union)
        if share >= _ALIKE_PERCENT:
            yield a, b, share
