"""Reads Subversion dump files, formats 1 to 3: headers in one pass, bodies by offset.

A dump is records of header lines, an empty line and a body::

    SVN-fs-dump-format-version: 2

    Revision-number: 1
    Prop-content-length: 104
    Content-length: 104

    K 7
    svn:log
    V 5
    start
    PROPS-END

    Node-path: trunk/fit.F
    Node-kind: file
    Node-action: add
    ...

Source: notes/dump-load-format.txt in the Subversion sources; for what it leaves open (format 1 bodies, lengths that are
missing) subversion/libsvn_repos/load.c.

Not understood: nothing known. Headers that nobody defined are passed over, as `svnadmin load` does.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeAlias

from archaeo.errors import FormatError, Location
from archaeo.model import Diagnostic

MAGIC: Final = b"SVN-fs-dump-format-version:"
_FORMAT_1: Final = re.compile(MAGIC + rb"[ \t]*0*1[ \t]*\r?\n")
_FIRST_LINE: Final = 100
# no header block that Subversion writes comes near it (bytes)
_LONG_HEADERS: Final = 1 << 16
Buffer: TypeAlias = "bytes | mmap.mmap"


class CopyFrom(NamedTuple):
    """Where an added node was copied from."""

    path: str
    revision: int


class Span(NamedTuple):
    """Bytes of the dump: offset and length."""

    offset: int
    length: int


class NodeChange(NamedTuple):
    """One node record, in the dump's own words.

    A named tuple rather than a dataclass: a history has hundreds of thousands, and building one costs a fifth.

    Attributes:
        action: ``add``, ``change``, ``delete`` or ``replace``.
        kind: ``file``, ``dir``, or "" where the dump does not say.
        properties: the property block, None where there is none (the node keeps what it has).
        properties_are_delta: the block names only what differs (format 3).
        text: the text block, None where there is none.
        text_is_delta: the text is an svndiff (format 3).
        checksums: header name without ``Text-`` to hexadecimal digest: ``content-md5``, ``delta-base-sha1``, ...
        offset: of the record in the dump.
    """

    action: str
    kind: str
    path: str
    copyfrom: CopyFrom | None
    properties: Span | None
    properties_are_delta: bool
    text: Span | None
    text_is_delta: bool
    checksums: dict[str, str]
    offset: int


class Revision(NamedTuple):
    """One revision: its number, its properties, its nodes in the order of the dump.

    Attributes:
        end: offset behind the last record of the revision.
    """

    number: int
    properties: dict[str, bytes]
    nodes: tuple[NodeChange, ...]
    offset: int
    end: int


class Prologue(NamedTuple):
    """What stands before the first revision."""

    format: int
    uuid: str


def _ignore(diagnostic: Diagnostic) -> None:
    """Take no notice."""


def read_prologue(buffer: Buffer, name: str) -> Prologue:
    """Give the format and UUID ("" where there is none).

    Raises:
        FormatError: it is no dump, or of a format newer than 3.
    """
    records = _records(buffer, name, _ignore)
    nothing = _Record({}, 0, 0, None, None)
    headers = next(records, nothing).headers
    version = headers.get(b"SVN-fs-dump-format-version", b"")
    if not version.isdigit():
        raise FormatError(
            "no Subversion dump: it does not begin with 'SVN-fs-dump-format-version:'",
            location=Location(name, byte=0),
        )
    if not 1 <= int(version) <= 3:
        raise FormatError(
            f"dump format {int(version)} is not known, formats 1 to 3 are",
            hint="dump the repository again with svnadmin dump",
            location=Location(name, byte=0),
        )
    uuid = headers.get(b"UUID")
    if uuid is None:
        try:
            following = next(records, nothing).headers
        except FormatError:
            following = {}  # the revisions' reader will say it in its place
        uuid = following.get(b"UUID", b"")
    return Prologue(int(version), uuid.decode("ascii", "replace"))


def read_revisions(
    buffer: Buffer, name: str, report: Callable[[Diagnostic], None] = _ignore, begin: int = 0
) -> Iterator[Revision]:
    """Yield the revisions of a dump in file order, which is revision order.

    Texts are not read: a NodeChange carries the offset and length of its text.

    Args:
        begin: offset of the revision to begin with; 0 for all.

    Raises:
        FormatError: at the offset of a header that cannot be read, or where the file ends too early; every whole
            revision before it has been yielded then.
    """
    read_prologue(buffer, name)
    number, start, at = -1, 0, begin
    properties: dict[str, bytes] = {}
    nodes: list[NodeChange] = []
    while True:
        usual = _usual_node(buffer, at) if number >= 0 else None
        if usual is not None:
            node, at = usual
            nodes.append(node)
            continue
        record = _usual_revision(buffer, at) or _record(buffer, at, name, number, report)
        if record is None:
            break
        headers, offset, at = record.headers, record.offset, record.end
        if b"Node-path" in headers:
            if number < 0:
                raise FormatError("a node stands before the first revision", location=Location(name, byte=offset))
            nodes.append(_node(record, name, number))
        elif b"Revision-number" in headers:
            if number >= 0:
                yield Revision(number, properties, tuple(nodes), start, offset)
            before, number = number, _number(headers, b"Revision-number", name, offset)
            if number <= before:
                raise FormatError(
                    f"revision {number} follows revision {before}; the numbers must rise",
                    location=Location(name, byte=offset),
                )
            where = Location(name, revision=number)
            found = read_properties(buffer, record.properties, where) if record.properties else {}
            properties = {key: value for key, value in found.items() if value is not None}
            nodes, start = [], offset
        elif b"UUID" not in headers and MAGIC[:-1] not in headers:
            where = Location(name, revision=number if number >= 0 else None, byte=offset)
            what = f"record of no known kind ('{_excerpt(buffer, offset)}')"
            report(Diagnostic(where, "unknown record", what, "left out", grave=True))
    if number >= 0:
        yield Revision(number, properties, tuple(nodes), start, len(buffer))


def read_properties(buffer: Buffer, span: Span, where: Location) -> dict[str, bytes | None]:
    """Give a property block as a dict; None as value means that a delta block deletes the property.

    Raises:
        FormatError: at the byte where the block is not of the form ``K n``, key, ``V n``, value, ``PROPS-END``.
    """
    found: dict[str, bytes | None] = {}
    block = buffer[span.offset : span.offset + span.length]
    at = 0
    while (key_count := _KEY_COUNT.match(block, at)) is not None:
        # the usual case in a third of the time
        start = key_count.end()
        stop = start + int(key_count[1])
        value_count = _VALUE_COUNT.match(block, stop + 1)
        if value_count is None:
            break
        begun = value_count.end()
        end = begun + int(value_count[1])
        if end > len(block):
            break
        found[block[start:stop].decode("utf-8", "surrogateescape")] = block[begun:end]
        at = end + 1
    while at < len(block):
        end = block.find(b"\n", at)
        line = block[at:end] if end >= 0 else block[at:]
        if line.rstrip(b"\r") == b"PROPS-END":
            return found
        key, at = _counted(block, at, b"KD", span.offset, where)
        name = key.decode("utf-8", "surrogateescape")
        if line[:1] == b"D":
            found[name] = None
        else:
            found[name], at = _counted(block, at, b"V", span.offset, where)
    if found or block:
        raise FormatError(
            "property block does not end in 'PROPS-END'",
            location=Location(where.file, revision=where.revision, byte=span.offset, path=where.path),
        )
    return found


_KEY_COUNT: Final = re.compile(rb"K ([0-9]{1,9})\n")
_VALUE_COUNT: Final = re.compile(rb"V ([0-9]{1,9})\n")


def _counted(block: bytes, at: int, letters: bytes, base: int, where: Location) -> tuple[bytes, int]:
    """Read ``K 7\\n`` and the 7 bytes behind it; give them and the place behind their line end."""
    end = block.find(b"\n", at)
    letter, _, count = block[at:end].partition(b" ")
    count = count.rstrip(b"\r")
    if end < 0 or len(letter) != 1 or letter not in letters or not _is_number(count):
        expected = " or ".join(f"'{chr(letter)} LENGTH'" for letter in letters)
        found = block[at : at + 40].split(b"\n")[0].decode("utf-8", "replace")
        raise FormatError(
            f"property block has '{found}' where {expected} or 'PROPS-END' belongs",
            location=Location(where.file, revision=where.revision, byte=base + at, path=where.path),
        )
    start = end + 1
    stop = start + int(count)
    if stop > len(block):
        raise FormatError(
            f"property of {int(count)} bytes reaches beyond its block",
            location=Location(where.file, revision=where.revision, byte=base + at, path=where.path),
        )
    return block[start:stop], stop + 1


class _Record(NamedTuple):
    """Headers, the record's offset, the offset behind its body, and where in the body what is."""

    headers: dict[bytes, bytes]
    offset: int
    end: int
    properties: Span | None
    text: Span | None


def _records(buffer: Buffer, name: str, report: Callable[[Diagnostic], None]) -> Iterator[_Record]:
    """Yield each record whose body is all there."""
    at, number = 0, -1
    while (record := _record(buffer, at, name, number, report)) is not None:
        if _is_number(record.headers.get(b"Revision-number", b"")):
            number = int(record.headers[b"Revision-number"])
        yield record
        at = record.end


def _record(buffer: Buffer, at: int, name: str, number: int, report: Callable[[Diagnostic], None]) -> _Record | None:
    """Give the record at an offset, or behind the empty lines there; None at the end of the dump.

    Args:
        number: of the revision that the record before belongs to, -1 before the first.
    """
    size = len(buffer)
    while buffer[at : at + 1] in (b"\n", b"\r"):
        at += 1
    if at >= size:
        return None
    headers, body = _headers(buffer, at, name, number)
    if _is_number(headers.get(b"Revision-number", b"")):
        number = int(headers[b"Revision-number"])
    record = _body(headers, buffer, at, body, name, number, report)
    if record.end > size:
        path = headers.get(b"Node-path", b"").decode("utf-8", "surrogateescape")
        what = f"text of '{path}'" if path else "property block"
        raise _cut_short(name, number, at, f"{what} has {size - body} of {record.end - body} bytes")
    return record


_USUAL_REVISION: Final = re.compile(
    rb"[\r\n]*Revision-number: ([0-9]{1,18})\nProp-content-length: ([0-9]{1,18})\nContent-length: ([0-9]{1,18})\n\n"
)


def _usual_revision(buffer: Buffer, at: int) -> _Record | None:
    """Give the record of a revision at an offset; None where anything about it is not as svnadmin writes it."""
    match = _USUAL_REVISION.match(buffer, at)
    if match is None or match[2] != match[3]:
        return None
    number, length = match[1], int(match[2])
    end = match.end() + length
    if end > len(buffer) or buffer[end - 10 : end] != b"PROPS-END\n":
        return None
    return _Record({b"Revision-number": number}, match.start(1) - 17, end, Span(match.end(), length), None)


# the headers of a node in the orders in which svnadmin writes them, format 2 and format 3
_USUAL_NODE: Final = re.compile(
    rb"""[\r\n]*
    Node-path:\ ([^\r\n\0]*)\n
    (?:Node-kind:\ (file|dir)\n)?
    Node-action:\ (add|change|delete|replace)\n
    (?:Node-copyfrom-rev:\ ([0-9]{1,18})\nNode-copyfrom-path:\ ([^\r\n\0]*)\n)?
    (?:Text-copy-source-md5:\ ([0-9a-f]+)\n)?(?:Text-copy-source-sha1:\ ([0-9a-f]+)\n)?
    (Prop-delta:\ true\n)?
    (?:Prop-content-length:\ ([0-9]{1,18})\n)?
    (Text-delta:\ true\n)?
    (?:Text-delta-base-md5:\ ([0-9a-f]+)\n)?(?:Text-delta-base-sha1:\ ([0-9a-f]+)\n)?
    (?:Text-content-length:\ ([0-9]{1,18})\n)?
    (?:Text-content-md5:\ ([0-9a-f]+)\n)?(?:Text-content-sha1:\ ([0-9a-f]+)\n)?
    (?:Prop-content-length:\ ([0-9]{1,18})\n)?(?:Text-content-length:\ ([0-9]{1,18})\n)?
    (?:Content-length:\ ([0-9]{1,18})\n)?
    \n""",
    re.VERBOSE,
)


def _usual_node(buffer: Buffer, at: int) -> tuple[NodeChange, int] | None:
    """Give the node at an offset, and the offset behind it; None where anything about it is not as svnadmin writes it.

    A third of the time that `_record` and `_node` take, who know what to say of every other.
    """
    match = _USUAL_NODE.match(buffer, at)
    if match is None:
        return None
    (
        raw, kind, action, copied_at, copied, copied_md5, copied_sha1, properties_are_delta, before_text, text_is_delta,
        base_md5, base_sha1, length, md5, sha1, behind_text, length_behind, content,
    ) = match.groups()  # fmt: skip
    if (before_text and behind_text) or (length and length_behind):
        return None
    body = end = match.end()
    promised, length = before_text or behind_text, length or length_behind
    properties = text = None
    if promised is not None:
        size = int(promised)
        properties, end = Span(end, size), end + size
        if size and buffer[end - 10 : end] != b"PROPS-END\n":
            return None
    if length is not None:
        size = int(length)
        text, end = Span(end, size), end + size
    if content is not None and (end == body or int(content) != end - body):
        return None  # format 1 has no other length
    if end > len(buffer):
        return None
    checksums = {}
    if md5 is not None:
        checksums["content-md5"] = md5.decode("ascii")
    if sha1 is not None:
        checksums["content-sha1"] = sha1.decode("ascii")
    if copied_md5 is not None:
        checksums["copy-source-md5"] = copied_md5.decode("ascii")
    if copied_sha1 is not None:
        checksums["copy-source-sha1"] = copied_sha1.decode("ascii")
    if base_md5 is not None:
        checksums["delta-base-md5"] = base_md5.decode("ascii")
    if base_sha1 is not None:
        checksums["delta-base-sha1"] = base_sha1.decode("ascii")
    node = NodeChange(
        _ACTIONS[action],
        _KINDS[kind or b""],
        _path(raw),
        CopyFrom(_path(copied), int(copied_at)) if copied_at is not None else None,
        properties,
        properties_are_delta is not None,
        text,
        text_is_delta is not None,
        checksums,
        match.start(1) - 11,
    )
    return node, end


_HEADERS: Final = frozenset(
    b"""
    SVN-fs-dump-format-version UUID Revision-number Node-path Node-kind Node-action Node-copyfrom-rev Node-copyfrom-path
    Prop-content-length Text-content-length Content-length Prop-delta Text-delta Text-content-md5 Text-content-sha1
    Text-copy-source-md5 Text-copy-source-sha1 Text-delta-base-md5 Text-delta-base-sha1
    """.split()
)


def _headers(buffer: Buffer, at: int, name: str, number: int) -> tuple[dict[bytes, bytes], int]:
    """Read the header lines at an offset; give them and the offset of the body."""
    end = buffer.find(b"\n\n", at)
    block = buffer[at : max(end, at)]
    if b"\r" not in block and b"\0" not in block:
        try:
            headers = dict([line.split(b": ", 1) for line in block.split(b"\n")])
        except ValueError:
            headers = {}
        # the usual case in a third of the time; whatever is odd about a line shows as a name that is not known
        if headers and headers.keys() <= _HEADERS:
            return headers, end + 2
    crlf = buffer.find(b"\r\n\r\n", at, end if end >= 0 else len(buffer))
    if crlf >= 0:
        block, body = buffer[at:crlf].replace(b"\r\n", b"\n"), crlf + 4
    elif end >= 0:
        block, body = buffer[at:end], end + 2
    elif len(buffer) - at < _LONG_HEADERS and _ends_whole(buffer[at:]):
        block, body = buffer[at : len(buffer) - 1], len(buffer)
    else:
        raise _cut_short(name, number, at, f"the headers at its end ('{_excerpt(buffer, at)}') are not complete")
    headers = {}
    for line in block.split(b"\n"):
        key, colon, value = line.partition(b":")
        if line[:1] == b" ":
            continue  # a comment, as the dumps of reposurgeon's tests have them
        if not colon or b"\0" in line:
            raise FormatError(
                f"'{line[:60].decode('utf-8', 'replace')}' is no 'Name: value' header",
                hint=_salvage(number),
                location=Location(name, revision=number if number >= 0 else None, byte=at),
            )
        headers[key] = value[1:] if value[:1] == b" " else value
    return headers, body


def _ends_whole(block: bytes) -> bool:
    """Whether the last headers of a dump want nothing but the empty line, as ``svnadmin load`` sees it too.

    Those of a node are whole if it deletes, copies or is a directory: a new file would have had a text.
    """
    if re.fullmatch(rb"UUID: .*\n|Revision-number: (?s:.*)^Content-length: 0+\n", block, re.M):
        return True
    node = re.fullmatch(rb"Node-path: .*\n(?:Node-[a-z-]+: .+\n|Text-copy-source-[a-z0-9]+: [0-9a-f]+\n)+", block)
    needs = (
        rb"^Node-action: delete\n",
        rb"^Node-copyfrom-path: (?s:.*)^Node-action: |^Node-action: (?s:.*)^Node-copyfrom-path: ",
        rb"^Node-kind: dir\n(?s:.*)^Node-action: |^Node-action: (?s:.*)^Node-kind: dir\n",
    )
    return node is not None and any(re.search(pattern, block, re.M) for pattern in needs)


def _body(
    headers: dict[bytes, bytes],
    buffer: Buffer,
    at: int,
    body: int,
    name: str,
    number: int,
    report: Callable[[Diagnostic], None],
) -> _Record:
    """Find the parts of a record's body as load.c does: the property block says itself where it ends."""
    content = _optional_number(headers, b"Content-length", name, at)
    promised = _optional_number(headers, b"Prop-content-length", name, at)
    text_length = _optional_number(headers, b"Text-content-length", name, at)
    if promised is None and text_length is None and content is not None and _FORMAT_1.match(buffer[:_FIRST_LINE]):
        # format 1 gave one length for both; later ones mean nothing by it: svndumpfilter writes 'Content-length: 0'
        # for a file that is copied as it is
        length = min(_end_of_properties(buffer, body, body + content) - body, content)
        has_text = headers.get(b"Node-kind", b"").strip() == b"file"
        text = Span(body + length, content - length) if has_text else None
        return _Record(headers, at, body + content, Span(body, length) if length else None, text)
    properties, text, end = None, None, body
    if promised is not None:
        length = promised
        if promised and buffer[body + promised - 10 : body + promised] != b"PROPS-END\n":
            length = _end_of_properties(buffer, body, len(buffer)) - body
            if length != promised and body + promised <= len(buffer):
                path = headers.get(b"Node-path", b"").decode("utf-8", "surrogateescape")
                where = Location(name, revision=max(number, 0), byte=body, path=path)
                what = f"property block has {length} bytes, its header says {promised}"
                report(Diagnostic(where, "wrong length", what, "read to its end"))
        properties, end = Span(body, length), body + length
    if text_length is not None:
        text, end = Span(end, text_length), end + text_length
    rest = (content or 0) - (promised or 0) - (text_length or 0)
    return _Record(headers, at, end + max(0, rest), properties, text)


def _end_of_properties(buffer: Buffer, at: int, limit: int) -> int:
    """Give the offset behind a property block; that of its first line that is none of one, if it is damaged."""
    while at < limit:
        end = buffer.find(b"\n", at, limit)
        line = bytes(buffer[at : end if end >= 0 else limit]).rstrip(b"\r")
        if line == b"PROPS-END":
            return end + 1 if end >= 0 else limit
        if end < 0 or line[:2] not in (b"K ", b"V ", b"D ") or not _is_number(line[2:]):
            return at
        at = end + 1 + int(line[2:]) + 1
    return limit


def _cut_short(name: str, number: int, at: int, what: str) -> FormatError:
    return FormatError(
        f"{what}; the dump is cut short",
        hint=_salvage(number),
        location=Location(name, revision=number if number >= 0 else None, byte=at),
    )


def _salvage(number: int) -> str:
    return f"the revisions before {number} are whole" if number > 0 else "dump the repository again"


def _excerpt(buffer: Buffer, at: int) -> str:
    return buffer[at : at + 60].split(b"\n")[0].decode("utf-8", "replace")


def _number(headers: dict[bytes, bytes], key: bytes, name: str, at: int) -> int:
    value = headers.get(key, b"").strip()
    if not _is_number(value):
        shown = value[:60].decode("utf-8", "replace")
        raise FormatError(f"{key.decode()} is '{shown}', not a number", location=Location(name, byte=at))
    return int(value)


def _is_number(text: bytes) -> bool:
    """Tell whether it is a number that a dump can mean; a damaged one may have any number of digits."""
    return text.isdigit() and len(text) <= 18


def _optional_number(headers: dict[bytes, bytes], key: bytes, name: str, at: int) -> int | None:
    value = headers.get(key)
    if value is None:
        return None
    return int(value) if _is_number(value) else _number(headers, key, name, at)


_ACTIONS: Final = {b"add": "add", b"change": "change", b"delete": "delete", b"replace": "replace"}
_KINDS: Final = {b"file": "file", b"dir": "dir", b"": ""}
_CHECKSUMS: Final = {
    b"Text-content-md5": "content-md5",
    b"Text-content-sha1": "content-sha1",
    b"Text-copy-source-md5": "copy-source-md5",
    b"Text-copy-source-sha1": "copy-source-sha1",
    b"Text-delta-base-md5": "delta-base-md5",
    b"Text-delta-base-sha1": "delta-base-sha1",
}


def _node(record: _Record, name: str, revision: int) -> NodeChange:
    headers, offset = record.headers, record.offset
    get = headers.get
    path = _path(headers[b"Node-path"])
    action = _ACTIONS.get(get(b"Node-action", b"").strip())
    kind = _KINDS.get(get(b"Node-kind", b"").strip())
    if action is None or kind is None:
        key, word = ("action", get(b"Node-action", b"")) if action is None else ("kind", get(b"Node-kind", b""))
        known = "add, change, delete and replace" if action is None else "file and dir"
        raise FormatError(
            f"Node-{key} is '{word.decode('utf-8', 'replace')}'; {known} are known",
            hint=_salvage(revision),
            location=Location(name, revision=revision, byte=offset, path=path),
        )
    copyfrom = None
    if b"Node-copyfrom-rev" in headers:
        source = _path(get(b"Node-copyfrom-path", b""))
        copyfrom = CopyFrom(source, _number(headers, b"Node-copyfrom-rev", name, offset))
    return NodeChange(
        action,
        kind,
        path,
        copyfrom,
        record.properties,
        get(b"Prop-delta", b"").strip() == b"true",
        record.text,
        get(b"Text-delta", b"").strip() == b"true",
        {short: headers[key].strip().decode("ascii", "replace") for key, short in _CHECKSUMS.items() if key in headers},
        offset,
    )


def _path(raw: bytes) -> str:
    path = raw.decode("utf-8", "surrogateescape").strip("/")
    if "//" in path or "/." in path or path[:1] == ".":
        path = "/".join(part for part in path.split("/") if part not in ("", "."))
    return path
