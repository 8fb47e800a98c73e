"""The files of a folder, as the analysers want them, without those that a person wants ignored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from archaeo.errors import ArchaeoError, Location
from archaeo.model import SourceFile

_BOOKKEEPING = frozenset({".git", ".svn", "CVS", ".hg", "_darcs", ".bzr", "RCS", "SCCS", "__pycache__"})


def folder_files(folder: Path) -> Iterator[SourceFile]:
    """Yield the files below a folder, sorted by path; the folders in which version control keeps its own are left out.

    Symbolic links are given as links and never followed: what they lead to is either in the folder already, or no part
    of it. Names that are not UTF-8 become lone surrogates.

    Raises:
        ArchaeoError: if the folder cannot be read.
    """
    if not folder.is_dir():
        raise ArchaeoError(f"expected a folder, found '{folder}'", hint="name the folder that holds the sources")
    root = os.fspath(folder)
    for path in sorted(_paths(root)):
        file = f"{root}/{path}"
        yield SourceFile(path, partial(_read, file, path), link=_link(file))


def lone_file(file: Path, path: str) -> SourceFile:
    """Give a file that lies anywhere, under a path to call it by."""
    return SourceFile(path, partial(_read, os.path.realpath(file), path))


def heeded(files: Iterable[SourceFile], ignore: Sequence[str]) -> list[SourceFile]:
    """Give the files that no glob of those to be ignored fits."""
    return [file for file in files if not any(fnmatchcase(file.path, glob) for glob in ignore)]


def _paths(root: str) -> Iterator[str]:
    todo = [""]
    while todo:
        below = todo.pop()
        try:
            entries = list(os.scandir(f"{root}/{below}"))
        except OSError as error:
            if not below:
                raise ArchaeoError(f"cannot read '{root}': {error.strerror}") from error
            continue  # its files are missing to everything that looks for them, and are reported there
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _BOOKKEEPING:
                    todo.append(f"{below}{entry.name}/")
            elif entry.is_symlink() or entry.is_file():  # no device, pipe or socket: reading one could wait for ever
                yield below + entry.name


def _link(file: str) -> str | None:
    return os.readlink(file) if os.path.islink(file) else None  # noqa: PTH114, PTH115 - half the time of Path's


def _read(file: str, path: str) -> bytes:
    try:
        link = _link(file)
        if link is not None:
            return os.fsencode(link)
        with open(file, "rb") as stream:  # noqa: PTH123 - Path costs more than the reading for small files
            return stream.read()
    except OSError as error:
        raise ArchaeoError(f"cannot be read: {error.strerror}", location=Location(path)) from error
