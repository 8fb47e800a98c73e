"""Entries to history: one commit an entry, oldest first, whose tree holds the ChangeLog as it stood after it.

Nothing is invented: the last commit's file is the real one byte for byte, and every commit before it is that file
without the entries that came later. What is not known (the minute, the author) is set by rule and said in the note.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from archaeo import dates as right
from archaeo import model
from archaeo.errors import ArchaeoError, FormatError, Location
from archaeo.tree import EMPTY, PLAIN, File, Tree

from .. import archives
from . import dates, snapshots
from .log import ChangeLog

BRANCH = "refs/heads/main"


@dataclass(frozen=True, slots=True)
class Step:
    """One commit to be: an entry (or several of one day and author) of one file.

    Attributes:
        file: path of the ChangeLog.
        entries: in file order.
        content: start and end of the slices of the file that stand after this step, in order.
        date: of the commit.
    """

    file: str
    entries: tuple[model.ChangeLogEntry, ...]
    slices: tuple[tuple[int, int], ...]
    date: datetime


def records(
    logs: Sequence[ChangeLog], contents: Mapping[str, bytes], store: model.Store, options: model.ImportOptions
) -> Iterator[model.Record]:
    """Yield the commits and tags of some ChangeLogs, merged by date; each file keeps its own order.

    Args:
        contents: the files' bytes by name.

    Raises:
        FormatError: no entry in any file.
    """
    for log in logs:
        yield from log.diagnostics
    told = [replace(log, entries=right.entries(log.entries, log.file, options.dates)) for log in logs]
    steps = _merge([_steps(log, contents[log.file], options.group) for log in told])
    if options.before is not None:
        steps = [step for step in steps if step.date.date() < options.before]
    if not steps:
        where = Location(", ".join(log.file for log in logs))
        older = f" older than {options.before}" if options.before else ""
        hint = "archaeo changelog --explain says what was read"
        raise FormatError(f"no dated entry{older} found", hint=hint, location=where)
    yield from _History(steps, contents, store, options).records()


def _steps(log: ChangeLog, content: bytes, group: str) -> list[Step]:
    """Give the steps of one file, oldest first."""
    if all(entry.date is None for entry in log.entries):
        return []
    offsets = _offsets(content)
    bounds = _bounds(log, offsets)
    order = list(range(len(log.entries)))
    if log.newest_first:
        order.reverse()
    steps: list[Step] = []
    moment: date | datetime | None = next((log.entries[i].date for i in order if log.entries[i].date), None)
    for number, index in enumerate(order):
        entry = log.entries[index]
        moment = entry.date or moment
        slices = _slices(bounds, index, log.newest_first, len(content), last=number == len(order) - 1)
        step = Step(log.file, (entry,), slices, commit_date(moment or date(1970, 1, 1)))
        if group == "day" and steps and _same_day(steps[-1], step):
            step = Step(step.file, _together(steps.pop().entries, entry, log.newest_first), slices, step.date)
        steps.append(step)
    return steps


def _together(
    before: tuple[model.ChangeLogEntry, ...], entry: model.ChangeLogEntry, newest_first: bool
) -> tuple[model.ChangeLogEntry, ...]:
    return (entry, *before) if newest_first else (*before, entry)


def _same_day(one: Step, two: Step) -> bool:
    a, b = one.entries[0], two.entries[0]
    same = a.date is not None and b.date is not None and dates.day_of(a.date) == dates.day_of(b.date)
    return same and a.authors == b.authors


def _offsets(content: bytes) -> list[int]:
    """Give the byte at which each line begins, behind a byte order mark, and the end."""
    mark, ends, width = _MARKS.get(content[:2], (0, (b"\n", b"\r"), 1))
    if width == 1 and content.startswith(b"\xef\xbb\xbf"):
        mark = 3
    end = ends[0] if ends[0] in content else ends[1]
    offsets = [mark]
    position = content.find(end, mark)
    while position >= 0:
        if position % width:
            # half of one sign and half of the next: U+0A00 or so
            position = content.find(end, position + 1)
            continue
        offsets.append(position + width)
        position = content.find(end, position + width)
    if offsets[-1] != len(content):
        offsets.append(len(content))
    return offsets


# length of the byte order mark, what ends lines, bytes a sign
_MARKS = {
    b"\xff\xfe": (2, (b"\n\0", b"\r\0"), 2),
    b"\xfe\xff": (2, (b"\0\n", b"\0\r"), 2),
}


def _bounds(log: ChangeLog, offsets: list[int]) -> list[tuple[int, int]]:
    """Give the bytes of each entry: from its first line to the first line of the next one, the footer left out."""
    firsts = [offsets[min(first, len(offsets) - 1)] for first in log.firsts]
    last = offsets[min(log.entries[-1].end_line, len(offsets) - 1)]
    return list(zip(firsts, [*firsts[1:], max(last, firsts[-1])], strict=True))


def _slices(
    bounds: list[tuple[int, int]], index: int, newest_first: bool, size: int, last: bool
) -> tuple[tuple[int, int], ...]:
    """Give what of the file stands after the entry at ``index``: the preamble, the entries up to it, the footer."""
    if last:
        return ((0, size),)
    head, tail = (0, bounds[0][0]), (bounds[-1][1], size)
    entries = (bounds[index][0], bounds[-1][1]) if newest_first else (bounds[0][0], bounds[index][1])
    return (head, entries, tail)


def commit_date(value: date | datetime) -> datetime:
    """Give the moment a commit gets: a day is set to noon UTC, so that it is the same day almost everywhere."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value, time(12), UTC)


def _merge(files: Iterable[list[Step]]) -> list[Step]:
    """Put the steps of several files in one order by date; a step never comes before one above it in its own file."""
    keyed = []
    for number, steps in enumerate(files):
        latest = datetime.min.replace(tzinfo=UTC)
        for place, step in enumerate(steps):
            latest = max(latest, step.date)
            keyed.append((latest, number, place, step))
    keyed.sort(key=lambda row: row[:3])
    return [row[3] for row in keyed]


# git names a state by the hash of all of it, at some 1 to 2 GB a second: that is most of a conversion's time
_MUCH, _TOO_MUCH = 20 * 10**9, 4 * 10**12


class _History:
    """Writes the steps one after the other, and the snapshots at their places."""

    def __init__(
        self, steps: Sequence[Step], contents: Mapping[str, bytes], store: model.Store, options: model.ImportOptions
    ) -> None:
        self._steps, self._store, self._options = steps, store, options
        self._contents = {name: memoryview(content) for name, content in contents.items()}
        self._tree: Tree = EMPTY
        self._parent = ""
        self._blobs: dict[str, model.BlobId] = {}
        self._states: dict[str, _States] = {}
        self._taken: dict[str, int] = {}
        self._own = own_packages(entry for step in steps for entry in step.entries)

    def records(self) -> Iterator[model.Record]:
        """Yield everything, in order."""
        unit = self._unit()
        placed = yield from self._placed()
        yield from self._released(placed.get(-1, ()), None)
        for number, step in enumerate(self._steps):
            commit = self._write(step)
            yield commit
            yield from _accounted(step, commit)
            yield from self._released(placed.get(number, ()), commit)
            yield from self._tags(step, commit)
            self._options.progress(unit, number + 1, len(self._steps))
        if placed and (found := self._as_found()):
            yield found
        yield model.Ref(BRANCH, self._parent)

    def _unit(self) -> str:
        """Give what progress counts; with what there is to do where it takes minutes.

        Raises:
            ArchaeoError: it would take hours.
        """
        size = sum(end - start for step in self._steps for start, end in step.slices)
        if size > _TOO_MUCH and self._options.group == "entry":
            many, each = len(self._steps), size // len(self._steps) // 10**6
            what = f"the {many:,} states of the ChangeLog, of {each} MB on average, are {size // 10**9:,} GB to hash"
            raise ArchaeoError(
                f"{what}, which takes some {size // (10**9 * 3600) + 1} hours",
                hint="say --group day for one commit a day and author",
                location=Location(", ".join(self._contents)),
            )
        return f"entries ({size // 10**9:,} GB to hash)" if size > _MUCH else "entries"

    def _write(self, step: Step) -> model.Commit:
        whole = self._contents[step.file]  # seen through a memoryview, so that each state is copied once
        content = b"".join([whole[start:end] for start, end in step.slices])
        states = self._states.setdefault(step.file, _States())
        base, hints = states.base(step.slices)
        blob = self._store.put(content, base, hints)
        states.add(blob, step.slices)
        self._blobs[step.file] = blob
        self._tree = self._tree.with_entry(step.file, File(PLAIN, blob))
        commit = _commit(step, self._parent, self._tree, base is None, self._options)
        self._parent = commit.key
        return commit

    def _placed(self) -> Generator[model.Record, None, dict[int, list[_Release]]]:
        """Read the snapshots and give, by the number of the step before them, those that follow it."""
        placed: dict[int, list[_Release]] = {}
        known: dict[tuple[str, frozenset[tuple[str, model.BlobId]]], str] = {}
        entries = [entry for step in self._steps for entry in step.entries]
        for snapshot, alone in (yield from _all_snapshots(self._options.snapshots)):
            try:
                tree, newest, problems = archives.read(snapshot, self._store)
            except ArchaeoError as error:
                if alone:
                    raise
                where = error.location or Location(str(snapshot.path))
                yield model.Diagnostic(where, "unreadable archive", error.what, "left out", True)
                continue
            yield from problems
            files = (archives.version_of(snapshot.name), frozenset((path, file.id) for path, file in tree.files()))
            if not alone and files in known:
                where, what = Location(str(snapshot.path)), f"the same files as {known[files]}"
                yield model.Diagnostic(where, "release kept twice", what, "left out")
                continue
            known[files] = snapshot.path.name
            place = snapshots.place(snapshot, entries, newest.date() if newest else None)
            placed.setdefault(self._number(place), []).append(_Release(snapshot, place, tree))
            where, done = Location(str(snapshot.path)), f"placed {place.why}"
            yield model.Diagnostic(where, "snapshot placed", f"release '{place.tag or snapshot.name}'", done)
        for releases in placed.values():
            releases.sort(key=lambda release: (str(release.place.date or ""), release.snapshot.name))
        return placed

    def _number(self, place: snapshots.Place) -> int:
        for number, step in enumerate(self._steps):
            if place.entry is not None and any(entry is place.entry for entry in step.entries):
                return number
        if place.date is None:
            return len(self._steps) - 1
        return sum(step.date.date() <= place.date for step in self._steps) - 1

    def _released(self, releases: Sequence[_Release], after: model.Commit | None) -> Iterator[model.Record]:
        """Yield a commit for each release that follows a step; its tag is made here, since its files are."""
        for release in releases:
            tree = release.tree
            for file, blob in self._blobs.items():
                if tree.at(file) is None:
                    tree = tree.with_entry(file, File(PLAIN, blob))
            day = release.place.date
            moment = after.date if after and not day else commit_date(day or date(1970, 1, 1))
            who = after.author if after and release.place.entry else model.Identity("unknown")
            text = (
                f"Snapshot {release.snapshot.name}\n\nThe files of {release.snapshot.path.name}, {release.place.why}.\n"
            )
            key = f"snapshot:{release.snapshot.path.name}"
            parents = (self._parent,) if self._parent else ()
            commit = model.Commit(key, "", parents, who, moment, text, tree=tree)
            self._tree, self._parent = tree, key
            yield commit
            name = ref_name(release.place.tag)
            if release.place.tag and name not in self._taken:
                line = release.place.entry.line if release.place.entry else 0
                self._taken[name] = line
                yield _tag(release.place.tag, commit, f"Kept as {release.snapshot.path.name}.")

    def _as_found(self) -> model.Commit | None:
        """Give a commit that brings the ChangeLogs as they were found, where a release after them had older ones."""
        tree = self._tree
        for file, blob in self._blobs.items():
            tree = tree.with_entry(file, File(PLAIN, blob))
        if all(self._tree.at(file) == tree.at(file) for file in self._blobs):
            return None
        last, key = self._steps[-1], "found:" + ",".join(self._blobs)
        parents, self._parent, self._tree = (self._parent,), key, tree
        return model.Commit(
            key, "", parents, model.Identity("unknown"), last.date, "The ChangeLog as it was found\n", tree=tree
        )

    def _tags(self, step: Step, commit: model.Commit) -> Iterator[model.Record]:
        for entry in step.entries:
            for tag in entry.tags:
                name, place = ref_name(tag), Location(step.file, line=entry.line)
                if package_of(tag) not in self._own:
                    what = f"tag '{tag}' is another package's"
                    yield model.Diagnostic(place, "tag of another package", what, "no tag was made of it")
                elif name not in self._taken:
                    self._taken[name] = entry.line
                    yield _tag(tag, commit, f"Announced in {step.file}, line {entry.line}.")
                elif self._taken[name] != entry.line:
                    what, done = (
                        f"tag '{tag}' is announced again",
                        f"kept at line {self._taken[name]}, where it came first",
                    )
                    yield model.Diagnostic(place, "tag announced twice", what, done)


# A state is made of the one before it, but each eighth of the eighth before, each 64th of the 64th before, and so
# on: so no chain of deltas is longer than 42 for 262,144 states, which git reads quickly, and no state is stored whole.
# In chains of fifty the 10,000 states of a file of 2.4 MB took 22 MB, most of it whole states; so they take 8.
_RADIX, _LEVELS = 8, 7


class _States:
    """The states of one file that were written, as far as one to come can be made of them."""

    def __init__(self) -> None:
        self._count = 0
        self._kept: list[tuple[model.BlobId, tuple[tuple[int, int], ...]]] = []
        """By level: the last state whose number ends in so many zeros, or more."""

    def base(self, slices: tuple[tuple[int, int], ...]) -> tuple[model.BlobId | None, model.Hints]:
        """Give the state that the next one is best made of, None for the first, and what the two have in common."""
        if not self._kept:
            return None, model.NO_HINTS
        blob, before = self._kept[min(_zeros(self._count), _LEVELS - 1)]
        return blob, model.Hints(copies=_copies(before, slices), base_size=sum(end - start for start, end in before))

    def add(self, blob: model.BlobId, slices: tuple[tuple[int, int], ...]) -> None:
        """Note a state that was written."""
        levels = _zeros(self._count) + 1 if self._count else _LEVELS
        self._kept[:levels] = [(blob, slices)] * levels
        self._count += 1


def _zeros(number: int) -> int:
    """Give how many zeros a number ends in, written to the base of eight; of 0, none.

    >>> [_zeros(n) for n in (0, 7, 8, 64, 72)]
    [0, 0, 1, 2, 1]
    """
    zeros = 0
    while number and number % _RADIX == 0:
        number //= _RADIX
        zeros += 1
    return zeros


def _copies(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Give what of a state is in the state before, as (offset, offset in the state before, length).

    Both are slices of one file, in order.

    >>> _copies([(0, 10), (50, 90)], [(0, 10), (30, 100)])
    [(0, 0, 10), (30, 10, 40)]
    """
    copies = []
    at = 0
    for start, end in after:
        offset = 0
        for begun, ended in before:
            first, stop = max(start, begun), min(end, ended)
            if first < stop:
                copies.append((at + first - start, offset + first - begun, stop - first))
            offset += ended - begun
        at += end - start
    return copies


@dataclass(frozen=True, slots=True)
class _Release:
    snapshot: archives.Snapshot
    place: snapshots.Place
    tree: Tree


def _all_snapshots(
    named: Iterable[tuple[Path, str]],
) -> Generator[model.Record, None, list[tuple[archives.Snapshot, bool]]]:
    """Give the snapshots, and of each whether it was named itself: then it must be readable."""
    found: list[tuple[archives.Snapshot, bool]] = []
    for path, said in named:
        if said != "*":
            found.append((archives.Snapshot(path, said), True))
        elif inside := archives.find(path):
            found += [(snapshot, False) for snapshot in inside]
        else:
            what = "neither an archive nor a directory is in it"
            yield model.Diagnostic(Location(str(path)), "no release found", what, "no release was placed")
    return found


def package_of(tag: str) -> str:
    """Give what stands before the numbers of a tag, in small letters: the package, in tags in the manner of CMT."""
    return re.split(r"[-_]?[vV]?\d", tag)[0].lower()


def own_packages(entries: Iterable[model.ChangeLogEntry]) -> set[str]:
    """Give the packages whose tags are the ChangeLog's own: at least a fifth as frequent as the most frequent."""
    counts = Counter(package_of(tag) for entry in entries for tag in entry.tags)
    most = max(counts.values(), default=0)
    return {package for package, count in counts.items() if count * 5 >= most}


def _tag(tag: str, commit: model.Commit, evidence: str) -> model.Ref:
    name = f"refs/tags/{ref_name(tag)}"
    return model.Ref(name, commit.key, tagger=commit.author, date=commit.date, message=f"{tag}\n\n{evidence}\n")


def _commit(step: Step, parent: str, tree: Tree, added: bool, options: model.ImportOptions) -> model.Commit:
    entry = step.entries[-1]
    return model.Commit(
        key=f"{step.file}:{entry.line}",
        branch="",
        parents=(parent,) if parent else (),
        author=author(entry, options),
        date=step.date,
        message=message(step.file, step.entries),
        changes=(model.Change("A" if added else "M", step.file),),
        tree=tree,
    )


def _accounted(step: Step, commit: model.Commit) -> Iterator[model.Skipped]:
    for entry in step.entries[:-1]:
        yield model.Skipped(
            f"{step.file}:{entry.line}", step.file, f"in the commit of {commit.key}, same day and author"
        )


def author(entry: model.ChangeLogEntry, options: model.ImportOptions) -> model.Identity:
    """Give the author of an entry's commit: the author map's word, else the first named."""
    if not entry.authors:
        return model.Identity("unknown")
    person = entry.authors[0]
    for key in (person.name, person.email, person.email.partition("@")[0]):
        if key and key in options.authors:
            return options.authors[key]
    return model.Identity(person.name or re.split(r"@|\s+at\s+", person.email)[0], person.email)


def message(file: str, entries: Sequence[model.ChangeLogEntry]) -> str:
    """Give a commit message: a subject of one line, the text as written, files and symbols as trailers."""
    text = "\n\n".join(entry.text for entry in entries if entry.text)
    subject = _subject(entries, file)
    parts = [subject]
    if text.strip() and text.strip() != subject:
        parts.append(text.strip("\n"))
    parts.append("\n".join(_trailers(file, entries)))
    return "\n\n".join(parts) + "\n"


_ONLY_WHO = re.compile(r"\s*\[[^\]]*\]\s*")
"""Whose the items below are, in Debian's manner; that is no subject."""


def _subject(entries: Sequence[model.ChangeLogEntry], file: str) -> str:
    items = [item for entry in entries for item in entry.items if item.strip()]
    first = next((item for item in items if not _ONLY_WHO.fullmatch(item)), next(iter(items), ""))
    line = " ".join(first.split())
    if not line:
        tags = [tag for entry in entries for tag in entry.tags]
        line = tags[0] if tags else f"Entry at {file}:{entries[0].line}"
    return textwrap.shorten(line, 72, placeholder="...") if len(line) > 72 else line


def _trailers(file: str, entries: Sequence[model.ChangeLogEntry]) -> Iterator[str]:
    yield from (f"Entry: {file}:{entry.line}" for entry in entries)
    yield from (f"Entry-date: {entry.date_text}" for entry in entries[:1] if entry.date_text)
    for others in {tuple(entry.authors[1:]) for entry in entries} - {()}:
        yield from (f"Co-authored-by: {who.name} <{who.email}>" for who in others)
    yield from (f"File: {name}" for name in dict.fromkeys(name for entry in entries for name in entry.files))
    yield from (f"Symbol: {name}" for name in dict.fromkeys(name for entry in entries for name in entry.symbols))


_NOT_IN_A_REF = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]+|\.\.+|@\{|^[./-]+|[./]+$|//+")


def ref_name(tag: str) -> str:
    """Give a tag's name in the letters that git allows.

    >>> ref_name("7.3-51.[1-6]"), ref_name("BoostedGOOS-00-00-05")
    ('7.3-51._1-6]', 'BoostedGOOS-00-00-05')
    """
    name = _NOT_IN_A_REF.sub("_", tag)
    return (name[:-5] + "_lock" if name.endswith(".lock") else name) or "_"
