"""Reads any git repository as records: commits with the paths they touched, releases, the files of one state.

Works on repositories that this program did not make: shallow ones, ones with missing objects or odd encodings, without
tags, without commits. What cannot be read is left out and reported as a `Diagnostic`.

Trees are compared here and not by libgit2: its tree diff took 68 CPU seconds for 16,911 commits of a root-layout
Subversion mirror with 88 tag folders, the comparison below 2.0.
"""

from __future__ import annotations

import heapq
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

import pygit2

from archaeo.errors import ArchaeoError, Location
from archaeo.model import Change, Commit, Diagnostic, Identity, Progress, Release, SourceFile, no_progress
from archaeo.shelf import Shelf

from . import _trees, revmap
from ._trees import TreeReader

Report: TypeAlias = Callable[[Diagnostic], None]

MAKERS = (__file__, _trees.__file__)
"""The code that decides what is remembered of commits."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HEADS, _REMOTES, _TAGS = "refs/heads/", "refs/remotes/", "refs/tags/"
# where our own conversions keep the branches that Subversion deleted; a lost trunk is most of a history
_DELETED = "refs/archaeo/deleted/"
_MAIN_NAMES = ("main", "master", "trunk", "origin/HEAD", "origin/main", "origin/master", "origin/trunk")
_NOTES = "refs/notes/svn"
_SEVERAL_TAGS, _MONTHS = 3, timedelta(90)


def _no_report(problem: Diagnostic) -> None:
    """Report for callers who keep none."""


def open_repository(path: Path) -> pygit2.Repository:
    """Open a repository: a bare one, a working copy or its ``.git``.

    Raises:
        ArchaeoError: there is none at this path (the folders above are not searched).
    """
    # an old disk's folders seldom belong to the user who reads them; nothing in them is run
    pygit2.settings.owner_validation = False
    try:
        return pygit2.Repository(os.fspath(path), pygit2.enums.RepositoryOpenFlag.NO_SEARCH)
    except (pygit2.GitError, KeyError, OSError) as error:
        dug = path / "repo.git"
        hint = f"the one that archaeo dig made is {dug}" if dug.is_dir() else str(error)
        raise ArchaeoError("no git repository here", hint=hint, location=Location(os.fspath(path))) from None


def refs(repository: pygit2.Repository) -> dict[str, str]:
    """Give full ref name to hexadecimal commit id: branches, deleted and remote ones too, and tags, by name."""
    found = {}
    for name in sorted(repository.references):
        if name.startswith((_HEADS, _REMOTES, _TAGS, _DELETED)):
            commit = _peeled(repository, name)
            if commit is not None:
                found[name] = str(commit.id)
    return found


def default_ref(repository: pygit2.Repository) -> str | None:
    """Give the full name of the branch that stands for the project, None in an empty repository.

    That is what HEAD names; where it names nothing, the branch with a usual name, else the one with the newest commit.
    """
    if not repository.head_is_unborn:
        return "HEAD" if repository.head_is_detached else repository.head.name
    known = refs(repository)
    for name in [*(_HEADS + name for name in _MAIN_NAMES), *(_REMOTES + name for name in _MAIN_NAMES)]:
        if name in known:
            return name
    branches = [name for name in known if not name.startswith(_TAGS)] or list(known)
    return max(branches, key=lambda name: (_lookup(repository, known[name]).commit_time, name), default=None)


def commits(
    repository: pygit2.Repository,
    refs: Sequence[str] | None = None,
    report: Report = _no_report,
    progress: Progress = no_progress,
    with_changes: bool = True,
    shelf: Shelf | None = None,
) -> Iterator[Commit]:
    """Yield the commits that the refs reach, oldest first, parents before children, in the same order everywhere.

    Changes are those against the first parent. An added path whose content stood in the parent under a path that this
    commit deleted, or inside a folder that this commit copied whole, says so in ``copyfrom``. ``branch`` is the ref on
    whose first-parent line the commit lies (the default branch first), "" for commits that only a merge brought in.
    In a repository that archaeo converted it is the ref of the Subversion path the commit was made on, so that a trunk
    which was deleted and made again is one branch; ``note`` begins with its revision, ``r4017``.

    Args:
        refs: full names; None for all branches, remote branches and tags, and the deleted branches of a conversion.
        with_changes: False leaves ``changes`` empty, which takes a tenth of the time.
        shelf: where changes are remembered, by commit and parent, and notes; its makers are ``MAKERS``.
    """
    tips = _tips(repository, refs)
    graph = _graph(repository, [id for _, id in tips], report)
    branch_of = _branches(tips, graph)
    trees = TreeReader(repository)
    notes = _notes(repository, trees, shelf or Shelf())
    for id, (revision, branch) in _mapped(repository).items():
        branch_of[id] = branch or branch_of.get(id, "")
        notes[id] = f"r{revision}\n{notes.get(id, '')}"
    told = _Changes(trees, shelf or Shelf()) if with_changes else None
    for done, id in enumerate(_ordered(graph)):
        progress("reading commits", done, len(graph))
        raw = _lookup(repository, id)
        yield _commit(raw, branch_of.get(id, ""), graph[id].parents, told, notes.get(id, ""), report)
    progress("reading commits", len(graph), len(graph))


def newest(repository: pygit2.Repository, count: int) -> tuple[Commit, ...]:
    """Give the commits with the newest dates, oldest first, without changes: a first look at any length of history.

    A commit that cannot be read is passed over: `commits` reports it.
    """
    mapped = _mapped(repository)
    found: list[Commit] = []
    seen: set[str] = set()
    # libgit2's own walk in order of time reads all commits first
    waiting: list[tuple[int, str]] = []

    def take(id: str) -> None:
        if id not in seen:
            seen.add(id)
            try:
                heapq.heappush(waiting, (-_lookup(repository, id).commit_time, id))
            except (KeyError, ValueError, pygit2.GitError):
                pass

    for _, id in _tips(repository, None):
        take(id)
    while waiting and len(found) < count:
        _, id = heapq.heappop(waiting)
        raw = _lookup(repository, id)
        revision, branch = mapped.get(id, ("", ""))
        note = f"r{revision}\n" if revision else ""
        found.append(_commit(raw, branch, tuple(map(str, raw.parent_ids)), None, note, _no_report))
        for parent in raw.parent_ids:
            take(str(parent))
    return tuple(reversed(found))


def releases(repository: pygit2.Repository) -> tuple[Release, ...]:
    """Give the tags that lead to a commit, by date, then name; a tag's date is its own, else its commit's.

    Where several tags were made on one day, of commits months apart, somebody converted or copied them: the day says
    nothing of the releases, those of the commits do.

    Branches under ``refs/remotes/tags/`` or ``refs/remotes/*/tags/`` are Subversion tags that git-svn fetched; where a
    tag of the same name was made of one, it is that tag.
    """
    found = []
    seen: set[str] = set()
    own: dict[str, datetime] = {}
    for name, id in sorted(refs(repository).items(), key=lambda item: (not item[0].startswith(_TAGS), item[0])):
        short = _tag_name(name)
        if short and short not in seen:
            seen.add(short)
            tag = _tag_object(repository, name)
            day = _date(_lookup(repository, id).author)
            if tag is not None and tag.tagger:
                own[short] = _date(tag.tagger)
            found.append(Release(short, day, f"tag {name}", id))
    for name in _made_together(found, own):
        del own[name]
    found = [replace(release, date=own.get(release.name, release.date)) for release in found]
    return tuple(sorted(found, key=lambda release: (release.date, release.name)))


def _made_together(found: Sequence[Release], own: Mapping[str, datetime]) -> set[str]:
    """Give the tags that were made on a day on which several were, of commits that lie months apart."""
    days: dict[date, list[Release]] = defaultdict(list)
    for release in found:
        if release.name in own:
            days[own[release.name].date()].append(release)
    together: set[str] = set()
    for releases in days.values():
        commits = sorted(release.date for release in releases if isinstance(release.date, datetime))
        if len(releases) >= _SEVERAL_TAGS and commits[-1] - commits[0] > _MONTHS:
            together.update(release.name for release in releases)
    return together


def files(repository: pygit2.Repository, rev: str = "HEAD") -> Iterator[SourceFile]:
    """Yield the files of one state by path; nothing for an empty repository. Submodules are left out.

    Args:
        rev: anything git understands; ``HEAD`` falls back on the default branch where it names nothing.

    Raises:
        ArchaeoError: the repository has no such commit.
    """
    commit = _resolve(repository, rev)
    if commit is None:
        return
    for path, id, is_link in TreeReader(repository).files(str(commit.tree_id)):
        read = partial(_content, repository, id, path)
        yield SourceFile(path, read, bytes.fromhex(id), _link(read) if is_link else None)


def _link(read: Callable[[], bytes]) -> str | None:
    """Give what a link says; None for one whose object is missing, which its reader is told when reading it."""
    try:
        return read().decode("utf-8", "surrogateescape")
    except ArchaeoError:
        return None


def _lookup(repository: pygit2.Repository, id: str) -> pygit2.Commit:
    found = repository[id]
    if not isinstance(found, pygit2.Commit):
        raise KeyError(id)
    return found


def contents(repository: pygit2.Repository) -> Callable[[str, str], bytes]:
    """Give a function from a commit's id and a path to the content there; ArchaeoError where there is none."""
    trees = TreeReader(repository)

    def read(commit: str, path: str) -> bytes:
        try:
            id = trees.at(str(_lookup(repository, commit).tree_id), path)
        except KeyError:
            id = None
        if id is None:
            raise ArchaeoError("there is no such file", location=Location(f"commit {commit[:12]}", path=path))
        return _content(repository, id, path)

    return read


def tip(repository: pygit2.Repository) -> str:
    """Give the id of the commit that `files` reads by default, "" in an empty repository."""
    commit = _resolve(repository, "HEAD")
    return str(commit.id) if commit is not None else ""


def first_commit(repository: pygit2.Repository) -> str:
    """Give the id of the commit that the newest state goes back to by first parents, "" in an empty repository."""
    id = tip(repository)
    while id:
        try:
            parents = _lookup(repository, id).parent_ids
        except (KeyError, ValueError, pygit2.GitError):
            break
        if not parents:
            break
        id = str(parents[0])
    return id


def _resolve(repository: pygit2.Repository, rev: str) -> pygit2.Commit | None:
    if rev == "HEAD":
        name = default_ref(repository)
        return _peeled(repository, name) if name else None
    try:
        return repository.revparse_single(rev).peel(pygit2.Commit)
    except (KeyError, ValueError, pygit2.GitError):
        raise ArchaeoError(
            f"no commit is named '{rev}'",
            hint="give a branch, a tag or a commit id",
            location=Location(repository.path),
        ) from None


def _content(repository: pygit2.Repository, id: str, path: str) -> bytes:
    try:
        return repository[id].read_raw()
    except (KeyError, ValueError, pygit2.GitError):
        raise ArchaeoError(f"object {id} is missing", location=Location(repository.path, path=path)) from None


def _peeled(repository: pygit2.Repository, name: str) -> pygit2.Commit | None:
    """Give the commit a ref leads to; None for a dangling ref, or a tag of a tree or blob."""
    try:
        return repository.lookup_reference(name).resolve().peel(pygit2.Commit)
    except (KeyError, ValueError, pygit2.GitError):
        return None


def _tag_object(repository: pygit2.Repository, name: str) -> pygit2.Tag | None:
    target = repository[repository.lookup_reference(name).resolve().target]
    return target if isinstance(target, pygit2.Tag) else None


def _tag_name(ref: str) -> str:
    if ref.startswith(_TAGS):
        return ref[len(_TAGS) :]
    if ref.startswith(_REMOTES):
        parts = ref.split("/")[2:]
        if "tags" in parts[:2]:
            name = "/".join(parts[parts.index("tags") + 1 :])
            # git-svn writes NAME@REVISION for a life of the tag that ended
            return "" if "@" in name else name
    return ""


def _tips(repository: pygit2.Repository, names: Sequence[str] | None) -> list[tuple[str, str]]:
    """Give (ref, commit id), the default branch first, tags last: the order in which lines of commits are given out."""
    main = default_ref(repository)
    if names is None:
        known = refs(repository)
        if main == "HEAD":
            known["HEAD"] = str(repository.head.target)
    else:
        known = {}
        for name in names:
            commit = _resolve(repository, name)
            if commit is not None:
                known[name] = str(commit.id)
    rank = {_HEADS: 1, _REMOTES: 2, "refs/archaeo/": 3, _TAGS: 4}

    def order(name: str) -> tuple[int, str]:
        kind = "/".join(name.split("/")[:2]) + "/"
        return (0 if name == main else rank.get(kind, 1), name)

    return [(name, known[name]) for name in sorted(known, key=order)]


class _Node:
    __slots__ = ("parents", "time")

    def __init__(self, parents: tuple[str, ...], time: int) -> None:
        self.parents, self.time = parents, time


def _graph(repository: pygit2.Repository, tips: list[str], report: Report) -> dict[str, _Node]:
    """Give every commit that can be reached and read; parents that cannot be read are left out and reported."""
    graph: dict[str, _Node] = {}
    missing: set[str] = set()
    shallow = _shallow(repository)
    waiting = list(tips)
    while waiting:
        id = waiting.pop()
        if id in graph or id in missing:
            continue
        try:
            raw = _lookup(repository, id)
            parents = () if id in shallow else tuple(str(parent) for parent in raw.parent_ids)
            graph[id] = _Node(parents, raw.commit_time)
        except (KeyError, ValueError, pygit2.GitError):
            missing.add(id)
            continue
        waiting.extend(parents)
    for id in sorted(missing):
        place = Location(repository.path)
        report(Diagnostic(place, "missing commit", f"commit {id} is not here", "history starts after it", grave=True))
    for id in sorted(shallow & graph.keys()):
        place = Location(repository.path)
        report(Diagnostic(place, "shallow", f"history before commit {id} was cut off", "read from there on"))
    if missing:
        for node in graph.values():
            node.parents = tuple(parent for parent in node.parents if parent not in missing)
    return graph


def _shallow(repository: pygit2.Repository) -> set[str]:
    file = Path(repository.path) / "shallow"
    return set(file.read_text("ascii", "replace").split()) if file.is_file() else set()


def _ordered(graph: dict[str, _Node]) -> Iterator[str]:
    """Yield ids, parents first; of those that could come next the one with the earliest time, then the smallest id."""
    children: dict[str, list[str]] = defaultdict(list)
    waits_for = {}
    for id, node in graph.items():
        parents = set(node.parents)
        waits_for[id] = len(parents)
        for parent in parents:
            children[parent].append(id)
    ready = [(graph[id].time, id) for id, count in waits_for.items() if count == 0]
    heapq.heapify(ready)
    while ready:
        _, id = heapq.heappop(ready)
        yield id
        for child in children.pop(id, ()):
            waits_for[child] -= 1
            if waits_for[child] == 0:
                heapq.heappush(ready, (graph[child].time, child))


def _branches(tips: list[tuple[str, str]], graph: dict[str, _Node]) -> dict[str, str]:
    branch_of: dict[str, str] = {}
    for name, tip in tips:
        id: str | None = tip
        while id is not None and id in graph and id not in branch_of:
            branch_of[id] = name
            parents = graph[id].parents
            id = parents[0] if parents else None
    return branch_of


def _mapped(repository: pygit2.Repository) -> dict[str, tuple[str, str]]:
    """Give commit id to (revision, ref of the path it was made on), from the map of a conversion; else nothing."""
    try:
        rows = [row for row in revmap.read(Path(repository.path)) if row.commit]
    except ArchaeoError:
        return {}
    living = {row.path: row.ref for row in rows if row.ref.startswith(_HEADS)}
    return {row.commit: (row.revision, living.get(row.path, row.ref)) for row in rows if row.revision.isdigit()}


def _notes(repository: pygit2.Repository, trees: TreeReader, shelf: Shelf) -> dict[str, str]:
    """Give commit id to the text of its note; the notes' tree fans out into folders of two digits when it is large."""
    commit = _peeled(repository, _NOTES) if _NOTES in repository.references else None
    if commit is None:
        return {}

    def note(id: str, path: str) -> str:
        return _content(repository, id, path).decode("utf-8", "replace")

    found = trees.files(str(commit.tree_id))
    return {path.replace("/", ""): shelf.once(f"note {id}", partial(note, id, path)) for path, id, _ in found}


def _commit(
    raw: pygit2.Commit, branch: str, parents: tuple[str, ...], trees: _Changes | None, note: str, report: Report
) -> Commit:
    id = str(raw.id)
    place = Location(f"commit {id[:12]}")
    encoding = raw.message_encoding or ""
    message = _text(raw.raw_message, encoding, place, "message", report).replace("\r\n", "\n").rstrip("\n")
    author = Identity(
        _text(raw.author.raw_name, encoding, place, "author", report).strip(),
        _text(raw.author.raw_email, encoding, place, "address", report).strip(),
    )
    changes = trees.of(raw, parents[0] if parents else None, place, report) if trees else ()
    return Commit(id, branch, parents, author, _date(raw.author, place, report), message, changes, note=note)


class _Changes:
    """The paths that commits changed: what is remembered, else what a comparison of the trees gives."""

    def __init__(self, trees: TreeReader, shelf: Shelf) -> None:
        self._trees, self._shelf = trees, shelf

    def of(self, raw: pygit2.Commit, parent: str | None, place: Location, report: Report) -> tuple[Change, ...]:
        """Give the changes against a parent; none, and a report, where a folder's object is missing."""
        key = f"{raw.id} {parent or ''}"
        known = self._shelf.get(key)
        if known is not None:
            return tuple(_remembered(row, parent or "") for row in known)
        try:
            found = self._trees.changes(parent, str(raw.tree_id))
        except KeyError as error:
            what = f"a folder of it is missing ({error.args[0]})"
            report(Diagnostic(place, "missing tree", what, "its changes are unknown", grave=True))
            return ()
        self._shelf.put(key, [_row(change) for change in found])
        return found


def _row(change: Change) -> list[str]:
    row = [change.action, change.path]
    if change.action != "D":
        row.append(change.blob.hex())
        if change.copyfrom:
            row.append(change.copyfrom[0])
    return row


def _remembered(row: list[str], parent: str) -> Change:
    action: Any = row[0]
    if len(row) == 2:
        return Change(action, row[1])
    return Change(action, row[1], (row[3], parent) if len(row) > 3 else None, bytes.fromhex(row[2]))


def _text(raw: bytes, encoding: str, place: Location, what: str, report: Report) -> str:
    """Decode: UTF-8, else the encoding the commit declares, else Latin-1, which is a guess and reported."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode(encoding or "utf-8")
    except (LookupError, UnicodeDecodeError):
        report(Diagnostic(place, "unknown encoding", f"{what} is not UTF-8", "read as Latin-1"))
        return raw.decode("latin-1")


def _date(signature: pygit2.Signature, place: Location | None = None, report: Report = _no_report) -> datetime:
    """Give a signature's date in its own zone; what no calendar holds becomes the nearest date that one does."""
    minutes = signature.offset if abs(signature.offset) < 24 * 60 else 0
    seconds = min(max(signature.time, -62135510400), 253402214400)
    if (minutes, seconds) != (signature.offset, signature.time) and place is not None:
        what = f"date {signature.time} {signature.offset:+d} does not exist"
        report(Diagnostic(place, "impossible date", what, f"read as {seconds} {minutes:+d}"))
    moment = _EPOCH + timedelta(seconds=seconds)
    return moment.astimezone(_zone(minutes)) if minutes else moment


@cache
def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))
