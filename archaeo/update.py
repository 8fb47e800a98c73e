"""Extends a converted repository with what a longer dump of the same Subversion repository holds.

The longer dump is converted beside the repository with the same options; since the same input gives the same ids, what
was converted before must come out as it is. Then only new objects are fetched over, and refs that somebody moved are
left alone and named.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from archaeo.convert import Report, convert, read_options
from archaeo.errors import ArchaeoError, Location
from archaeo.git import revmap
from archaeo.model import ImportOptions


def update(sources: Sequence[Path | str], target: Path, options: ImportOptions) -> tuple[Report, int]:
    """Extend a repository; give the report of the whole, and how many commits are new.

    Raises:
        ArchaeoError: the repository was not made by a conversion, the source is no continuation of what was converted,
        or
            a branch was moved since.
    """
    before = revmap.by_unit(revmap.read(target))
    options = replace(read_options(target), progress=options.progress, strict=options.strict)
    with tempfile.TemporaryDirectory(prefix=".archaeo-", dir=target.absolute().parent) as folder:
        longer = Path(folder) / "repo.git"
        report = convert(sources, longer, options)
        after = revmap.by_unit(revmap.read(longer))
        _check_continues(before, after, target)
        _take_over(longer, target)
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


def _take_over(longer: Path, target: Path) -> None:
    """Fetch new objects and refs, then replace the map and the proof."""
    import git

    old_names = {row.ref for row in revmap.read(target) if row.ref}
    new_names = {row.ref for row in revmap.read(longer) if row.ref}
    repository = git.Repo(str(target))
    # branches only forwards: one that somebody has committed to is theirs
    forced = ["+refs/tags/*:refs/tags/*", "+refs/archaeo/*:refs/archaeo/*", "+refs/notes/svn:refs/notes/svn"]
    try:
        repository.git.fetch("--atomic", "--no-write-fetch-head", str(longer), "refs/heads/*:refs/heads/*", *forced)
    except git.GitCommandError as error:
        refused = [line.strip() for line in str(error.stderr).splitlines() if "[rejected]" in line]
        raise ArchaeoError(
            "a branch was moved since it was converted: " + ("; ".join(refused) or str(error.stderr).strip()),
            hint="move it back, or convert into a new repository",
            location=Location(str(target)),
        ) from None
    for name in sorted(old_names - new_names):
        repository.git.update_ref("-d", name)
    for file in [file.relative_to(longer) for file in sorted((longer / "archaeo").iterdir())]:
        shutil.copyfile(longer / file, target / file.with_suffix(".new"))
        (target / file.with_suffix(".new")).replace(target / file)
