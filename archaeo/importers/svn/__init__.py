"""Subversion: dump files (formats 1 to 3, plain or compressed), repositories, URLs.

Reads in two passes, the first over headers only: it counts, finds the layout, and learns which parts of the past are
copied from later, so that only those need to be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from archaeo.errors import FormatError, Location
from archaeo.model import Diagnostic, ImportOptions, PlacedStore, Record, Setting, Store
from archaeo.tree import Tree

from . import chain, continued, plain, saved
from . import layout as layouts
from .ahead import Ahead
from .dump import MAGIC, Revision
from .filesystem import Filesystem
from .history import History
from .journal import Journal
from .newest import NEAR_END
from .saved import Saved
from .saved import read as remembered
from .source import Dump, head, is_repository, is_url, open_dump
from .survey import Kept, Survey, survey

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
        dumps = [opened.enter_context(open_dump(source, progress=options.progress)) for source in sources]
        kept = Kept()
        known = survey(dumps, options.layout, kept)
        if known.broken is not None and known.revisions == 0:
            raise known.broken
        yield from _convert(dumps, known, lambda report: kept.again(dumps, known, report), store, options)


def resume(sources: Sequence[Path | str], began: Saved, store: Store, options: ImportOptions) -> Iterator[Record]:
    """Yield what has come since a conversion that remembered how to go on, and all refs as they are now.

    Args:
        sources: of the whole history or of what is new; of a repository or URL only the new is asked for.
        options: those of that conversion, with the layout that it settled on.

    Raises:
        ArchaeoError: a source is of another history, or begins too late.
    """
    with ExitStack() as opened:
        dumps = [opened.enter_context(open_dump(source, began.last, options.progress)) for source in sources]
        kept = Kept()
        known = continued.survey(dumps, began, options.layout, kept)
        if known.broken is not None and known.revisions == 0:
            raise known.broken

        def revisions(report: Callable[[Diagnostic], None]) -> Iterator[tuple[Dump, Revision]]:
            # where they were too many to be kept, the old ones come again
            found = kept.again(dumps, known, report)
            return ((dump, revision) for dump, revision in found if revision.number > began.last)

        yield from _convert(dumps, known, revisions, store, options, began)


_Revisions = Callable[[Callable[[Diagnostic], None]], Iterator[tuple[Dump, Revision]]]


def _convert(
    dumps: Sequence[Dump],
    known: Survey,
    revisions: _Revisions,
    store: Store,
    options: ImportOptions,
    began: Saved | None = None,
) -> Iterator[Record]:
    oddities: list[Diagnostic] = []
    past = began.past if began else None
    filesystem = Filesystem(store, known.sources, oddities.append, _roots(began))
    history = History(dumps[0].name, known.uuid, known.layout, store, options)
    second = plain.Reading(dumps[0].name, known.uuid, known.layout, store, options)
    histories = [history, *([second.history] if second.history else [])]
    if began is not None:
        filesystem.root = began.past.root(began.last)
        for one, memory in zip(histories, began.memories, strict=True):
            one.resume(memory)
    yield Setting("layout", layouts.text(known.layout))
    done, total, current = 0, known.revisions, dumps[0]
    ahead = Ahead(current, known.texts.pop(current))
    paced = store if isinstance(store, PlacedStore) else None
    with ExitStack() as opened:
        journal = opened.enter_context(closing(Journal(options.memory, past))) if options.memory else None
        try:
            for dump, revision in revisions(oddities.append):
                before = filesystem.root
                if dump is not current:
                    chain.check_incremental(dump, revision, before)
                    ahead.close()
                    current, ahead = dump, Ahead(dump, known.texts.pop(dump))
                if done + NEAR_END == total and paced is not None:
                    paced.near_end()
                filesystem.apply(dump, revision, known.first, ahead.of, known.newest.get(dump, frozenset()))
                if journal is not None:
                    journal.add(revision.number, filesystem.root, chain.mark(revision))
                yield from oddities
                oddities.clear()
                # the plain reading first: who looks for a state by its files takes one reading throughout
                yield from second.revision(revision, before, filesystem.root)
                yield from history.revision(revision, before, filesystem.root)
                done += 1
                options.progress("converting", done, total)
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
        if journal is not None and options.memory is not None:
            saved.write(options.memory, known.uuid, known.first, [one.memory() for one in histories], journal)


def _roots(began: Saved | None) -> Callable[[int], Tree | None]:
    """Give who knows the roots of the revisions that were converted before."""
    if began is None:
        return lambda _: None
    return lambda number: began.past.root(number) if number <= began.last else None


def _break(error: FormatError, known: Survey) -> Diagnostic:
    return Diagnostic(
        error.location or Location(), "cut short", error.what, f"converted up to revision {known.last}", grave=True
    )


__all__ = [
    "NAME",
    "Survey",
    "head",
    "is_url",
    "open_dump",
    "read",
    "read_all",
    "remembered",
    "resume",
    "sniff",
    "survey",
]
