"""Subversion: dump files (formats 1 to 3, plain or compressed), repositories, URLs.

Reads in two passes, the first over headers only: it counts, finds the layout, and learns which parts of the past are
copied from later, so that only those need to be kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from archaeo.errors import FormatError, Location
from archaeo.model import Diagnostic, ImportOptions, Record, Setting, Store

from . import chain, plain
from . import layout as layouts
from .ahead import Ahead
from .dump import MAGIC
from .filesystem import Filesystem
from .history import History
from .source import Dump, head, is_repository, is_url, open_dump
from .survey import Survey, survey

NAME = "svn"


def sniff(path: Path, head: bytes) -> bool:
    """Tell whether a file is a dump, or a folder a repository; ``head`` is the file's beginning, unpacked."""
    return head.startswith(MAGIC) or (path.is_dir() and is_repository(path))


def read(source: Path | str, store: Store, options: ImportOptions) -> Iterator[Record]:
    """Yield the commits, refs and oddities of a Subversion history.

    Raises:
        FormatError: it is no dump, or has no whole revision.
    """
    yield from read_all([source], store, options)


def read_all(sources: Sequence[Path | str], store: Store, options: ImportOptions) -> Iterator[Record]:
    """Yield those of one history that lies in several dumps: a full one, and the incremental ones after it, in order.

    Raises:
        FormatError: one is no dump, or the first has no whole revision.
    """
    with ExitStack() as opened:
        dumps = [opened.enter_context(open_dump(source)) for source in sources]
        known = survey(dumps, options.layout)
        if known.broken is not None and known.revisions == 0:
            raise known.broken
        yield from _convert(dumps, known, store, options)


def _convert(dumps: Sequence[Dump], known: Survey, store: Store, options: ImportOptions) -> Iterator[Record]:
    oddities: list[Diagnostic] = []
    filesystem = Filesystem(store, known.sources, oddities.append)
    history = History(dumps[0].name, known.uuid, known.layout, store, options)
    second = plain.Reading(dumps[0].name, known.uuid, known.layout, store, options)
    yield Setting("layout", layouts.text(known.layout))
    done, current = 0, dumps[0]
    ahead = Ahead(current, known.texts[current])
    try:
        for dump, revision in chain.revisions(dumps, oddities.append):
            before = filesystem.root
            if dump is not current:
                chain.check_incremental(dump, revision, before)
                ahead.close()
                current, ahead = dump, Ahead(dump, known.texts[dump])
            filesystem.apply(dump, revision, known.first, ahead.of)
            yield from oddities
            oddities.clear()
            yield from history.revision(revision, before, filesystem.root)
            yield from second.revision(revision, before, filesystem.root)
            done += 1
            options.progress("converting", done, known.revisions)
    except FormatError as error:
        if known.broken is None:
            raise
        yield _break(error, known)
    finally:
        ahead.close()
    if not options.content.keep_empty_dirs:
        yield from history.empty_directories(filesystem.root)
    yield from history.refs()
    yield from second.refs()


def _break(error: FormatError, known: Survey) -> Diagnostic:
    return Diagnostic(
        error.location or Location(), "cut short", error.what, f"converted up to revision {known.last}", grave=True
    )


__all__ = ["NAME", "Survey", "head", "is_url", "open_dump", "read", "read_all", "sniff", "survey"]
