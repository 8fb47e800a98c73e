"""Several dumps in a row, read as one: a full dump and the incremental ones that followed it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from archaeo.errors import FormatError, Location
from archaeo.footprint import Passed
from archaeo.model import Diagnostic
from archaeo.tree import Tree

from .dump import Revision, read_revisions
from .source import Dump


def revisions(
    dumps: Sequence[Dump], report: Callable[[Diagnostic], None] = lambda _: None
) -> Iterator[tuple[Dump, Revision]]:
    """Yield the revisions of dumps given in order, each once.

    Revisions that a later dump repeats are passed over; those that lie between two dumps are reported as missing.

    Raises:
        FormatError: a dump is damaged.
    """
    last = -1
    for position, dump in enumerate(dumps):
        first = True
        passed = Passed(dump.buffer)
        for revision in read_revisions(dump.buffer, dump.name, report):
            # every dump of a whole repository begins with revision 0, which holds nothing
            if position and revision.number <= last:
                continue
            if position and first:
                _check_follows(dump, revision, last, report)
            first = False
            last = revision.number
            yield dump, revision
            passed.take(revision.end - revision.offset)
        if dump.broken:
            raise FormatError(dump.broken, location=Location(dump.name))


def _check_follows(dump: Dump, revision: Revision, last: int, report: Callable[[Diagnostic], None]) -> None:
    where = Location(dump.name, revision=revision.number)
    if revision.number > last + 1:
        missing = f"r{last + 1}" if revision.number == last + 2 else f"r{last + 1} to r{revision.number - 1}"
        report(Diagnostic(where, "missing revisions", f"{missing} are in none of the dumps", "left out", grave=True))


MARK_BYTES: Final = 8


def mark(revision: Revision) -> bytes:
    """Give what a revision is known by, whatever made the dump that it stands in.

    Formats, and the programs that write them, differ in the order of nodes, in whether a replacement is one node or
    two, and in lengths and deltas; not in paths, copies, checksums of texts and the revision's properties. A change of
    the root itself is left out, as svnrdump leaves it out.
    """
    said: set[tuple[str, ...]] = set()
    for node in revision.nodes:
        if not node.path:
            continue
        said.add((node.path,))
        if node.copyfrom is not None:
            said.add((node.path, node.copyfrom.path, str(node.copyfrom.revision)))
        if node.text is not None and "content-md5" in node.checksums:
            said.add((node.path, node.checksums["content-md5"]))
    # unlike repr, ascii gives the same whatever the version of Unicode
    text = ascii((revision.number, sorted(revision.properties.items()), sorted(said)))
    return hashlib.blake2b(text.encode("ascii"), digest_size=MARK_BYTES).digest()


def check_incremental(dump: Dump, revision: Revision, root: Tree) -> None:
    """Refuse the first revision of a later dump when it repeats the tree that is there already.

    Raises:
        FormatError: it does: the dump was made without ``--incremental``.
    """
    # a replacement by a copy is written as a deletion and an addition
    deleted = {node.path for node in revision.nodes if node.action == "delete"}
    added = {node.path for node in revision.nodes if node.action == "add" and "/" not in node.path} - deleted
    if any(root.at(path) is not None for path in added):
        raise FormatError(
            "the dump begins with the whole tree, not with what changed",
            hint="dump it again with svnadmin dump --incremental",
            location=Location(dump.name, revision=revision.number),
        )
