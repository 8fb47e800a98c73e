"""One repository for each project of a Subversion repository.

The history is converted once, as a whole; then each project's refs are fetched into a repository of its own, with
the commits that they reach. So a branch that was copied from another project keeps its past. What belongs to no
project (files outside every branch, the plain reading) is in a repository of its own, too. Of the tables each
repository has the rows that tell of its own project, of large files those that its own pointers stand for.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archaeo.appearing import appearing
from archaeo.convert import Report, convert
from archaeo.errors import ArchaeoError, Location
from archaeo.git import kept, lfs, revmap
from archaeo.model import ImportOptions, Ref
from archaeo.tree import object_id

if TYPE_CHECKING:
    from git import Repo

REST = "_outside"
_NOTES = "refs/notes/svn"


@dataclass(frozen=True, slots=True)
class Part:
    """A repository that was made.

    Attributes:
        project: directory of the project, "" for that at the top, None for what belongs to none.
        commits: that its refs reach and its map names.
    """

    folder: Path
    project: str | None
    commits: int
    refs: int


def split(
    sources: Sequence[Path | str], target: Path, options: ImportOptions, *, force: bool = False
) -> tuple[Report, tuple[Part, ...]]:
    """Convert a source into a folder of bare repositories, ``PROJECT.git`` each.

    Args:
        force: replace a folder that was made by this, when the new one is complete.

    Raises:
        ArchaeoError: the folder exists, or the source cannot be read.
    """
    where = Location(str(target))
    if target.exists() and not force:
        raise ArchaeoError("exists already", hint="name another folder, or say --force", location=where)
    if target.exists() and not _was_split(target):
        # --force is for what was split earlier, not for somebody's folder
        raise ArchaeoError(
            "holds more than --split made, and is not replaced", hint="name another folder", location=where
        )
    with appearing(target) as folder:
        whole = folder / ".whole"
        report = convert(sources, whole, options)
        grouped = _grouped(report.refs)
        owners = _Owners(whole, {ref.name: project for project, refs in grouped for ref in refs})
        parts = [_part(whole, folder, project, refs, target.name, owners) for project, refs in grouped]
        shutil.rmtree(whole)
    placed = (Part(target / p.folder.relative_to(folder), p.project, p.commits, p.refs) for p in parts)
    return report, tuple(placed)


def _grouped(refs: Iterable[Ref]) -> list[tuple[str | None, list[Ref]]]:
    found: defaultdict[str | None, list[Ref]] = defaultdict(list)
    for ref in refs:
        found[ref.project].append(ref)
    return sorted(found.items(), key=lambda item: (item[0] is None, item[0] or ""))


def _was_split(folder: Path) -> bool:
    """Tell whether a folder holds nothing but repositories of projects."""
    found = [file.parent.parent for file in folder.rglob("archaeo/proof.json") if _project(file)]
    return bool(found) and all(
        any(repository == file or repository in file.parents for repository in found)
        for file in folder.rglob("*")
        if not file.is_dir()
    )


def _project(proof: Path) -> bool:
    try:
        found = json.loads(proof.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and "project" in found


class _Owners:
    """Knows which project a path of the source, or a revision, belongs to."""

    def __init__(self, whole: Path, projects: Mapping[str, str | None]) -> None:
        self._of_path: dict[str, str | None] = {}
        self._of_revision: defaultdict[str, set[str | None]] = defaultdict(set)
        self.all = set(projects.values())
        for row in revmap.read(whole):
            if row.ref in projects:
                self._of_revision[row.revision].add(projects[row.ref])
                if row.reason not in (revmap.OUTSIDE, revmap.PLAIN):
                    self._of_path[row.path] = projects[row.ref]
        self._of_path |= {project: project for project in self.all if project}

    def of_path(self, path: str) -> str | None:
        """Give the project of a path: that of the branch, or else the project's own directory, that it lies in."""
        while path not in self._of_path and path:
            path = path.rpartition("/")[0]
        return self._of_path.get(path)

    def has_property(self, project: str | None, row: Sequence[str]) -> bool:
        """Tell whether a row of the table of properties tells of a project; what tells of none is in the rest."""
        if row[3] == "revision":
            return project in (self._of_revision.get(row[0]) or self.all)
        owner = self.of_path(row[1])
        return owner == project or owner not in self.all

    def has_submodule(self, project: str | None, row: Sequence[str]) -> bool:
        """Tell whether a row of the table of submodules does."""
        return self.of_path(row[1]) == project


def _part(whole: Path, folder: Path, project: str | None, refs: list[Ref], name: str, owners: _Owners) -> Part:
    import git

    repository = folder / f"{REST if project is None else _file_name(project) or name}.git"
    repository.parent.mkdir(parents=True, exist_ok=True)
    names = {ref.name: _own_name(ref) for ref in refs}
    made = git.Repo.init(str(repository), bare=True)
    with tempfile.TemporaryFile("w+") as list_of_refs:
        # on the command line a thousand tags would be too many
        list_of_refs.writelines(f"+{old}:{new}\n" for old, new in names.items())
        list_of_refs.seek(0)
        made.git.fetch("--stdin", "--no-tags", "--no-write-fetch-head", str(whole.absolute()), istream=list_of_refs)
    heads = sorted(new for new in names.values() if new.startswith("refs/heads/"))
    made.git.symbolic_ref("HEAD", "refs/heads/main" if "refs/heads/main" in heads or not heads else heads[0])
    rows = [row._replace(ref=names[row.ref]) for row in revmap.read(whole) if row.ref in names]
    (repository / "archaeo").mkdir()
    revmap.write(repository / revmap.REVMAP, rows)
    kept.select(whole, repository, kept.PROPERTIES, lambda row: owners.has_property(project, row))
    kept.select(whole, repository, kept.SUBMODULES, lambda row: owners.has_submodule(project, row))
    # a path is told as it is below its branch, whichever that was
    kept.select(whole, repository, kept.PATHS, lambda row: True)
    _copy_large(whole, repository)
    commits = {row.commit for row in rows if row.commit}
    _copy_notes(whole, made, commits)
    _write_proof(whole, repository, rows, project)
    return Part(repository, project, len(commits), len(names))


def _own_name(ref: Ref) -> str:
    """Give a ref's name in its project's repository: without the project in front."""
    for folder in ("refs/heads/", "refs/tags/"):
        prefix = f"{folder}{ref.project}/"
        if ref.project and ref.name.startswith(prefix):
            return folder + ref.name.removeprefix(prefix)
    return ref.name


def _file_name(project: str) -> str:
    """Give a project's directory as a path below a folder, with nothing in it that leads out of there."""
    parts = [part.replace("\\", "%5C").replace(":", "%3A").replace("\0", "%00") for part in project.split("/")]
    return "/".join("%2E" + part[1:] if part.startswith(".") else part for part in parts)


def _copy_large(whole: Path, repository: Path) -> None:
    """Copy the large texts that a pointer in a repository stands for."""
    import pygit2

    opened = pygit2.Repository(str(repository))
    for file in sorted((whole / "lfs").rglob("*")):
        if file.is_file():
            short = lfs.pointer_of(file.name, file.stat().st_size)
            if pygit2.Oid(raw=object_id(b"blob", short)) in opened:
                place = repository / file.relative_to(whole)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)


def _copy_notes(whole: Path, made: Repo, commits: set[str]) -> None:
    """Copy the notes of some commits; their ref gets one commit, as in the whole repository."""
    import pygit2

    source, target = pygit2.Repository(str(whole)), pygit2.Repository(str(made.git_dir))
    if _NOTES not in source.references:
        return
    noted = source.references[_NOTES].peel(pygit2.Commit)
    folders: dict[str, list[tuple[str, pygit2.Oid]]] = {}
    for commit in sorted(commits):
        try:
            blob = noted.tree[f"{commit[:2]}/{commit[2:]}"]
        except KeyError:
            continue
        assert isinstance(blob, pygit2.Blob)
        folders.setdefault(commit[:2], []).append((commit[2:], target.create_blob(blob.data)))
    if not folders:
        return
    top = target.TreeBuilder()
    for folder, notes in folders.items():
        below = target.TreeBuilder()
        for name, id in notes:
            below.insert(name, id, pygit2.enums.FileMode.BLOB)
        top.insert(folder, below.write(), pygit2.enums.FileMode.TREE)
    target.create_commit(_NOTES, noted.author, noted.committer, noted.message, top.write(), [])


def _write_proof(whole: Path, repository: Path, rows: Sequence[revmap.Row], project: str | None) -> None:
    """Write what was proven of the whole, for the part: the commits are the same ones."""
    import pygit2

    opened = pygit2.Repository(str(repository))
    found: Mapping[str, object] = json.loads((whole / revmap.PROOF).read_text("utf-8"))
    commits = [row.commit for row in rows if row.commit]
    proof = dict(found) | {
        "units": len({row.revision for row in rows}),
        "states": len(commits),
        "identical": sum(commit in opened for commit in commits),
        "project": project,
    }
    (repository / revmap.PROOF).write_text(json.dumps(proof, indent=1) + "\n", "utf-8")
