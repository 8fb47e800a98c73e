"""Persistent directory tree: a copy is one pointer, a change costs the directories on its path.

A `Tree` is never changed after it was handed out. `TreeEditor` makes the next one from it and shares every directory
that it did not touch, so `svn copy trunk tags/x` costs one dictionary entry however large trunk is.

Entries carry what git stores (mode and object id) and, beside it, the properties that a version control system may
hang on files and directories; properties take no part in git's ids.

Source of the tree object's format and order: git, Documentation/gitformat-pack and ``base_name_compare`` in tree.c.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

NO_PROPERTIES: Final[Mapping[str, bytes]] = MappingProxyType({})
EMPTY_TREE_ID: Final = bytes.fromhex("4b825dc642cb6eb9a060e54bf8d69288fbee4904")
PLAIN: Final = 0o100644
EXECUTABLE: Final = 0o100755
SYMLINK: Final = 0o120000
GITLINK: Final = 0o160000  # of a submodule, whose "blob" is a commit of another repository
# rows that a writer keeps, at 150 bytes each
_ROWS_KEPT: Final = 400_000
_MODE_TEXT: Final = {PLAIN: b"100644 ", EXECUTABLE: b"100755 ", SYMLINK: b"120000 ", GITLINK: b"160000 "}


class File(NamedTuple):
    """A file: git's mode and blob id, and its properties."""

    mode: int
    id: bytes
    properties: Mapping[str, bytes] = NO_PROPERTIES


class Tree:
    """A directory: name to `File` or `Tree`. Empty directories are kept here, though git has none.

    Attributes:
        entries: treat as read only.
        git_id: the tree object's id; None until `write` computed it.
        edited_from: git id of the tree it was made from by an editor, where that was known; a good delta base.
        edits: name to the entry that stood there before (None: nothing), for a tree made by an editor.
        content: what an importer knows of how the tree looks in git, kept here because it lives as long as the tree;
            None where nothing is known. ``base_content`` is that of the tree it was made from by an editor.
        number: under which an importer keeps it on disk; of a tree made from such a one by an editor that one's, as
            ``~number``; None where neither is kept.
        unread: fills the tree when somebody asks for its entries or properties; None where it is filled.
        alike: what it was found to be like by a comparison, in the words of that; None for nothing yet.
        externals: (path, value) of each property in it that names what comes from elsewhere; None where nobody looked.
    """

    __slots__ = (
        "_entries",
        "_properties",
        "alike",
        "base_content",
        "content",
        "edited_from",
        "edits",
        "externals",
        "git_id",
        "number",
        "unread",
    )

    def __init__(
        self, entries: dict[str, Entry] | None = None, properties: Mapping[str, bytes] = NO_PROPERTIES
    ) -> None:
        self._entries: dict[str, Entry] = {} if entries is None else entries
        self._properties = properties
        self.git_id: bytes | None = None
        self.edited_from: bytes | None = None
        self.edits: dict[str, Entry | None] | None = None
        self.content: object = None
        self.base_content: object = None
        self.number: int | None = None
        self.unread: Callable[[Tree], None] | None = None
        self.alike: set[tuple[bytes, bool, str, Set[str]]] | None = None
        self.externals: tuple[tuple[str, bytes], ...] | None = None

    @property
    def entries(self) -> dict[str, Entry]:
        """The entries, which are read where they have not been."""
        if self.unread is not None:
            self._read()
        return self._entries

    @property
    def properties(self) -> Mapping[str, bytes]:
        """The properties, the same way."""
        if self.unread is not None:
            self._read()
        return self._properties

    @properties.setter
    def properties(self, properties: Mapping[str, bytes]) -> None:
        self._properties = properties

    def _read(self) -> None:
        unread, self.unread = self.unread, None
        assert unread is not None
        unread(self)

    def at(self, path: str) -> Entry | None:
        """Give the entry at a path below this tree, the tree itself for "", None where there is nothing."""
        entry: Entry | None = self
        if path:
            for name in path.split("/"):
                if not isinstance(entry, Tree):
                    return None
                entry = entry.entries.get(name)
        return entry

    def with_entry(self, path: str, entry: Entry) -> Tree:
        """Give a tree with this entry at the path; missing directories are made."""
        editor = TreeEditor(self)
        editor.put(path, entry, parents=True)
        return editor.tree()

    def without(self, path: str) -> Tree:
        """Give a tree without the entry at the path."""
        editor = TreeEditor(self)
        editor.remove(path)
        return editor.tree()

    def files(self, prefix: str = "") -> Iterator[tuple[str, File]]:
        """Yield (path, file) of every file below, in the order of the paths' names."""
        for name, entry in sorted(self.entries.items()):
            if isinstance(entry, Tree):
                yield from entry.files(f"{prefix}{name}/")
            else:
                yield prefix + name, entry


Entry: TypeAlias = File | Tree
EMPTY: Final = Tree()
EMPTY.git_id = EMPTY_TREE_ID


class TreeEditor:
    """Makes a new tree from an old one; the old one stays as it was."""

    __slots__ = ("_open", "_root")

    def __init__(self, root: Tree) -> None:
        self._root = root
        # the directories that this editor has copied already and may write to, by path
        self._open: dict[str, Tree] = {}

    def at(self, path: str) -> Entry | None:
        """Give the entry at a path as it stands now."""
        return self._root.at(path)

    def put(self, path: str, entry: Entry, *, parents: bool = False) -> None:
        """Set the entry at a path, "" for the root.

        Raises:
            KeyError: the directory it belongs in does not exist and ``parents`` is false.
        """
        if not path:
            if not isinstance(entry, Tree):
                raise KeyError(path)
            self._open.clear()
            self._root = entry
            return
        folder, _, name = path.rpartition("/")
        tree = self._writable(folder, parents)
        before = tree.entries.get(name)
        _remember(tree, name, before)
        tree.entries[name] = entry
        if isinstance(before, Tree):
            self._forget(path)

    def remove(self, path: str) -> None:
        """Remove the entry at a path.

        Raises:
            KeyError: there is none.
        """
        folder, _, name = path.rpartition("/")
        if self.at(path) is None or not path:
            raise KeyError(path)
        tree = self._writable(folder, False)
        before = tree.entries.pop(name)
        _remember(tree, name, before)
        if isinstance(before, Tree):
            self._forget(path)

    def set_properties(self, path: str, properties: Mapping[str, bytes]) -> None:
        """Set the properties of the directory at a path."""
        self._writable(path, False).properties = properties

    def tree(self) -> Tree:
        """Give the tree as it stands. The editor may be used on; the tree given will not change."""
        self._open.clear()
        return self._root

    def _writable(self, path: str, parents: bool) -> Tree:
        tree = self._open.get(path)
        if tree is not None:
            return tree
        if not path:
            self._root = self._open[""] = _copy(self._root)
            return self._root
        folder, _, name = path.rpartition("/")
        parent = self._writable(folder, parents)
        old = parent.entries.get(name)
        if isinstance(old, Tree):
            tree = _copy(old)
        elif parents:
            tree = Tree()
        else:
            raise KeyError(path)
        _remember(parent, name, old)
        parent.entries[name] = self._open[path] = tree
        return tree

    def _forget(self, path: str) -> None:
        below = path + "/"
        for key in [key for key in self._open if key == path or key.startswith(below)]:
            del self._open[key]


def _copy(tree: Tree) -> Tree:
    new = Tree(tree.entries.copy(), tree.properties)
    new.base_content = tree.content
    if tree.git_id is not None:
        new.edited_from, new.edits = tree.git_id, {}
    elif tree.content is not None or tree.number is not None:
        new.edits = {}
    if tree.number is not None and tree.number >= 0:
        new.number = ~tree.number
    return new


def _remember(tree: Tree, name: str, before: Entry | None) -> None:
    if tree.edits is not None:
        tree.edits.setdefault(name, before)


def encode(name: str) -> bytes:
    """Give the bytes of a name or path, as it was in the source."""
    return name.encode("utf-8", "surrogateescape")


Row: TypeAlias = tuple[bytes, bytes]
"""An entry of a tree object: what it is sorted by, and its bytes."""


class Rows:
    """The rows of a tree object in order: what each is sorted by, and its bytes."""

    __slots__ = ("contents", "keys")

    def __init__(self, rows: list[Row]) -> None:
        rows.sort()
        self.keys = [key for key, _ in rows]
        self.contents = [content for _, content in rows]

    def get(self, key: bytes) -> tuple[int, bytes]:
        """Give where the row of a key is, or would be, and its bytes, b"" where there is none."""
        index = bisect_left(self.keys, key)
        found = index < len(self.keys) and self.keys[index] == key
        return index, self.contents[index] if found else b""

    def drop(self, key: bytes) -> None:
        """Remove the row of a key, if there is one."""
        index, content = self.get(key)
        if content:
            del self.keys[index], self.contents[index]

    def put(self, row: Row) -> None:
        """Add a row, or replace that of the same key."""
        index, content = self.get(row[0])
        if content:
            self.contents[index] = row[1]
        else:
            self.keys.insert(index, row[0])
            self.contents.insert(index, row[1])


PutTree: TypeAlias = Callable[[bytes, Tree, Rows], bytes]
"""Takes a tree object's content, the tree it is of and its rows; gives the object's id."""


class TreeWriter:
    """Writes trees, and keeps the rows of those written last, so that the next version of a directory costs its edits.

    In a directory of 10,000 files that is a twentieth of the time that `write` takes, which looks at every entry.
    """

    def __init__(self, put: PutTree) -> None:
        self._put = put
        self._kept: OrderedDict[bytes, Rows] = OrderedDict()
        self._size = 0

    def write(self, tree: Tree) -> bytes:
        """Give the git id of a tree, writing the trees that have none yet, deepest first, as `write` does."""
        if tree.git_id is None:
            rows = self._rows(tree)
            content = b"".join(rows.contents)
            tree.git_id = self._put(content, tree, rows) if content else EMPTY_TREE_ID
            tree.edits = None
            self._keep(tree.git_id, rows)
        return tree.git_id

    def _rows(self, tree: Tree) -> Rows:
        before = self._kept.pop(tree.edited_from, None) if tree.edited_from is not None else None
        if before is None or tree.edits is None:
            return _rows(tree, self.write)
        self._size -= len(before.keys)
        for name, old in tree.edits.items():
            entry = tree.entries.get(name)
            if isinstance(entry, Tree):
                self.write(entry)
            row = tree_row(name, entry) if entry is not None else None
            if old is not None and (row is None or isinstance(old, Tree) != isinstance(entry, Tree)):
                before.drop(encode(name) + b"/" if isinstance(old, Tree) else encode(name))
            if row is not None:
                before.put(row)
        return before

    def _keep(self, id: bytes, rows: Rows) -> None:
        if id in self._kept:
            return
        self._kept[id] = rows
        self._size += len(rows.keys)
        while self._size > _ROWS_KEPT:
            self._size -= len(self._kept.popitem(last=False)[1].keys)


def write(tree: Tree, put: PutTree) -> bytes:
    """Give the git id of a tree, writing the trees that have none yet, deepest first.

    Directories without a file are left out, as git does; a tree without files has the id of git's empty tree, which is
    not written.
    """
    if tree.git_id is None:
        rows = _rows(tree, lambda child: write(child, put))
        tree.git_id = put(b"".join(rows.contents), tree, rows) if rows.keys else EMPTY_TREE_ID
        tree.edits = None  # only the writer had a use for them, and they keep old subtrees alive
    return tree.git_id


def git_id(tree: Tree) -> bytes:
    """Give the git id of a tree without keeping any object."""
    return write(tree, lambda content, *_: object_id(b"tree", content))


def object_id(kind: bytes, content: bytes) -> bytes:
    """Give git's id of an object: the SHA-1 of its header and content, 20 bytes."""
    digest = hashlib.sha1(b"%b %d\0" % (kind, len(content)), usedforsecurity=False)
    digest.update(content)
    return digest.digest()


def _rows(tree: Tree, write: Callable[[Tree], bytes]) -> Rows:
    rows = []
    for name, entry in tree.entries.items():
        if isinstance(entry, Tree) and entry.git_id is None:
            write(entry)
        row = tree_row(name, entry)
        if row is not None:
            rows.append(row)
    return Rows(rows)


def tree_row(name: str, entry: Entry) -> Row | None:
    """Give the row of an entry, None for a directory without files. A directory's id must be known."""
    raw = name.encode("utf-8", "surrogateescape")
    if isinstance(entry, Tree):
        if entry.git_id is None or entry.git_id == EMPTY_TREE_ID:
            return None
        return raw + b"/", b"40000 %b\0%b" % (raw, entry.git_id)
    return raw, b"%b%b\0%b" % (_MODE_TEXT[entry.mode], raw, entry.id)


def read_tree(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield (mode in octal, name, id) of the rows of a tree object."""
    at = 0
    while at < len(content):
        nul = content.index(b"\0", at)
        mode, _, name = content[at:nul].partition(b" ")
        yield mode, name, content[nul + 1 : nul + 21]
        at = nul + 21


def diff(old: Tree | None, new: Tree | None, prefix: str = "") -> Iterator[tuple[str, File | None, File | None]]:
    """Yield (path, old file or None, new file or None) for each path whose mode or content differs, sorted by name.

    Equal subtrees are passed over by identity and by git id, so the cost follows the difference.
    """
    if old is new or (old and new and old.git_id is not None and old.git_id == new.git_id):
        return
    before = old.entries if old else {}
    after = new.entries if new else {}
    for name in sorted(before.keys() | after.keys()):
        a, b = before.get(name), after.get(name)
        if a is b:
            continue
        path = prefix + name
        file_a, file_b = (None if isinstance(entry, Tree) else entry for entry in (a, b))
        if (file_a and file_a[:2]) != (file_b and file_b[:2]):
            yield path, file_a, file_b
        tree_a, tree_b = (entry if isinstance(entry, Tree) else None for entry in (a, b))
        if tree_a is not None or tree_b is not None:
            yield from diff(tree_a, tree_b, path + "/")
