"""Writes records into a repository that is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archaeo.model import NO_HINTS, BlobId, Commit, Hints, Ref
from archaeo.tree import EMPTY_TREE_ID, Tree, encode, write

from .writer import identity_line

if TYPE_CHECKING:
    import pygit2

_BLOB, _TREE, _COMMIT, _TAG = 3, 2, 1, 4


class ExistingWriter:
    """Adds objects and refs to a repository; is the `Store` of the importer that feeds it.

    Attributes:
        commits: key to commit id of every commit written.
        refs: full ref name to the id it points at.
    """

    def __init__(self, repository: pygit2.Repository) -> None:
        self._repository = repository
        self.commits: dict[str, BlobId] = {}
        self.refs: dict[str, BlobId] = {}

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        """Keep a text."""
        return self._write(_BLOB, text)

    def text(self, id: BlobId) -> bytes:
        """Give a text back."""
        return self._repository[id.hex()].read_raw()

    def keep(self, tree: Tree) -> BlobId:
        """Keep a directory and all below it."""
        id = write(tree, lambda content, *_: self._write(_TREE, content))
        return self._write(_TREE, b"") if id == EMPTY_TREE_ID else id

    def commit(self, record: Commit) -> BlobId:
        """Write a commit; its parents have been written before."""
        tree = self.keep(record.tree) if record.tree is not None else self._write(_TREE, b"")
        who = identity_line(record.author, record.date)
        lines = [b"tree " + tree.hex().encode()]
        lines += [b"parent " + self.commits[key].hex().encode() for key in record.parents]
        lines += [b"author " + who, b"committer " + who, b"", encode(record.message)]
        self.commits[record.key] = self._write(_COMMIT, b"\n".join(lines))
        return self.commits[record.key]

    def ref(self, record: Ref) -> None:
        """Point a new ref at a commit, through an annotated tag where the record has a tagger."""
        id = self.commits[record.target]
        if record.tagger is not None and record.date is not None:
            head = b"object %b\ntype commit\ntag %b\ntagger %b\n\n" % (
                id.hex().encode(),
                encode(record.name.removeprefix("refs/tags/")),
                identity_line(record.tagger, record.date),
            )
            id = self._write(_TAG, head + encode(record.message))
        self._repository.references.create(record.name, id.hex())
        self.refs[record.name] = id

    def replace_parent(self, commit: str, parent: BlobId) -> None:
        """Make a replacement of a commit without parents that has this one."""
        raw = self._repository[commit].read_raw()
        tree, _, rest = raw.partition(b"\n")
        made = self._write(_COMMIT, b"%b\nparent %b\n%b" % (tree, parent.hex().encode(), rest))
        self._repository.references.create(f"refs/replace/{commit}", made.hex())

    def _write(self, kind: int, content: bytes) -> BlobId:
        return self._repository.odb.write(kind, content).raw
