"""What ``archaeo deps`` and ``archaeo build-notes`` look at: a folder, or a state of a repository, read when asked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from archaeo.errors import ArchaeoError

from .. import terminal

if TYPE_CHECKING:
    import pygit2

    from archaeo.analyzers.cache import ScanCache
    from archaeo.analyzers.dependencies import Resolved, Scan
    from archaeo.analyzers.graphs import Graph
    from archaeo.model import Diagnostic, SourceFile


class State:
    """A tree and what was found in it; to be used in a ``with`` block, which keeps the scans for the next time.

    Args:
        ignore: globs of paths that are left out.
        rev: a revision of the repository at the path; None for the files of a folder, or HEAD of a bare repository.
    """

    def __init__(self, path: Path, rev: str | None, ignore: tuple[str, ...] = ()) -> None:
        self.path, self.rev, self.ignore = path, rev, ignore
        self._seen: list[Diagnostic] = []

    def __enter__(self) -> State:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "cache" in self.__dict__:
            self.cache.__exit__(kind, error, trace)

    @cached_property
    def cache(self) -> ScanCache:
        """Scans of contents read before."""
        from archaeo.analyzers.cache import ScanCache
        from archaeo.shelf import default_folder

        return ScanCache(default_folder())

    @cached_property
    def repository(self) -> pygit2.Repository:
        """The git repository at the path."""
        from archaeo.git import reader

        return reader.open_repository(self.path)

    @property
    def is_repository(self) -> bool:
        """There is a git repository at the path."""
        return (self.path / ".git").exists() or self._is_bare

    @property
    def _is_bare(self) -> bool:
        return (self.path / "objects").is_dir() and (self.path / "HEAD").is_file()

    @cached_property
    def files(self) -> tuple[SourceFile, ...]:
        """The files of the state, their contents still unread."""
        return tuple(self.files_at(self.rev))

    def files_at(self, rev: str | None) -> Iterable[SourceFile]:
        """Give the files of a revision; of None the folder's, or HEAD's of a bare repository."""
        from archaeo.analyzers.sources import heeded

        return heeded(self._all_files_at(rev), self.ignore)

    def _all_files_at(self, rev: str | None) -> Iterable[SourceFile]:
        if rev is None and not self._is_bare:
            from archaeo.analyzers import sources

            return sources.folder_files(self.path)
        from archaeo.git import reader

        return reader.files(self.repository, rev or "HEAD")

    @cached_property
    def scan(self) -> Scan:
        """The scan of the state."""
        return self._scan(self.files)

    def _scan(self, files: Iterable[SourceFile]) -> Scan:
        from archaeo.analyzers import dependencies

        with terminal.progress() as progress:
            made = dependencies.scan(files, progress, self.cache)
        self._seen.extend(made.diagnostics)
        return made

    @cached_property
    def resolved(self) -> Resolved:
        """Edges and build of the state."""
        from archaeo.analyzers import dependencies

        return dependencies.resolve(self.scan)

    @cached_property
    def graph(self) -> Graph:
        """The file graph of the state."""
        from archaeo.analyzers import dependencies

        return dependencies.graph(self.scan, self.resolved)

    def graph_at(self, rev: str) -> Graph:
        """Give the file graph of a revision."""
        from archaeo.analyzers import dependencies

        return dependencies.graph(self._scan(tuple(self.files_at(rev))))

    def need_history(self, what: str) -> None:
        """Refuse what only a repository can answer.

        Raises:
            ArchaeoError: the path is no git repository.
        """
        if not self.is_repository:
            raise ArchaeoError(
                f"{what} needs a git repository, and '{self.path}' is a folder",
                hint=f"archaeo dig {self.path} makes one of a folder with a dump or ChangeLog",
            )

    def diagnostics(self) -> list[Diagnostic]:
        """Give what was odd in all that was read."""
        return list(dict.fromkeys(self._seen))
