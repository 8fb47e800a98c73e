"""What a conversion would do, found by doing it without the texts.

The same history is followed by the same rules over a file system of headers only, so the plan says of every ref what
the conversion will make of it, and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archaeo.collection import without_collection
from archaeo.errors import FormatError, Location
from archaeo.model import Commit, Diagnostic, ImportOptions, Ref, Skipped

from .history import History
from .layout import Layout
from .life import Life
from .skeleton import NoTexts, Skeleton
from .source import Dump, open_dump
from .survey import Kept, Survey, survey

# measured on four histories of 800 to 16,900 revisions, 70 MB to 1.2 GB: each was met within 35 %
_SECONDS_TO_START = 0.4
_SECONDS_PER_NODE = 1e-4
_SECONDS_PER_TEXT_BYTE = 7.5e-9
_PACKED_SHARE = 0.25
_PACKED_BYTES_PER_CHANGE = 800
# files named of what lies outside every branch
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One life of a branch, and what becomes of it.

    Attributes:
        ref: full name, "" where it has no commit to name.
        project: directory of the project, "" for the one at the top.
        first: the revision that made it; ``last`` the one that ended it, None while it lasts.
        commits: of its own; ``changed`` the revision of the last one, None without.
        merges: lives that were merged into it, as ``path@revision``.
        evidence: why it is a branch or a tag; ``origin`` where it comes from; ``fate`` what becomes of it.
    """

    name: str
    ref: str
    path: str
    kind: str
    project: str
    first: int
    last: int | None
    commits: int
    changed: int | None
    merges: tuple[str, ...]
    evidence: str
    origin: str
    fate: str


@dataclass(frozen=True, slots=True)
class Outside:
    """What lies outside every branch: commits it gets, files at the end, the first of their names."""

    commits: int
    files: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a conversion of a source would do.

    Attributes:
        commits: of all lines and of what lies outside, the plain reading not counted.
        skipped: revisions, or parts of them, that make no commit, by reason.
        expected_bytes: of the repository; ``expected_seconds`` on one core of 2024. Both are estimates.
    """

    source: str
    survey: Survey
    size_bytes: int
    layout: Layout
    lines: tuple[Line, ...]
    outside: Outside
    commits: int
    skipped: tuple[tuple[str, int], ...]
    oddities: tuple[Diagnostic, ...]
    expected_bytes: int
    expected_seconds: float

    @property
    def dates(self) -> tuple[datetime, datetime] | None:
        """The earliest and the latest date."""
        return self.survey.tally.dates

    @property
    def projects(self) -> tuple[str, ...]:
        """Directories of the projects that have a branch, "" for that at the top."""
        return tuple(sorted({line.project for line in self.lines}))


def build(sources: Sequence[Path | str], options: ImportOptions) -> Plan:
    """Make the plan for a dump, or for several that follow one another.

    Raises:
        FormatError: one is no dump, or the first has no whole revision.
    """
    with ExitStack() as opened:
        opened.enter_context(without_collection())
        dumps = [opened.enter_context(open_dump(source, progress=options.progress)) for source in sources]
        kept = Kept()
        known = survey(dumps, options.layout, kept)
        if known.broken is not None and known.revisions == 0:
            raise known.broken
        return _rehearse(dumps, known, options, kept)


def _rehearse(dumps: Sequence[Dump], known: Survey, options: ImportOptions, kept: Kept) -> Plan:
    skeleton = Skeleton(known.sources)
    history = History(dumps[0].name, known.uuid, known.layout, NoTexts(), options)
    oddities: list[Diagnostic] = []
    skipped: Counter[str] = Counter()
    commits: Counter[str] = Counter()
    done = 0
    try:
        for dump, revision in kept.again(dumps, known, oddities.append):
            before = skeleton.root
            skeleton.apply(dump.buffer, revision)
            for record in history.revision(revision, before, skeleton.root):
                match record:
                    case Commit():
                        commits[record.branch] += 1
                    case Skipped():
                        skipped[record.reason.partition(" of ")[0]] += 1
                    case Diagnostic():
                        oddities.append(record)
            done += 1
            options.progress("planning", done, known.revisions)
    except FormatError as error:
        where = error.location or Location(dumps[-1].name)
        oddities.append(Diagnostic(where, "cut short", error.what, f"planned up to revision {known.last}", grave=True))
    oddities += [missing_copy(dumps[0].name, number, node.path, node.copyfrom) for number, node in skeleton.missing]
    refs = {record.branch: record for record in history.refs() if isinstance(record, Ref)}
    begun = {(life.path, life.start) for life in history.lives}
    lines = [
        _line(life, refs.get(life.name), commits[life.name], known.layout, (life.path, life.end) in begun)
        for life in _branches(history)
    ]
    outside = [life for life in history.lives if life.kind == "outside"]
    files = [path for path, _ in history.outside(skeleton.root).files()] if outside else []
    tally = known.tally
    return Plan(
        source=" ".join(dump.name for dump in dumps),
        survey=known,
        size_bytes=sum(len(dump.buffer) for dump in dumps),
        layout=known.layout,
        lines=tuple(lines),
        outside=Outside(sum(commits[life.name] for life in outside), len(files), tuple(files[:_MOST_NAMED])),
        commits=sum(commits.values()),
        skipped=tuple(sorted(skipped.items(), key=lambda item: (-item[1], item[0]))),
        oddities=tuple(oddities),
        expected_bytes=int(
            tally.new_bytes * _PACKED_SHARE + (tally.edits + tally.revisions) * _PACKED_BYTES_PER_CHANGE
        ),
        expected_seconds=_SECONDS_TO_START
        + tally.nodes * _SECONDS_PER_NODE
        + tally.text_bytes * _SECONDS_PER_TEXT_BYTE,
    )


def _branches(history: History) -> list[Life]:
    order = {"trunk": 0, "branch": 1, "tag": 2}
    lives = [life for life in history.lives if life.kind in order]
    return sorted(lives, key=lambda life: (life.end is not None, order[life.kind], life.path, life.start))


def missing_copy(name: str, number: int, path: str, source: object) -> Diagnostic:
    """Say that what a path was copied from is not there."""
    at = f"'{source[0]}' in revision {source[1]}" if isinstance(source, tuple) else "somewhere"
    what = f"copied from {at}, which is not there"
    done = "its content is what the dump says of it"
    return Diagnostic(Location(name, revision=number, path=path), "missing copy source", what, done, grave=True)


def _line(life: Life, ref: Ref | None, commits: int, layout: Layout, replaced: bool) -> Line:
    root = layout.root_of(life.path)
    changed = life.revisions[-1] if life.revisions else None
    return Line(
        name=life.name,
        ref=ref.name if ref else "",
        path=life.path,
        kind=str(life.kind),
        project=layout.project(life.path),
        first=life.start,
        last=life.end,
        commits=commits,
        changed=changed,
        merges=tuple(f"{source.path}@{at}" for _, source, at in life.merges),
        evidence=root.why if root else "",
        origin=_origin(life),
        fate=_fate(life, ref, changed, replaced),
    )


def _origin(life: Life) -> str:
    if life.origin_life is None:
        return f"begun in r{life.start}"
    source, at = life.origin_life
    place = "files outside every branch" if source.kind == "outside" else f"'{source.path or '/'}'"
    if at >= life.start:
        return f"begun in r{life.start}, filled from {place} r{at}"
    how = "copied from" if life.copied_unchanged else "made from"
    return f"{how} {place} r{at} in r{life.start}"


def _fate(life: Life, ref: Ref | None, changed: int | None, replaced: bool) -> str:
    """Say what became of a life, and what a conversion makes of it."""
    if ref is None:
        return "never had a file: left out"
    if life.end is not None:
        how = "moved" if life.moved else "replaced" if replaced else "deleted"
        return f"{how} in r{life.end}: kept out of sight"
    if life.kind == "tag" and (changed is None or changed == life.start):
        return "never touched again: annotated tag"
    if life.kind == "tag":
        return f"changed up to r{changed}: commits under an annotated tag"
    return f"last changed in r{changed}: branch" if changed is not None else "never changed: branch"
