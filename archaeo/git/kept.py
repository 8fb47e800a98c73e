"""Tables beside a converted repository of what its commits cannot hold.

``archaeo/properties.tsv`` has every property that a revision set or took away, file modes excepted::

    revision	path	property	how	value
    17	trunk/fit.F	svn:eol-style	set	native
    18		bugtraq:id	revision	4711

``how`` is ``set``, ``deleted``, ``revision`` (a property of the revision itself) or ``lines`` (of a long value only the
lines that came, after ``+``, and went, after ``-``). ``archaeo/paths.tsv`` has the paths that are not in git what they
are in the source. ``archaeo/submodules.tsv`` has each submodule where it came and
wherever it names another commit::

    revision	branch	path	external	url	commit
    17	trunk	lib	http://svn.example.org/lib@12	../lib.git	0279324f3f31b3b8fd2e2011f359271830429190

In all, ``\\t``, ``\\n``, ``\\r`` and ``\\\\`` stand for a tab, line ends and a backslash.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from archaeo.errors import ArchaeoError, Location
from archaeo.model import BlobId, Property, Renamed, Submodule
from archaeo.tree import encode

PROPERTIES = Path("archaeo", "properties.tsv")
PATHS = Path("archaeo", "paths.tsv")
SUBMODULES = Path("archaeo", "submodules.tsv")


class Kept:
    """Writes the tables; a file appears with its first row.

    Args:
        older: a repository whose tables these go on.
    """

    def __init__(self, folder: Path, older: Path | None = None) -> None:
        self._folder = folder
        self._properties: BinaryIO | None = None
        self._paths: dict[str, str] = {}
        self._submodules: list[Submodule] = []
        if older is not None and (older / PROPERTIES).exists():
            shutil.copyfile(older / PROPERTIES, folder / PROPERTIES)
            self._properties = (folder / PROPERTIES).open("ab")
        if older is not None and (older / PATHS).exists():
            for row in (older / PATHS).read_bytes().split(b"\n")[1:-1]:
                path, source = (_text(field) for field in row.split(b"\t"))
                self._paths[path] = source

    def take(self, record: Property | Renamed | Submodule) -> None:
        """Take a record."""
        if isinstance(record, Submodule):
            self._submodules.append(record)
            return
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
        if self._submodules:
            rows = [
                _row([*map(encode, (r.key, r.branch, r.path, r.external, r.url, r.commit.hex()))])
                for r in self._submodules
            ]
            head = b"revision\tbranch\tpath\texternal\turl\tcommit\n"
            (self._folder / SUBMODULES).write_bytes(head + b"".join(rows))


def select(source: Path, target: Path, table: Path, wanted: Callable[[Sequence[str]], bool]) -> None:
    """Copy the rows of a repository's table that are wanted into another repository, if there are any."""
    if not (source / table).exists():
        return
    with (source / table).open("rb") as rows:
        head = next(rows)
        chosen = [row for row in rows if wanted([_text(field) for field in row.rstrip(b"\n").split(b"\t")])]
    if chosen:
        (target / table).write_bytes(head + b"".join(chosen))


def read_submodules(repository: Path) -> set[tuple[str, BlobId]]:
    """Give (path below a branch root, commit) of the submodules that a conversion made.

    Raises:
        ArchaeoError: the table cannot be read.
    """
    file = repository / SUBMODULES
    if not file.exists():
        return set()
    try:
        rows = [line.split(b"\t") for line in file.read_bytes().split(b"\n")[1:] if line]
        return {(_text(row[2]), bytes.fromhex(row[5].decode("ascii"))) for row in rows}
    except (OSError, ValueError, IndexError):
        raise ArchaeoError("cannot be read", hint="convert again", location=Location(str(file))) from None


def _text(field: bytes) -> str:
    for escape, meant in ((b"\\\\", b"\0"), (b"\\t", b"\t"), (b"\\n", b"\n"), (b"\\r", b"\r"), (b"\0", b"\\")):
        field = field.replace(escape, meant)
    return field.decode("utf-8", "surrogateescape")


def _row(fields: list[bytes]) -> bytes:
    return b"\t".join(map(_field, fields)) + b"\n"


def _field(value: bytes) -> bytes:
    value = value.replace(b"\\", b"\\\\").replace(b"\t", b"\\t")
    return value.replace(b"\n", b"\\n").replace(b"\r", b"\\r")
