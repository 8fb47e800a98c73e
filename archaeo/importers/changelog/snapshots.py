"""The places of releases that were kept among the entries of a ChangeLog.

A release's version is what its name says, or the person; its place is the entry that announces this version, else the
date: the one given, or that of the newest file in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archaeo.errors import ArchaeoError, Location
from archaeo.model import ChangeLogEntry

from ..archives import Snapshot, version_of
from . import dates


@dataclass(frozen=True, slots=True)
class Place:
    """Where a snapshot belongs.

    Attributes:
        entry: the entry that announces it, or None.
        tag: the tag announced, or the version in the name, or "".
        date: by which it is placed where no entry announces it, or None.
        why: how it was found, as half a sentence.
    """

    entry: ChangeLogEntry | None
    tag: str
    date: date | None
    why: str


def place(snapshot: Snapshot, entries: Sequence[ChangeLogEntry], newest: date | None) -> Place:
    """Tell where a snapshot belongs.

    Args:
        newest: date of the newest file in it.

    Raises:
        ArchaeoError: the date given does not exist.
    """
    stamp = dates.find(snapshot.said) if snapshot.said else None
    if stamp and stamp.start == 0 and stamp.end == len(snapshot.said):
        moment = dates.resolve([stamp])[0]
        if moment.value is not None and not moment.doubt:
            return Place(None, version_of(snapshot.name), dates.day_of(moment.value), "by the date given")
        if (stamp.year or 0) > 99:  # and not the version 00-00-02
            where = Location(str(snapshot.path))
            raise ArchaeoError(f"date '{snapshot.said}' does not exist", hint="give it as 2003-05-17", location=where)
    wanted = snapshot.said or version_of(snapshot.name)
    for entry in entries:
        for tag in entry.tags:
            if wanted and _numbers(tag) == _numbers(wanted):
                source = "given" if snapshot.said else "in its name"
                return Place(entry, tag, None, f"by the version {source}, '{wanted}', announced as '{tag}'")
    return Place(
        None, wanted, newest, "by the date of its newest file" if newest else "at the end, since nothing tells its date"
    )


def _numbers(text: str) -> tuple[int | str, ...]:
    version = re.search(r"\d.*", text)
    parts = re.findall(r"\d+|[a-z]+", version[0].lower()) if version else []
    return tuple(int(part) if part.isdigit() else part for part in parts)
