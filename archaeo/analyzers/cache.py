"""Scans remembered by blob id, so that each content of a history is read once.

One SQLite file a user. Its name has a digest of the scanners' own code in it: a changed scanner begins an empty one,
and nothing stale is ever read. What is kept is plain JSON; a file that cannot be used is passed over, since a cache
that is missing costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from .mentions import Dependency, Module, Statement
from .records import Scanned

_IN_MEMORY = 40_000
_BATCH = 500


@cache
def _digest() -> str:
    """Give a digest of everything that a scan depends on beside the content."""
    total = hashlib.sha256()
    for file in code():
        total.update(file.read_bytes())
    return total.hexdigest()[:16]


def code() -> list[Path]:
    """Give the files of all code that decides what a scan gives, by path."""
    here = Path(__file__).parent
    files = [*here.glob("languages/*.py"), *here.glob("builds/*.py")]
    files += [here / name for name in ("mentions.py", "dependencies.py", "records.py")]
    return sorted(files)


class ScanCache:
    """Remembers scans; to be used in a ``with`` block, which writes what is new.

    Args:
        folder: None to remember in memory only.
    """

    def __init__(self, folder: Path | None) -> None:
        self._memory: dict[str, Scanned] = {}
        self._new: list[tuple[str, bytes]] = []
        self._base: sqlite3.Connection | None = None
        if folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                self._base = sqlite3.connect(folder / f"scans-{_digest()}.sqlite", timeout=5)
                self._base.execute("CREATE TABLE IF NOT EXISTS scans (key TEXT PRIMARY KEY, value BLOB)")
                self._base.execute("PRAGMA synchronous=OFF")
            except (OSError, sqlite3.Error):
                self._base = None

    def __enter__(self) -> ScanCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()
        if self._base is not None:
            self._base.close()
            self._base = None

    @staticmethod
    def key(blob: str, path: str) -> str:
        """Give the key of a content under a path: its name and folder can decide which language it is."""
        return f"{blob} {'/'.join(path.split('/')[-2:])}"

    def get(self, blob: str, path: str) -> Scanned | None:
        """Give the scan of a content, None for one that was never scanned."""
        key = self.key(blob, path)
        known = self._memory.get(key)
        if known is None and self._base is not None:
            try:
                row = self._base.execute("SELECT value FROM scans WHERE key = ?", (key,)).fetchone()
                known = _unpacked(path, blob, row[0]) if row else None
            except (sqlite3.Error, ValueError, TypeError, zlib.error):
                known = None
            if known is not None:
                self._remember(key, known)
        return known

    def put(self, scanned: Scanned) -> None:
        """Remember a scan."""
        key = self.key(scanned.blob, scanned.path)
        self._remember(key, scanned)
        if self._base is not None:
            self._new.append((key, _packed(scanned)))
            if len(self._new) >= _BATCH:
                self._write()

    def _remember(self, key: str, scanned: Scanned) -> None:
        if len(self._memory) >= _IN_MEMORY:
            self._memory.clear()
        self._memory[key] = scanned

    def _write(self) -> None:
        if self._base is not None and self._new:
            try:
                with self._base:
                    self._base.executemany("INSERT OR REPLACE INTO scans VALUES (?, ?)", self._new)
            except sqlite3.Error:
                self._base = None
        self._new.clear()


def _packed(one: Scanned) -> bytes:
    row = [one.lang, one.because, one.size_bytes, one.lines, one.build, one.modules, one.dependencies, one.statements]
    return zlib.compress(json.dumps(row).encode(), 1)


def _unpacked(path: str, blob: str, value: bytes) -> Scanned:
    lang, because, size_bytes, lines, build, modules, dependencies, statements = json.loads(zlib.decompress(value))

    def made(kind: Any, rows: list[list[Any]]) -> tuple[Any, ...]:
        return tuple(kind(*row) for row in rows)

    return Scanned(
        *(path, lang, because, blob, size_bytes, lines),
        *(made(Module, modules), made(Dependency, dependencies), made(Statement, statements), build),
    )
