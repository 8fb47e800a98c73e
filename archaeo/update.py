"""Extends a converted repository with what has come since to the Subversion repository that it was made of.

A conversion remembers what is needed to go on (``archaeo/memory``), so an update reads what is new: of a repository or
URL only that is asked for; of a longer dump the old part is passed over by its headers. A repository without a memory
is extended by converting the whole source again beside it; since the same input gives the same ids, what was converted
before must come out as it is. Either way refs that somebody moved are left alone and named.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from archaeo import importers, pending
from archaeo.collection import without_collection
from archaeo.convert import Report, conclude, convert, read_options, recording
from archaeo.errors import ArchaeoError, Location
from archaeo.footprint import large_blocks_apart
from archaeo.git import made, revmap
from archaeo.git.older import GoneError
from archaeo.git.writer import Writer
from archaeo.model import Diagnostic, ImportOptions

if TYPE_CHECKING:
    from git import Repo


def update(sources: Sequence[Path | str], target: Path, options: ImportOptions) -> tuple[Report, int]:
    """Extend a repository; give the report of the whole, and how many commits are new.

    Args:
        sources: of the whole history, or of what is new.

    Raises:
        ArchaeoError: the repository was not made by a conversion, the source is no continuation of what was converted,
            or a branch was moved since.
    """
    if (target / revmap.PROOF).exists() and '"project"' in (target / revmap.PROOF).read_text("utf-8"):
        raise ArchaeoError(
            "is one of several that a source was split into, and cannot be extended alone",
            hint="convert the longer source with --split",
            location=Location(str(target)),
        )
    if _is_rewritten(target):
        raise ArchaeoError(
            "its history was written again above a prehistory, so its commits have other ids than the source gives; "
            "nothing was changed",
            hint="convert the source into a new repository, and say --onto with --rewrite again",
            location=Location(str(target)),
        )
    pending.finish(target)
    importer = importers.detect_all(sources)
    options = replace(read_options(target), progress=options.progress, strict=options.strict)
    memory, why = _memory(target, importer)
    if memory is not None:
        try:
            return _go_on(sources, target, options, importer, memory)
        except GoneError as error:
            why = error.what
    report, count = _again(sources, target, options, importer)
    said = Diagnostic(Location(str(target)), "converted as a whole", why, "the whole source was converted once more")
    return replace(report, diagnostics=(said, *report.diagnostics)), count


def _is_rewritten(target: Path) -> bool:
    """Tell whether a prehistory lies below, and not by a replacement ref, which leaves all ids as they are."""
    import pygit2

    try:
        refs = list(pygit2.Repository(str(target)).references)
    except pygit2.GitError:
        return False
    return "refs/heads/prehistory" in refs and not any(name.startswith("refs/replace/") for name in refs)


_Memory = tuple[made.Made, object]


def _memory(target: Path, importer: ModuleType) -> tuple[_Memory | None, str]:
    """Give what the conversion of a repository remembers, or None and why there is nothing to go on from."""
    if not hasattr(importer, "resume"):
        return None, f"sources of kind {importer.NAME} are always read as a whole"
    try:
        before = made.read(target)
        saved = importer.remembered(target / made.MEMORY) if before is not None else None
    except ArchaeoError as error:
        return None, f"{made.MEMORY} {error.what}"
    if before is None or saved is None:
        return None, "its conversion did not leave what is needed to go on from there"
    return (before, saved), ""


# -- going on


def _go_on(
    sources: Sequence[Path | str], target: Path, options: ImportOptions, importer: ModuleType, memory: _Memory
) -> tuple[Report, int]:
    large_blocks_apart()
    before, saved = memory
    with tempfile.TemporaryDirectory(prefix=".archaeo-", dir=target.absolute().parent) as folder:
        new = Path(folder) / "repo.git"
        writer = Writer(new, older=target)
        writer.commits, writer.date = before.commits, before.date
        writer.notes = bytes.fromhex(before.notes) or None
        with without_collection(), recording(new, writer, options, older=target) as (tally, store):
            tally.resume(before)
            given = replace(options, memory=new / made.MEMORY)
            tally.take_all(importer.resume(sources, saved, store, given))
            tally.finish()
            with (new / revmap.REVMAP).open("wb") as out:
                revmap.copy_renamed(target / revmap.REVMAP, out, *_renamed(before, tally.lives))
                revmap.append(out, tally.rows())
            refs = {name: id.hex() for name, id in writer.refs.items()}
            theirs = {name: writer.peeled.get(name, id).hex() for name, id in writer.refs.items()}
            gone = _checked(target, before.refs, theirs, before.commits.has)
            pending.move_objects(new, target)
            report = conclude(new, target, importer, tally, options, target)
        pending.begin(new, target, refs, gone)
        pending.finish(target)
    return report, report.commits - before.counts.commits


def _renamed(before: made.Made, lives: Mapping[str, str]) -> tuple[dict[str, str], dict[int, str]]:
    """Give what has another ref now: ref to ref, and the number of a row that had none to the one it has."""
    renamed = {ref: lives.get(branch, "") for branch, ref in before.lives.items() if lives.get(branch, "") != ref}
    named = {row: lives[branch] for branch, rows in before.unnamed.items() if branch in lives for row in rows}
    return renamed, named


# -- converting the whole once more


def _again(
    sources: Sequence[Path | str], target: Path, options: ImportOptions, importer: ModuleType
) -> tuple[Report, int]:
    before = revmap.by_unit(revmap.read(target))
    with tempfile.TemporaryDirectory(prefix=".archaeo-", dir=target.absolute().parent) as folder:
        longer = Path(folder) / "repo.git"
        report = convert(sources, longer, options, importer)
        _check_whole(longer, target)
        after = revmap.by_unit(revmap.read(longer))
        _check_continues(before, after, target)
        _take_over(longer, target, set(before.values()).__contains__)
    return replace(report, target=target), len(after) - len(before)


def _check_whole(longer: Path, target: Path) -> None:
    """Refuse a source that has what is new alone, where there is nothing to go on from."""
    missing = {row.revision for row in revmap.read(target)} - {row.revision for row in revmap.read(longer)}
    if missing:
        first = min(missing, key=lambda unit: (len(unit), unit))
        raise ArchaeoError(
            f"revision {first} is here and not in the source, and the whole has to be converted once more",
            hint="name the whole source, or the old dump and the new ones in order",
            location=Location(str(target)),
        )


def _check_continues(before: Mapping[tuple[str, str], str], after: Mapping[tuple[str, str], str], target: Path) -> None:
    for (unit, path), commit in before.items():
        found = after.get((unit, path))
        if found != commit:
            raise ArchaeoError(
                f"revision {unit}, '{path}' is commit {commit[:12]} here and {(found or 'none')[:12]} in the source: "
                "it is no longer dump of the same repository, or was converted with other options",
                hint="convert the source into a new repository",
                location=Location(str(target)),
            )


def _take_over(longer: Path, target: Path, is_ours: Callable[[str], bool]) -> None:
    """Fetch new objects, then hand over the rest."""
    import git

    new = git.Repo(str(longer))
    names = {row.ref: "" for row in revmap.read(target) if row.ref}
    theirs = _refs(new, "%(objectname) %(*objectname)")
    gone = _checked(target, names, theirs, is_ours)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogateescape") as wanted:
        # on the command line a thousand tags would be too many
        wanted.writelines(f"{name}\n" for name in theirs)
        wanted.seek(0)
        if theirs:  # for no ref at all git would look for HEAD
            git.Repo(str(target)).git.fetch(
                "--no-tags", "--no-write-fetch-head", "--stdin", str(longer), istream=wanted
            )
    for file in [file.relative_to(longer) for file in (longer / "lfs").rglob("*") if file.is_file()]:
        if not (target / file).exists():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(longer / file, target / file)
    pending.begin(longer, target, _refs(new, "%(objectname)"), gone)
    pending.finish(target)


# -- refs


def _checked(
    target: Path, before: Mapping[str, str], theirs: Mapping[str, str], is_ours: Callable[[str], bool]
) -> Mapping[str, str]:
    """Give the refs to remove, with what they name.

    Args:
        before: the refs that the conversion made, and what they led to where that is known.
        theirs: those to be made, and what they are to lead to.
        is_ours: tells whether a commit was made by the conversion.

    Raises:
        ArchaeoError: a branch leads elsewhere.
    """
    import git

    repository = git.Repo(str(target))
    now = _refs(repository, "%(objectname) %(*objectname)")
    moved = [
        name
        for name, commit in now.items()
        if name.startswith("refs/heads/")
        and name in theirs
        and commit not in (before.get(name), theirs[name])
        and not is_ours(commit)
    ]
    if moved:
        raise ArchaeoError(
            f"somebody has committed to {', '.join(moved)} since it was converted",
            hint="name that branch otherwise, or convert into a new repository",
            location=Location(str(target)),
        )
    objects = _refs(repository, "%(objectname)")
    return {
        name: objects[name]
        for name in sorted(before.keys() & now.keys() - theirs.keys())
        if now[name] == before[name] or is_ours(now[name])
    }


def _refs(repository: Repo, what: str) -> dict[str, str]:
    """Give full ref name to the last of what is asked for of it."""
    lines = repository.git.for_each_ref(f"--format=%(refname) {what}").splitlines()
    return {name: rest.split()[-1] for name, _, rest in (line.partition(" ") for line in lines)}
