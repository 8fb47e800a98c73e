"""Reads a git repository, converted or not, as a `Project`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from archaeo.analyzers import dependencies
from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.model import Diagnostic, Progress, no_progress
from archaeo.reconcile import repository as matched

from .project import Project, Source


def read(path: Path, name: str = "", progress: Progress = no_progress) -> Project:
    """Read a repository with its ChangeLogs.

    Raises:
        ArchaeoError: there is no repository.
    """
    repository = reader.open_repository(path)
    problems: list[Diagnostic] = []
    commits = tuple(reader.commits(repository, report=problems.append, progress=progress))
    files = tuple(reader.files(repository))
    project = Project(name or project_name(path), commits, reader.releases(repository), files=files, progress=progress)
    logs = changelog.found_in(project.own_files)
    head = commits[-1].key if commits else ""
    source = Source(path.name, "git repository", f"commit {head}" if head else "", (("commits", len(commits)),))
    told = (Source(log.file, "ChangeLog in it", "", (("entries", len(log.entries)),)) for log in logs)
    problems += [problem for log in logs for problem in log.diagnostics]
    scan = dependencies.scan(project.own_files, progress)
    problems += [problem for problem in scan.diagnostics if problem.grave]
    project = replace(
        project,
        scan=scan,
        graph=dependencies.graph(scan),
        tip=reader.tip(repository),
        content=reader.contents(repository),
    )
    contents = {file.path: file.read() for file in project.own_files if file.path in {log.file for log in logs}}
    pairs = matched.pairs(repository, commits, project.releases, logs, contents, progress)
    return replace(project, pairs=pairs, changelogs=logs, diagnostics=tuple(problems), sources=(source, *told))


def project_name(path: Path) -> str:
    """Give a name to call a project by: the folder's, without what archaeo and git add to it.

    >>> project_name(Path("old/goos-archaeo/repo.git")), project_name(Path("goos.git")), project_name(Path("goos/.git"))
    ('goos', 'goos', 'goos')
    """
    absolute = path.absolute()
    while absolute.name in ("repo.git", ".git", "repo") and absolute.parent.name:
        absolute = absolute.parent
    return re.sub(r"(-archaeo|\.git)+\Z", "", absolute.name) or absolute.name
