"""Which finds belong together: one history, and the ChangeLogs and sources that lie beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archaeo.look import HISTORIES, Find, name_of


@dataclass(frozen=True, slots=True)
class Site:
    """What is dug up as one project.

    Attributes:
        history: what becomes the repository; None where only ChangeLogs or sources are left.
        sources: the folder whose files are taken where there is no history, or None.
    """

    name: str
    history: Find | None = None
    changelogs: tuple[Find, ...] = field(default=())
    sources: Find | None = None


def sites(found: Sequence[Find]) -> tuple[Site, ...]:
    """Group finds: one site a history; ChangeLogs go to the history nearest to them in the folders.

    Without a history there is one site: the first folder of sources, with all ChangeLogs that lie outside of it.
    """
    histories = [find for find in found if find.kind in HISTORIES]
    changelogs = [find for find in found if find.kind == "ChangeLog"]
    folders = [find for find in found if find.kind in ("sources", "svn working copy")]
    if not histories:
        if folders:
            return (Site(name_of(folders[0].path), None, tuple(changelogs), folders[0]),)
        return (Site(name_of(changelogs[0].path), None, tuple(changelogs)),) if changelogs else ()
    made = {find.path: Site(_unique(find.path, histories), find) for find in histories}
    for log in changelogs:
        nearest = max(histories, key=lambda find: _shared(find.path, log.path)).path
        made[nearest] = replace(made[nearest], changelogs=(*made[nearest].changelogs, log))
    return tuple(made.values())


def _unique(path: Path, histories: Sequence[Find]) -> str:
    name = name_of(path)
    same = [find.path for find in histories if name_of(find.path) == name]
    return name if len(same) == 1 else f"{name}-{same.index(path) + 1}"


def _shared(one: Path, two: Path) -> int:
    """Count the folders that two paths have in common, from the top."""
    count = 0
    for left, right in zip(one.absolute().parts, two.absolute().parts, strict=False):
        if left != right:
            break
        count += 1
    return count
