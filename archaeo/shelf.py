"""Keeps what was computed of contents from run to run: a shelf a kind, a set of shelves a project.

A key is made of object ids, so what stands under it can never be out of date; what would make it so is a change of the
code that computed it, and the shelf's file has a digest of that code in its name. Values are plain JSON. A file that
is damaged, or not to be read, is passed over: a shelf that is missing costs time and nothing else.

What a run did not ask for is not kept, so that a shelf is no larger than its project; and all of them together stay
below ``MOST_BYTES``, those that were not used for longest go first.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import zlib
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from archaeo import decoding
from archaeo.collection import without_collection

MOST_BYTES = 512 * 2**20
"""So much may lie in the folder, scans of dependencies and all."""

_SUFFIX = ".shelf"


def default_folder() -> Path | None:
    """Give the folder of the cache: ``ARCHAEO_CACHE``, None if that is set and empty, else the user's cache folder."""
    said = os.environ.get("ARCHAEO_CACHE")
    if said is not None:
        return Path(said) if said else None
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "archaeo"
    except RuntimeError:  # no home
        return None


class Shelf:
    """What is known of one kind, by key.

    It lies in two files, one of much and one of what came since: to pack 40,000 values for every new one takes longer
    than to find them.

    Args:
        file: None to remember for this run only.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._recent = file.with_name(f"{file.stem}-since{_SUFFIX}") if file else None
        self._used: dict[str, Any] = {}
        self._is_new = False

    @cached_property
    def _known(self) -> dict[str, Any]:
        # not before it is asked for: a shelf of 40,000 differences takes a quarter of a second
        return _read(self._file) if self._file else {}

    @cached_property
    def _since(self) -> dict[str, Any]:
        return _read(self._recent) if self._recent else {}

    def get(self, key: str) -> Any:
        """Give the value of a key as JSON has it (no tuples), None where nothing is known."""
        found = self._used.get(key)
        if found is None:
            found = self._known.get(key, self._since.get(key))
            if found is not None:
                self._used[key] = found
        return found

    def put(self, key: str, value: Any) -> None:
        """Remember a value that JSON can hold and that is not None."""
        self._used[key] = value
        self._is_new = True

    def clear(self) -> None:
        """Forget all of it, on the disk too when it is saved."""
        self._known, self._since, self._used = {}, {}, {}

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """Give the value of a key, made now if nobody knows it; lists may be tuples then."""
        found = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def save(self) -> None:
        """Write what is new; all of it, without what nobody asked for, where the two files have grown apart."""
        if self._file is None or self._recent is None or not self._used:
            return
        fresh = {key: value for key, value in self._used.items() if key not in self._known}
        if len(fresh) > len(self._known) // 10 or len(self._used) < len(self._known) // 2:
            _write(self._file, self._used)
            with contextlib.suppress(OSError):
                self._recent.unlink(missing_ok=True)
        elif self._is_new:
            _write(self._recent, fresh)


class Shelves:
    """The shelves of one project.

    Args:
        folder: None to remember for this run only.
        project: what tells it apart from others, as the id of its first commit.
    """

    def __init__(self, folder: Path | None = None, project: str = "") -> None:
        self._folder, self._project = folder, project
        self._shelves: dict[str, Shelf] = {}

    def shelf(self, kind: str, makers: Sequence[str]) -> Shelf:
        """Give the shelf of a kind.

        Args:
            makers: files (``__file__``) of all code that decides what the values are.
        """
        if kind not in self._shelves:
            name = f"{self._project[:20]}-{kind}-{_digest(tuple(makers))}{_SUFFIX}"
            self._shelves[kind] = Shelf(self._folder / name if self._folder else None)
        return self._shelves[kind]

    def save(self) -> None:
        """Write what is new, and make room."""
        for shelf in self._shelves.values():
            shelf.save()
        if self._folder is not None:
            tidy(self._folder)


def tidy(folder: Path, most_bytes: int = MOST_BYTES) -> None:
    """Remove what was not used for longest until no more than ``most_bytes`` lie in a cache's folder."""
    with contextlib.suppress(OSError):
        files = [file for file in folder.iterdir() if file.name.endswith((_SUFFIX, ".sqlite"))]
        newest = sorted(((file.stat().st_mtime, file.stat().st_size, file) for file in files), reverse=True)
        total = 0
        for _, size_bytes, file in newest:
            total += size_bytes
            if total > most_bytes:
                file.unlink()


@cache
def _digest(makers: tuple[str, ...]) -> str:
    total = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for file in sorted((*makers, decoding.__file__)):  # on which all that read text rest
        total.update(Path(file).read_bytes())
    return total.hexdigest()[:12]


def _read(file: Path) -> dict[str, Any]:
    try:
        content = file.read_bytes()
        if hashlib.sha256(content[32:]).digest() != content[:32]:
            return {}
        with without_collection():
            found = json.loads(zlib.decompress(content[32:]))
        os.utime(file)
    except (OSError, ValueError, zlib.error):
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: Path, values: dict[str, Any]) -> None:
    content = zlib.compress(json.dumps(values, separators=(",", ":")).encode("ascii"), 1)
    if len(content) > MOST_BYTES // 4:
        return
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(hashlib.sha256(content).digest() + content)
        beside.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
