"""Puts the prehistory below a converted history: the ChangeLog entries older than its first commit.

The history itself is not touched. The prehistory becomes commits of its own, ended by the branch ``prehistory``, and a
replacement ref says that the first commit has it for its parent: ``git log`` and ``git blame`` go on into it, and
``git replace -d`` takes it off again. A clone does not fetch such refs by itself; so a person may choose to have the
history written again, with new ids, which everybody sees and nobody can take off.

Source: git, Documentation/git-replace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from archaeo import importers
from archaeo.errors import ArchaeoError, Location
from archaeo.git import reader, renewed
from archaeo.git.existing import ExistingWriter
from archaeo.importers import changelog
from archaeo.model import Commit, Diagnostic, ImportOptions, Ref, SourceFile

if TYPE_CHECKING:
    import pygit2

BRANCH = "refs/heads/prehistory"


@dataclass(frozen=True, slots=True)
class Grafted:
    """What was put below a history.

    Attributes:
        root: the commit that has the prehistory for its parent now.
        commits: how many were made.
        renewed: how many commits of the history have new ids.
        tags: their names; those that the repository had already were left as they are.
    """

    root: str
    commits: int
    tags: tuple[str, ...]
    renewed: int
    diagnostics: tuple[Diagnostic, ...]


def graft(sources: Sequence[Path], target: Path, options: ImportOptions, *, rewrite: bool = False) -> Grafted:
    """Put the entries of ChangeLogs that are older than a repository's first commit below it.

    Args:
        rewrite: give the history new ids, so that it has the prehistory in every clone.

    Raises:
        ArchaeoError: a source is no ChangeLog, the repository is empty or has a prehistory already, or no entry is
            older than it.
    """
    importer = importers.detect_all(sources)
    if importer.NAME != changelog.NAME:
        hint = "name ChangeLogs"
        raise ArchaeoError("is no ChangeLog", hint=hint, location=Location(", ".join(map(str, sources))))
    repository = reader.open_repository(target)
    place = Location(str(target))
    root = _root(repository)
    if root is None:
        raise ArchaeoError("has no commits", hint="convert the ChangeLog on its own", location=place)
    if BRANCH in repository.references and f"refs/replace/{root}" not in repository.references:
        raise ArchaeoError("has a prehistory already", hint="convert the repository anew", location=place)
    if f"refs/replace/{root}" in repository.references:
        hint = f"take it off first: git replace -d {root}; git branch -D prehistory"
        raise ArchaeoError("has a prehistory already", hint=hint, location=place)
    first = next(commit for commit in reader.commits(repository, with_changes=False) if commit.key == root)
    writer, tags, problems = ExistingWriter(repository), [], []
    older = replace(options, before=first.date.date())
    named = _placed(changelog.named(sources), repository, root)
    for record in changelog.read_named(named, writer, older):
        match record:
            case Commit():
                writer.commit(record)
            case Ref() if record.name.startswith("refs/tags/"):
                if record.name in repository.references:
                    what = f"tag '{record.name.removeprefix('refs/tags/')}' is there already"
                    problems.append(Diagnostic(place, "tag exists", what, "left as it is"))
                else:
                    writer.ref(record)
                    tags.append(record.name.removeprefix("refs/tags/"))
            case Ref():
                writer.ref(replace(record, name=BRANCH))
            case Diagnostic():
                problems.append(record)
    changed = 0
    if rewrite:
        new = renewed.above(repository, root, writer.refs[BRANCH].hex())
        root, changed = new[root], len(new)
    else:
        writer.replace_parent(root, writer.refs[BRANCH])
    return Grafted(root, len(writer.commits), tuple(tags), changed, tuple(problems))


def _placed(files: Mapping[str, Path], repository: pygit2.Repository, root: str) -> dict[str, Path]:
    """Give each ChangeLog the path that it has in the repository's first commit, or in its newest one.

    Somebody names a copy of ``src/ChangeLog``, as ``ChangeLog``: at another path it would end with the prehistory, and
    no blame of it would go on there.
    """
    states = [{file.path: file for file in reader.files(repository, rev)} for rev in (root, reader.tip(repository))]
    placed: dict[str, Path] = {}
    for name, path in files.items():
        place = name if any(name in state for state in states) else _place(path, states)
        placed[name if place in placed or not place else place] = path
    return placed


def _place(path: Path, states: Sequence[Mapping[str, SourceFile]]) -> str:
    """Give where a file of this name has most of its lines in common with this one; "" where none has."""
    own = set(path.read_bytes().split(b"\n"))
    for state in states:
        alike = [at for at in state if at.rpartition("/")[2] == path.name]
        shares = {at: _share(own, set(state[at].read().split(b"\n"))) for at in alike}
        best = max(shares, key=lambda at: (shares[at], at), default="")
        if best and shares[best] > 0.5:
            return best
    return ""


def _share(one: set[bytes], two: set[bytes]) -> float:
    return len(one & two) / max(1, min(len(one), len(two)))


def _root(repository: pygit2.Repository) -> str | None:
    """Give the oldest commit without parents on the default branch."""
    name = reader.default_ref(repository)
    if name is None:
        return None
    roots = []
    tip = repository.head.target if name == "HEAD" else repository.lookup_reference(name).resolve().target
    for commit in repository.walk(tip):
        if not commit.parents:
            roots.append((commit.commit_time, str(commit.id)))
    return min(roots)[1]
