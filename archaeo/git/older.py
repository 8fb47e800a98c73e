"""Objects of a repository that is being extended."""

from __future__ import annotations

from pathlib import Path

from archaeo.errors import ArchaeoError, Location


class GoneError(ArchaeoError):
    """An object that was made is no longer there: somebody removed what led to it, and ran git gc."""


class Older:
    """Knows the objects of a repository."""

    def __init__(self, folder: Path) -> None:
        import pygit2

        self._pygit2, self._where = pygit2, Location(str(folder))
        self._odb = pygit2.Repository(str(folder)).odb

    def __contains__(self, id: bytes) -> bool:
        return self._pygit2.Oid(raw=id) in self._odb

    def content(self, id: bytes) -> bytes:
        """Give the content of an object.

        Raises:
            GoneError: there is none.
        """
        try:
            _, content = self._odb.read(self._pygit2.Oid(raw=id))
        except KeyError:
            raise self.gone(id) from None
        return content

    def gone(self, id: bytes) -> GoneError:
        """Give the error for an object that should be there."""
        return GoneError(
            f"object {id.hex()[:12]} is no longer there", hint="convert the whole with --update", location=self._where
        )
