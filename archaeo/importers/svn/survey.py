"""The first pass over a dump: headers only. It counts, finds the layout, and learns what is copied from later."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from archaeo.errors import ArchaeoError, FormatError, Location
from archaeo.footprint import Passed
from archaeo.model import Diagnostic

from . import chain, finder
from . import layout as layouts
from . import properties as values
from .directories import Directories
from .dump import CopyFrom, Revision, read_prologue
from .layout import Layout
from .newest import Newest
from .source import Dump

# revisions and nodes; each takes about 1 kB
_MOST_KEPT: Final = 80_000

_DATE: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


@dataclass(slots=True)
class Tally:
    """What was counted.

    Attributes:
        text_bytes: of the texts as they lie in the dump, deltas included; ``new_bytes`` those of files that were new,
            ``edits`` how many were changed.
        authors: revisions by login.
        dates: the earliest and the latest, revision 0 aside: its date tells when the repository was set up, or
            copied. None where there is none.
    """

    revisions: int = 0
    nodes: int = 0
    text_bytes: int = 0
    new_bytes: int = 0
    edits: int = 0
    authors: Counter[str] = field(default_factory=Counter)
    dates: tuple[datetime, datetime] | None = None
    _span: tuple[bytes, bytes] = (b"~", b"")

    def add(self, revision: Revision, name: str) -> None:
        """Count a revision."""
        self.revisions += 1
        self.nodes += len(revision.nodes)
        for node in revision.nodes:
            if node.text is not None:
                self.text_bytes += node.text.length
                if node.action == "change" or node.copyfrom is not None:
                    self.edits += 1
                else:
                    self.new_bytes += node.text.length
        login = revision.properties.get("svn:author")
        if login:
            self.authors[login.decode("utf-8", "replace")] += 1
        raw = revision.properties.get("svn:date", b"")
        # compared as text and parsed only when it is a new extreme: parsing took a tenth of the pass
        if revision.number and _DATE.match(raw) and not self._span[0] <= raw <= self._span[1]:
            date = values.date({"svn:date": raw}, None, Location(name, revision=revision.number), _ignore)
            self._span = (min(self._span[0], raw), max(self._span[1], raw))
            self.dates = (min(self.dates[0], date), max(self.dates[1], date)) if self.dates else (date, date)


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first pass tells.

    Attributes:
        format: of the (first) dump, 1 to 3.
        first: number of the first revision; ``last`` that of the last; both -1 where there is none.
        sources: what is copied from, and how often.
        broken: where and why the dump cannot be read further, or None.
        texts: for each dump offset and length, behind each other, of the texts that lie in it as they are; taken out
            by who uses them, 16 bytes for each text.
        newest: for each dump that has some the offsets of its newest texts, deltas included.
    """

    uuid: str
    format: int
    first: int
    last: int
    tally: Tally
    sources: Counter[CopyFrom]
    layout: Layout
    broken: FormatError | None
    texts: dict[Dump, array[int]]
    newest: Mapping[Dump, frozenset[int]]

    @property
    def revisions(self) -> int:
        """How many revisions there are."""
        return self.tally.revisions


class Kept:
    """The headers of the first pass, for a second one: a fifth of a plan's time.

    Of a history with many nodes nothing is kept, and its headers are read again: memory stays below 100 MB.
    """

    def __init__(self) -> None:
        self._revisions: list[tuple[Dump, Revision]] = []
        self._oddities: list[Diagnostic] = []
        self._nodes = 0

    def add(self, dump: Dump, revision: Revision) -> None:
        """Take the next revision."""
        self._nodes += 1 + len(revision.nodes)
        if self._nodes <= _MOST_KEPT:
            self._revisions.append((dump, revision))
        else:
            self._revisions.clear()

    def report(self, oddity: Diagnostic) -> None:
        """Take what the first pass found odd."""
        self._oddities.append(oddity)

    def again(
        self, dumps: Sequence[Dump], known: Survey, report: Callable[[Diagnostic], None]
    ) -> Iterator[tuple[Dump, Revision]]:
        """Yield the revisions once more, as `chain.revisions` does.

        Raises:
            FormatError: where the dump breaks off.
        """
        if self._nodes > _MOST_KEPT:
            yield from chain.revisions(dumps, report)
            return
        for oddity in self._oddities:
            report(oddity)
        passed = {dump: Passed(dump.buffer) for dump in dumps}
        for dump, revision in self._revisions:
            yield dump, revision
            passed[dump].take(revision.end - revision.offset)
        if known.broken is not None:
            raise known.broken


def survey(dumps: Sequence[Dump], layout: str, kept: Kept | None = None) -> Survey:
    """Read the headers of a dump, or of several that follow one another.

    Args:
        kept: takes them for a second pass.

    Raises:
        FormatError: one is no dump.
        ArchaeoError: the layout was planned for another repository.
    """
    prologue, *_ = (read_prologue(dump.buffer, dump.name) for dump in dumps)
    first = last = -1
    tally = Tally()
    sources: Counter[CopyFrom] = Counter()
    found = layouts.parse(layout) if layout != "auto" else None
    if found is not None and found.uuid and prologue.uuid and found.uuid != prologue.uuid:
        raise ArchaeoError(
            f"the plan was made for the repository {found.uuid}, this one is {prologue.uuid}",
            hint="make a plan of this one, or clear the plan's uuid",
            location=Location(dumps[0].name),
        )
    broken: FormatError | None = None
    directories = Directories()
    texts = {dump: array("Q") for dump in dumps}
    newest = Newest()
    try:
        for dump, revision in chain.revisions(dumps, kept.report if kept else _ignore):
            if kept is not None:
                kept.add(dump, revision)
            first = revision.number if first < 0 else first
            last = revision.number
            tally.add(revision, dump.name)
            note(revision, sources, texts[dump])
            newest.add(dump, revision)
            if found is None:
                directories.add(revision)
    except FormatError as error:
        broken = error
    found = found or finder.find(directories)
    marked = newest.offsets(found)
    return Survey(prologue.uuid, prologue.format, first, last, tally, sources, found, broken, texts, marked)


def note(revision: Revision, sources: Counter[CopyFrom], spans: array[int]) -> None:
    """Take what a revision copies from, and where its texts lie."""
    for node in revision.nodes:
        if node.copyfrom is not None:
            sources[node.copyfrom] += 1
        if node.text is not None and not node.text_is_delta:
            spans.extend(node.text)


def _ignore(_: Diagnostic) -> None:
    """Take no notice: the second pass says it."""
