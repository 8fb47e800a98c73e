"""Gathers what is dated from the sources a person names: dumps, repositories, ChangeLogs, folders with any of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from fnmatch import translate
from pathlib import Path

from archaeo import dates as right
from archaeo.analyzers import chronicle, identities, layout
from archaeo.analyzers.annals import annals
from archaeo.analyzers.chronicle import Row
from archaeo.analyzers.sources import heeded
from archaeo.dates import Dates
from archaeo.errors import ArchaeoError, Location
from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.importers.changelog import ChangeLog
from archaeo.importers.svn.log import log
from archaeo.look import Find
from archaeo.model import (
    ChangeLogEntry,
    Commit,
    Diagnostic,
    Identity,
    ImportOptions,
    Progress,
    Ref,
    Release,
    SourceFile,
    no_progress,
)
from archaeo.reconcile import repository as matched

from .dumps import ToldDump, listed, logs_of
from .found import dated, repositories


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person put right, in archaeo.toml or by options.

    Attributes:
        layout: where the branches of a dump are.
        authors: login to person; ``confirmed`` says which names are one person.
        ignore: globs of paths that nothing is said of.
        dates: what was put right, as `archaeo.dates` reads it.
    """

    layout: str = "auto"
    authors: Mapping[str, Identity] = field(default_factory=dict)
    confirmed: identities.Confirmed | None = None
    ignore: tuple[str, ...] = ()
    dates: Dates = field(default_factory=dict)

    def options(self, progress: Progress) -> ImportOptions:
        """Give what an importer is told of it."""
        return ImportOptions(self.layout, self.authors, progress, dates=self.dates)


NONE = Corrections()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is dated in some sources; several are put one behind the other.

    Attributes:
        aside: revisions of a dump that made no commit; they have rows, and nothing else is concluded from them.
        listed: people that AUTHORS files name.
        contents: of ChangeLogs, by their name in ``logs``.
        dumps: what can tell differences.
    """

    commits: tuple[Commit, ...] = ()
    logs: tuple[ChangeLog, ...] = ()
    releases: tuple[Release, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    pairs: tuple[tuple[ChangeLogEntry, str], ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)
    aside: tuple[Commit, ...] = ()
    listed: tuple[Identity, ...] = ()
    dumps: tuple[ToldDump, ...] = ()


def gather(paths: Sequence[Path], progress: Progress = no_progress, corrections: Corrections = NONE) -> Gathered:
    """Read every source.

    Raises:
        ArchaeoError: a source does not exist, or nothing in it is dated.
    """
    with ExitStack() as opened:
        return read(dated(paths), opened, progress, corrections)


def read(
    finds: Sequence[Find], opened: ExitStack, progress: Progress = no_progress, corrections: Corrections = NONE
) -> Gathered:
    """Read what was found; dumps stay open as long as ``opened``.

    Raises:
        ArchaeoError: a source cannot be read.
    """
    gathered = _corrected(_together([_read(find, opened, progress, corrections) for find in finds]), corrections)
    return replace(gathered, pairs=_pairs(gathered, repositories(finds), progress))


def listing(
    finds: Sequence[Find], progress: Progress = no_progress, corrections: Corrections = NONE
) -> tuple[Row, ...]:
    """Give the rows without what needs all of them compared with one another, or the paths of a repository's commits.

    Raises:
        ArchaeoError: a source cannot be read.
    """
    parts: list[Gathered] = []
    for find in finds:
        if find.kind == "ChangeLog":
            parts.append(_changelog(find.path))
        elif find.kind == "git repository":
            parts.append(_repository(find.path, progress, with_changes=False))
        else:
            parts.append(_log(find.path, progress, corrections))
    gathered = _corrected(_together(parts), corrections)
    told = [chronicle.rows((), log.entries, changelog=log.file) for log in gathered.logs]
    with_changes = not repositories(finds)
    made = chronicle.rows(gathered.commits, (), gathered.releases, with_changes=with_changes)
    found = chronicle.merged(made, *told)
    return chronicle.merged(found, chronicle.silences(found))


def newest_files(find: Find, opened: ExitStack, progress: Progress, corrections: Corrections) -> list[SourceFile]:
    """Give the files of the newest state of a history; none of a ChangeLog."""
    found: Iterable[SourceFile] = ()
    if find.kind == "git repository":
        found = reader.files(reader.open_repository(find.path))
    elif find.kind != "ChangeLog":
        found = ToldDump(find.path, corrections.options(progress), opened).files
    return heeded(found, corrections.ignore)


def rows(gathered: Gathered, corrections: Corrections = NONE) -> tuple[Row, ...]:
    """Give the rows of all that was gathered, with events and silences, oldest first."""
    folders = layout.tag_folders(gathered.commits, layout.detect(gathered.commits))
    known = {release.name for release in gathered.releases}
    releases = (*gathered.releases, *(folder for folder in folders if folder.name not in known))
    entries = tuple(entry for log in gathered.logs for entry in log.entries)
    people = identities.identify(gathered.commits, entries, gathered.listed, corrections.confirmed)
    who = identities.namer(people)
    logs = [(log.file, log.entries) for log in gathered.logs]
    found = annals(gathered.commits, logs, releases, pairs=gathered.pairs, who=who)
    return chronicle.merged(found, chronicle.rows(gathered.aside, who=who)) if gathered.aside else found


def _corrected(gathered: Gathered, corrections: Corrections) -> Gathered:
    commits = right.commits(gathered.commits, corrections.dates)
    logs = [replace(log, entries=right.entries(log.entries, log.file, corrections.dates)) for log in gathered.logs]
    if corrections.ignore:
        ignored = [re.compile(translate(glob)).match for glob in corrections.ignore]

        def is_kept(path: str) -> bool:
            return not any(match(path) for match in ignored)

        commits = tuple(replace(one, changes=tuple(c for c in one.changes if is_kept(c.path))) for one in commits)
        logs = [replace(log, entries=tuple(_naming(entry, is_kept) for entry in log.entries)) for log in logs]
    return replace(gathered, commits=commits, logs=tuple(logs))


def _naming(entry: ChangeLogEntry, is_kept: Callable[[str], bool]) -> ChangeLogEntry:
    return replace(entry, files=tuple(filter(is_kept, entry.files)))


def _pairs(gathered: Gathered, found: Sequence[Path], progress: Progress) -> tuple[tuple[ChangeLogEntry, str], ...]:
    """Match entries with commits, where one history tells of them."""
    if len(found) + len(gathered.dumps) != 1:
        return ()
    known = (gathered.commits, gathered.releases)
    if found:
        logs = (gathered.logs, gathered.contents)
        return matched.pairs(reader.open_repository(found[0]), *known, *logs, progress)
    told = [(log, gathered.contents[log.file]) for log in gathered.logs if log.file in gathered.contents]
    return matched.of_records(gathered.dumps[0], *known, told, progress=progress).pairs


def _together(parts: Sequence[Gathered]) -> Gathered:
    return Gathered(
        tuple(commit for part in parts for commit in part.commits),
        changelog.without_copies([log for part in parts for log in part.logs]),
        tuple(release for part in parts for release in part.releases),
        tuple(problem for part in parts for problem in part.diagnostics),
        (),
        {name: content for part in reversed(parts) for name, content in part.contents.items()},
        tuple(commit for part in parts for commit in part.aside),
        tuple(identity for part in parts for identity in part.listed),
        tuple(dump for part in parts for dump in part.dumps),
    )


def _read(find: Find, opened: ExitStack, progress: Progress, corrections: Corrections) -> Gathered:
    if find.kind == "ChangeLog":
        return _changelog(find.path)
    if find.kind == "git repository":
        return _repository(find.path, progress)
    dump = ToldDump(find.path, corrections.options(progress), opened)
    logs, contents = logs_of(dump.files)
    problems = (*dump.diagnostics, *(problem for log in logs for problem in log.diagnostics))
    people = listed(dump.files)
    return Gathered(dump.commits, logs, dump.releases, problems, (), contents, dump.aside, people, (dump,))


def _changelog(path: Path) -> Gathered:
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"cannot be read: {(error.strerror or 'unknown').lower()}"
        raise ArchaeoError(what, location=Location(str(path))) from None
    told = changelog.parse(content, path.name)
    return Gathered(logs=(told,), diagnostics=told.diagnostics, contents={told.file: content})


def _log(path: Path, progress: Progress, corrections: Corrections) -> Gathered:
    commits, releases, problems = [], [], []
    for record in log(path, corrections.options(progress)):
        if isinstance(record, Commit):
            commits.append(record)
        elif isinstance(record, Ref):
            name = record.name.removeprefix("refs/tags/")
            releases.append(Release(name, record.date, f"tag made in r{record.target[1:]}", record.target))
        else:
            problems.append(record)
    return Gathered(tuple(commits), (), tuple(releases), tuple(problems))


def _repository(path: Path, progress: Progress, with_changes: bool = True) -> Gathered:
    problems: list[Diagnostic] = []
    repository = reader.open_repository(path)
    commits = tuple(reader.commits(repository, None, problems.append, progress, with_changes))
    files = tuple(reader.files(repository))
    logs, contents = logs_of(files)
    problems += [problem for log in logs for problem in log.diagnostics]
    releases = reader.releases(repository)
    return Gathered(commits, logs, releases, tuple(problems), contents=contents, listed=listed(files))
