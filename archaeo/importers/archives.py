"""Releases that were kept as archives: a directory, a tar (plain or compressed) or a zip, and what its name tells.

One folder around everything is taken off.
"""

from __future__ import annotations

import lzma
import os
import re
import stat
import subprocess
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from archaeo.errors import ArchaeoError, Location
from archaeo.model import BlobId, Diagnostic, Store
from archaeo.tree import EMPTY, EXECUTABLE, PLAIN, SYMLINK, File, Tree, TreeEditor

SUFFIXES = (
    *(".tar", ".tar.gz", ".tgz", ".tar.z", ".taz", ".tar.bz2", ".tbz2", ".tbz"),
    *(".tar.xz", ".txz", ".tar.lzma", ".tar.zst", ".zip"),
)
"""What the names of archives end in, in small letters."""

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

    @property
    def package(self) -> str:
        """What stands before the version in its name, in small letters with hyphens."""
        name, version = _without_tail(self.name), version_of(self.name)
        return re.sub(r"[-_. ]+", "-", re.sub(r"[-_. ]*[vVrR]?$", "", name.removesuffix(version)).lower())


def find(folder: Path) -> list[Snapshot]:
    """Give the archives and directories in a folder, by name."""
    found = (path for path in sorted(folder.iterdir()) if path.is_dir() or path.name.lower().endswith(SUFFIXES))
    return [Snapshot(path) for path in found if not path.name.startswith(".")]


def version_of(name: str) -> str:
    """Give the version in a name, "" if there is none.

    >>> [version_of(n) for n in ("fitter-1.2.3-src", "Fitter-00-00-05", "fitter_v2_0", "old copy")]
    ['1.2.3', '00-00-05', '2_0', '']
    """
    match = _VERSION.search(_without_tail(name))
    return match[1] if match else ""


_VERSION = re.compile(
    r"(?:^|[-_. ]|(?<=[A-Za-z]))[vVrR]?(\d+(?:[-._]\d+)*(?:[-_.]?(?:rc|beta|alpha|b|a|p|pre)\d*)?[a-z]?)$"
)


def _without_tail(name: str) -> str:
    while tail := _TAIL.search(name):
        name = name[: tail.start()]
    return name


def names(path: Path) -> Iterator[str]:
    """Yield the paths of the files in an archive or directory, which is looked through as far as they are asked for.

    Raises:
        ArchaeoError: it cannot be read.
    """
    kind = _names_in_folder if path.is_dir() else _names_in_zip if _is_zip(path) else _names_in_tar
    with _refused(path):
        yield from kind(path)


def _is_zip(path: Path) -> bool:
    return path.name.lower().endswith(".zip")


def _names_in_folder(path: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(path):
        folders.sort()
        yield from (f"{folder}/{name}" for name in sorted(files))


def _names_in_zip(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        yield from archive.namelist()


def _names_in_tar(path: Path) -> Iterator[str]:
    with _opened(path) as archive:
        yield from (member.name for member in archive if member.isfile())


def read(snapshot: Snapshot, store: Store, before: Tree = EMPTY) -> tuple[Tree, datetime | None, list[Diagnostic]]:
    """Keep the files of a snapshot; gives their tree, the time of the newest file, and what was left out.

    Args:
        before: the release before it, whose files its own resemble.

    Raises:
        ArchaeoError: it cannot be read.
    """
    rows: list[tuple[list[str], int, int, bytes]] = []
    problems: list[Diagnostic] = []
    try:
        for name, mode, moment, content in _members(snapshot.path):
            parts = [part for part in name.split("/") if part not in ("", ".")]
            if any(part in _OF_VCS for part in parts):
                continue
            if not parts or ".." in parts or any(part.lower() == ".git" for part in parts) or name.startswith("/"):
                place = Location(str(snapshot.path), path=name)
                what = "a path that leads out of the archive"
                problems.append(Diagnostic(place, "unsafe name", what, "left out", True))
                continue
            rows.append((parts, mode, moment, store.put(content, _like(before, parts))))
    except ArchaeoError as broken:
        if not rows:
            raise
        done = f"the {len(rows):,} files before the damage were taken"
        problems.append(Diagnostic(Location(str(snapshot.path)), "damaged archive", broken.what, done, True))
    around = {parts[0] for parts, *_ in rows}
    cut = 1 if len(around) == 1 and all(len(parts) > 1 for parts, *_ in rows) and not snapshot.path.is_dir() else 0
    editor = TreeEditor(Tree())
    for parts, mode, _, blob in rows:
        editor.put("/".join(parts[cut:]), File(mode, blob), parents=True)
    newest = max((moment for _, _, moment, _ in rows if moment > 0), default=0)
    return editor.tree(), datetime.fromtimestamp(newest, UTC) if newest else None, problems


def _like(before: Tree, parts: list[str]) -> BlobId | None:
    """Give the file of the release before that has this place, with the folder around everything or without it."""
    for path in ("/".join(parts[1:]), "/".join(parts)):
        if path and isinstance(file := before.at(path), File):
            return file.id
    return None


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Say where an archive cannot be read; each of its libraries says so in its own way."""
    try:
        yield
    except (
        *(OSError, EOFError, RuntimeError, KeyError, ValueError),
        *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    ) as problem:
        said = (problem.strerror if isinstance(problem, OSError) else None) or str(problem) or type(problem).__name__
        if said.startswith("file could not be opened successfully"):
            said = "it is none of the archives that are known"  # and not what each of them says of it
        raise ArchaeoError(f"cannot be read: {said}", location=Location(str(path))) from None


def _members(path: Path) -> Iterator[tuple[str, int, int, bytes]]:
    """Yield (name, git's mode, time of change, content) of every file and symbolic link."""
    kind = _folder if path.is_dir() else _zip if _is_zip(path) else _tar
    with _refused(path):
        yield from kind(path)


def _folder(path: Path) -> Iterator[tuple[str, int, int, bytes]]:
    for file in sorted(path.rglob("*")):
        status = file.lstat()
        name = file.relative_to(path).as_posix()
        if stat.S_ISLNK(status.st_mode):
            yield name, SYMLINK, int(status.st_mtime), os.fsencode(file.readlink())
        elif stat.S_ISREG(status.st_mode):
            yield name, _mode(status.st_mode), int(status.st_mtime), file.read_bytes()


def _tar(path: Path) -> Iterator[tuple[str, int, int, bytes]]:
    with _opened(path) as archive:
        for member in archive:
            if member.issym():
                yield member.name, SYMLINK, int(member.mtime), os.fsencode(member.linkname)
            elif member.isreg() or member.islnk():
                content = archive.extractfile(member)  # follows hard links inside the archive
                yield member.name, _mode(member.mode), int(member.mtime), content.read() if content else b""


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    name = path.name.lower()
    unpack = _unzstd if name.endswith(".zst") else _uncompress if name.endswith((".tar.z", ".taz")) else None
    if unpack is None:
        with tarfile.open(path) as archive:
            yield archive
        return
    with tempfile.TemporaryFile() as plain:
        unpack(path, plain)
        plain.seek(0)
        with tarfile.open(fileobj=plain) as archive:
            yield archive


def _unzstd(path: Path, plain: IO[bytes]) -> None:
    import zstandard

    with path.open("rb") as packed:
        try:
            zstandard.ZstdDecompressor().copy_stream(packed, plain)
        except zstandard.ZstdError as problem:
            raise OSError(str(problem)) from None


def _uncompress(path: Path, plain: IO[bytes]) -> None:
    """Unpack what the compress of old Unix wrote, which Python does not read and gzip does."""
    try:
        done = subprocess.run(["gzip", "-dc", "--", os.fspath(path)], stdout=plain, stderr=subprocess.PIPE, check=False)
    except FileNotFoundError:
        raise ArchaeoError(
            "cannot be read: gzip, which reads what compress wrote, is not installed",
            hint="install gzip, or unpack it elsewhere",
            location=Location(str(path)),
        ) from None
    if done.returncode:
        raise OSError(done.stderr.decode("utf-8", "replace").strip().rpartition(": ")[2] or "gzip could not unpack it")


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
