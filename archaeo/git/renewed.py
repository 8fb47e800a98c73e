"""Gives commits new ids where something was put below them: the whole history above is written again.

Nothing of a commit changes but its parents: trees, authors, dates and messages stay byte for byte. Refs, annotated
tags, notes and the texts that a conversion left beside the repository follow. A signature is left out, since it would
be that of another commit.

Source: git, Documentation/gitformat-signature for what is left out.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pygit2

_COMMIT, _TREE, _TAG = 1, 2, 4
_ID = re.compile(rb"\b[0-9a-f]{40}\b")
_SIGNATURE = re.compile(rb"^gpgsig(?:-sha256)? .*\n(?: .*\n)*", re.M)


def above(repository: pygit2.Repository, root: str, parent: str) -> dict[str, str]:
    """Write a commit without parents again with one, and all that descend from it; gives old id to new id."""
    renewed: dict[str, str] = {}
    for id in _oldest_first(repository):
        commit = repository[id]
        parents = [str(one) for one in commit.parent_ids]  # type: ignore[attr-defined]
        if id == root or any(one in renewed for one in parents):
            head, _, message = commit.read_raw().partition(b"\n\n")
            tree, _, rest = head.partition(b"\n")
            if id == root:
                rest = b"parent %b\n%b" % (parent.encode(), rest)
            rest = re.sub(rb"(?<=^parent )\w{40}$", _mapped(renewed), rest, flags=re.M)
            rest = _SIGNATURE.sub(b"", rest + b"\n").rstrip(b"\n")
            renewed[id] = str(repository.odb.write(_COMMIT, b"%b\n%b\n\n%b" % (tree, rest, message)))
    _move_refs(repository, renewed)
    _rename_in_texts(Path(repository.path) / "archaeo", renewed)
    return renewed


def _oldest_first(repository: pygit2.Repository) -> Iterator[str]:
    import pygit2

    walk = repository.walk(None, pygit2.enums.SortMode.TOPOLOGICAL | pygit2.enums.SortMode.REVERSE)
    for name in repository.references:
        reference = repository.references[name]
        if name.startswith(("refs/notes/", "refs/replace/")) or isinstance(reference.target, str):
            continue
        try:
            walk.push(reference.peel(pygit2.Commit).id)
        except (pygit2.InvalidSpecError, pygit2.GitError, ValueError):
            continue  # of a tree or a blob
    return (str(commit.id) for commit in walk)


def _mapped(renewed: Mapping[str, str]) -> Callable[[re.Match[bytes]], bytes]:
    return lambda match: renewed.get(match[0].decode(), match[0].decode()).encode()


def _move_refs(repository: pygit2.Repository, renewed: Mapping[str, str]) -> None:
    for name in list(repository.references):
        reference = repository.references[name]
        if isinstance(reference.target, str) or name.startswith("refs/replace/"):
            continue
        old = str(reference.target)
        new = _notes(repository, old, renewed) if name.startswith("refs/notes/") else _target(repository, old, renewed)
        if new != old:
            reference.set_target(new)


def _target(repository: pygit2.Repository, id: str, renewed: Mapping[str, str]) -> str:
    """Give what a ref points to now: a commit's new id, or a tag written again for what it tags."""
    object = repository[id]
    if object.type != _TAG:
        return renewed.get(id, id)
    head, separator, rest = object.read_raw().partition(b"\n")
    old = head.removeprefix(b"object ").decode()
    new = _target(repository, old, renewed)
    return id if new == old else str(repository.odb.write(_TAG, b"object " + new.encode() + separator + rest))


def _notes(repository: pygit2.Repository, id: str, renewed: Mapping[str, str]) -> str:
    """Give the commit of notes with the new ids in it, and without its past, which names the old ones."""
    commit = repository[id]
    rows = [(renewed.get(name, name), blob) for name, blob in _noted(repository, str(commit.tree_id), "")]  # type: ignore[attr-defined]
    folders: dict[str, list[tuple[str, bytes]]] = {}
    for name, blob in sorted(rows):
        folders.setdefault(name[:2], []).append((name[2:], blob))
    made = b"".join(
        b"40000 %b\0%b" % (folder.encode(), repository.odb.write(_TREE, _tree(inside)).raw)
        for folder, inside in sorted(folders.items())
    )
    head, _, message = commit.read_raw().partition(b"\n\n")
    kept = [line for line in head.split(b"\n") if not line.startswith((b"tree ", b"parent "))]
    tree = repository.odb.write(_TREE, made)
    lines = [b"tree " + str(tree).encode(), *kept]
    return str(repository.odb.write(_COMMIT, b"\n".join(lines) + b"\n\n" + message))


def _tree(rows: list[tuple[str, bytes]]) -> bytes:
    return b"".join(b"100644 %b\0%b" % (name.encode(), blob) for name, blob in rows)


def _noted(repository: pygit2.Repository, tree: str, before: str) -> Iterator[tuple[str, bytes]]:
    for entry in repository[tree]:  # type: ignore[attr-defined]
        if entry.type == _TREE:
            yield from _noted(repository, str(entry.id), before + entry.name)
        else:
            yield before + entry.name, entry.id.raw


def _rename_in_texts(folder: Path, renewed: Mapping[str, str]) -> None:
    """Put the new ids into what a conversion left; what it remembers to go on from is of the old commits, and goes."""
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        if file.is_file():
            file.write_bytes(_ID.sub(_mapped(renewed), file.read_bytes()))
    shutil.rmtree(folder / "memory", ignore_errors=True)
