"""Compares the trees of a git repository without unpacking a single file.

Equal subtrees are passed over by their id. Tree objects are kept in a bounded cache, because neighbouring commits share
nearly all of them.

Source of the tree object's format: git, Documentation/gitformat-pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

import pygit2

from archaeo.model import Change
from archaeo.tree import EMPTY_TREE_ID, encode, read_tree

_FOLDER, _SUBMODULE, _SYMLINK = b"40000", b"160000", b"120000"
_Entry: TypeAlias = tuple[bytes, bytes]
"""(mode in octal, 20 bytes of id)"""

# smaller copied folders are found file by file; looking for them would walk the whole parent for every new folder
_FOLDER_COPY_FILES = 10


class TreeReader:
    """Reads and compares trees of one repository.

    Every method raises KeyError with the id of an object that is missing.
    """

    def __init__(self, repository: pygit2.Repository) -> None:
        self._repository = repository
        self._odb = repository.odb
        self._entries = lru_cache(maxsize=30_000)(self._read)

    def files(self, tree: str) -> Iterator[tuple[str, str, bool]]:
        """Yield (path, blob id, whether it is a link) of the files below a tree, by path.

        Submodules are left out, missing folders passed over.
        """
        found = []
        waiting = [(b"", bytes.fromhex(tree))]
        while waiting:
            prefix, id = waiting.pop()
            try:
                entries = self._entries(id)
            except KeyError:
                continue
            for name, (mode, entry) in entries.items():
                if mode == _FOLDER:
                    waiting.append((prefix + name + b"/", entry))
                elif mode != _SUBMODULE:
                    found.append((_text(prefix + name), entry.hex(), mode == _SYMLINK))
        yield from sorted(found)

    def at(self, tree: str, path: str) -> str | None:
        """Give the id of the file or folder at a path below a tree, None where there is nothing."""
        id = bytes.fromhex(tree)
        for name in encode(path).split(b"/"):
            entry = self._entries(id).get(name)
            if entry is None:
                return None
            id = entry[1]
        return id.hex()

    def changes(self, parent: str | None, tree: str) -> tuple[Change, ...]:
        """Give the paths that differ between a parent commit's tree and a tree, sorted."""
        commit = self._repository[parent] if parent else None
        before = commit.tree_id.raw if isinstance(commit, pygit2.Commit) else None
        found: list[tuple[bytes, _Entry | None, _Entry | None]] = []
        new_folders: dict[bytes, bytes] = {}
        self._compare(before, bytes.fromhex(tree), b"", found, new_folders)
        copied: dict[bytes, bytes] = self._copied_folders(new_folders, before) if before else {}
        return tuple(sorted(_records(found, copied, parent or ""), key=lambda change: change.path))

    def _read(self, id: bytes) -> Mapping[bytes, _Entry]:
        if id == EMPTY_TREE_ID:
            return {}  # git knows it without storing it
        try:
            _, content = self._odb.read(pygit2.Oid(raw=id))
        except KeyError:
            raise KeyError(id.hex()) from None
        return {name: (mode, entry) for mode, name, entry in read_tree(content)}

    def _compare(
        self,
        before: bytes | None,
        after: bytes | None,
        prefix: bytes,
        found: list[tuple[bytes, _Entry | None, _Entry | None]],
        new_folders: dict[bytes, bytes],
    ) -> None:
        if before == after:
            return
        old = self._entries(before) if before else {}
        new = self._entries(after) if after else {}
        for name in old.keys() | new.keys():
            a, b = old.get(name), new.get(name)
            if a == b:
                continue
            folder_a = a[1] if a and a[0] == _FOLDER else None
            folder_b = b[1] if b and b[0] == _FOLDER else None
            file_a = None if folder_a else a
            file_b = None if folder_b else b
            if file_a or file_b:
                found.append((prefix + name, file_a, file_b))
            if folder_b and not folder_a:
                new_folders[prefix + name + b"/"] = folder_b
            if folder_a or folder_b:
                self._compare(folder_a, folder_b, prefix + name + b"/", found, new_folders)

    def _copied_folders(self, new_folders: dict[bytes, bytes], parent: bytes) -> dict[bytes, bytes]:
        """Give new folder to the folder of the parent that holds the same, the shortest path where several do."""
        large = {id for id in new_folders.values() if self._is_large(id)}
        if not large:
            return {}
        places: dict[bytes, bytes] = {}
        waiting = [(b"", parent)]
        while waiting:
            prefix, id = waiting.pop()
            if id in large and (id not in places or (len(prefix), prefix) < (len(places[id]), places[id])):
                places[id] = prefix
            waiting.extend(
                (prefix + name + b"/", entry) for name, (mode, entry) in self._entries(id).items() if mode == _FOLDER
            )
        return {path: places[id] for path, id in new_folders.items() if id in places}

    def _is_large(self, id: bytes) -> bool:
        count = 0
        waiting = [id]
        while waiting:
            for mode, entry in self._entries(waiting.pop()).values():
                if mode == _FOLDER:
                    waiting.append(entry)
                else:
                    count += 1
            if count >= _FOLDER_COPY_FILES:
                return True
        return False


def _records(
    found: list[tuple[bytes, _Entry | None, _Entry | None]], copied: dict[bytes, bytes], parent: str
) -> Iterator[Change]:
    gone = {before[1]: path for path, before, after in sorted(found, reverse=True) if before and not after}
    for path, before, after in found:
        if after is None:
            yield Change("D", _text(path))
        elif before is None:
            source = _source(path, copied) or gone.get(after[1])
            yield Change("A", _text(path), (_text(source), parent) if source else None, after[1])
        else:
            yield Change("M", _text(path), None, after[1])


def _source(path: bytes, copied: dict[bytes, bytes]) -> bytes | None:
    """Give where the file came from, by the outermost folder above it that was copied."""
    if not copied:
        return None
    at = path.find(b"/")
    while at >= 0:
        folder = path[: at + 1]
        if folder in copied:
            return copied[folder] + path[at + 1 :]
        at = path.find(b"/", at + 1)
    return None


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
