"""Tells the project's work apart from the bookkeeping of the tool that kept it.

A mirror of a whole Subversion repository has ``trunk/``, ``branches/`` and ``tags/`` in its tree. Counted as they lie
there, one program of 600 files and 88 releases is 61,181 files (Gwyddion; see users' side of the design). So: trunk is
the project, a folder below ``tags/`` is a release, work below ``branches/NAME/`` is work on a branch, and commits that
only a tool made (cvs2svn's manufactured ones, copies, property edits) are no work at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from archaeo.model import Change, Commit, Release

_TOOL_MESSAGES = (
    (re.compile(r"\AThis commit was (manufactured|generated) by cvs2(svn|git)\b"), "manufactured by cvs2svn"),
    (re.compile(r"\ANew repository initialized by cvs2svn\b"), "manufactured by cvs2svn"),
    (re.compile(r"\AStandard project directories initialized by cvs2svn\b"), "manufactured by cvs2svn"),
    (re.compile(r"\A(Initialized merge tracking via|Blocked revisions .* via) \"?svnmerge\b"), "svnmerge bookkeeping"),
    (re.compile(r"\A\[maven-release-plugin\]"), "release plug-in"),
    (
        re.compile(r"\A(automatic|automated|nightly) (\w+ )?(update|build|commit|merge|sync)\b", re.I),
        "automatic update",
    ),
)


_FOLDERS = frozenset(("trunk", "tags", "branches"))
OFTEN = 200
"""So many times the same words for the same file are a clock's."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things lie in the tree; "" for ``trunk`` where the whole tree is the project.

    Attributes:
        trunk, tags, branches: path prefixes ending in ``/``; ``tags`` and ``branches`` are "" where there are none.
        since: key of the commit that laid the tree out so late, whose whole was trunk before; "" where it always was.
    """

    trunk: str = ""
    tags: str = ""
    branches: str = ""
    since: str = ""

    @property
    def is_plain(self) -> bool:
        """The tree is the project, without trunk, tags and branches."""
        return not self.trunk

    def inside(self, path: str) -> tuple[str, str] | None:
        """Give (branch, path relative to its root), branch "" for trunk; None for a path that is no work: a tag's.

        >>> Layout("trunk/", "tags/", "branches/").inside("branches/new/src/a.c")
        ('new', 'src/a.c')
        """
        if self.is_plain or not self.trunk:
            return "", path
        if path.startswith(self.trunk):
            return "", path[len(self.trunk) :]
        if self.branches and path.startswith(self.branches):
            name, slash, rest = path[len(self.branches) :].partition("/")
            return (name, rest) if slash else None
        return None


def detect(commits: Iterable[Commit]) -> Layout:
    """Give the layout that the changed paths show: ``trunk`` beside ``tags`` or ``branches`` at the top, else plain."""
    commits = tuple(commits)
    top: dict[str, int] = {}
    for commit in commits:
        for change in commit.changes:
            name = change.path.partition("/")[0]
            top[name] = top.get(name, 0) + 1
    layout = top.keys() & _FOLDERS
    inside = sum(top[name] for name in layout)
    if "trunk" not in layout or len(layout) < 2:
        return Layout()
    found = Layout("trunk/", "tags/" if "tags" in layout else "", "branches/" if "branches" in layout else "")
    if inside >= 0.8 * sum(top.values()):
        return found
    since = _turn(commits)
    return replace(found, since=since) if since else Layout()


def _turn(commits: Sequence[Commit]) -> str:
    """Give the commit that put a plain tree below trunk, beside tags or branches; "" where none did.

    Nothing lay in folders of these names before it; afterwards little lies, and is changed, beside them.
    """
    first: Commit | None = None
    outside: set[str] = set()
    below: set[str] = set()
    within = beside = 0
    after: set[str] = set()
    for commit in commits:
        mine = [change for change in commit.changes if change.path.partition("/")[0] in _FOLDERS]
        if mine and first is None:
            if not any(change.path.startswith("trunk/") for change in mine) or not outside:
                return ""
            first = commit
            after.add(commit.key)
        if first is not None and not after.isdisjoint(commit.parents):
            after.add(commit.key)
        elif mine and commit is not first:
            return ""
        for change in commit.changes:
            alive = below if change.path.partition("/")[0] in _FOLDERS else outside
            if change.action == "D":
                alive.discard(change.path)
                continue
            alive.add(change.path)
            if commit.key in after:
                within, beside = within + (alive is below), beside + (alive is outside)
    if first is None or within < 4 * beside or len(below) < 4 * len(outside):
        return ""
    return first.key


def as_always(commits: Sequence[Commit], layout: Layout) -> tuple[Commit, ...]:
    """Give the commits with paths as if the tree had always been laid out as it was in the end; see ``Layout.since``.

    A file that the layout moved, and that was edited on the way, is paired with the one of its name.
    """
    later = _later(commits, layout)
    found = []
    for commit in commits:
        if commit.key not in later:
            changes = [_below(change, layout.trunk) for change in commit.changes]
        elif commit.key == layout.since:
            changes = _turned(commit, layout.trunk)
        else:
            changes = list(commit.changes)
        found.append(replace(commit, changes=tuple(sorted(changes, key=lambda change: change.path))))
    return tuple(found)


def reading(
    content: Callable[[str, str], bytes], commits: Sequence[Commit], layout: Layout
) -> Callable[[str, str], bytes]:
    """Give a function that reads a path as `as_always` has it, from one that reads it as it lies in the tree."""
    later = _later(commits, layout)
    earlier = {commit.key for commit in commits} - later

    def read(commit: str, path: str) -> bytes:
        return content(commit, path.removeprefix(layout.trunk) if commit in earlier else path)

    return read


def _later(commits: Sequence[Commit], layout: Layout) -> set[str]:
    """Give the keys of the commit that made the layout and of all that go back to it."""
    later = {layout.since}
    for commit in commits:
        if not later.isdisjoint(commit.parents):
            later.add(commit.key)
    return later


def _below(change: Change, trunk: str) -> Change:
    source = change.copyfrom
    return replace(change, path=trunk + change.path, copyfrom=(trunk + source[0], source[1]) if source else None)


def _turned(commit: Commit, trunk: str) -> list[Change]:
    """Give the changes of the commit that made the layout: what it took from the root came from trunk."""
    parent = commit.parents[0] if commit.parents else ""
    gone = {change.path for change in commit.changes if change.action == "D"}
    same = {change.blob: change.copyfrom[0] for change in commit.changes if change.copyfrom and change.blob}
    named: dict[str, str] = {}
    for path in sorted(gone):
        named.setdefault(path.rpartition("/")[2], path)
    changes = []
    for change in commit.changes:
        is_below = change.path.partition("/")[0] in _FOLDERS
        source = change.copyfrom[0] if change.copyfrom else ""
        if change.path.startswith(trunk) and change.action != "D":
            source = source or same.get(change.blob, "") or named.get(change.path.rpartition("/")[2], "")
        copied = (source if source.partition("/")[0] in _FOLDERS else trunk + source, parent) if source else None
        changes.append(replace(change, path=change.path if is_below else trunk + change.path, copyfrom=copied))
    return changes


def machine_made(commit: Commit) -> str:
    """Say which tool made a commit on its own, "" for a person's.

    A commit that changes no file is Subversion's property edit or folder; it is no work either.
    """
    for pattern, reason in _TOOL_MESSAGES:
        if pattern.search(commit.message):
            return reason
    if not commit.changes and len(commit.parents) < 2:
        return "no file changed"
    if len(commit.changes) >= 10 and all(change.copyfrom and change.action == "A" for change in commit.changes):
        return "a copy"
    return ""


def routine(commits: Iterable[Commit]) -> frozenset[str]:
    """Give the keys of commits that a clock made: the same words by the same account for the same file, ``OFTEN`` times
    and a fifth of all. In QMP 4,200 of 4,500 say "Periodic update." and renew a log."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    total = 0
    for commit in commits:
        total += 1
        subject = commit.message.partition("\n")[0].strip()
        if subject and len(commit.changes) == 1:
            alike.setdefault((commit.author.name, subject, commit.changes[0].path), []).append(commit.key)
    found = [keys for keys in alike.values() if len(keys) >= OFTEN and 5 * len(keys) >= total]
    return frozenset(key for keys in found for key in keys)


def work(commits: Sequence[Commit], layout: Layout) -> tuple[Commit, ...]:
    """Give the commits in which people worked, in order, with paths relative to trunk and branch roots.

    Files that only came along in a copied folder are left out of ``changes``, commits that only a tool made altogether.
    """
    found = []
    by_clock = routine(commits)
    main = next((commit.branch for commit in commits if layout.since and commit.key == layout.since), "")
    for commit in commits:
        if machine_made(commit) or commit.key in by_clock:
            continue
        if layout.is_plain:
            found.append(commit)
            continue
        by_branch: dict[str, list[Change]] = {}
        for change in commit.changes:
            place = layout.inside(change.path)
            if place is not None:
                by_branch.setdefault(place[0], []).append(_relative(change, place[1], layout))
        branch = min(by_branch, key=lambda name: (-len(by_branch[name]), name), default=None)
        if commit.key == layout.since and "" in by_branch:
            branch = ""  # what was put below branches/ and tags/ with it is older than that day
        if branch is None:
            continue
        changes = [c for c in by_branch[branch] if not (branch and c.action == "A" and c.copyfrom)]
        if changes or len(commit.parents) > 1:
            name = f"{layout.branches}{branch}" if branch else layout.trunk.rstrip("/")
            if main and commit.branch != main:
                name = commit.branch  # git had its own branches before the folders came
            found.append(replace(commit, branch=name, changes=tuple(changes)))
    return tuple(found)


def _relative(change: Change, path: str, layout: Layout) -> Change:
    source = change.copyfrom
    if source is not None:
        place = layout.inside(source[0])
        source = (place[1] if place else source[0], source[1])
    return Change(change.action, path, source)


def tag_folders(commits: Sequence[Commit], layout: Layout) -> tuple[Release, ...]:
    """Give the folders below ``tags/`` as releases, by the commit that made each (the last time, if it came again)."""
    if not layout.tags:
        return ()
    made: dict[str, Commit] = {}
    alive: dict[str, set[str]] = {}
    for commit in commits:
        for change in commit.changes:
            if not change.path.startswith(layout.tags):
                continue
            name, slash, rest = change.path[len(layout.tags) :].partition("/")
            if not slash:
                continue
            files = alive.setdefault(name, set())
            if change.action == "D":
                files.discard(rest)
            else:
                if not files:
                    made[name] = commit
                files.add(rest)
    evidence = "folder {}{}"
    return tuple(
        Release(name, commit.date, evidence.format(layout.tags, name), commit.key)
        for name, commit in sorted(made.items(), key=lambda item: (item[1].date, item[0]))
        if alive[name]
    )
