"""Which archives and folders are the releases of one package that somebody kept, and which are only data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

from archaeo.errors import ArchaeoError
from archaeo.importers.archives import Snapshot, names, version_of
from archaeo.look import Find, suffixes

_MOST_BYTES, _MOST_NAMES = 1 << 30, 3000
_OF_A_PACKAGE = re.compile(r"(?:gnu)?makefile.*|configure|cmakelists\.txt", re.I)
"""What stands at the top of a package beside sources."""


def packages(found: Sequence[Find]) -> dict[str, tuple[Path, ...]]:
    """Give package to its releases, by path; a package has an archive with sources in it, or two folders.

    An archive inside of a source tree is one of its files, and none of these.
    """
    kept: dict[str, list[Path]] = {}
    for path in _archives(found):
        kept.setdefault(Snapshot(path).package, []).append(path)
    for path in _folders(found):
        # one that is called like the package itself is what somebody went on with
        if version_of(path.name) or Snapshot(path).package in kept:
            kept.setdefault(Snapshot(path).package, []).append(path)
    alone = {name for name, paths in kept.items() if len(paths) == 1 and paths[0].is_dir()}
    return {name: tuple(paths) for name, paths in sorted(kept.items()) if name not in alone}


def _archives(found: Sequence[Find]) -> Iterator[Path]:
    trees = [find.path for find in found if find.kind == "sources"]
    for find in found:
        inside = any(_is_below_a_package(find.path, tree) for tree in trees)
        if find.kind == "archive" and not inside and _has_sources(find.path):
            yield find.path


def _folders(found: Sequence[Find]) -> Iterator[Path]:
    """Yield the folders that have sources, where these are no parts of one package, and the working copies."""
    for find in found:
        if find.kind in ("svn working copy", "cvs working copy"):
            yield find.path
        if find.kind == "sources" and not _is_package(find.path):
            for path in sorted(find.path.iterdir()):
                if path.is_dir() and Snapshot(path).package and _has_sources(path):
                    yield path


def _is_below_a_package(path: Path, tree: Path) -> bool:
    """Tell whether a folder between a tree's top and the path, both included, is a package's own."""
    between = [folder for folder in path.parents if folder == tree or tree in folder.parents]
    return any(map(_is_package, between))


def _is_package(folder: Path) -> bool:
    files = [path.name for path in folder.iterdir() if path.is_file()]
    return any(_is_source(name) or _OF_A_PACKAGE.fullmatch(name) for name in files)


def _has_sources(path: Path) -> bool:
    try:
        if not path.is_dir() and path.stat().st_size > _MOST_BYTES:
            return False
        return any(map(_is_source, islice(names(path), _MOST_NAMES)))
    except OSError:
        return False
    except ArchaeoError:
        # its neighbours say whether it was a release; what could not be read of it will be said
        return bool(version_of(Snapshot(path).name))


def _is_source(name: str) -> bool:
    suffix, known = PurePosixPath(name).suffix, suffixes()
    return suffix in known or suffix.lower() in known
