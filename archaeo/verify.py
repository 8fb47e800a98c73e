"""Proves that a repository holds what its source holds: every (revision, branch) state, tree by tree.

The source is read once more, with nothing of the conversion's result but the map from revisions to commits; the trees
are built and hashed anew and compared with those of the commits.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import pygit2

from archaeo import importers
from archaeo.errors import ArchaeoError, Location
from archaeo.footprint import large_blocks_apart
from archaeo.git import claims, lfs, reader, revmap
from archaeo.git.kept import read_submodules
from archaeo.git.pack import BLOB, PackWriter
from archaeo.likeness import Likeness
from archaeo.model import NO_HINTS, BlobId, Commit, Diagnostic, Hints, ImportOptions, Ref
from archaeo.tree import EMPTY_TREE_ID, Entry, File, Tree, TreeWriter, object_id, read_tree

_CACHE_BYTES = 64 << 20
_OVERHEAD = 250  # what Python takes for each of them beside the text
# of objects that libgit2 keeps, which are read once mostly, and of the pack that it maps
_LIBGIT2_BYTES, _WINDOW, _MAPPED = 16 << 20, 1 << 20, 64 << 20
_MOST_PATHS = 10
_DIRECTORY = 0o040000


@dataclass(frozen=True, slots=True)
class Difference:
    """A state that the repository does not have as the source has it.

    Attributes:
        revision: of the source; ``branch`` the branch root's path.
        commit: hexadecimal id of the commit that should have it, "" where there is none.
        paths: what differs, as ``trunk/fit.F: content differs``; at most ten.
    """

    revision: str
    branch: str
    commit: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The result of a comparison.

    Attributes:
        states: those of the source; ``identical`` those found in the repository.
        differences: in the order of the source.
    """

    states: int
    identical: int
    differences: tuple[Difference, ...]
    diagnostics: tuple[Diagnostic, ...]


def verify(sources: Sequence[Path | str], target: Path, options: ImportOptions) -> Proof:
    """Compare every state of a source with the repository that was made of it.

    By archaeo, which leaves a map from revisions to commits; or by another converter that wrote the revision into each
    commit's message.

    Raises:
        ArchaeoError: the source cannot be read, or the repository does not say which commit is which revision.
    """
    large_blocks_apart()
    pygit2.settings.cache_max_size(_LIBGIT2_BYTES)
    pygit2.settings.mwindow_size, pygit2.settings.mwindow_mapped_limit = _WINDOW, _MAPPED
    repository = reader.open_repository(target)
    commits = _commits_of(repository, target)
    importer = importers.detect_all(sources)
    with (
        tempfile.TemporaryDirectory(prefix="archaeo-") as folder,
        closing(_Hashes(repository, Path(folder), options.content.lfs_above)) as store,
    ):
        return _verify(repository, commits, importer, sources, store, options)


def _has_map(repository: pygit2.Repository) -> bool:
    return (Path(repository.path) / revmap.REVMAP).exists()


def _is_manner(record: Commit) -> bool:
    """Tell whether a commit is no state of the source but our manner of telling it, which nobody else has to share.

    The loss of a branch that came back has a commit of a revision in which the life it is part of had not begun; and
    what the plain reading has of a branch is a second time the same state.
    """
    unit, _, reason = revmap.place(record.key)
    begun = record.branch.rpartition("@")[2]
    return reason == revmap.PLAIN or (unit.isdecimal() and begun.isdecimal() and int(unit) < int(begun))


CommitsOf: TypeAlias = Callable[[str], Sequence[str]]
"""Takes the key of a commit record, gives the ids of the commits that may be it."""


def _commits_of(repository: pygit2.Repository, target: Path) -> CommitsOf:
    if _has_map(repository):
        mapped = revmap.by_key(Path(repository.path))

        def by_map(key: str) -> Sequence[str]:
            found = mapped.get(key)
            return () if found is None else (found.hex(),)

        return by_map
    claimed = claims.read(repository)
    if not claimed:
        raise ArchaeoError(
            f"has no revision map ({revmap.REVMAP}), and no commit that says which revision it is",
            hint="name a repository that archaeo convert made, or one with git-svn-id lines",
            location=Location(str(target)),
        )

    def by_claim(key: str) -> Sequence[str]:
        unit, path, _ = revmap.place(key)
        return claims.of_branch(claimed, unit, path)

    return by_claim


def _verify(
    repository: pygit2.Repository,
    commits: CommitsOf,
    importer: ModuleType,
    sources: Sequence[Path | str],
    store: _Hashes,
    options: ImportOptions,
) -> Proof:
    likeness = Likeness(options.content, store.pointers, read_submodules(Path(repository.path)))
    is_ours = _has_map(repository)
    states: Counter[str] = Counter()  # by their branch
    differing: list[tuple[str, Difference]] = []
    projects: dict[str, str | None] = {}
    diagnostics: list[Diagnostic] = []
    for record in importers.read(importer, sources, store, options):
        if isinstance(record, Diagnostic):
            diagnostics.append(record)
        if isinstance(record, Ref):
            projects[record.branch] = record.project
        if not isinstance(record, Commit) or record.tree is None:
            continue
        store.keep(record.tree)
        if not is_ours and _is_manner(record):
            continue
        states[record.branch] += 1
        difference = _compare(repository, record, likeness, commits)
        if difference is not None:
            differing.append((record.branch, difference))
    if split_project := _split_project(Path(repository.path)):
        states = Counter({branch: n for branch, n in states.items() if projects.get(branch) == split_project[0]})
        differing = [(branch, found) for branch, found in differing if branch in states]
    differences = (*(found for _, found in differing), *_broken_objects(repository, store))
    return Proof(states.total(), states.total() - len(differing), differences, tuple(diagnostics))


def _broken_objects(repository: pygit2.Repository, store: _Hashes) -> Iterator[Difference]:
    """Give a difference that names the LFS objects which are missing or have another text."""
    # a repository split off has the pointers of its own project only
    used = (short for id, short in store.large.items() if pygit2.Oid(raw=store.pointers[id]) in repository)
    names = tuple(islice(lfs.broken(Path(repository.path), used), _MOST_PATHS))
    if names:
        yield Difference("", "", "", tuple(f"{name}: missing, or not what its pointer says" for name in names))


def _split_project(repository: Path) -> tuple[str | None] | None:
    """Give the project that a repository is of, in a tuple since that may be None; None where it is the whole."""
    try:
        found = json.loads((repository / revmap.PROOF).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return (found["project"],) if isinstance(found, dict) and "project" in found else None


class _Hashes:
    """A store that keeps no text the repository has: it computes ids. What a delta needs as its base is taken from the
    repository, where a text lies under its own hash, which is checked; what is not there is kept in a file.

    Attributes:
        pointers: id of a large text to the id of the LFS pointer that must stand for it; ``large`` to the pointer.
    """

    def __init__(self, repository: pygit2.Repository, folder: Path, large_above: int) -> None:
        self._repository, self._large_above = repository, large_above
        # asked of the repository itself, it unpacks the object to say that it is there: half of a proof's time
        self._objects = repository.odb
        self._lacking = PackWriter(folder / "texts.pack")
        self.pointers: dict[BlobId, BlobId] = {}
        self.large: dict[BlobId, bytes] = {}
        self._recent: OrderedDict[BlobId, bytes] = OrderedDict()
        self._size = 0
        self._trees = TreeWriter(lambda content, *_: object_id(b"tree", content))

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        id = object_id(b"blob", text)
        if self._large_above and len(text) > self._large_above and id not in self.large:
            self.large[id] = lfs.pointer(text)
            self.pointers[id] = object_id(b"blob", self.large[id])
        if id not in self._recent:
            self._recent[id] = text
            self._size += len(text) + _OVERHEAD
            while self._size > _CACHE_BYTES and len(self._recent) > 1:
                self._forget(*self._recent.popitem(last=False))
        return id

    def text(self, id: BlobId) -> bytes:
        found = self._recent.get(id)
        if found is not None:
            self._recent.move_to_end(id)
            return found
        if id in self._lacking:
            return self._lacking.content(id)
        blob = self._repository[pygit2.Oid(raw=id)]
        assert isinstance(blob, pygit2.Blob)
        if object_id(b"blob", blob.data) != id:
            raise ArchaeoError(
                f"the text {id.hex()} is not what its id says",
                hint="git fsck tells more",
                location=Location(self._repository.path),
            )
        return blob.data

    def whole(self, id: BlobId) -> None:
        """Nothing is kept here."""

    def put_whole(self, text: bytes) -> BlobId:
        """Nothing is kept here."""
        return object_id(b"blob", text)

    def _forget(self, id: BlobId, text: bytes) -> None:
        self._size -= len(text) + _OVERHEAD
        if pygit2.Oid(raw=id) not in self._objects:
            self._lacking.add(BLOB, text)

    def close(self) -> None:
        """Let go of the file."""
        self._lacking.close()

    def keep(self, tree: Tree) -> BlobId:
        return self._trees.write(tree)


def _compare(
    repository: pygit2.Repository, record: Commit, likeness: Likeness, commits: CommitsOf
) -> Difference | None:
    """Give how the commit of a state differs from it, None when one of those that claim it does not."""
    unit, path, _ = revmap.place(record.key)
    differences = [_difference(repository, record, likeness, unit, path, name) for name in commits(record.key)]
    if not differences:
        return Difference(unit, path, "", ("the revision map names no commit for it",))
    return None if None in differences else differences[0]


def _difference(
    repository: pygit2.Repository, record: Commit, likeness: Likeness, unit: str, path: str, name: str
) -> Difference | None:
    commit = repository.get(name)
    if not isinstance(commit, pygit2.Commit):
        return Difference(unit, path, name, (f"the repository has no commit {name}",))
    source = record.source or record.tree
    assert source is not None
    paths = tuple(islice(likeness.differences(source, _GitFolder(repository, commit.tree_id)), _MOST_PATHS))
    return Difference(unit, path, name, paths) if paths else None


class _GitFolder:
    """A directory of the repository."""

    def __init__(self, repository: pygit2.Repository, id: pygit2.Oid) -> None:
        self._repository, self._oid = repository, id
        self.id = id.raw

    def entries(self) -> Mapping[str, tuple[int, BlobId]]:
        """Give name to (mode, id)."""
        if self.id == EMPTY_TREE_ID:
            return {}  # git knows it without storing it
        rows = read_tree(self._tree().read_raw())
        return {name.decode("utf-8", "surrogateescape"): (int(mode, 8), id) for mode, name, id in rows}

    def has(self, name: str) -> bool:
        """Tell whether there is an entry of this name."""
        return self.id != EMPTY_TREE_ID and name in self._tree()

    def _tree(self) -> pygit2.Tree:
        tree = self._repository.get(self._oid)
        assert isinstance(tree, pygit2.Tree)
        return tree

    def rest(self, source: Tree) -> tuple[dict[str, Entry], dict[str, tuple[int, BlobId]]]:
        """Give what has not the same name, mode and id in both."""
        theirs = dict(self.entries())
        ours = {}
        for name, entry in source.entries.items():
            expected = (entry.mode, entry.id) if isinstance(entry, File) else (_DIRECTORY, entry.git_id)
            if theirs.get(name) == expected and "%" not in name:
                del theirs[name]
            else:
                ours[name] = entry
        return ours, theirs

    def below(self, name: str) -> _GitFolder:
        """Give the directory of this name."""
        return _GitFolder(self._repository, pygit2.Oid(raw=self.entries()[name][1]))
