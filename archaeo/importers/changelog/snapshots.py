"""Releases that were kept as archives: read, and found their place among the entries of a ChangeLog.

A directory, a tar (plain or compressed) or a zip; one folder around everything is taken off. Its version is what its
name says, or the person; the place is the entry that announces this version, else the date: the one given, or that of
the newest file in it.
"""

from __future__ import annotations

import os
import re
import stat
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from archaeo.errors import ArchaeoError, Location
from archaeo.model import ChangeLogEntry, Diagnostic, Store
from archaeo.tree import EXECUTABLE, PLAIN, SYMLINK, File, Tree, TreeEditor

from . import dates

SUFFIXES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz", ".zip")
_OF_VCS = frozenset({".git", ".svn", "CVS", ".hg", ".bzr"})
# what follows the version in a name, and is none: fitter-1.2-src.tar.gz
_TAIL = re.compile(r"[-_.](?:src|source|orig|dist|bin|linux.*|win\d*|noarch|x86.*|i\d86)$", re.I)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A release as it was kept.

    Attributes:
        said: version or date that the person gave, or "".
    """

    path: Path
    said: str = ""

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        name = self.path.name
        suffix = max((s for s in SUFFIXES if name.lower().endswith(s)), key=len, default="")
        return name[: -len(suffix)] if suffix else name


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


def find(folder: Path) -> list[Snapshot]:
    """Give the archives and directories in a folder, by name."""
    found = (path for path in sorted(folder.iterdir()) if path.is_dir() or path.name.lower().endswith(SUFFIXES))
    return [Snapshot(path) for path in found if not path.name.startswith(".")]


def place(snapshot: Snapshot, entries: Sequence[ChangeLogEntry], newest: date | None) -> Place:
    """Tell where a snapshot belongs.

    Args:
        newest: date of the newest file in it.
    """
    stamp = dates.find(snapshot.said) if snapshot.said else None
    if stamp and stamp.start == 0 and stamp.end == len(snapshot.said):
        moment = dates.resolve([stamp])[0].value
        return Place(None, version_of(snapshot.name), dates.day_of(moment) if moment else newest, "by the date given")
    wanted = snapshot.said or version_of(snapshot.name)
    for entry in entries:
        for tag in entry.tags:
            if wanted and _numbers(tag) == _numbers(wanted):
                source = "given" if snapshot.said else "in its name"
                return Place(entry, tag, None, f"by the version {source}, '{wanted}', announced as '{tag}'")
    return Place(
        None, wanted, newest, "by the date of its newest file" if newest else "at the end, since nothing tells its date"
    )


def version_of(name: str) -> str:
    """Give the version in a name, "" if there is none.

    >>> [version_of(n) for n in ("fitter-1.2.3-src", "Fitter-00-00-05", "fitter_v2_0", "old copy")]
    ['1.2.3', '00-00-05', '2_0', '']
    """
    while tail := _TAIL.search(name):
        name = name[: tail.start()]
    match = re.search(r"(?:^|[-_. ]|(?<=[A-Za-z]))[vVrR]?(\d+(?:[-._]\d+)*(?:[-.]?(?:rc|beta|alpha|b|a|p)\d*)?)$", name)
    return match[1] if match else ""


def _numbers(text: str) -> tuple[int | str, ...]:
    version = re.search(r"\d.*", text)
    parts = re.findall(r"\d+|[a-z]+", version[0].lower()) if version else []
    return tuple(int(part) if part.isdigit() else part for part in parts)


def read(snapshot: Snapshot, store: Store) -> tuple[Tree, date | None, list[Diagnostic]]:
    """Keep the files of a snapshot; gives their tree, the date of the newest file, and what was left out.

    Raises:
        ArchaeoError: it cannot be read.
    """
    rows, problems = [], []
    try:
        for name, mode, moment, content in _members(snapshot.path):
            parts = [part for part in name.split("/") if part not in ("", ".")]
            if any(part in _OF_VCS for part in parts):
                continue
            if not parts or ".." in parts or any(part.lower() == ".git" for part in parts) or name.startswith("/"):
                place = Location(str(snapshot.path), path=name)
                problems.append(
                    Diagnostic(place, "unsafe name", "a path that leads out of the archive", "left out", True)
                )
                continue
            rows.append((parts, mode, moment, store.put(content)))
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile) as problem:
        raise ArchaeoError(f"cannot be read: {problem}", location=Location(str(snapshot.path))) from None
    around = {parts[0] for parts, *_ in rows}
    cut = 1 if len(around) == 1 and all(len(parts) > 1 for parts, *_ in rows) and not snapshot.path.is_dir() else 0
    editor = TreeEditor(Tree())
    for parts, mode, _, blob in rows:
        editor.put("/".join(parts[cut:]), File(mode, blob), parents=True)
    newest = max((moment for _, _, moment, _ in rows if moment > 0), default=0)
    return editor.tree(), datetime.fromtimestamp(newest, UTC).date() if newest else None, problems


def _members(path: Path) -> Iterator[tuple[str, int, int, bytes]]:
    """Yield (name, git's mode, time of change, content) of every file and symbolic link."""
    if path.is_dir():
        yield from _folder(path)
    elif path.name.lower().endswith(".zip"):
        yield from _zip(path)
    else:
        yield from _tar(path)


def _folder(path: Path) -> Iterator[tuple[str, int, int, bytes]]:
    for file in sorted(path.rglob("*")):
        status = file.lstat()
        name = file.relative_to(path).as_posix()
        if stat.S_ISLNK(status.st_mode):
            yield name, SYMLINK, int(status.st_mtime), os.fsencode(file.readlink())
        elif stat.S_ISREG(status.st_mode):
            yield name, _mode(status.st_mode), int(status.st_mtime), file.read_bytes()


def _tar(path: Path) -> Iterator[tuple[str, int, int, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            if member.issym():
                yield member.name, SYMLINK, int(member.mtime), os.fsencode(member.linkname)
            elif member.isreg() or member.islnk():
                content = archive.extractfile(member)  # follows hard links inside the archive
                yield member.name, _mode(member.mode), int(member.mtime), content.read() if content else b""


def _zip(path: Path) -> Iterator[tuple[str, int, int, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            bits = member.external_attr >> 16
            moment = int(datetime(*member.date_time, tzinfo=UTC).timestamp()) if member.date_time[0] > 1980 else 0
            yield member.filename, SYMLINK if stat.S_ISLNK(bits) else _mode(bits), moment, archive.read(member)


def _mode(bits: int) -> int:
    return EXECUTABLE if bits & 0o100 else PLAIN
