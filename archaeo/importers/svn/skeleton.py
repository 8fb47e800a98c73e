"""A Subversion file system without texts: what the headers of a dump tell, at the speed of reading them.

Files are known by the checksum that the dump gives of their text, so two states are equal here when they are equal
there. What `filesystem` reports as damage is passed over: this one is for planning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from archaeo.errors import FormatError, Location
from archaeo.model import NO_HINTS, BlobId, Hints
from archaeo.tree import EMPTY_TREE_ID, EXECUTABLE, PLAIN, SYMLINK, Entry, File, Tree, TreeEditor, object_id

from .dump import Buffer, CopyFrom, NodeChange, Revision, Span, read_properties

_EMPTY_BLOCK = len("PROPS-END\n")
_MODULUS = 1 << 80


class Place(NamedTuple):
    """Where the text of an id stands in the dump; of a delta, the id of the text that it is to be applied to."""

    id: BlobId
    span: Span
    is_delta: bool
    base: BlobId


class Skeleton:
    """Applies revisions to a tree.

    Args:
        places: filled with where the texts stand, if they are wanted.

    Attributes:
        root: the tree after the revision applied last.
        missing: copies whose source is not there.
    """

    def __init__(self, sources: Counter[CopyFrom], places: dict[BlobId, Place] | None = None) -> None:
        self.root = Tree()
        self._places = places
        self.missing: list[tuple[int, NodeChange]] = []
        wanted: dict[int, list[str]] = {}
        for source in sources:
            wanted.setdefault(source.revision, []).append(source.path)
        self._wanted = wanted
        self._due = sorted(wanted, reverse=True)
        self._past: dict[CopyFrom, Entry | None] = {}
        self._uses = Counter(sources)

    def apply(self, buffer: Buffer, revision: Revision) -> None:
        """Apply one revision; revisions come in rising order."""
        while self._due and self._due[-1] < revision.number:
            number = self._due.pop()
            for path in self._wanted.pop(number):
                self._past[CopyFrom(path, number)] = self.root.at(path)
        editor = TreeEditor(self.root)
        for node in revision.nodes:
            if node.action == "delete":
                if node.path and editor.at(node.path) is not None:
                    editor.remove(node.path)
                continue
            self._put(buffer, editor, node, revision.number)
        self.root = editor.tree()

    def _put(self, buffer: Buffer, editor: TreeEditor, node: NodeChange, number: int) -> None:
        entry = editor.at(node.path) if node.action == "change" else self._added(node, number)
        if entry is None:
            if not node.kind and node.text is None and node.action != "change" and node.copyfrom is None:
                if node.action == "replace" and node.path and editor.at(node.path) is not None:
                    editor.remove(node.path)
                return
            entry = Tree() if node.kind == "dir" else File(PLAIN, b"")
        if isinstance(entry, Tree):
            if editor.at(node.path) is not entry:
                _place(editor, node.path, entry)
            if node.properties is not None and (node.properties.length > _EMPTY_BLOCK or entry.properties):
                editor.set_properties(node.path, _properties(buffer, node, entry.properties))
            return
        file = _file(buffer, node, entry)
        if self._places is not None and node.text is not None:
            self._places.setdefault(file.id, Place(file.id, node.text, node.text_is_delta, entry.id))
        if file != entry or node.action != "change":
            _place(editor, node.path, file)

    def _added(self, node: NodeChange, number: int) -> Entry | None:
        if node.copyfrom is None:
            return None
        source = self._past.get(node.copyfrom)
        self._uses[node.copyfrom] -= 1
        if self._uses[node.copyfrom] <= 0:
            self._past.pop(node.copyfrom, None)
        if source is None:
            self.missing.append((number, node))
        return source


class NoTexts:
    """A store that keeps nothing and gives ids: enough to tell which states are equal."""

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        """Give the id of a text."""
        return object_id(b"blob", text)

    def text(self, id: BlobId) -> bytes:
        """Give no text."""
        return b""

    def keep(self, tree: Tree) -> BlobId:
        """Give an id that equal trees share; git's own for a tree without files.

        A sum over the entries, so that a change costs what it changed and not the directory it is in: git's ids took a
        third of the time. They mean something within one run only.
        """
        if tree.git_id is None:
            if tree.edited_from is not None and tree.edits is not None:
                total = _number(tree.edited_from)
                for name, before in tree.edits.items():
                    total += self._weight(name, tree.entries.get(name)) - self._weight(name, before)
            else:
                total = sum(self._weight(name, entry) for name, entry in tree.entries.items())
            total %= _MODULUS
            tree.git_id = total.to_bytes(20, "big") if total else EMPTY_TREE_ID
            tree.edits = None
        return tree.git_id

    def _weight(self, name: str, entry: Entry | None) -> int:
        if entry is None:
            return 0
        if isinstance(entry, File):
            return hash((name, entry.mode, entry.id))
        id = self.keep(entry)
        return 0 if id == EMPTY_TREE_ID else hash((name, id))


def _number(id: BlobId) -> int:
    return 0 if id == EMPTY_TREE_ID else int.from_bytes(id, "big")


def _place(editor: TreeEditor, path: str, entry: Entry) -> None:
    try:
        editor.put(path, entry)
    except KeyError:
        folder = path.rpartition("/")[0]
        while folder and isinstance(editor.at(folder), File):
            editor.remove(folder)
            folder = folder.rpartition("/")[0]
        if path:
            editor.put(path, entry, parents=True)


def _file(buffer: Buffer, node: NodeChange, before: File) -> File:
    id, mode = before.id, before.mode
    if node.text is not None:
        # git's ids are 20 bytes long; without any checksum each text is one of its own
        checksum = node.checksums.get("content-md5") or node.checksums.get("content-sha1") or ""
        id = _digest(checksum) or b"%020d" % node.offset
    if node.properties is not None and (node.properties.length > _EMPTY_BLOCK or mode != PLAIN):
        block = buffer[node.properties.offset : node.properties.offset + node.properties.length]
        if not node.properties_are_delta:
            mode = PLAIN
        if b"svn:special\nV" in block:
            mode = SYMLINK
        elif b"svn:executable\nV" in block:
            mode = EXECUTABLE
        elif b"D 14\nsvn:executable" in block or b"D 11\nsvn:special" in block:
            mode = PLAIN
    return File(mode, id)


def _digest(checksum: str) -> bytes:
    try:
        found = bytes.fromhex(checksum)
    except ValueError:
        return b""
    return found.ljust(20, b"\0") if len(found) in (16, 20) else b""


def _properties(buffer: Buffer, node: NodeChange, before: Mapping[str, bytes]) -> Mapping[str, bytes]:
    assert node.properties is not None
    try:
        found = read_properties(buffer, node.properties, Location(path=node.path))
    except FormatError:
        return before
    made = dict(before) if node.properties_are_delta else {}
    for key, value in found.items():
        if value is None:
            made.pop(key, None)
        else:
            made[key] = value
    return made
