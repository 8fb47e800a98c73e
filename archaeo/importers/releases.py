"""Reads the releases of a package that were kept as archives or folders: one commit each, in the order of their dates.

A release is dated by the newest file in it, the only date that it has; nobody is said to have written it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archaeo.errors import ArchaeoError, Location
from archaeo.model import Change, Commit, Diagnostic, Identity, ImportOptions, Record, Ref, Skipped, Store
from archaeo.tree import EMPTY, File, Tree

from . import archives
from .archives import Snapshot

NAME = "releases"
BRANCH = "refs/heads/main"
_UNKNOWN = Identity("unknown")


def sniff(path: Path, head: bytes) -> bool:
    """Tell whether a file is an archive, or a folder holds some."""
    if path.is_dir():
        return any(not kept.path.is_dir() for kept in archives.find(path))
    return path.name.lower().endswith(archives.SUFFIXES)


def read(path: Path, store: Store, options: ImportOptions) -> Iterator[Record]:
    """Yield the commits and tags of the releases in a folder, or of the one archive that was named.

    Raises:
        ArchaeoError: none can be read, or they are of several packages.
    """
    yield from read_all([path], store, options)


def read_all(sources: Sequence[Path | str], store: Store, options: ImportOptions) -> Iterator[Record]:
    """Yield those of several archives and folders, each of which is one release of the same package.

    Raises:
        ArchaeoError: none can be read, or they are of several packages.
    """
    kept = [Snapshot(path) for source in sources for path in _paths(Path(source), len(sources) == 1)]
    _check_one_package(kept)
    releases: list[_Release] = []
    for number, snapshot in enumerate(sorted(kept, key=_by_version), 1):
        try:
            tree, newest, problems = archives.read(snapshot, store, releases[-1].tree if releases else EMPTY)
        except ArchaeoError as error:
            where = error.location or Location(str(snapshot.path))
            yield Diagnostic(where, "unreadable archive", error.what, "left out", True)
            continue
        yield from problems
        releases.append(_Release(snapshot, _label(snapshot, kept), tree, newest))
        options.progress("releases read", number, len(kept))
    if not releases:
        raise ArchaeoError("no release that can be read", location=Location(", ".join(map(str, sources))))
    yield from _history(sorted(releases, key=_by_date))


@dataclass(frozen=True, slots=True)
class _Release:
    """What was read of one.

    Attributes:
        label: its unit in the map: the file's name, with the folder's where two are called the same.
        newest: time of the newest file, None where the archive does not say.
    """

    snapshot: Snapshot
    label: str
    tree: Tree
    newest: datetime | None


def _paths(source: Path, alone: bool) -> list[Path]:
    """Give the releases at a source: a folder that is named alone, and has archives in it, holds one release a file."""
    if alone and source.is_dir():
        inside = [kept.path for kept in archives.find(source)]
        packages = {Snapshot(path).package for path in inside if not path.is_dir()}
        if packages:
            return [path for path in inside if not path.is_dir() or Snapshot(path).package in packages]
    return [source]


def _check_one_package(kept: Sequence[Snapshot]) -> None:
    packages = sorted({snapshot.package for snapshot in kept})
    if len(packages) > 1:
        raise ArchaeoError(
            f"these are releases of {len(packages)} packages: {', '.join(packages[:6])}",
            hint="name those of one package at a time; archaeo dig on the folder makes a history of each",
            location=Location(str(kept[0].path.parent)),
        )


def _by_version(snapshot: Snapshot) -> tuple[list[tuple[int, str]], str]:
    parts = re.findall(r"\d+|[a-z]+", archives.version_of(snapshot.name).lower())
    # letters go before numbers and the end: 1.0rc1, 1.0, 1.0.1
    return [(int(part) + 1, "") if part.isdigit() else (-1, part) for part in parts] + [(0, "")], str(snapshot.path)


def _by_date(release: _Release) -> tuple[datetime, bool, tuple[list[tuple[int, str]], str]]:
    # a folder beside an archive of the same time was unpacked from it
    moment = release.newest or datetime.fromtimestamp(0, UTC)
    return moment, release.snapshot.path.is_dir(), _by_version(release.snapshot)


def _label(snapshot: Snapshot, kept: Sequence[Snapshot]) -> str:
    same = sum(other.path.name == snapshot.path.name for other in kept) > 1
    path = f"{snapshot.path.parent.name}/{snapshot.path.name}" if same else snapshot.path.name
    return path.replace("@", "%40")  # keys of commits have a meaning for this sign


def _history(releases: Sequence[_Release]) -> Iterator[Record]:
    before, tags, known = EMPTY, dict[str, str](), dict[frozenset[tuple[str, int, bytes]], tuple[_Release, Commit]]()
    last: Commit | None = None
    for release in releases:
        where, version = Location(str(release.snapshot.path)), archives.version_of(release.snapshot.name)
        files = frozenset((path, file.mode, file.id) for path, file in release.tree.files())
        same, commit = known.get(files, (None, None))
        if same is None or commit is None or not (same.tree is before or _is_copy(release, same)):
            if release.newest is None:
                yield Diagnostic(where, "release without a date", "none of its files has one", "put at the beginning")
            if version in tags:
                what = f"version {version} is also that of {tags[version]}, with other files"
                yield Diagnostic(where, "version twice", what, "a commit, and no tag")
            last = commit = _commit(release, last.key if last else "", _changes(before, release.tree))
            before = release.tree
            known[files] = release, commit
            yield commit
        else:
            yield Skipped(release.label, "", f"the same files as {same.label}")
        if version and version not in tags:
            tags[version] = release.snapshot.path.name
            text = f"{release.snapshot.name}\n\nKept as {release.snapshot.path.name}.\n"
            yield Ref(f"refs/tags/{version}", commit.key, tagger=_UNKNOWN, date=commit.date, message=text)
    if last is not None:
        yield Ref(BRANCH, last.key)


def _is_copy(release: _Release, known: _Release) -> bool:
    """Tell whether one with the files of another is no release of its own: it was unpacked, or packed twice."""
    versions = {archives.version_of(one.snapshot.name) for one in (release, known)}
    return release.snapshot.path.is_dir() or len(versions) == 1


def _commit(release: _Release, parent: str, changes: tuple[Change, ...]) -> Commit:
    kept = "folder" if release.snapshot.path.is_dir() else "archive"
    text = f"Release {release.snapshot.name}\n\nThe files as they were kept in the {kept} {release.snapshot.path.name}."
    moment = release.newest or datetime.fromtimestamp(0, UTC)
    dated = "\nThe date is that of the newest file.\n" if release.newest else "\nNo file has a date.\n"
    key = f"@{release.label}"
    parents = (parent,) if parent else ()
    return Commit(key, "", parents, _UNKNOWN, moment, text + dated, changes, release.tree)


def _changes(before: Tree, after: Tree) -> tuple[Change, ...]:
    old, new = dict(before.files()), dict(after.files())
    changed = [Change("D", path) for path in old.keys() - new.keys()]
    changed += [Change("A", path) for path in new.keys() - old.keys()]
    changed += [Change("M", path) for path, file in new.items() if path in old and not _same(old[path], file)]
    return tuple(sorted(changed, key=lambda change: change.path))


def _same(one: File, two: File) -> bool:
    return one.id == two.id and one.mode == two.mode
