"""Errors for the user, and the places they speak of.

An error message reads *where: what; what to do*. The values stay attributes; the sentence is made from them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a source, as exact as it is known; None or "" leaves a part out.

    >>> str(Location("old.dump", revision=4017, byte=1203411))
    'old.dump: revision 4017, byte 1203411'
    >>> str(Location("ChangeLog", line=812))
    'ChangeLog:812'
    >>> str(Location("old.dump", revision=3, path="trunk/fit.F"))
    "old.dump: revision 3, 'trunk/fit.F'"
    """

    file: str = ""
    line: int | None = None
    revision: int | None = None
    byte: int | None = None
    path: str = ""

    def __str__(self) -> str:
        head = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = []
        if self.revision is not None:
            parts.append(f"revision {self.revision}")
        if self.byte is not None:
            parts.append(f"byte {self.byte}")
        if self.path:
            parts.append(f"'{self.path}'")
        tail = ", ".join(parts)
        return f"{head}: {tail}" if head and tail else head or tail


class ArchaeoError(Exception):
    """Something the user can act on: the command line prints it without a traceback.

    Attributes:
        what: what was expected and what was found.
        hint: what to do about it, or "".
        location: where, or None.
    """

    exit_status = 1

    def __init__(self, what: str, *, hint: str = "", location: Location | None = None) -> None:
        self.what, self.hint, self.location = what, hint, location
        super().__init__(str(self))

    def __str__(self) -> str:
        where = f"{self.location}: " if self.location and str(self.location) else ""
        return f"{where}{self.what}" + (f"; {self.hint}" if self.hint else "")


class FormatError(ArchaeoError):
    """A file that an importer knows, but finds damaged."""


class NotMineError(ArchaeoError):
    """A file that an importer does not know; not a defect of the file."""
