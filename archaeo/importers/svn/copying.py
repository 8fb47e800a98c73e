"""Rules that find branch roots by what was copied where: a directory that a branch was copied to is a branch."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from .directories import Directory
from .draft import Draft, join, times
from .layout import TAG_WORDS, Kind, Root

_LIKE_TAGS: Final = re.compile(r"(^|[-_. ])[vr]?\d+([-_.]\d+)+|release|^tag", re.IGNORECASE)


def by_copies(draft: Draft) -> None:
    """A directory outside every branch that a branch was copied to is one itself."""
    found = True
    while found:
        found = False
        for copy in draft.directories.copies:
            if draft.owner(copy.path) or not draft.is_root(copy.copied_path) or not copy.copied_path:
                continue
            if any(root.pattern.startswith(copy.path + "/") for root in draft.roots):
                continue  # it was made into a project of its own; see by_eras
            pattern = _container(draft, copy)
            source = draft.owner(copy.copied_path)
            project = source.split(copy.copied_path.split("/"))[0] if source else ""
            why = f"copied from '{copy.copied_path}' in r{copy.born}"
            found |= draft.add(pattern, _kind(draft, pattern, copy), why, of=project)


def _container(draft: Draft, copy: Directory) -> str:
    """Give the pattern for a copy and its like: what lies beside it counts if most of that are copies of branches."""
    folder = copy.path.rpartition("/")[0]
    parent = copy.parent
    inside = any(
        root.pattern.startswith(folder + "/") and not root.pattern.startswith(folder + "/*") for root in draft.roots
    )
    if not folder or parent is None or inside or parent.file_names():
        return copy.path
    lives = [life for name in parent.names() for life in parent.lives(name)]
    copies = [life for life in lives if life.is_copy and draft.is_root(life.copied_path)]
    return f"{folder}/*" if 2 * len(copies) >= len(lives) else copy.path


def _kind(draft: Draft, pattern: str, copy: Directory) -> Kind:
    name = pattern.removesuffix("/*").rpartition("/")[2].casefold()
    if pattern.endswith("/*"):
        parent = copy.parent
        lives = [life for inner in parent.names() for life in parent.lives(inner)] if parent else []
        untouched = len(lives) > 1 and not any(life.touched for life in lives)
        return "tag" if name in TAG_WORDS or name.startswith("tag") or untouched else "branch"
    return "tag" if not copy.touched and _LIKE_TAGS.search(name) else "branch"


def by_inversion(draft: Draft) -> None:
    """Where trunk/proj is copied to tags/proj/1.0, the directories of trunk are the projects."""
    for path, trunk in draft.projects():
        counts: Counter[str] = Counter()
        whole = 0
        containers = {root.pattern for root in draft.roots if root.pattern.endswith("/*")}
        for copy in draft.directories.copies:
            parts = copy.path.removeprefix(path + "/" if path else "").split("/")
            folder, _, name = copy.copied_path.rpartition("/")
            if join(path, parts[0]) + "/*" not in containers:
                continue
            whole += copy.copied_path == trunk.pattern
            counts[name] += folder == trunk.pattern and len(parts) == 3 and parts[1] == name
        projects = [name for name, count in counts.items() if count]
        below = draft.directories.below(trunk.pattern)
        if not projects or whole >= sum(counts.values()) or 2 * len(projects) < len(below):
            continue
        _invert(draft, path, trunk, sorted(below), sum(counts.values()))


def _invert(draft: Draft, path: str, trunk: Root, names: list[str], copies: int) -> None:
    containers = [r for r in draft.roots if r.pattern.endswith("/*") and r.pattern[:-2].rpartition("/")[0] == path]
    why = f"{times(copies)} a directory of '{trunk.pattern}' was copied into one of its name"
    draft.roots.remove(trunk)
    for name in names:
        draft.add(f"{trunk.pattern}/{name}", "trunk", why, inverted=True)
        for container in containers:
            draft.add(f"{container.pattern[:-1]}{name}/*", container.kind, why, inverted=True)


def by_nesting(draft: Draft) -> None:
    """A directory among the branches that holds nothing but copies of branches is a container: branches/ann/fix."""
    for root in list(draft.roots):
        if root.pattern.endswith("/*") and "*" not in root.pattern[:-2]:
            _nested(draft, root.pattern[:-2], root.kind, 2)


def _nested(draft: Draft, folder: str, kind: Kind, depth: int) -> None:
    for name, lives in draft.directories.below(folder).items():
        path = f"{folder}/{name}"
        if any(root.pattern == path + "/*" for root in draft.roots):
            continue
        if any(life.origin is not None or life.is_copy or life.file_names() for life in lives):
            continue
        inner = [inner for below in draft.directories.below(path).values() for inner in below]
        copies = [life for life in inner if life.is_copy and draft.is_root(life.copied_path)]
        if copies and len(copies) == len(inner):
            draft.add(path + "/*", kind, f"all that '{path}' ever held are copies of branches")
        elif not copies and inner and depth > 1:
            _nested(draft, path, kind, depth - 1)


def by_use(draft: Draft) -> None:
    """With no name to go by: the directory with most of the work, copied at least twice, is the main line."""
    if draft.roots:
        return
    counts = Counter(copy.copied_path for copy in draft.directories.copies if not _is_rename(copy))
    for path, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        work = sum(life.touched for life in draft.directories.lives(path))
        if count >= 2 and path and 2 * work >= draft.directories.top.touched:
            draft.add(path, "trunk", f"copied {times(count)}, and most of the work was done in it")
            by_copies(draft)
            return


def _is_rename(copy: Directory) -> bool:
    return copy.origin is not None and copy.origin[0].died == copy.born
