"""The main job: look at what lies there, convert it, analyse it, write a summary to open."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archaeo import convert, summary
from archaeo.analyzers.identities import Confirmed
from archaeo.analyzers.sources import lone_file
from archaeo.appearing import appearing
from archaeo.errors import ArchaeoError, Location
from archaeo.importers import releases as release_importer
from archaeo.look import Find, look, name_of
from archaeo.model import Diagnostic, ImportOptions, SourceFile
from archaeo.summary import read
from archaeo.summary.project import Project, Source, file_source
from archaeo.summary.write import write

from . import snapshot
from .leavings import leavings
from .sites import Site, sites

Say = Callable[[str, str], None]
"""Called as ``say(step, what)`` when a step is done: ``say("looked", "goos.dump: a Subversion dump")``."""


@dataclass(frozen=True, slots=True)
class Dug:
    """What was dug up at one site.

    Attributes:
        folder: where its repository and summary are.
        report: of the conversion; None for a git repository, which is copied as it is.
    """

    site: Site
    folder: Path
    report: convert.Report | None
    summary: summary.Summary
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_damaged(self) -> bool:
        """Whether something that the sources promised is missing in the result."""
        return any(problem.grave for problem in self.diagnostics)


def dig(
    sources: Sequence[Path],
    target: Path | None = None,
    options: ImportOptions | None = None,
    *,
    confirmed: Confirmed | None = None,
    ignore: Sequence[str] = (),
    cache: Path | None = None,
    force: bool = False,
    say: Say = lambda step, what: None,
    manner: summary.Manner | None = None,
) -> tuple[Dug, ...]:
    """Dig up what lies at the sources; the target appears when all of it is complete.

    With one history the target holds ``repo.git`` and the summary; with several, a folder of that kind for each.

    Args:
        target: by default NAME-archaeo in the current folder.
        confirmed: who is who, as a person said.
        ignore: globs of paths that the analysis leaves out: vendored code, data.
        cache: folder where findings are remembered from run to run, or None.
        force: replace a target that an earlier dig wrote.
        manner: how the summary is wanted.

    Raises:
        ArchaeoError: nothing to dig up was found, the target exists, or a source cannot be read.
    """
    options = options or ImportOptions()
    found = look(sources)
    for find in found:
        say("looked", f"{find.path}: {find.kind}{', ' if find.about else ''}{find.about}")
    places = sites(found)
    if not places:
        known = "a Subversion dump or repository, a git repository, a ChangeLog, archives of sources"
        hint = f"name {known}, or a folder of these"
        raise ArchaeoError("nothing to dig up was found", hint=hint, location=Location(str(sources[0])))
    for find, why in leavings(found, places):
        say("left", f"{find.path}: {why}")
    target = target or Path(f"{places[0].name if len(places) == 1 else name_of(sources[0])}-archaeo")
    _check_free(target, force)
    with appearing(target) as folder:
        dug = []
        for place in places:
            inside = folder if len(places) == 1 else folder / place.name
            shown = target if len(places) == 1 else target / place.name
            made = _dig(place, inside, options, confirmed, ignore, cache, say, manner)
            dug.append(replace(made, folder=shown))
    return tuple(dug)


def _dig(
    site: Site,
    folder: Path,
    options: ImportOptions,
    confirmed: Confirmed | None,
    ignore: Sequence[str],
    cache: Path | None,
    say: Say,
    manner: summary.Manner | None,
) -> Dug:
    folder.mkdir(exist_ok=True)
    report = _repository(site, folder / "repo.git", options)
    if report is not None:
        say("converted", _told(site, report))
    project = _project(site, folder / "repo.git", report, options, confirmed, ignore, cache)
    for find in site.changelogs:
        keep = folder / "changelogs" / find.path.name
        keep.parent.mkdir(exist_ok=True)
        shutil.copyfile(find.path, keep if not keep.exists() else _free(keep))
    made = summary.build(project, manner)
    project.shelves.save()
    write(made, folder)
    return Dug(site, folder, report, made, project.diagnostics)


def _repository(site: Site, target: Path, options: ImportOptions) -> convert.Report | None:
    """Make the repository: of a history, of releases, of the sources, or of the ChangeLogs, the first that is there."""
    if site.history is not None:
        if site.history.kind == "git repository":
            _copy(site.history.path, target)
            return None
        return convert.convert([site.history.path, *(part.path for part in site.parts)], target, options)
    if site.releases:
        return convert.convert(site.releases, target, options, release_importer)
    if site.sources is not None:
        return convert.convert([site.sources.path], target, options, snapshot)
    return convert.convert([site.changelogs[0].path], target, options)


def _free(file: Path) -> Path:
    number = 2
    while (free := file.with_name(f"{number}-{file.name}")).exists():
        number += 1
    return free


def _copy(source: Path, target: Path) -> None:
    """Copy a git repository, all its refs, as a bare one that does not remember where it came from."""
    import git

    try:
        # what lies on an old disk seldom belongs to the user who reads it, and git would refuse it
        env = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
        copy = git.Repo.clone_from(os.fspath(source), os.fspath(target), mirror=True, no_hardlinks=True, env=env)
        copy.delete_remote(copy.remote("origin"))
        copy.close()
    except git.GitCommandError as error:
        said = (error.stderr or "").strip().removeprefix("stderr: ").strip("'\n ")
        raise ArchaeoError("git cannot copy it", hint=said, location=Location(str(source))) from None


def _told(site: Site, report: convert.Report) -> str:
    one, many = {
        "svn": ("revision", "revisions"),
        "changelog": ("entry", "entries"),
        "folder": ("state of the files", "states of the files"),
        "releases": ("release", "releases"),
    }[report.importer]
    units = one if report.revisions == 1 else many
    heads = sum(ref.name.startswith("refs/heads/") for ref in report.refs)
    tags = sum(ref.name.startswith("refs/tags/") for ref in report.refs)
    commits = f"{report.commits:,} commit{'s' * (report.commits != 1)}"
    branches = f"{heads:,} branch{'es' * (heads != 1)}, {tags:,} tag{'s' * (tags != 1)}"
    proof = f"{report.identical:,} of {report.states:,} states identical"
    return f"{report.revisions:,} {units} to {commits}, {branches}; {proof}"


def _project(
    site: Site,
    repository: Path,
    report: convert.Report | None,
    options: ImportOptions,
    confirmed: Confirmed | None,
    ignore: Sequence[str],
    cache: Path | None,
) -> Project:
    beside: dict[str, bytes] = {}
    for find in site.changelogs:
        name, above = find.path.name, find.path.parent
        while name in beside:
            name, above = f"{above.name}/{name}", above.parent
        beside[name] = find.path.read_bytes()
    kept = tuple(_kept(site.papers))
    papers = [file_source(file.path, "paper", path) for file, path in zip(kept, site.papers, strict=True)]
    if site.history is None and site.sources is None and not site.releases:
        # the repository was made of the entries, so it has nothing to say that they do not
        project = read.told(beside, site.name, options.progress, confirmed, options.dates)
        told = report.diagnostics if report else ()
        return replace(project, beside=kept, diagnostics=told, sources=(*project.sources, *papers))
    project = read.read(
        repository,
        site.name,
        options.progress,
        beside=beside,
        confirmed=confirmed,
        ignore=ignore,
        cache=cache,
        dates=options.dates,
    )
    project = replace(project, beside=kept)
    problems = (*(report.diagnostics if report else ()), *project.diagnostics)
    return replace(project, diagnostics=problems, sources=(*_source(site, report), *project.sources, *papers))


def _kept(papers: Sequence[Path]) -> Iterator[SourceFile]:
    """Yield the papers by their names, with the folder's before them where two have the same."""
    names = Counter(path.name for path in papers)
    for path in papers:
        name = path.name if names[path.name] == 1 else f"{path.parent.name}/{path.name}"
        yield lone_file(path, name)


def _source(site: Site, report: convert.Report | None) -> Iterator[Source]:
    for path in site.releases:
        yield Source(path.name, "release") if path.is_dir() else file_source(path.name, "release", path)
    find = site.history or site.sources
    if find is None:
        return
    counts = (("revisions", report.revisions),) if report is not None and report.importer == "svn" else ()
    if find.path.is_file():
        yield replace(file_source(find.path.name, find.kind, find.path), counts=counts)
    else:
        yield Source(find.path.name, find.kind, "", counts)


def _check_free(target: Path, force: bool) -> None:
    place = Location(str(target))
    if target.exists() and not force:
        raise ArchaeoError("exists already", hint="name another with -o, or replace it with --force", location=place)
    if target.exists() and not _ours(target):
        hint = "it has no summary.json and repo.git; name another with -o"
        raise ArchaeoError("was not written by archaeo, so --force does not replace it", hint=hint, location=place)


def _ours(target: Path) -> bool:
    """Say whether a folder was written by a dig: itself, or one folder a site."""
    if not target.is_dir():
        return False
    folders = [target] if (target / "summary.json").is_file() else list(target.iterdir())
    return all((path / "summary.json").is_file() for path in folders)


__all__ = ["Dug", "Find", "Site", "dig", "look", "sites"]
