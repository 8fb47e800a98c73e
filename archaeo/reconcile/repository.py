"""The reconciliation of a whole repository: its ChangeLogs, or those that were found elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archaeo.errors import ArchaeoError
from archaeo.git import reader, revmap
from archaeo.importers import changelog
from archaeo.importers.changelog.log import ChangeLog
from archaeo.model import ChangeLogEntry, Commit, Progress, Release, no_progress
from archaeo.shelf import Shelf

from . import evidence, history
from .matching import merged, reconcile
from .records import Reconciliation

if TYPE_CHECKING:
    import pygit2

Source = tuple[str, bytes]
"""Name and content of a ChangeLog."""


def of_repository(
    repository: pygit2.Repository,
    commits: Sequence[Commit] | None = None,
    releases: Sequence[Release] | None = None,
    sources: Sequence[Source] | None = None,
    logs: Sequence[ChangeLog] = (),
    progress: Progress = no_progress,
    shelf: Shelf | None = None,
) -> Reconciliation:
    """Match the entries of ChangeLogs with a repository's commits.

    Args:
        commits, releases: as `reader` gives them, where they have been read already.
        sources: the ChangeLogs; None for those of the newest state.
        logs: the same, parsed already; then the entries of the matches are these.
        shelf: where differences between the ChangeLogs' versions are remembered; its makers are ``history.MAKERS``.
    """
    found = tuple(reader.commits(repository, progress=progress)) if commits is None else commits
    made = reader.releases(repository) if releases is None else releases
    named = changelogs(repository) if sources is None else sources
    parsed = {log.file: log for log in logs}
    told = [(parsed.get(name) or changelog.parse(content, name), content) for name, content in named]
    versions = history.GitVersions(repository, found, shelf)
    return of_records(versions, found, made, told, revisions(repository, found), progress)


def of_records(
    versions: history.Versions,
    commits: Sequence[Commit],
    releases: Sequence[Release],
    told: Sequence[tuple[ChangeLog, bytes]],
    revisions: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> Reconciliation:
    """Match the entries of ChangeLogs, each with its content, with commits whose files can be read somewhere.

    Args:
        revisions: commit key to the Subversion revision it was made from; None takes what the commits say.
    """
    parts = []
    for log, content in told:
        if log.entries:
            added, absences = history.additions(versions, commits, log, content, progress)
            path = _path_of(log.file, commits)
            parts.append(reconcile(commits, log.entries, releases, added, absences, log.file, path, revisions))
    return merged(parts)


def pairs(
    repository: pygit2.Repository,
    commits: Sequence[Commit],
    releases: Sequence[Release],
    logs: Sequence[ChangeLog],
    contents: Mapping[str, bytes],
    progress: Progress = no_progress,
    shelf: Shelf | None = None,
) -> tuple[tuple[ChangeLogEntry, str], ...]:
    """Give (entry, key of its commit) for ChangeLogs that were parsed already: what a timeline needs.

    Args:
        contents: of the ChangeLogs, by the names they were parsed under; those without are passed over.
        shelf: see `of_repository`.
    """
    sources = [(log.file, contents[log.file]) for log in logs if log.file in contents]
    return of_repository(repository, commits, releases, sources, logs, progress, shelf).pairs if sources else ()


def revisions(repository: pygit2.Repository, commits: Sequence[Commit]) -> dict[str, str]:
    """Give commit key to Subversion revision, by the map of a conversion where there is one, else by the messages."""
    try:
        rows = [row for row in revmap.read(Path(repository.path)) if row.commit and row.revision.isdigit()]
    except ArchaeoError:
        return evidence.revisions_of(commits)
    return {row.commit: row.revision for row in rows}


def changelogs(repository: pygit2.Repository) -> tuple[Source, ...]:
    """Give path and content of the ChangeLogs of the newest state, by name and content."""
    files = [file for file in reader.files(repository) if changelog.is_changelog_name(file.path) and file.link is None]
    return tuple((file.path, file.read()) for file in files)


def _path_of(name: str, commits: Sequence[Commit]) -> str:
    """Give the path under which most commits changed a file of this name, the name itself where none did."""
    base = name.rpartition("/")[2]
    paths = Counter(c.path for commit in commits for c in commit.changes if c.path.rpartition("/")[2] == base)
    return name if name in paths or not paths else paths.most_common(1)[0][0]
