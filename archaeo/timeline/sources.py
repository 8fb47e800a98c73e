"""Gathers what is dated from the sources a person names: dumps, repositories, ChangeLogs, folders with any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archaeo.analyzers import layout
from archaeo.analyzers.annals import annals
from archaeo.analyzers.chronicle import Row
from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.importers.changelog import ChangeLog
from archaeo.importers.svn.log import log
from archaeo.look import Find
from archaeo.model import (
    ChangeLogEntry,
    Commit,
    Diagnostic,
    ImportOptions,
    Progress,
    Ref,
    Release,
    no_progress,
)
from archaeo.reconcile import repository as matched

from .found import dated, repositories


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is dated in some sources; several are put one behind the other."""

    commits: tuple[Commit, ...] = ()
    logs: tuple[ChangeLog, ...] = ()
    releases: tuple[Release, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    pairs: tuple[tuple[ChangeLogEntry, str], ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)


def gather(paths: Sequence[Path], progress: Progress = no_progress) -> Gathered:
    """Read every source.

    Raises:
        ArchaeoError: a source does not exist, or nothing in it is dated.
    """
    return read(dated(paths), progress)


def read(finds: Sequence[Find], progress: Progress = no_progress, with_changes: bool = True) -> Gathered:
    """Read what was found.

    Args:
        with_changes: False leaves out which paths the commits of a git repository touched: most of the time.

    Raises:
        ArchaeoError: a source cannot be read.
    """
    gathered = _together([_read(find, progress, with_changes) for find in finds])
    opened = [reader.open_repository(path) for path in repositories(finds)]
    if not with_changes or len(opened) != 1:
        return gathered
    known = (gathered.commits, gathered.releases, gathered.logs, gathered.contents)
    return replace(gathered, pairs=matched.pairs(opened[0], *known, progress))


def rows(gathered: Gathered) -> tuple[Row, ...]:
    """Give the rows of all that was gathered, with events and silences, oldest first."""
    folders = layout.tag_folders(gathered.commits, layout.detect(gathered.commits))
    known = {release.name for release in gathered.releases}
    releases = (*gathered.releases, *(folder for folder in folders if folder.name not in known))
    return annals(gathered.commits, [(log.file, log.entries) for log in gathered.logs], releases, pairs=gathered.pairs)


def _together(parts: Sequence[Gathered]) -> Gathered:
    return Gathered(
        tuple(commit for part in parts for commit in part.commits),
        changelog.without_copies([log for part in parts for log in part.logs]),
        tuple(release for part in parts for release in part.releases),
        tuple(problem for part in parts for problem in part.diagnostics),
        tuple(pair for part in parts for pair in part.pairs),
        {name: content for part in reversed(parts) for name, content in part.contents.items()},
    )


def _read(find: Find, progress: Progress, with_changes: bool) -> Gathered:
    if find.kind == "ChangeLog":
        content = find.path.read_bytes()
        told = changelog.parse(content, find.path.name)
        return Gathered(logs=(told,), diagnostics=told.diagnostics, contents={told.file: content})
    if find.kind == "git repository":
        return _repository(find.path, progress, with_changes)
    return _dump(find.path, progress)


def _dump(path: Path, progress: Progress) -> Gathered:
    commits, releases, problems = [], [], []
    for record in log(path, ImportOptions(progress=progress)):
        if isinstance(record, Commit):
            commits.append(record)
        elif isinstance(record, Ref):
            name = record.name.removeprefix("refs/tags/")
            releases.append(Release(name, record.date, f"tag made in r{record.target[1:]}", record.target))
        else:
            problems.append(record)
    return Gathered(tuple(commits), (), tuple(releases), tuple(problems))


def _repository(path: Path, progress: Progress, with_changes: bool) -> Gathered:
    problems: list[Diagnostic] = []
    repository = reader.open_repository(path)
    commits = tuple(reader.commits(repository, None, problems.append, progress, with_changes))
    files = tuple(reader.files(repository))
    logs = changelog.found_in(files)
    names = {log.file for log in logs}
    contents = {file.path: file.read() for file in files if file.path in names}
    problems += [problem for log in logs for problem in log.diagnostics]
    return Gathered(commits, logs, reader.releases(repository), tuple(problems), contents=contents)
