"""Tells the project's work apart from the bookkeeping of the tool that kept it.

A mirror of a whole Subversion repository has ``trunk/``, ``branches/`` and ``tags/`` in its tree. Counted as they lie
there, one program of 600 files and 88 releases is 61,181 files (Gwyddion; see users' side of the design). So: trunk is
the project, a folder below ``tags/`` is a release, work below ``branches/NAME/`` is work on a branch, and commits that
only a tool made (cvs2svn's manufactured ones, copies, property edits) are no work at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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


OFTEN = 200
"""So many times the same words for the same file are a clock's."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things lie in the tree; "" for ``trunk`` where the whole tree is the project.

    Attributes:
        trunk, tags, branches: path prefixes ending in ``/``; ``tags`` and ``branches`` are "" where there are none.
    """

    trunk: str = ""
    tags: str = ""
    branches: str = ""

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
    top: dict[str, int] = {}
    for commit in commits:
        for change in commit.changes:
            name = change.path.partition("/")[0]
            top[name] = top.get(name, 0) + 1
    layout = top.keys() & {"trunk", "tags", "branches"}
    inside = sum(top[name] for name in layout)
    if "trunk" not in layout or len(layout) < 2 or inside < 0.8 * sum(top.values()):
        return Layout()
    return Layout("trunk/", "tags/" if "tags" in layout else "", "branches/" if "branches" in layout else "")


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
        if branch is None:
            continue
        changes = [c for c in by_branch[branch] if not (branch and c.action == "A" and c.copyfrom)]
        if changes or len(commit.parents) > 1:
            name = f"{layout.branches}{branch}" if branch else layout.trunk.rstrip("/")
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
