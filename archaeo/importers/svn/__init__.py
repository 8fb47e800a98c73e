"""Subversion: dump files (formats 1 to 3, plain or compressed), repositories, URLs.

Reads in two passes, the first over headers only: it counts, finds the layout, and learns which parts of the past are
copied from later, so that only those need to be kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archaeo.errors import FormatError, Location
from archaeo.model import Diagnostic, ImportOptions, Record, Store

from . import layout as layouts
from .dump import MAGIC, CopyFrom, read_prologue, read_revisions
from .filesystem import Filesystem
from .history import History
from .layout import Layout
from .source import Dump, head, is_repository, is_url, open_dump

NAME = "svn"


def sniff(path: Path, head: bytes) -> bool:
    """Tell whether a file is a dump, or a folder a repository; ``head`` is the file's beginning, unpacked."""
    return head.startswith(MAGIC) or (path.is_dir() and is_repository(path))


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first pass tells.

    Attributes:
        first: number of the first revision; ``last`` that of the last; both -1 where there is none.
        broken: where and why the dump cannot be read further, or None.
    """

    uuid: str
    first: int
    last: int
    revisions: int
    nodes: int
    sources: Counter[CopyFrom]
    layout: Layout
    broken: FormatError | None


def survey(dump: Dump, layout: str) -> Survey:
    """Read the headers of a dump.

    Raises:
        FormatError: it is no dump.
    """
    uuid = read_prologue(dump.buffer, dump.name).uuid
    first = last = -1
    revisions = nodes = 0
    sources: Counter[CopyFrom] = Counter()
    found = layouts.parse(layout) if layout != "auto" else None
    broken: FormatError | None = None
    finder = layouts.Finder()
    try:
        for revision in read_revisions(dump.buffer, dump.name):
            first = revision.number if first < 0 else first
            last = revision.number
            revisions += 1
            nodes += len(revision.nodes)
            for node in revision.nodes:
                if node.copyfrom is not None:
                    sources[node.copyfrom] += 1
            if found is None:
                finder.add(revision.nodes)
    except FormatError as error:
        broken = error
    if broken is None and dump.broken:
        broken = FormatError(dump.broken, location=Location(dump.name))
    return Survey(uuid, first, last, revisions, nodes, sources, found or finder.layout(), broken)


def read(source: Path | str, store: Store, options: ImportOptions) -> Iterator[Record]:
    """Yield the commits, refs and oddities of a Subversion history.

    Raises:
        FormatError: it is no dump, or has no whole revision.
    """
    with open_dump(source) as dump:
        known = survey(dump, options.layout)
        if known.broken is not None and known.revisions == 0:
            raise known.broken
        yield from _convert(dump, known, store, options)


def _convert(dump: Dump, known: Survey, store: Store, options: ImportOptions) -> Iterator[Record]:
    oddities: list[Diagnostic] = []
    filesystem = Filesystem(store, known.sources, oddities.append)
    history = History(dump.name, known.uuid, known.layout, store, options)
    done = 0
    try:
        for revision in read_revisions(dump.buffer, dump.name, oddities.append):
            before = filesystem.root
            filesystem.apply(dump.buffer, dump.name, revision, known.first)
            yield from oddities
            oddities.clear()
            yield from history.revision(revision, before, filesystem.root)
            done += 1
            options.progress("converting", done, known.revisions)
    except FormatError as error:
        if known.broken is None:
            raise
        yield _break(error, known)
    else:
        if known.broken is not None:
            yield _break(known.broken, known)
    yield from history.refs()


def _break(error: FormatError, known: Survey) -> Diagnostic:
    return Diagnostic(
        error.location or Location(), "cut short", error.what, f"converted up to revision {known.last}", grave=True
    )


__all__ = ["NAME", "Survey", "head", "is_url", "open_dump", "read", "sniff", "survey"]
