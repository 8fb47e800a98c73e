"""The contents that a history goes through, each known by its id: what is asked of them is asked once."""

from __future__ import annotations

from array import array
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from archaeo.errors import ArchaeoError
from archaeo.model import Change
from archaeo.shelf import Shelf

from ._lines import Lines, kept, lines_of

MOST_BYTES = 2_000_000
"""Larger files are data."""

_MOST_LINES = 12_000_000
"""Lines in memory, at 8 bytes each: a text is compared with its past and its future, often many changes apart."""

_NONE: Lines = array("q")


class Texts:
    """Gives lengths and differences of contents; what the shelf knows is not read again.

    Args:
        read: gives the content of a path as a commit left it. Raises ArchaeoError where it cannot be had.
        look: what else is asked of each content; JSON must be able to hold the answer.
        places: commit and path at which contents can be read, by id; ``at`` adds to them.
    """

    def __init__(
        self,
        read: Callable[[str, str], bytes],
        shelf: Shelf | None = None,
        look: Callable[[bytes], Sequence[Any]] = lambda content: (),
        places: dict[str, tuple[str, str]] | None = None,
    ) -> None:
        self._read, self._shelf, self._look = read, shelf or Shelf(), look
        self._places = {} if places is None else places
        self._lines: OrderedDict[str, Lines] = OrderedDict()
        self._held = 0

    def at(self, commit: str, change: Change) -> str:
        """Give the id of the content that a change left."""
        id = change.blob.hex() or f"{commit} {change.path}"
        self._places.setdefault(id, (commit, change.path))
        return id

    def measure(self, id: str) -> tuple[int | None, Sequence[Any]]:
        """Give the number of lines, None for what is no text, and what was seen in the content."""
        known = self._shelf.get(id)
        if known is None:
            try:
                content = self._content(id)
            except ArchaeoError:
                return None, ()
            is_text = len(content) <= MOST_BYTES and b"\0" not in content[:8000]
            lines = self._keep(id, lines_of(content) if is_text else _NONE)
            known = [len(lines) if is_text else -1, self._look(content)]
            self._shelf.put(id, known)
        return (known[0] if known[0] >= 0 else None), known[1]

    def kept(self, old: str, new: str) -> list[int]:
        """Give what stayed as `_lines.kept` does, three numbers a piece, one after the other."""
        if old == new:
            return [0, 0, self.measure(new)[0] or 0]
        found: list[int] = self._shelf.once(
            f"{old} {new}", lambda: [number for piece in kept(self._of(old), self._of(new)) for number in piece]
        )
        return found

    def same(self, old: str, new: str) -> int:
        """Count the lines that two contents share, wherever they stand."""
        found: int = self._shelf.once(f"{old}={new}", lambda: (Counter(self._of(new)) & Counter(self._of(old))).total())
        return found

    def _content(self, id: str) -> bytes:
        return self._read(*self._places[id])

    def _of(self, id: str) -> Lines:
        lines = self._lines.get(id)
        if lines is None:
            return self._keep(id, lines_of(self._content(id)))
        self._lines.move_to_end(id)
        return lines

    def _keep(self, id: str, lines: Lines) -> Lines:
        self._lines[id] = lines
        self._held += len(lines)
        while self._held > _MOST_LINES and len(self._lines) > 2:
            self._held -= len(self._lines.popitem(last=False)[1])
        return lines
