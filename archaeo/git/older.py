"""Objects of a repository that is being extended."""

from __future__ import annotations

from pathlib import Path


class Older:
    """Knows the objects of a repository."""

    def __init__(self, folder: Path) -> None:
        import pygit2

        self._pygit2 = pygit2
        self._odb = pygit2.Repository(str(folder)).odb

    def __contains__(self, id: bytes) -> bool:
        return self._pygit2.Oid(raw=id) in self._odb

    def content(self, id: bytes) -> bytes:
        """Give the content of an object; KeyError where there is none."""
        _, content = self._odb.read(self._pygit2.Oid(raw=id))
        return content
