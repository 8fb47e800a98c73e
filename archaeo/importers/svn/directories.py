"""What the headers of a dump tell of its directories: who was copied from whom, where work was done, what lay where.

One pass over the nodes, no text is read. A copy costs one record however large the directory is: what lies in it is
looked up in its source, as it was then.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from .dump import NodeChange, Revision

# entries' names are kept for directories near the top only: there the layout is decided
_NAMED_DEPTH: Final = 4


class Directory:
    """One life of a directory.

    Attributes:
        born: the revision that made it; ``died`` the one that deleted or replaced it, None while it lasts.
        origin: what it was copied from, and the revision of that; ``is_copy`` where the copy was of it and not of a
            directory above it.
        touched: number of revisions that changed files in or below it, of a copy not counting the copy itself.
        files: name of each file ever directly in it to the revisions (first, deleted or None); near the top only.
        filled: directory that entries were copied from, to [count, first revision, last revision].
    """

    __slots__ = (
        "_last",
        "born",
        "children",
        "copied_path",
        "died",
        "files",
        "filled",
        "is_copy",
        "origin",
        "parent",
        "path",
        "touched",
    )

    def __init__(self, path: str, parent: Directory | None, born: int) -> None:
        self.path, self.parent, self.born = path, parent, born
        self.died: int | None = None
        self.origin: tuple[Directory, int] | None = None
        self.is_copy = False
        self.copied_path = ""
        self.touched = 0
        self._last = -1
        self.children: dict[str, list[Directory]] = {}
        self.files: dict[str, tuple[int, int | None]] = {}
        self.filled: dict[str, list[int]] = {}

    def touch(self, revision: int) -> None:
        """Count a change of a file in or below it."""
        directory: Directory | None = self
        while directory is not None and directory._last != revision:
            directory._last = revision
            if directory.origin is None or revision > directory.born:
                directory.touched += 1
            directory = directory.parent

    def alive(self, revision: int) -> bool:
        """Tell whether it is there after a revision."""
        return self.born <= revision and (self.died is None or revision < self.died)

    def child(self, name: str, revision: int) -> Directory | None:
        """Give the directory of a name in it after a revision, None where there is none."""
        own = self.children.get(name)
        if own is not None:
            return next((child for child in reversed(own) if child.alive(revision)), None)
        if self.origin is None:
            return None
        source, at = self.origin
        there = source.child(name, at)
        if there is None:
            return None
        made = Directory(f"{self.path}/{name}" if self.path else name, self, self.born)
        made.origin = (there, at)
        self.children[name] = [made]
        return made

    def names(self) -> set[str]:
        """Give the names of the directories that ever were in it."""
        found = set(self.children)
        if self.origin is not None:
            source, at = self.origin
            found |= {name for name in source.names() if source.child(name, at) is not None}
        return found

    def lives(self, name: str) -> list[Directory]:
        """Give all lives of the directories of a name in it, in order."""
        if name not in self.children:
            self.child(name, self.born)
        return self.children.get(name, [])

    def file_names(self) -> dict[str, tuple[int, int | None]]:
        """Give the files that ever were directly in it, the copied ones included."""
        if self.origin is None:
            return self.files
        source, at = self.origin
        copied = {
            name: (self.born, None)
            for name, (first, gone) in source.file_names().items()
            if first <= at and (gone is None or gone > at)
        }
        return {**copied, **self.files}


class Directories:
    """All directories of a repository; feed it each revision.

    Attributes:
        top: the repository's root.
        copies: those that were copied themselves, in order.
    """

    def __init__(self) -> None:
        self.top = Directory("", None, 0)
        self.copies: list[Directory] = []
        self._at: dict[str, Directory] = {"": self.top}

    def add(self, revision: Revision) -> None:
        """Take the nodes of a revision."""
        number = revision.number
        for node in revision.nodes:
            folder, _, name = node.path.rpartition("/")
            if not node.path:
                continue
            parent = self._directory(folder, number)
            if node.action == "delete" or node.action == "replace":
                self._delete(parent, name, node.path, number)
            if node.kind == "dir":
                if node.action != "change":
                    self._make(parent, name, node, number)
            else:
                if node.action != "change":
                    self._file(parent, name, node, number)
                parent.touch(number)

    def lives(self, path: str) -> list[Directory]:
        """Give all directories that ever were at a path, in order."""
        found = [self.top]
        for name in path.split("/") if path else ():
            found = [life for directory in found for life in directory.lives(name)]
        return found

    def at(self, path: str, revision: int) -> Directory | None:
        """Give the directory at a path after a revision."""
        directory: Directory | None = self.top
        for name in path.split("/") if path else ():
            directory = directory.child(name, revision) if directory else None
        return directory

    def below(self, path: str) -> dict[str, list[Directory]]:
        """Give the names of the directories that ever were in the one at a path, with their lives."""
        found: defaultdict[str, list[Directory]] = defaultdict(list)
        for directory in self.lives(path):
            for name in directory.names():
                found[name] += directory.lives(name)
        return dict(sorted(found.items()))

    def _directory(self, path: str, revision: int) -> Directory:
        found = self._at.get(path)
        if found is None:
            folder, _, name = path.rpartition("/")
            parent = self._directory(folder, revision)
            # a dump that lacks its beginning changes what it never made
            found = parent.child(name, revision) or self._new(parent, name, revision)
            self._at[path] = found
        return found

    def _new(self, parent: Directory, name: str, revision: int) -> Directory:
        made = Directory(f"{parent.path}/{name}" if parent.path else name, parent, revision)
        parent.children.setdefault(name, []).append(made)
        return made

    def _delete(self, parent: Directory, name: str, path: str, revision: int) -> None:
        directory = parent.child(name, revision)
        if directory is not None:
            directory.died = revision
            # what lies below it cannot be told apart by its path alone; a deletion is rare enough to forget all
            self._at = {"": self.top}
        elif name in parent.files:
            parent.files[name] = (parent.files[name][0], revision)
        parent.touch(revision)

    def _make(self, parent: Directory, name: str, node: NodeChange, revision: int) -> None:
        made = self._new(parent, name, revision)
        self._at.pop(made.path, None)
        if node.copyfrom is not None:
            source = self.at(node.copyfrom.path, node.copyfrom.revision)
            made.is_copy, made.copied_path = True, node.copyfrom.path
            if source is not None:
                made.origin = (source, node.copyfrom.revision)
                self.copies.append(made)
            _fill(parent, name, node, revision)
            self._at = {"": self.top}

    def _file(self, parent: Directory, name: str, node: NodeChange, revision: int) -> None:
        if parent.path.count("/") < _NAMED_DEPTH:
            parent.files.setdefault(name, (revision, None))
        if node.copyfrom is not None:
            _fill(parent, name, node, revision)


def _fill(parent: Directory, name: str, node: NodeChange, revision: int) -> None:
    """Note where an entry was copied from, if it kept its name."""
    assert node.copyfrom is not None
    folder, _, was = node.copyfrom.path.rpartition("/")
    if was == name and folder != parent.path:
        count = parent.filled.setdefault(folder, [0, revision, revision])
        count[0] += 1
        count[2] = revision
