"""Git LFS: large texts beside the repository, and what stands for them in it.

Source: git-lfs, docs/spec.md (pointer files, ``lfs/objects``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from archaeo.model import NO_HINTS, BlobId, Hints, Store
from archaeo.tree import Tree, object_id


def pointer(text: bytes) -> bytes:
    """Give the pointer file of a text."""
    return pointer_of(hashlib.sha256(text).hexdigest(), len(text))


def pointer_of(sha256: str, size: int) -> bytes:
    """Give the pointer file of a text with this hash and length in bytes."""
    return b"version https://git-lfs.github.com/spec/v1\noid sha256:%b\nsize %d\n" % (sha256.encode("ascii"), size)


def place(folder: Path, pointer: bytes) -> Path:
    """Give the file in a repository folder that holds the text of a pointer file."""
    oid = pointer.split(b"sha256:")[1][:64].decode("ascii")
    return folder / "lfs" / "objects" / oid[:2] / oid[2:4] / oid


class LargeFiles:
    """A store that keeps large texts as LFS objects and hands the others on.

    Attributes:
        pointers: id of a large text to the id of the pointer file that stands for it.
    """

    def __init__(self, store: Store, folder: Path, above: int) -> None:
        self._store, self._folder, self._above = store, folder, above
        self.pointers: dict[BlobId, BlobId] = {}
        self._files: dict[BlobId, Path] = {}

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        """Keep a text; the id is that of the text itself."""
        if len(text) <= self._above:
            return self._store.put(text, base, hints)
        id = object_id(b"blob", text)
        if id not in self.pointers:
            short = pointer(text)
            self._files[id] = file = place(self._folder, short)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
            self.pointers[id] = self._store.put(short)
        return id

    def whole(self, id: BlobId) -> None:
        """Put a large text into the repository itself after all."""
        self._store.put(self.text(id))

    def put_whole(self, text: bytes) -> BlobId:
        """Put a text into the repository itself however large it is."""
        return self._store.put(text)

    def text(self, id: BlobId) -> bytes:
        """Give a text back."""
        file = self._files.get(id)
        return file.read_bytes() if file is not None else self._store.text(id)

    def keep(self, tree: Tree) -> BlobId:
        """Keep a directory and all below it."""
        return self._store.keep(tree)


def broken(folder: Path, pointers: Iterable[bytes]) -> Iterator[str]:
    """Yield the names of LFS objects that are missing or have another text than their pointers say."""
    for short in pointers:
        file = place(folder, short)
        if not file.is_file() or pointer(file.read_bytes()) != short:
            yield str(file.relative_to(folder))
