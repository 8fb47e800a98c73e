"""Gathers what is dated from the sources a person names: repositories, ChangeLogs, folders with either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archaeo.errors import ArchaeoError, Location
from archaeo.git import reader
from archaeo.model import ChangeLogEntry, Commit, Diagnostic, Progress, Release, no_progress


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is dated in some sources; several are put one behind the other."""

    commits: tuple[Commit, ...] = ()
    entries: tuple[ChangeLogEntry, ...] = ()
    releases: tuple[Release, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def gather(paths: Sequence[Path], progress: Progress = no_progress) -> Gathered:
    """Read every source.

    Raises:
        ArchaeoError: a source does not exist, or nothing in it is dated.
    """
    parts = [_gather(path, progress) for path in paths]
    return Gathered(
        tuple(commit for part in parts for commit in part.commits),
        tuple(entry for part in parts for entry in part.entries),
        tuple(release for part in parts for release in part.releases),
        tuple(problem for part in parts for problem in part.diagnostics),
    )


def _gather(path: Path, progress: Progress) -> Gathered:
    if not path.exists():
        raise ArchaeoError("there is no such file or folder", location=Location(str(path)))
    if path.is_dir() and is_repository(path):
        return _repository(path, progress)
    raise ArchaeoError("nothing dated here", hint="give a git repository", location=Location(str(path)))


def is_repository(path: Path) -> bool:
    """Say whether a folder is a git repository, bare or with files."""
    return (path / ".git").exists() or ((path / "HEAD").is_file() and (path / "objects").is_dir())


def _repository(path: Path, progress: Progress) -> Gathered:
    problems: list[Diagnostic] = []
    repository = reader.open_repository(path)
    commits = tuple(reader.commits(repository, report=problems.append, progress=progress))
    return Gathered(commits, (), reader.releases(repository), tuple(problems))
