"""Reads a git repository, converted or not, as a `Project`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from archaeo import dates as right
from archaeo.analyzers import dependencies, layout
from archaeo.analyzers.cache import ScanCache
from archaeo.analyzers.identities import Confirmed
from archaeo.analyzers.sources import heeded
from archaeo.collection import without_collection
from archaeo.dates import Dates
from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.importers.changelog import ChangeLog
from archaeo.model import Change, Commit, Diagnostic, Identity, Progress, Release, no_progress
from archaeo.reconcile import history as changelogs
from archaeo.reconcile import repository as matched
from archaeo.shelf import Shelves

from .project import Project, Source, file_source

NO_DATES: Dates = {}


def read(
    path: Path,
    name: str = "",
    progress: Progress = no_progress,
    *,
    beside: Mapping[str, bytes] | None = None,
    confirmed: Confirmed | None = None,
    ignore: Sequence[str] = (),
    cache: Path | None = None,
    dates: Dates = NO_DATES,
) -> Project:
    """Read a repository with its ChangeLogs.

    Args:
        beside: name and content of ChangeLogs that lay beside the repository.
        confirmed: who is who, as a person said.
        ignore: globs of paths that are left out of what is said of the files.
        dates: what a person put right.
        cache: folder where findings are remembered from run to run (``project.shelves.save()`` writes them), or None.

    Raises:
        ArchaeoError: there is no repository.
    """
    with without_collection():
        return _read(path, name, progress, beside or {}, confirmed, ignore, cache, dates)


def _read(
    path: Path,
    name: str,
    progress: Progress,
    beside: Mapping[str, bytes],
    confirmed: Confirmed | None,
    ignore: Sequence[str],
    cache: Path | None,
    dates: Dates,
) -> Project:
    repository = reader.open_repository(path)
    problems: list[Diagnostic] = []
    shelves = Shelves(cache, reader.first_commit(repository))
    changes = shelves.shelf("changes", reader.MAKERS)
    found = reader.commits(repository, report=problems.append, progress=progress, shelf=changes)
    commits = right.commits(found, dates)
    files = tuple(heeded(reader.files(repository), ignore))
    content = reader.contents(repository)
    laid_out = layout.detect(commits)
    as_made = commits
    if laid_out.since:
        content = layout.reading(content, as_made, laid_out)
        commits = layout.as_always(as_made, laid_out)
    project = Project(
        name or project_name(path),
        commits,
        reader.releases(repository),
        files=files,
        confirmed=confirmed,
        progress=progress,
        shelves=shelves,
        laid_out=laid_out,
    )
    beside = _apart(beside, {file.path for file in project.own_files})
    inside = changelog.found_in(project.own_files)
    parsed = {file: changelog.parse(content, file) for file, content in beside.items()}
    logs = changelog.without_copies([_right(log, dates) for log in (*parsed.values(), *inside)])
    head = commits[-1].key if commits else ""
    source = Source(path.name, "git repository", f"commit {head}" if head else "", (("commits", len(commits)),))
    told = [file_source(n, "ChangeLog", content, entries=len(parsed[n].entries)) for n, content in beside.items()]
    told += [Source(log.file, "ChangeLog in it", "", (("entries", len(log.entries)),)) for log in inside]
    problems += [problem for log in logs for problem in log.diagnostics]
    with ScanCache(cache) as scans:
        scan = dependencies.scan(project.own_files, progress, scans)
    problems += [problem for problem in scan.diagnostics if problem.grave]
    resolved = dependencies.resolve(scan)
    project = replace(
        project,
        scan=scan,
        graph=dependencies.graph(scan, resolved),
        resolved=resolved,
        tip=reader.tip(repository),
        content=content,
    )
    names = {log.file for log in logs}
    contents = {file.path: file.read() for file in project.own_files if file.path in names} | dict(beside)
    shelf = shelves.shelf("changelogs", changelogs.MAKERS)
    pairs = matched.pairs(repository, as_made, project.releases, logs, contents, progress, shelf)
    return replace(project, pairs=pairs, changelogs=logs, diagnostics=tuple(problems), sources=(source, *told))


def _apart(beside: Mapping[str, bytes], inside: Collection[str]) -> dict[str, bytes]:
    """Give ChangeLogs beside a repository names that no file in it has: what they say is known by name and line.

    Dig keeps them in a folder of that name.
    """
    found: dict[str, bytes] = {}
    for name, content in beside.items():
        while name in inside or name in found:
            name = f"changelogs/{name}"
        found[name] = content
    return found


def told(
    beside: Mapping[str, bytes],
    name: str,
    progress: Progress = no_progress,
    confirmed: Confirmed | None = None,
    dates: Dates = NO_DATES,
) -> Project:
    """Give the project that ChangeLogs tell of, where they are all that is left: an entry is a change to the files it
    names."""
    parsed = (changelog.parse(content, file) for file, content in beside.items())
    logs = changelog.without_copies([_right(log, dates) for log in parsed])
    entries = [(log, entry) for log in logs for entry in log.entries if entry.date is not None]
    made = []
    for log, entry in entries:
        person = entry.authors[0] if entry.authors else Identity("unknown")
        # an entry that names no file changed the ChangeLog at least, and is work as any other
        changes = tuple(Change("M", path) for path in sorted(entry.files) or (log.file,))
        key = f"{log.file}:{entry.line}"
        made.append((Commit(key, "", (), person, _moment(entry.date), entry.text, changes), entry))
    made.sort(key=lambda pair: (pair[0].date, pair[0].key))
    tags = [Release(tag, entry.date, commit.key, commit.key) for commit, entry in made for tag in entry.tags]
    releases = {release.name: release for release in reversed(tags)}
    return Project(
        name,
        tuple(commit for commit, _ in made),
        tuple(releases[name] for name in reversed(releases)),
        logs,
        pairs=tuple((entry, commit.key) for commit, entry in made),
        diagnostics=tuple(problem for log in logs for problem in log.diagnostics),
        sources=tuple(file_source(log.file, "ChangeLog", beside[log.file], entries=len(log.entries)) for log in logs),
        confirmed=confirmed,
        progress=progress,
    )


def _right(log: ChangeLog, dates: Dates) -> ChangeLog:
    return replace(log, entries=right.entries(log.entries, log.file, dates))


def _moment(day: date | datetime | None) -> datetime:
    if isinstance(day, datetime):
        return day if day.tzinfo else day.replace(tzinfo=UTC)
    assert day is not None
    return datetime.combine(day, time(12), UTC)


def project_name(path: Path) -> str:
    """Give a name to call a project by: the folder's, without what archaeo and git add to it.

    >>> project_name(Path("old/goos-archaeo/repo.git")), project_name(Path("goos.git")), project_name(Path("goos/.git"))
    ('goos', 'goos', 'goos')
    """
    absolute = path.absolute()
    while absolute.name in ("repo.git", ".git", "repo") and absolute.parent.name:
        absolute = absolute.parent
    return re.sub(r"(-archaeo|\.git)+\Z", "", absolute.name) or absolute.name
