"""Gathers what is dated from the sources a person names: repositories, ChangeLogs, folders with either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archaeo.analyzers import layout
from archaeo.analyzers.annals import annals
from archaeo.analyzers.chronicle import Row
from archaeo.errors import ArchaeoError, Location
from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.importers.changelog import ChangeLog
from archaeo.model import ChangeLogEntry, Commit, Diagnostic, Progress, Release, no_progress
from archaeo.reconcile import repository as matched


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is dated in some sources; several are put one behind the other."""

    commits: tuple[Commit, ...] = ()
    logs: tuple[ChangeLog, ...] = ()
    releases: tuple[Release, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    pairs: tuple[tuple[ChangeLogEntry, str], ...] = ()


def gather(paths: Sequence[Path], progress: Progress = no_progress) -> Gathered:
    """Read every source.

    Raises:
        ArchaeoError: a source does not exist, or nothing in it is dated.
    """
    return _together([_gather(path, progress) for path in paths])


def rows(gathered: Gathered) -> tuple[Row, ...]:
    """Give the rows of all that was gathered, with events and silences, oldest first."""
    folders = layout.tag_folders(gathered.commits, layout.detect(gathered.commits))
    known = {release.name for release in gathered.releases}
    releases = (*gathered.releases, *(folder for folder in folders if folder.name not in known))
    return annals(gathered.commits, [(log.file, log.entries) for log in gathered.logs], releases, pairs=gathered.pairs)


def _together(parts: Sequence[Gathered]) -> Gathered:
    return Gathered(
        tuple(commit for part in parts for commit in part.commits),
        tuple(log for part in parts for log in part.logs),
        tuple(release for part in parts for release in part.releases),
        tuple(problem for part in parts for problem in part.diagnostics),
        tuple(pair for part in parts for pair in part.pairs),
    )


def _gather(path: Path, progress: Progress) -> Gathered:
    if not path.exists():
        raise ArchaeoError("there is no such file or folder", location=Location(str(path)))
    if path.is_file():
        return _file(path)
    if is_repository(path):
        return _repository(path, progress)
    found = [*_inside(path)]
    if not found:
        hint = "give a git repository, a ChangeLog, or a folder with one of them"
        raise ArchaeoError("nothing dated here", hint=hint, location=Location(str(path)))
    return _together([_gather(source, progress) for source in found])


def _inside(folder: Path) -> Iterator[Path]:
    """Yield what is dated in a folder: what a dig wrote, else repositories at its top, and its ChangeLogs."""
    if (folder / "repo.git").is_dir():
        yield folder / "repo.git"
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink() and is_repository(path):
            yield path
    yield from changelog.discover(folder)


def _file(path: Path) -> Gathered:
    log = changelog.parse(path.read_bytes(), path.name)
    if not log.entries:
        hint = "a ChangeLog has dates or versions at the head of its entries"
        raise ArchaeoError("no entry was found", hint=hint, location=Location(str(path)))
    return Gathered(logs=(log,), diagnostics=log.diagnostics)


def is_repository(path: Path) -> bool:
    """Say whether a folder is a git repository, bare or with files."""
    return (path / ".git").exists() or ((path / "HEAD").is_file() and (path / "objects").is_dir())


def _repository(path: Path, progress: Progress) -> Gathered:
    problems: list[Diagnostic] = []
    repository = reader.open_repository(path)
    commits = tuple(reader.commits(repository, report=problems.append, progress=progress))
    files = tuple(reader.files(repository))
    logs, releases = changelog.found_in(files), reader.releases(repository)
    problems += [problem for log in logs for problem in log.diagnostics]
    contents = {file.path: file.read() for file in files if file.path in {log.file for log in logs}}
    pairs = matched.pairs(repository, commits, releases, logs, contents, progress)
    return Gathered(commits, logs, releases, tuple(problems), pairs)
