"""Reads a git repository, converted or not, as a `Project`."""

from __future__ import annotations

import re
from pathlib import Path

from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.importers.changelog import ChangeLog
from archaeo.model import Diagnostic, Progress, SourceFile, no_progress

from .project import Project, Source

MOST_CHANGELOGS = 40
"""More files of that name are vendored copies; the shortest paths are the project's own."""


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
    logs = _changelogs(project.own_files)
    head = commits[-1].key if commits else ""
    source = Source(path.name, "git repository", f"commit {head}" if head else "", (("commits", len(commits)),))
    told = (Source(log.file, "ChangeLog in it", "", (("entries", len(log.entries)),)) for log in logs)
    from dataclasses import replace

    problems += [problem for log in logs for problem in log.diagnostics]
    return replace(project, changelogs=logs, diagnostics=tuple(problems), sources=(source, *told))


def project_name(path: Path) -> str:
    """Give a name to call a project by: the folder's, without what archaeo and git add to it.

    >>> project_name(Path("old/goos-archaeo/repo.git")), project_name(Path("goos.git")), project_name(Path("goos/.git"))
    ('goos', 'goos', 'goos')
    """
    absolute = path.absolute()
    while absolute.name in ("repo.git", ".git", "repo") and absolute.parent.name:
        absolute = absolute.parent
    return re.sub(r"(-archaeo|\.git)+\Z", "", absolute.name) or absolute.name


def _changelogs(files: tuple[SourceFile, ...]) -> tuple[ChangeLog, ...]:
    named = [file for file in files if file.link is None and changelog.is_changelog_name(file.path)]
    named.sort(key=lambda file: (file.path.count("/"), file.path))
    found = (changelog.parse(file.read(), file.path) for file in named[:MOST_CHANGELOGS])
    return tuple(log for log in found if len(log.entries) >= 2)
