"""Writes small dumps for tests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from archaeo.model import NO_HINTS, BlobId, Hints
from archaeo.tree import Tree, git_id, object_id


def properties(values: Mapping[str, bytes | None]) -> bytes:
    """A property block; None deletes."""
    rows = []
    for key, value in values.items():
        if value is None:
            rows.append(b"D %d\n%b\n" % (len(key), key.encode()))
        else:
            rows.append(b"K %d\n%b\nV %d\n%b\n" % (len(key.encode()), key.encode(), len(value), value))
    return b"".join(rows) + b"PROPS-END\n"


def node(
    path: str,
    action: str = "add",
    kind: str = "",
    text: bytes | None = None,
    props: Mapping[str, bytes | None] | None = None,
    copyfrom: tuple[str, int] | None = None,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A node record: a file when it has a text, else a directory, unless ``kind`` says otherwise."""
    kind = kind or ("file" if text is not None else "dir")
    lines = [f"Node-path: {path}", f"Node-action: {action}"]
    if action != "delete":
        lines.insert(1, f"Node-kind: {kind}")
    if copyfrom:
        lines += [f"Node-copyfrom-rev: {copyfrom[1]}", f"Node-copyfrom-path: {copyfrom[0]}"]
    block = properties(props) if props is not None else b""
    if props is not None:
        lines.append(f"Prop-content-length: {len(block)}")
    if text is not None:
        lines.append(f"Text-content-length: {len(text)}")
        if "Text-delta" not in (headers or {}):
            lines.append(f"Text-content-md5: {hashlib.md5(text).hexdigest()}")
    lines += [f"{key}: {value}" for key, value in (headers or {}).items()]
    if block or text is not None:
        lines.append(f"Content-length: {len(block) + len(text or b'')}")
    return "\n".join(lines).encode("utf-8", "surrogateescape") + b"\n\n" + block + (text or b"") + b"\n\n"


def revision(number: int, *nodes: bytes, log: bytes = b"", author: bytes = b"ann", date: bytes | None = None) -> bytes:
    """A revision record and its nodes; dated on day ``number`` of 2009 unless said otherwise."""
    day = date if date is not None else b"2009-01-%02dT12:00:00.000000Z" % (number % 28 + 1)
    block = properties({"svn:log": log or b"revision %d" % number, "svn:author": author, "svn:date": day})
    return b"Revision-number: %d\nProp-content-length: %d\nContent-length: %d\n\n%b\n" % (
        number,
        len(block),
        len(block),
        block,
    ) + b"".join(nodes)


def dump(*revisions: bytes, version: int = 2) -> bytes:
    """A dump."""
    return b"SVN-fs-dump-format-version: %d\n\nUUID: 3f0c\n\n" % version + b"".join(revisions)


class Texts(dict[BlobId, bytes]):
    """A store in memory."""

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        id = object_id(b"blob", text)
        self[id] = text
        return id

    def text(self, id: BlobId) -> bytes:
        return self[id]

    def keep(self, tree: Tree) -> BlobId:
        return git_id(tree)
