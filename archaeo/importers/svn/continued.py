"""The first pass over what continues a history: the old part is compared with what was converted, the new counted.

A source of the whole history has the old part too; it is passed over by its headers, each revision being known by its
mark (`chain.mark`).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

from archaeo.errors import ArchaeoError, FormatError, Location

from . import chain
from . import layout as layouts
from .dump import CopyFrom, Prologue, Revision, read_prologue
from .newest import Newest
from .saved import Saved
from .source import Dump
from .survey import Kept, Survey, Tally, note

_HINT = "convert it into a repository of its own"


def survey(dumps: Sequence[Dump], saved: Saved, layout: str, kept: Kept) -> Survey:
    """Read the headers of what continues a history.

    Args:
        kept: takes the revisions that are new.

    Raises:
        FormatError: one is no dump.
        ArchaeoError: one is of another history, or revisions between it and what was converted are missing.
    """
    prologues = [read_prologue(dump.buffer, dump.name) for dump in dumps]
    for dump, prologue in zip(dumps, prologues, strict=True):
        _check_uuid(dump, prologue, saved)
    last, old = saved.last, 0
    tally = Tally()
    sources: Counter[CopyFrom] = Counter()
    texts = {dump: array("Q") for dump in dumps}
    newest = Newest()
    broken: FormatError | None = None
    try:
        for dump, revision in chain.revisions(dumps, kept.report):
            if revision.number <= saved.last:
                old = _check_same(dump, revision, saved, old)
                continue
            if last == saved.last:
                _check_follows(dump, revision, saved, old)
            last = revision.number
            kept.add(dump, revision)
            tally.add(revision, dump.name)
            note(revision, sources, texts[dump])
            newest.add(dump, revision)
    except FormatError as error:
        broken = error
    known = layouts.parse(layout)
    marked = newest.offsets(known)
    return Survey(saved.uuid, prologues[0].format, saved.first, last, tally, sources, known, broken, texts, marked)


def _check_uuid(dump: Dump, prologue: Prologue, saved: Saved) -> None:
    if prologue.uuid and saved.uuid and prologue.uuid != saved.uuid:
        raise ArchaeoError(
            f"is of the repository {prologue.uuid}, what was converted is of {saved.uuid}",
            hint=_HINT,
            location=Location(dump.name),
        )


def _check_same(dump: Dump, revision: Revision, saved: Saved, old: int) -> int:
    """Compare a revision with what was converted; give how many of those there are up to it.

    Args:
        old: how many there were up to the one before it in the source, 0 for the first in it.
    """
    count = saved.past.count(revision.number)
    known = saved.past[count - 1] if count else None
    is_next = not old or count == old + 1
    if not known or not is_next or known.revision != revision.number or known.mark != chain.mark(revision):
        raise _other(dump, revision)
    return count


def _check_follows(dump: Dump, revision: Revision, saved: Saved, old: int) -> None:
    """Check the first revision that is new."""
    if old:
        if old != len(saved.past):
            raise _other(dump, revision)
        return
    if revision.number > saved.last + 1:
        raise ArchaeoError(
            f"begins with revision {revision.number}, and what was converted ends with {saved.last}",
            hint=f"name a dump that has revision {saved.last + 1}, too",
            location=Location(dump.name),
        )
    chain.check_incremental(dump, revision, saved.past.root(saved.last))


def _other(dump: Dump, revision: Revision) -> ArchaeoError:
    return ArchaeoError(
        "is not what was converted: it is no longer dump of the same repository, or its past was changed",
        hint=_HINT,
        location=Location(dump.name, revision=revision.number),
    )
