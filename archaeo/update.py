"""Extends a converted repository with what a longer dump of the same Subversion repository holds.

The longer dump is converted beside the repository with the same options; since the same input gives the same ids, what
was converted before must come out as it is. Then only new objects are fetched over, and refs that somebody moved are
left alone and named.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from archaeo.convert import Report, convert, read_options
from archaeo.errors import ArchaeoError, Location
from archaeo.git import revmap
from archaeo.model import ImportOptions

if TYPE_CHECKING:
    from git import Repo


def update(sources: Sequence[Path | str], target: Path, options: ImportOptions) -> tuple[Report, int]:
    """Extend a repository; give the report of the whole, and how many commits are new.

    Raises:
        ArchaeoError: the repository was not made by a conversion, the source is no continuation of what was converted,
        or
            a branch was moved since.
    """
    if (target / revmap.PROOF).exists() and '"project"' in (target / revmap.PROOF).read_text("utf-8"):
        raise ArchaeoError(
            "is one of several that a source was split into, and cannot be extended alone",
            hint="convert the longer source with --split",
            location=Location(str(target)),
        )
    before = revmap.by_unit(revmap.read(target))
    options = replace(read_options(target), progress=options.progress, strict=options.strict)
    with tempfile.TemporaryDirectory(prefix=".archaeo-", dir=target.absolute().parent) as folder:
        longer = Path(folder) / "repo.git"
        report = convert(sources, longer, options)
        after = revmap.by_unit(revmap.read(longer))
        _check_continues(before, after, target)
        _take_over(longer, target, set(before.values()))
    return replace(report, target=target), len(after) - len(before)


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


def _take_over(longer: Path, target: Path, made: Set[str]) -> None:
    """Fetch new objects and refs, then replace the map and the proof."""
    import git

    repository, new = git.Repo(str(target)), git.Repo(str(longer))
    ours, theirs = _refs(repository), _refs(new)
    moved = [
        name
        for name, commit in ours.items()
        if name.startswith("refs/heads/") and name in theirs and commit not in made and commit != theirs[name]
    ]
    if moved:
        raise ArchaeoError(
            f"somebody has committed to {', '.join(moved)} since it was converted",
            hint="name that branch otherwise, or convert into a new repository",
            location=Location(str(target)),
        )
    old_names = {row.ref for row in revmap.read(target) if row.ref}
    if theirs:
        repository.git.fetch("--atomic", "--no-write-fetch-head", str(longer), *(f"+{name}:{name}" for name in theirs))
    for name in sorted((old_names & ours.keys()) - theirs.keys()):
        if ours[name] in made:
            repository.git.update_ref("-d", name)
    for file in [file.relative_to(longer) for file in (longer / "lfs").rglob("*") if file.is_file()]:
        if not (target / file).exists():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(longer / file, target / file)
    for file in [file.relative_to(longer) for file in sorted((longer / "archaeo").iterdir())]:
        shutil.copyfile(longer / file, target / file.with_suffix(".new"))
        (target / file.with_suffix(".new")).replace(target / file)


def _refs(repository: Repo) -> dict[str, str]:
    """Give full ref name to the commit it leads to."""
    lines = repository.git.for_each_ref("--format=%(refname) %(objectname) %(*objectname)").splitlines()
    return {name: rest.split()[-1] for name, _, rest in (line.partition(" ") for line in lines)}
