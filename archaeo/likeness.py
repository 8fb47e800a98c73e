"""Compares a source's files with those in git, allowing for what a conversion may add or rename and for nothing else.

This is what the proof rests on, so it shares no code with what generates files: it knows only the rules of
docs/decisions/0010-content.md. A .gitignore may stand where the source has none and a property asks for one; a name
may be an escape that reads back as the source's; a submodule where a property fills a directory from elsewhere; the
rest must be equal.
"""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterator, Mapping, Set
from types import MappingProxyType
from typing import Protocol

from archaeo.importers.svn import names
from archaeo.model import BlobId, ContentOptions
from archaeo.tree import EMPTY_TREE_ID, GITLINK, Entry, File, Tree

_DIRECTORY = 0o040000
_PLAIN, _LINK = 0o100644, 0o120000
_EMPTY_FILE = bytes.fromhex("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
_GLOBAL, _EXTERNALS = "svn:global-ignores", "svn:externals"
# stands for the directories above a submodule that the source does not have
_NOWHERE = Tree()


class Folder(Protocol):
    """A directory in git.

    Attributes:
        id: git's id of it.
    """

    id: bytes

    def has(self, name: str) -> bool:
        """Tell whether there is an entry of this name."""

    def rest(self, source: Tree) -> tuple[dict[str, Entry], dict[str, tuple[int, bytes]]]:
        """Give what is not plainly the same in a directory of the source and this one: on its side and on this.

        A name with a ``%`` is never plainly the same, since it may be an escape.
        """

    def below(self, name: str) -> Folder:
        """Give the directory of this name."""


class TreeFolder:
    """A directory that was just made, and has its git id."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.id = tree.git_id or b""

    def has(self, name: str) -> bool:
        """Tell whether there is an entry of this name."""
        return name in self._tree.entries

    def rest(self, source: Tree) -> tuple[dict[str, Entry], dict[str, tuple[int, bytes]]]:
        """Give what is not one and the same object in both."""
        theirs = self._tree.entries
        ours = {name: e for name, e in source.entries.items() if theirs.get(name) is not e or "%" in name}
        names_left = (theirs.keys() & ours.keys()) | (theirs.keys() - source.entries.keys())
        return ours, self._stored({name: theirs[name] for name in names_left})

    def _stored(self, entries: Mapping[str, Entry]) -> dict[str, tuple[int, bytes]]:
        found = {}
        for name, entry in entries.items():
            if isinstance(entry, File):
                found[name] = (entry.mode, entry.id)
            elif entry.git_id != EMPTY_TREE_ID:
                found[name] = (_DIRECTORY, entry.git_id or b"")
        return found

    def below(self, name: str) -> Folder:
        """Give the directory of this name."""
        entry = self._tree.entries[name]
        assert isinstance(entry, Tree)
        return TreeFolder(entry)


class Likeness:
    """Compares directories; those that were found to be alike remember it."""

    def __init__(
        self,
        options: ContentOptions,
        pointers: Mapping[BlobId, BlobId] = MappingProxyType({}),
        submodules: Set[tuple[str, BlobId]] = frozenset(),
    ) -> None:
        self._options, self._pointers, self._submodules = options, pointers, submodules
        self._portable = options.paths == "portable"

    def differences(self, source: Tree, found: Folder | None) -> Iterator[str]:
        """Yield what differs in a branch's files, as ``lib/fit.F: content differs``; paths in the source's words."""
        if found is not None and found.id == source.git_id:
            return  # before a directory is looked into, which may be a huge one
        # directories above the branch may ask for a .gitignore, too, and then it is at the branch's root
        above = found is not None and ".gitignore" not in source.entries and found.has(".gitignore")
        yield from self._differences(source, found, "", above, frozenset())

    def _differences(
        self, source: Tree, found: Folder | None, prefix: str, asked: bool, filled: Set[str]
    ) -> Iterator[str]:
        """Compare a directory; ``filled`` are the paths below it that those above it fill from elsewhere."""
        if found is not None and found.id == source.git_id:
            return
        key = (found.id if found is not None else b"", asked, prefix if self._submodules else "", filled)
        if source.alike is not None and key in source.alike:
            return
        clean = True
        for line in self._compare(source, found, prefix, asked, filled):
            clean = False
            yield line
        if clean:
            if source.alike is None:
                source.alike = set()
            source.alike.add(key)

    def _compare(self, source: Tree, found: Folder | None, prefix: str, asked: bool, filled: Set[str]) -> Iterator[str]:
        ours, theirs = found.rest(source) if found is not None else (source.entries, {})
        stored = {names.original(name, portable=self._portable): name for name in theirs}
        if len(stored) < len(theirs):
            yield f"{prefix or '.'}: two names in the repository are one in the source"
        asked_below = asked or _GLOBAL in source.properties
        if self._submodules and _EXTERNALS in source.properties:
            filled = filled | _filled(source.properties[_EXTERNALS])
        for name, entry in sorted(ours.items(), key=lambda item: item[0]):
            path, theirs_name = prefix + name, stored.get(name)
            other = theirs.pop(theirs_name) if theirs_name is not None else None
            if isinstance(entry, Tree):
                if other is not None and other[0] != _DIRECTORY:
                    yield f"{path}: a directory in the source, a file in the repository"
                    continue
                below = found.below(theirs_name) if found is not None and theirs_name is not None else None
                yield from self._differences(entry, below, path + "/", asked_below, _below(name, filled))
            elif other is None:
                yield f"{path}: missing in the repository"
            elif other[0] == _DIRECTORY:
                yield f"{path}: a file in the source, a directory in the repository"
            elif other != (entry.mode, entry.id) and not self._stands_for(other, entry):
                yield f"{path}: " + ("content differs" if other[1] != entry.id else "mode differs")
        for name, (mode, id) in sorted(theirs.items()):
            if mode == GITLINK and name in filled and name not in source.entries:
                if (prefix + name, id) not in self._submodules:
                    yield f"{prefix}{name}: not the commit that the conversion recorded"
            elif mode == _DIRECTORY and _below(name, filled) and name not in source.entries and found is not None:
                yield from self._differences(
                    _NOWHERE, found.below(name), f"{prefix}{name}/", False, _below(name, filled)
                )
            elif mode != _PLAIN or not self._may_be_added(prefix + name, id, source, asked_below):
                yield f"{prefix}{name}: not in the source"

    def _stands_for(self, other: tuple[int, bytes], file: File) -> bool:
        """Tell whether what git has is the LFS pointer of a file."""
        return other[0] == file.mode != _LINK and other[1] == self._pointers.get(file.id)

    def _may_be_added(self, path: str, id: BlobId, source: Tree, asked: bool) -> bool:
        """Tell whether a file may stand in git where the source has none of its name."""
        if source is _NOWHERE:
            return False
        if path == ".gitmodules":
            return bool(self._submodules)
        name = path.rpartition("/")[2]
        if name == ".gitignore":
            return self._options.ignores == "generate" and (asked or "svn:ignore" in source.properties)
        if name == ".gitattributes":
            return self._options.attributes or self._options.lfs_above > 0
        if name == ".gitkeep":
            return self._options.keep_empty_dirs and not source.entries and id == _EMPTY_FILE
        return False


def _filled(value: bytes) -> Set[str]:
    """Give the paths that a definition of externals may mean; more than it does mean do no harm."""
    found: set[str] = set()
    for line in re.split(r"[\r\n]+", value.decode("utf-8", "surrogateescape")):
        try:
            words = shlex.split(line)
        except ValueError:
            words = line.split()
        found |= {posixpath.normpath(word) for word in words}
    return frozenset(found)


def _below(name: str, paths: Set[str]) -> Set[str]:
    """Give those of the paths that lie below a directory, from there."""
    return frozenset(path[len(name) + 1 :] for path in paths if path.startswith(name + "/")) if paths else paths
