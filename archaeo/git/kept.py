"""Tables beside a converted repository of what its commits cannot hold.

``archaeo/properties.tsv`` has every property that a revision set or took away, file modes excepted::

    revision	path	property	how	value
    17	trunk/fit.F	svn:eol-style	set	native
    18		bugtraq:id	revision	4711

``how`` is ``set``, ``deleted``, ``revision`` (a property of the revision itself) or ``lines`` (of a long value only the
lines that came, after ``+``, and went, after ``-``). ``archaeo/paths.tsv`` has the paths that are not in git what they
are in the source. In both, ``\\t``, ``\\n``, ``\\r`` and ``\\\\`` stand for a tab, line ends and a backslash.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from archaeo.model import Property, Renamed
from archaeo.tree import encode

PROPERTIES = Path("archaeo", "properties.tsv")
PATHS = Path("archaeo", "paths.tsv")


class Kept:
    """Writes the tables; a file appears with its first row."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._properties: BinaryIO | None = None
        self._paths: dict[str, str] = {}

    def take(self, record: Property | Renamed) -> None:
        """Take a record."""
        if isinstance(record, Renamed):
            self._paths[record.path] = record.source
            return
        if self._properties is None:
            self._properties = (self._folder / PROPERTIES).open("wb")
            self._properties.write(b"revision\tpath\tproperty\thow\tvalue\n")
        how = "deleted" if record.value is None else record.how
        fields = [record.key, record.path or "", record.name, how]
        self._properties.write(_row([*map(encode, fields), record.value or b""]))

    def close(self) -> None:
        """Finish the files."""
        if self._properties is not None:
            self._properties.close()
        if self._paths:
            rows = [_row([encode(path), encode(source)]) for path, source in sorted(self._paths.items())]
            (self._folder / PATHS).write_bytes(b"path\tsource\n" + b"".join(rows))


def _row(fields: list[bytes]) -> bytes:
    return b"\t".join(map(_field, fields)) + b"\n"


def _field(value: bytes) -> bytes:
    value = value.replace(b"\\", b"\\\\").replace(b"\t", b"\\t")
    return value.replace(b"\n", b"\\n").replace(b"\r", b"\\r")
