"""Which finds belong together: one history, and the ChangeLogs and sources that lie beside it.

Where no history is left, the releases of a package that were kept are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archaeo.importers import svn
from archaeo.look import HISTORIES, Find, name_of

from . import releases


@dataclass(frozen=True, slots=True)
class Site:
    """What is dug up as one project.

    Attributes:
        history: what becomes the repository; None where only ChangeLogs, releases or sources are left.
        sources: the folder whose files are taken where there is no history, or None.
        parts: the incremental dumps that follow the history's own, in the order of their first revisions.
        releases: archives and folders, one release each, where there is no history.
        papers: those that lay beside all these.
    """

    name: str
    history: Find | None = None
    changelogs: tuple[Find, ...] = field(default=())
    sources: Find | None = None
    parts: tuple[Find, ...] = ()
    releases: tuple[Path, ...] = ()
    papers: tuple[Path, ...] = ()


def sites(found: Sequence[Find]) -> tuple[Site, ...]:
    """Group finds: one site a history; ChangeLogs and papers go to the history nearest to them in the folders.

    Without a history there is a site for each package of which releases were kept; without these there is one: the
    first folder of sources, with all ChangeLogs that lie outside of it.
    """
    made = _sites(found)
    for paper in (path for find in found if find.kind == "papers" for path in find.files):
        if made and not any(_is_inside(paper, site) for site in made):
            number = _nearest(paper, [_place(site) for site in made], [site.name for site in made])
            made[number] = replace(made[number], papers=(*made[number].papers, paper))
    return tuple(made)


def _sites(found: Sequence[Find]) -> list[Site]:
    histories = [find for find in found if find.kind in HISTORIES]
    changelogs = [find for find in found if find.kind == "ChangeLog"]
    folders = [find for find in found if find.kind in ("sources", "svn working copy", "cvs working copy")]
    if not histories:
        kept = releases.packages(found)
        taken = {path for paths in kept.values() for path in paths}
        made = {paths[0]: Site(name, releases=paths) for name, paths in kept.items()}
        # the sources that lie around beside releases are no package of their own; a working copy is
        folders = [find for find in folders if find.path not in taken and not (kept and find.kind == "sources")]
        if folders:
            made[folders[0].path] = Site(name_of(folders[0].path), None, (), folders[0])
        changelogs = [log for log in changelogs if not taken.intersection(log.path.parents)]
        if not made:
            return [Site(name_of(changelogs[0].path), None, tuple(changelogs))] if changelogs else []
        return _with_logs(made, changelogs)
    groups = _parts(histories)
    histories = [group[0] for group in groups]
    made = {group[0].path: Site(_unique(group[0].path, histories), group[0], parts=group[1:]) for group in groups}
    return _with_logs(made, changelogs)


def _with_logs(made: dict[Path, Site], changelogs: Sequence[Find]) -> list[Site]:
    places, found = list(made), list(made.values())
    for log in changelogs:
        nearest = _nearest(log.path, places, [site.name for site in found])
        found[nearest] = replace(found[nearest], changelogs=(*found[nearest].changelogs, log))
    return found


def _nearest(path: Path, places: Sequence[Path], names: Sequence[str]) -> int:
    """Give the number of the place that shares most folders with a path, of several the one of its name."""
    return max(range(len(places)), key=lambda n: (_shared(places[n], path), name_of(path) == names[n], -n))


def _place(site: Site) -> Path:
    first = site.history or site.sources or next(iter(site.changelogs), None)
    return first.path if first is not None else site.releases[0]


def _is_inside(paper: Path, site: Site) -> bool:
    """Whether a paper is one of the files that are dug up anyway."""
    folders = (*site.releases, *(find.path for find in (site.history, site.sources) if find is not None))
    return any(folder in paper.parents for folder in folders)


def _parts(histories: Sequence[Find]) -> list[tuple[Find, ...]]:
    """Group the dumps of one repository that follow one another; a second full dump stays a history of its own."""
    groups: list[list[tuple[int, Find]]] = []
    by_uuid: dict[str, list[tuple[int, Find]]] = {}
    for find in histories:
        first = _first_revision(find.path) if find.kind == "svn dump" else 0
        known = by_uuid.get(find.uuid) if find.uuid else None
        if known is not None and all(first != other for other, _ in known):
            known.append((first, find))
            continue
        groups.append([(first, find)])
        if find.uuid:
            by_uuid.setdefault(find.uuid, groups[-1])
    return [tuple(find for _, find in sorted(group, key=lambda pair: pair[0])) for group in groups]


def _first_revision(dump: Path) -> int:
    found = re.search(rb"^Revision-number: (\d+)", svn.head(dump), re.M)
    return int(found[1]) if found else 0


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
