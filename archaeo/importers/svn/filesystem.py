"""The Subversion file system, rebuilt revision by revision from the nodes of a dump.

A revision's root is a persistent `Tree`; a copy of any size is one pointer. Of the past only what is copied from later
is kept, and only until its last use: memory follows the size of the tree, not the length of the history.

What Subversion itself would refuse (a change of a path that is not there) is done as far as it makes sense, with a
grave Diagnostic; damage never stops the reading.

Source of the meaning of nodes: notes/dump-load-format.txt and subversion/libsvn_repos/load-fs-vtable.c.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from archaeo.errors import FormatError, Location
from archaeo.model import NO_HINTS, BlobId, Diagnostic, Hints, Place, PlacedStore, Store
from archaeo.tree import EXECUTABLE, NO_PROPERTIES, PLAIN, SYMLINK, Entry, File, Tree, TreeEditor

from . import svndiff
from .dump import Buffer, CopyFrom, NodeChange, Revision, Span, read_properties
from .source import Dump

Report = Callable[[Diagnostic], None]
Ahead = Callable[[Span], bytes | None]
"""Gives git id, MD5 and SHA-1 of a text of the dump, behind each other, where they were computed ahead."""


def nothing_ahead(_: Span) -> None:
    """Nothing was computed."""


# how many texts' checksums and places in the dump are remembered; 300 bytes each
_REMEMBERED: Final = 100_000


def copy_sources(revisions: Iterable[Revision]) -> Counter[CopyFrom]:
    """Count what is ever copied from: the part of the past that a `Filesystem` has to keep."""
    return Counter(node.copyfrom for revision in revisions for node in revision.nodes if node.copyfrom is not None)


class Filesystem:
    """Applies revisions to a tree.

    Args:
        root_at: gives the root of a revision that was not applied here, None of one that was.

    Attributes:
        root: the tree after the revision applied last; may be set to begin with.
        newest: offsets in the dump of texts that are the newest of their path.
    """

    def __init__(
        self,
        store: Store,
        sources: Counter[CopyFrom],
        report: Report,
        root_at: Callable[[int], Tree | None] = lambda _: None,
    ) -> None:
        self.root = Tree()
        self._root_at = root_at
        self._store = store
        self._placed = store if isinstance(store, PlacedStore) else None
        self._ahead: Ahead = nothing_ahead
        self.newest: Container[int] = frozenset()
        self._report = report
        self._uses = Counter(sources)
        wanted: dict[int, list[str]] = {}
        for source in sources:
            wanted.setdefault(source.revision, []).append(source.path)
        self._wanted = wanted
        self._due = sorted(wanted, reverse=True)
        self._past: dict[CopyFrom, Entry | None] = {}
        self._known: dict[BlobId, _Known] = {}
        self._dump = Dump("", b"")
        self._blocks: dict[bytes, Mapping[str, bytes]] = {}

    def apply(
        self,
        dump: Dump,
        revision: Revision,
        first: int,
        ahead: Ahead = nothing_ahead,
        newest: Container[int] = frozenset(),
    ) -> None:
        """Apply one revision; revisions come in rising order.

        Args:
            newest: offsets of texts that are the newest of their path.
            first: number of the first revision of the source; earlier ones cannot be copied from.
        """
        self._remember_past(revision.number)
        self._ahead, self.newest = ahead, newest
        if dump is not self._dump:
            self._dump = dump
            self._known.clear()  # they say where in the dump a text is
        editor = TreeEditor(self.root)
        made: set[str] = set()
        for node in revision.nodes:
            step = _Step(self, editor, dump, node, revision.number, first, made)
            try:
                step.run()
            except FormatError as error:
                what = error.what if error.location is None else str(error)
                self.report(step.where, "damaged node", what, "the path stays as it was before", grave=True)
        self.root = editor.tree()

    def report(self, where: Location, kind: str, what: str, done: str, *, grave: bool = False) -> None:
        """Report an oddity."""
        self._report(Diagnostic(where, kind, what, done, grave))

    def source(self, copyfrom: CopyFrom) -> Entry | None:
        """Give what stood at a copy source; to be asked once for each node that names it."""
        entry = self._past.get(copyfrom)
        self._uses[copyfrom] -= 1
        if self._uses[copyfrom] <= 0:
            self._past.pop(copyfrom, None)
        return entry

    def _remember_past(self, next_revision: int) -> None:
        # a dump may lack revisions (svndumpfilter); the state of a missing one is that of the one before
        while self._due and self._due[-1] < next_revision:
            number = self._due.pop()
            root = self._root_at(number) or self.root
            for path in self._wanted.pop(number):
                self._past[CopyFrom(path, number)] = root.at(path)

    def properties(self, block: bytes, read: Callable[[], dict[str, bytes | None]]) -> Mapping[str, bytes]:
        """Give a whole property block as a mapping; equal blocks share one."""
        found = self._blocks.get(block)
        if found is None:
            values = {key: value for key, value in read().items() if value is not None}
            found = MappingProxyType(values) if values else NO_PROPERTIES
            if len(block) < 1000 and len(self._blocks) < 10_000:
                self._blocks[block] = found
        return found

    def keep(
        self,
        text: bytes,
        base: BlobId | None,
        *,
        special: bool,
        hints: Hints = NO_HINTS,
        span: Span | None = None,
        sha1: bool = True,
    ) -> tuple[int, BlobId, tuple[str, str]]:
        """Store a file's text; give git's mode (PLAIN unless it is a symlink) and id, and the text's checksums.

        A text that was seen before, by its git id, is not hashed again: half of all texts, where branches merge.

        Args:
            span: where in the dump the text stands as it is.
            sha1: whether the dump says its SHA-1; where it does not it may be left out, and "" given.
        """
        if special and text.startswith(b"link "):
            return SYMLINK, self._store.put(text[5:]), digests(text)
        id = self._store.put(text, base, hints)
        known = self._known.get(id)
        if known is None or not known.has(sha1=sha1):
            if known is not None and known.offset >= 0:
                span = Span(known.offset, known.length)
            known = self._remember(id, _Known.of(text, span, sha1=sha1))
        return PLAIN, id, known.checksums()

    def keep_where_it_is(self, span: Span, base: BlobId | None) -> tuple[int, BlobId, tuple[str, str]] | None:
        """Store a text of the dump whose hashes were computed ahead, as `keep` does; None where they were not."""
        found = self._ahead(span)
        if found is None:
            return None
        id, known = found[:20], _Known(found[20:], *span)
        known = self._known.get(id) or self._remember(id, known)
        if self._placed is not None:
            base_place = self._place_of(base) if base is not None else None
            newest = span.offset in self.newest
            self._placed.put_at(id, self._place(span), base, base_place, newest=newest)
        else:
            # the id of another store's making is the same one
            text = bytes(self._dump.buffer[span.offset : span.offset + span.length])
            hints = Hints(lambda: self.text_in_dump(base) if base else None, newest=span.offset in self.newest)
            self._store.put(text, base, hints)
        return PLAIN, id, known.checksums()

    def _remember(self, id: BlobId, known: _Known) -> _Known:
        if len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[id] = known
        return known

    def _place(self, span: Span) -> Place:
        return Place(self._dump.buffer, self._dump.file, *span)

    def _place_of(self, id: BlobId) -> Place | None:
        known = self._known.get(id)
        return self._place(Span(known.offset, known.length)) if known is not None and known.offset >= 0 else None

    def text_in_dump(self, id: BlobId) -> bytes | None:
        """Give a text out of the dump, cheaper than out of a chain of deltas; None if its place is not known."""
        known = self._known.get(id)
        if known is None or known.offset < 0:
            return None
        return bytes(self._dump.buffer[known.offset : known.offset + known.length])

    def text(self, file: File) -> bytes:
        """Give a file's text as Subversion has it."""
        text = self._store.text(file.id)
        return b"link " + text if file.mode == SYMLINK else text

    def checksums(self, file: File, *, sha1: bool) -> tuple[str, str]:
        """Give the MD5 and, if it is asked for, the SHA-1 of a file's text, hexadecimal."""
        known = self._known.get(file.id) if file.mode != SYMLINK else None
        return known.checksums() if known and known.has(sha1=sha1) else digests(self.text(file))


class _Known(NamedTuple):
    """What is remembered of a text: its MD5, the SHA-1 behind it or nothing, and where it is in the dump."""

    hashes: bytes
    offset: int
    length: int

    @classmethod
    def of(cls, text: bytes, span: Span | None, *, sha1: bool) -> _Known:
        hashes = hashlib.md5(text, usedforsecurity=False).digest()
        if sha1:
            hashes += hashlib.sha1(text, usedforsecurity=False).digest()
        return cls(hashes, *(span or (-1, 0)))

    def has(self, *, sha1: bool) -> bool:
        """Tell whether the checksums that are asked for are known."""
        return not sha1 or len(self.hashes) > 16

    def checksums(self) -> tuple[str, str]:
        """Give MD5 and SHA-1, hexadecimal."""
        both = self.hashes.hex()
        return both[:32], both[32:]


def digests(text: bytes) -> tuple[str, str]:
    """Give the MD5 and SHA-1 of a text, hexadecimal."""
    return hashlib.md5(text, usedforsecurity=False).hexdigest(), hashlib.sha1(text, usedforsecurity=False).hexdigest()


_CHECKSUMS: Final = {
    prefix: (("md5", 0, f"{prefix}-md5"), ("sha1", 1, f"{prefix}-sha1"))
    for prefix in ("content", "copy-source", "delta-base")
}


class _Step:
    """One node, applied to the editor of its revision; ``made`` are the paths that it has added already."""

    def __init__(
        self,
        filesystem: Filesystem,
        editor: TreeEditor,
        dump: Dump,
        node: NodeChange,
        number: int,
        first: int,
        made: set[str],
    ) -> None:
        self.filesystem, self.editor, self.buffer = filesystem, editor, dump.buffer
        self.node, self.first, self.made = node, first, made
        self._dump, self._number = dump, number

    @property
    def where(self) -> Location:
        return Location(self._dump.name, revision=self._number, path=self.node.path)

    def run(self) -> None:
        node = self.node
        if node.action == "delete":
            self._delete()
            return
        if node.action == "change":
            entry = self.editor.at(node.path)
            if entry is None and node.text is None and node.properties is None:
                self._say("impossible change", "changes a path that is not there", "nothing to change")
                return
            if entry is None:
                entry = self._missing()
        elif not node.kind and node.copyfrom is None and node.text is None:
            # svnadmin load makes nothing of it, and stops where it is to have properties
            grave = node.properties is not None
            self._say("no kind", "is added without a kind, a text or a source", "left out", grave=grave)
            if node.action == "replace":
                self._delete()
            return
        else:
            entry = self._added()
        if isinstance(entry, Tree):
            self._directory(entry)
        else:
            self._file(entry)

    def _delete(self) -> None:
        try:
            self.editor.remove(self.node.path)
        except KeyError:
            self._say("impossible change", "deletes a path that is not there", "nothing to delete", grave=True)

    def _missing(self) -> Entry:
        self._say(
            "impossible change", "changes a path that is not there", "added with what the dump says of it", grave=True
        )
        return Tree() if self.node.kind == "dir" else File(PLAIN, b"")

    def _added(self) -> Entry:
        node = self.node
        before = self.editor.at(node.path) if node.path else None
        if node.action == "add" and before is not None:
            # svnadmin load takes it where a copy comes over what earlier revisions made; see svn_fs_copy
            grave = node.copyfrom is None or node.path in self.made
            self._say("impossible change", "adds a path that is there already", "replaced", grave=grave)
        if node.action == "replace" and before is None:
            self._say("impossible change", "replaces a path that is not there", "added", grave=True)
        self.made.add(node.path)
        fresh: Entry = Tree() if node.kind == "dir" else File(PLAIN, b"")
        if node.copyfrom is None:
            if not node.kind:
                self._say("no kind", "is added without a kind", "taken for a file, since it has a text", grave=True)
            return fresh
        source = self.filesystem.source(node.copyfrom)
        if source is None:
            path, number = node.copyfrom
            if number < self.first:
                reason = f"revision {number} is not in this dump, which begins at {self.first}"
            else:
                reason = "there is no such path" if number < self._number else "that is not in the past"
            text = "made of the text that comes with it" if node.text else "left empty"
            self._say(
                "missing copy source", f"copied from '{path}' in revision {number}, but {reason}", text, grave=True
            )
            return fresh
        if node.kind and (node.kind == "dir") != isinstance(source, Tree):
            # svnadmin load copies whatever is there, and stops only where a text, or its checksum, wants a file
            wants_file = node.text is not None or any(name.startswith("copy-source") for name in node.checksums)
            self._say(
                "impossible change",
                f"copies a {_kind(source)} as a {node.kind}",
                f"kept as a {_kind(source)}",
                grave=isinstance(source, Tree) and wants_file,
            )
        if isinstance(source, File):
            self._check(
                "copy-source",
                lambda: self.filesystem.checksums(source, sha1="copy-source-sha1" in node.checksums),
                "the copy source",
            )
        return source

    def _directory(self, entry: Tree) -> None:
        node = self.node
        if node.text is not None and node.text.length:
            self._say("impossible change", "gives a text to a directory", "the text was left out", grave=True)
        properties = self._properties(entry.properties)
        if self.editor.at(node.path) is not entry:
            self._put(entry)
        if properties != entry.properties:
            self.editor.set_properties(node.path, properties)

    def _file(self, entry: File) -> None:
        node = self.node
        properties = self._properties(entry.properties)
        special = "svn:special" in properties
        mode, id = entry.mode, entry.id
        if node.text is not None:
            kept = (
                None if special or node.text_is_delta else self.filesystem.keep_where_it_is(node.text, entry.id or None)
            )
            if kept is None:
                read = self._text(entry)
                if read is None:
                    return
                text, hints = read
                span = None if node.text_is_delta else node.text
                sha1 = "content-sha1" in node.checksums
                kept = self.filesystem.keep(text, entry.id or None, special=special, hints=hints, span=span, sha1=sha1)
            mode, id, checksums = kept
            self._check("content", lambda: checksums, "the text")
        elif not id or special != ("svn:special" in entry.properties):
            text = self.filesystem.text(entry) if id else b""
            mode, id, _ = self.filesystem.keep(text, id or None, special=special)
        if mode != SYMLINK:
            # a special file that is no link is a plain one to Subversion's client too
            mode = EXECUTABLE if "svn:executable" in properties and not special else PLAIN
        made = File(mode, id, properties)
        if made != self.editor.at(node.path):
            self._put(made)

    def _put(self, entry: Entry) -> None:
        if not self.node.path and isinstance(entry, File):
            self._say("impossible change", "makes a file of the repository's root", "left out", grave=True)
            return
        try:
            self.editor.put(self.node.path, entry)
        except KeyError:
            self._say(
                "missing directory", "lies in a directory that is not there", "the directory was added", grave=True
            )
            folder = self.node.path.rpartition("/")[0]
            while folder and isinstance(self.editor.at(folder), File):
                self.editor.remove(folder)
            self.editor.put(self.node.path, entry, parents=True)

    def _properties(self, before: Mapping[str, bytes]) -> Mapping[str, bytes]:
        span = self.node.properties
        if span is None:
            return before

        def read() -> dict[str, bytes | None]:
            return read_properties(self.buffer, span, self.where)

        if not self.node.properties_are_delta:
            return self.filesystem.properties(self.buffer[span.offset : span.offset + span.length], read)
        changes = read()
        if not changes:
            return before
        after = {**before, **{key: value for key, value in changes.items() if value is not None}}
        for key, value in changes.items():
            if value is None:
                after.pop(key, None)
        return MappingProxyType(after)

    def _text(self, entry: File) -> tuple[bytes, Hints] | None:
        """Give the text that the node brings, and what is known of how it was made."""
        assert self.node.text is not None
        text = _slice(self.buffer, self.node.text)
        newest = self.node.text.offset in self.filesystem.newest
        if not self.node.text_is_delta:
            return text, Hints(base_text=lambda: self.filesystem.text_in_dump(entry.id), newest=newest)
        base = self.filesystem.text(entry) if entry.id else b""
        self._check("delta-base", lambda: self._base_checksums(entry), "the delta's base")
        try:
            text, copies = svndiff.apply(base, text)
        except FormatError as error:
            done = "the file keeps the text it had" if entry.id else "the file is left out"
            self._say("damaged text", error.what, done, grave=True)
            return None
        # what git stores of a link has not the "link " that Subversion's deltas count in
        return text, Hints(None, copies, len(base), newest) if entry.mode != SYMLINK else NO_HINTS

    def _base_checksums(self, entry: File) -> tuple[str, str]:
        if not entry.id:
            return digests(b"")
        return self.filesystem.checksums(entry, sha1="delta-base-sha1" in self.node.checksums)

    def _check(self, prefix: str, found: Callable[[], tuple[str, str]], what: str) -> None:
        expected = self.node.checksums
        for algorithm, index, key in _CHECKSUMS[prefix]:
            promised = expected.get(key)
            # Subversion goes by the MD5 alone where there is one; see fixtures/wrong-sha1
            grave = algorithm == "md5" or f"{prefix}-md5" not in expected
            if promised is not None and promised.lower() != found()[index]:
                self._say(
                    "wrong checksum",
                    f"{algorithm.upper()} of {what} is {found()[index]}, the dump says {promised}",
                    "kept as it is in the dump",
                    grave=grave,
                )

    def _say(self, kind: str, what: str, done: str, *, grave: bool = False) -> None:
        self.filesystem.report(self.where, kind, what, done, grave=grave)


def _slice(buffer: Buffer, span: Span) -> bytes:
    return bytes(buffer[span.offset : span.offset + span.length])


def _kind(entry: Entry) -> str:
    return "dir" if isinstance(entry, Tree) else "file"
