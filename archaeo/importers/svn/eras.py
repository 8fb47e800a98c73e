"""The rule that finds where a project was developed before it had its trunk: the eras of a layout."""

from __future__ import annotations

from .directories import Directory
from .draft import Draft, join


def by_eras(draft: Draft) -> None:
    """Where a trunk's first files came from is where the project was developed before."""
    waiting = [root.pattern for root in draft.roots if root.kind == "trunk" and "*" not in root.pattern]
    while waiting:
        path = waiting.pop(0)
        lives = draft.directories.lives(path)
        if not lives:
            continue
        found = _moved_from(draft, lives[0])
        if found is None:
            continue
        former, turn, why = found
        if draft.add(former, "trunk", why, turn - 1) and former:
            waiting.append(former)


def _moved_from(draft: Draft, trunk: Directory) -> tuple[str, int, str] | None:
    """Give the directory that a trunk was made from, the revision of the turn, and why."""
    if trunk.is_copy:
        path = trunk.copied_path
        if not draft.owner(path) and _was_worked_on(draft, path, trunk.born) and _ends(draft, path, trunk):
            return path, trunk.born, f"moved to '{trunk.path}' in r{trunk.born}"
        return None
    for path, (count, first, last) in sorted(trunk.filled.items(), key=lambda item: -item[1][0]):
        if draft.owner(path) or not _was_worked_on(draft, path, first):
            continue
        had = _entries(draft, path, first, trunk)
        if 2 * count >= len(had) and _ends(draft, path, trunk):
            turn = last if last - first < 50 else first
            return path, turn, f"{count} of its {len(had)} entries were moved to '{trunk.path}' in r{first}"
    return _moved_without_copy(draft, trunk)


def _moved_without_copy(draft: Draft, trunk: Directory) -> tuple[str, int, str] | None:
    """Look for a directory above a trunk whose entries went when the same names came in the trunk."""
    path = trunk.path
    came = {name for name, (first, _) in trunk.files.items() if first <= trunk.born + 5}
    came |= {name for name, lives in trunk.children.items() if lives[0].born <= trunk.born + 5}
    while path and came:
        path = path.rpartition("/")[0]
        if draft.owner(path):
            return None
        had = _entries(draft, path, trunk.born, trunk)
        kept = _entries(draft, path, trunk.born + 5, trunk)
        gone = (had - kept) & came
        if len(gone) >= 2 and 2 * len(gone) >= len(had):
            return path, trunk.born, f"{len(gone)} of its {len(had)} entries went when '{trunk.path}' came with them"
    return None


def _entries(draft: Draft, path: str, revision: int, trunk: Directory) -> set[str]:
    """Give the names of what lay in a directory before a revision and belongs to no root."""
    directory = draft.directories.at(path, revision - 1)
    if directory is None:
        return set()
    found = {
        name
        for name, (first, gone) in directory.file_names().items()
        if first < revision and (gone is None or gone >= revision)
    }
    for name in directory.names():
        inner = join(path, name)
        above = trunk.path == inner or trunk.path.startswith(inner + "/")
        holds_roots = above or any(root.pattern.startswith(inner + "/") for root in draft.roots)
        if not holds_roots and not draft.owner(inner) and directory.child(name, revision - 1) is not None:
            found.add(name)
    return found


def _was_worked_on(draft: Draft, path: str, before: int) -> bool:
    directory = draft.directories.at(path, before - 1)
    return directory is not None and (directory.touched > 0 or bool(directory.file_names()) or directory.is_copy)


def _ends(draft: Draft, path: str, trunk: Directory) -> bool:
    """Tell whether a trunk's source was left: it is above the trunk, deleted, or nobody worked on it after."""
    if trunk.path.startswith(path + "/") or not path:
        return True
    directory = draft.directories.at(path, trunk.born - 1)
    return directory is not None and directory.died is not None and directory.died <= trunk.born + 50
