"""A first look at sources of any size: their newest rows, found without reading the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from archaeo.analyzers import chronicle
from archaeo.analyzers.chronicle import Row
from archaeo.errors import ArchaeoError
from archaeo.importers import changelog
from archaeo.look import Find
from archaeo.model import ChangeLogEntry

NEWEST = 300
"""Rows of a source: more than any screen has lines."""

_PIECE = 1 << 16
"""Bytes of a ChangeLog in which so many entries may stand."""


def newest(finds: Sequence[Find]) -> tuple[Row, ...]:
    """Give the newest rows of each source, the oldest of a packed dump, in one list, oldest first."""
    return chronicle.merged(*(_newest(find) for find in finds))


def _newest(find: Find) -> tuple[Row, ...]:
    try:
        if find.kind == "ChangeLog":
            return chronicle.rows((), _entries(find.path), changelog=find.path.name)
        if find.kind == "git repository":
            from archaeo.git import reader

            commits = reader.newest(reader.open_repository(find.path), NEWEST)
            return chronicle.rows(commits, (), with_changes=False)
        from archaeo.importers.svn import log

        return chronicle.rows(log.newest(find.path, NEWEST))
    except (ArchaeoError, OSError):
        return ()  # whoever reads the whole of it says what is wrong


def _entries(path: Path) -> Sequence[ChangeLogEntry]:
    """Give the entries at the end of the file that has the newer ones."""
    with path.open("rb") as stream:
        head = stream.read(_PIECE)
        first = changelog.parse(head, path.name)
        if path.stat().st_size <= _PIECE or first.newest_first or not first.entries:
            return first.entries
        content = head + stream.read()
    begin = content.find(b"\n", len(content) - _PIECE) + 1
    above = content.count(b"\n", 0, begin)
    told = changelog.parse(content[begin:], path.name, first.dialect).entries
    return [replace(entry, line=entry.line + above, end_line=entry.end_line + above) for entry in told]
