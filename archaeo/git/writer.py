"""Makes a bare git repository of the records that importers yield.

Same records, same bytes: nothing of the clock, the machine or the user's git configuration gets in.

Source of the object formats: git, Documentation/gitformat-pack; of what an identity line may hold: ``fsck_ident`` in
fsck.c.
"""

from __future__ import annotations

import re
import tempfile
from binascii import hexlify
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from archaeo.model import NO_HINTS, BlobId, Commit, Hints, Identity, Place, Ref
from archaeo.tree import (
    EMPTY_TREE_ID,
    PLAIN,
    Entry,
    File,
    Rows,
    Tree,
    TreeWriter,
    encode,
    object_id,
    read_tree,
    tree_row,
    write,
)

from . import delta
from .commits import Commits
from .older import Older
from .pack import BLOB, COMMIT, TAG, TREE, PackWriter

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# bytes of a note and its commit; of those kept before they go to disk
_NOTE: Final = 40
_IN_MEMORY: Final = 1 << 20
_NOT_IN_IDENTITY: Final = re.compile(r"[<>\n\0]")


class Writer:
    """Writes into a new repository folder; is the `Store` of the importer that feeds it.

    Args:
        older: a repository that is to be extended; its objects are not written again.

    Attributes:
        commits: key to commit id of every commit written.
        refs: full ref name to the id it points at; ``peeled`` to the commit, where that is another.
        date: of the newest commit.
        notes: id of the tree of the notes in ``older``, then of all, None where there are none.
    """

    def __init__(self, folder: Path, older: Path | None = None) -> None:
        import pygit2

        pygit2.init_repository(str(folder), bare=True, initial_head="main")
        self.folder = folder
        self.commits = Commits()
        self.refs: dict[str, BlobId] = {}
        self.peeled: dict[str, BlobId] = {}
        # commit id and note's id behind each other; nobody asks for them before the end
        self._notes = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - open as long as this is
        self.date = _EPOCH
        self.notes: BlobId | None = None
        self._trees = TreeWriter(self._put_tree)
        self._older = Older(older) if older else None
        self._pack = PackWriter(folder / "objects" / "pack" / "archaeo.pack", self._older)

    # -- Store

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        """Keep a text."""
        return self._pack.add(BLOB, text, base, hints)

    def put_at(self, id: BlobId, place: Place, base: BlobId | None, base_place: Place | None, *, newest: bool) -> None:
        """Keep a text that lies in a file."""
        self._pack.add_at(id, place, base, base_place, newest=newest)

    def near_end(self) -> None:
        """Keep what comes from now on so that it is read quickly."""
        self._pack.is_near_end = True

    def text(self, id: BlobId) -> bytes:
        """Give a text back."""
        return self._pack.content(id)

    def keep(self, tree: Tree) -> BlobId:
        """Keep a directory and all below it; gives the tree object's id."""
        return self._trees.write(tree)

    # -- records

    def commit(self, record: Commit) -> BlobId:
        """Write a commit; its parents have been written before."""
        if self._older is not None:
            self._check(self.commits[key] for key in record.parents)
        tree = self.keep(record.tree) if record.tree is not None else EMPTY_TREE_ID
        if tree == EMPTY_TREE_ID and tree not in self._pack:
            self._pack.add(TREE, b"")
        who = identity_line(record.author, record.date)
        parents = b"".join([b"parent %b\n" % hexlify(self.commits[key]) for key in record.parents])
        message = _message(record.message)
        content = b"tree %b\n%bauthor %b\ncommitter %b\n\n%b" % (hexlify(tree), parents, who, who, message)
        id = self._pack.add(COMMIT, content)
        self.commits[record.key] = id
        self.date = record.date
        if record.note:
            self._notes.write(id + self._pack.add(BLOB, _message(record.note)))
        return id

    def ref(self, record: Ref) -> None:
        """Point a ref at a commit, through an annotated tag where the record has a tagger."""
        target = self.commits[record.target]
        if record.tagger is None or record.date is None:
            self.refs[record.name] = target
            return
        head = b"object %b\ntype commit\ntag %b\ntagger %b\n\n" % (
            target.hex().encode(),
            encode(record.name.removeprefix("refs/tags/")),
            identity_line(record.tagger, record.date),
        )
        self.refs[record.name] = self._pack.add(TAG, head + _message(record.message))
        self.peeled[record.name] = target

    def _check(self, ids: Iterable[BlobId]) -> None:
        """Check that what a new object names is there, where that was not written just now.

        Raises:
            GoneError: it is not.
        """
        for id in ids if self._older is not None else ():
            if id not in self._pack and self._older is not None:
                raise self._older.gone(id)

    def finish(self, head: str = "refs/heads/main") -> None:
        """Close the pack, write the refs, point HEAD at ``head``."""
        self._trees = TreeWriter(self._put_tree)  # lets go of the rows that it kept
        self._write_notes()
        self._notes.close()
        self._check(self.refs.values())
        if self._pack.count:
            checksum = self._pack.finish().hex()
            for suffix in (".idx", ".pack"):
                path = self._pack.path.with_suffix(suffix)
                path.chmod(0o444)
                path.rename(path.with_name(f"pack-{checksum}{suffix}"))
        else:
            self.abandon()
        self._write_refs()
        (self.folder / "HEAD").write_bytes(b"ref: " + encode(head) + b"\n")

    def abandon(self) -> None:
        """Close and remove the unfinished pack."""
        self._notes.close()
        self._pack.close()
        self._pack.path.unlink(missing_ok=True)

    # -- steps

    def _put_tree(self, content: bytes, tree: Tree, rows: Rows) -> BlobId:
        if self._older is not None and object_id(b"tree", content) not in self._pack:
            names = tree.edits if tree.edited_from is not None and tree.edits is not None else tree.entries
            found = (tree.entries.get(name) for name in names)
            self._check(entry.id for entry in found if isinstance(entry, File))
        if tree.edited_from is not None and tree.edits and len(content) > 200:
            id = object_id(b"tree", content)
            if id in self._pack:
                return id
            made = _tree_delta(rows, len(content), tree.edits, tree.entries)
            if self._pack.add_delta(TREE, content, id, tree.edited_from, made):
                return id
        return self._pack.add(TREE, content)

    def _write_notes(self) -> None:
        """Write refs/notes/svn: a tree of commit ids in folders of two digits, as git notes reads it."""
        if not self._notes.tell() and self.notes is None:
            return
        before = {name: id for _, name, id in read_tree(self.text(self.notes))} if self.notes else {}
        tree = Tree()
        for first, found in enumerate(self._notes_by_first()):
            name = f"{first:02x}"
            folder = Tree()
            folder.git_id = before.get(name.encode())
            if found:
                known = read_tree(self.text(folder.git_id)) if folder.git_id else ()
                folder = Tree({encoded.decode(): File(PLAIN, id) for _, encoded, id in known})
                notes = (bytes(found[at : at + _NOTE]) for at in range(0, len(found), _NOTE))
                folder.entries.update((note[1:20].hex(), File(PLAIN, note[20:])) for note in notes)
                write(folder, self._put_tree)  # no next version of it comes, for which its rows would be kept
                folder.entries.clear()  # a tree that was written is known by its id; a million entries need not stay
            if folder.git_id:
                tree.entries[name] = folder
        record = Commit(
            "notes", "", (), Identity("archaeo"), self.date, "Notes of the conversion from Subversion", tree=tree
        )
        self.refs["refs/notes/svn"] = self.commit(record)
        self.notes = tree.git_id

    def _notes_by_first(self) -> Iterator[bytearray]:
        """Yield the notes of commits that begin with each byte, an eighth of them in memory at a time."""
        for part in range(8):
            found = [bytearray() for _ in range(32)]
            self._notes.seek(0)
            while chunk := self._notes.read(_NOTE << 12):
                for at in range(0, len(chunk), _NOTE):
                    if chunk[at] >> 5 == part:
                        found[chunk[at] & 31] += chunk[at : at + _NOTE]
            yield from found

    def _write_refs(self) -> None:
        lines = [b"# pack-refs with: peeled fully-peeled sorted "]
        for name, id in sorted((encode(name), id) for name, id in self.refs.items()):
            lines.append(id.hex().encode() + b" " + name)
            peeled = self.peeled.get(name.decode("utf-8", "surrogateescape"))
            if peeled is not None:
                lines.append(b"^" + peeled.hex().encode())
        (self.folder / "packed-refs").write_bytes(b"\n".join(lines) + b"\n")


def _tree_delta(rows: Rows, size: int, edits: Mapping[str, Entry | None], entries: Mapping[str, Entry]) -> bytes:
    """Give the delta of a tree object from the one it was edited from, which is not looked at.

    Args:
        rows: of the tree; ``size`` is their length in sum.
        edits: name to the entry that stood there before; ``entries`` what stands there now.
    """
    changes: dict[bytes, bytes] = {}  # sort key to the row that the base has there
    for name, old in edits.items():
        if old is not None:
            old_row = tree_row(name, old)
            if old_row is not None:
                changes[old_row[0]] = old_row[1]
        new = entries.get(name)
        if new is not None:
            # a directory is sorted by another key than a file of its name
            changes.setdefault(encode(name) + b"/" if isinstance(new, Tree) else encode(name), b"")
    parts: list[bytes] = []
    base_at = at = 0
    last = here = 0  # rows passed, and their length in sum
    for key, old_bytes in sorted(changes.items()):
        index, new_bytes = rows.get(key)
        here += sum(map(len, rows.contents[last:index]))
        last = index
        if new_bytes == old_bytes:
            continue
        run = here - at
        if old_bytes and new_bytes and old_bytes[:-20] == new_bytes[:-20]:
            # same name and mode: only the 20 bytes of the id differ
            run += len(new_bytes) - 20
            new_bytes, old_bytes = new_bytes[-20:], old_bytes[-20:]
        if run:
            parts.append(delta.copy(base_at, run))
        parts.append(delta.insert(new_bytes))
        base_at += run + len(old_bytes)
        at += run + len(new_bytes)
    if size > at:
        parts.append(delta.copy(base_at, size - at))
    return delta.header(base_at + size - at, size) + b"".join(parts)


def identity_line(who: Identity, date: datetime) -> bytes:
    """Give ``Name <mail> seconds zone`` as git's objects have it."""
    passed = date - _EPOCH
    seconds = max(0, passed.days * 86400 + passed.seconds)
    zone = "+0000"
    if date.tzinfo is not UTC:
        minutes = (date.utcoffset() or timedelta()) // timedelta(minutes=1)
        sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
        zone = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    return b"%b %d %b" % (_person(who.name, who.email), seconds, zone.encode("ascii"))


@lru_cache(maxsize=1000)
def _person(name: str, email: str) -> bytes:
    name = _NOT_IN_IDENTITY.sub("", name).strip() or "unknown"
    return encode(f"{name} <{_NOT_IN_IDENTITY.sub('', email).strip()}>")


def _message(text: str) -> bytes:
    raw = encode(text.replace("\0", "\u2400"))
    return raw if raw.endswith(b"\n") or not raw else raw + b"\n"
