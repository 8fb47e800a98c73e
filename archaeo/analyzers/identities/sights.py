"""In what ways, by what sources, when and where somebody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from archaeo.model import ChangeLogEntry, Commit, Identity

from .records import Seen


class Diary(NamedTuple):
    """The days on which somebody committed, and those of the ChangeLog entries under their name."""

    commits: frozenset[date]
    entries: frozenset[date]


@dataclass(slots=True)
class _Sight:
    sources: set[str] = field(default_factory=set)
    commits: list[date] = field(default_factory=list)
    entries: list[date] = field(default_factory=list)
    folders: Counter[str] = field(default_factory=Counter)


def observe(
    commits: Iterable[Commit], entries: Iterable[ChangeLogEntry], listed: Iterable[Identity]
) -> tuple[tuple[Seen, ...], Mapping[Identity, Diary]]:
    """Give every identity that is named, by name and address, and the days of each."""
    sights: dict[Identity, _Sight] = {}
    for commit in commits:
        sight = sights.setdefault(commit.author, _Sight())
        sight.sources.add("commits")
        sight.commits.append(commit.date.date())
        sight.folders.update(_folder(change.path) for change in commit.changes if change.copyfrom is None)
    for entry in entries:
        for author in entry.authors:
            sight = sights.setdefault(author, _Sight())
            sight.sources.add("ChangeLog")
            sight.folders.update(_folder(path) for path in entry.files)
            if entry.date:
                sight.entries.append(entry.date.date() if isinstance(entry.date, datetime) else entry.date)
    for identity in listed:
        sights.setdefault(identity, _Sight()).sources.add("AUTHORS")
    seen = tuple(
        _seen(identity, sight)
        for identity, sight in sorted(sights.items(), key=lambda item: (item[0].name, item[0].email))
        if identity.name or identity.email
    )
    return seen, {one: Diary(frozenset(sight.commits), frozenset(sight.entries)) for one, sight in sights.items()}


def _seen(identity: Identity, sight: _Sight) -> Seen:
    days = [*sight.commits, *sight.entries]
    folders = tuple(name for name, _ in sorted(sight.folders.items(), key=lambda item: (-item[1], item[0]))[:5])
    sources = tuple(sorted(sight.sources))
    return Seen(identity, sources, len(days), min(days, default=None), max(days, default=None), folders)


def _folder(path: str) -> str:
    """The folder two levels deep; files at the top are everybody's and say nothing of who wrote them."""
    return "/".join(path.split("/")[:-1][:2])
