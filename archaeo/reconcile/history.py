"""Which commit brought which entry in: the ChangeLog's own history in a repository.

Read version by version, oldest first: what is new in a version is between the beginning and the end that it shares
with the version before. That costs a comparison of lines a version, where blame costs a diff a line's history; and it
sees when the file was removed and came back, which blame does not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, Protocol

from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.importers.changelog.log import ChangeLog
from archaeo.model import ChangeLogEntry, Commit, no_progress
from archaeo.model import Progress as Progress
from archaeo.shelf import Shelf

from .evidence import day_of
from .records import Absence, Addition

if TYPE_CHECKING:
    import pygit2


class Difference(NamedTuple):
    """What two versions of a file do not share: lines of each, with some of those around; see `difference`."""

    before: list[bytes]
    after: list[bytes]
    is_first: bool


class Versions(Protocol):
    """Where the ChangeLog's versions are read."""

    def edited(self, parent: str, commit: str, path: str) -> Difference:
        """Give how a file differs between two commits; a version that cannot be read is empty.

        Args:
            parent: "" where nothing is compared: the file came with the commit.
        """

    def main(self) -> set[str]:
        """Give the commits of the default branch."""


def additions(
    versions: Versions,
    commits: Sequence[Commit],
    log: ChangeLog,
    content: bytes,
    progress: Progress = no_progress,
) -> tuple[dict[int, Addition], tuple[Absence, ...]]:
    """Give the commit that brought each entry in, by the entry's line, and when the file was away.

    Entries are known by their header and the first lines below it. One that changes these, while another that was
    there is gone, is that other one edited; so an entry stays that of the commit that wrote it first, however often its
    header or text was put right; but where a release's heading got its date later, of the commit that is nearer to that
    date. A commit of the default branch goes before one that did the same on another.

    Args:
        log, content: the ChangeLog whose entries are looked for; it may lie under other names in the history.
    """
    found = _Origins(log, content)
    absences: list[Absence] = []
    removed: dict[str, str] = {}
    main = versions.main()
    touching = [(commit, path, action) for commit in commits for path, action in _logs_in(commit)]
    touching.sort(key=lambda row: row[0].key not in main)
    for done, (commit, path, action) in enumerate(touching):
        progress("reading the ChangeLog's history", done, len(touching))
        if action == "D":
            absences.append(Absence(path, commit.key))
            removed[path] = commit.key
            continue
        parent = commit.parents[0] if commit.parents and action == "M" else ""
        change = versions.edited(parent, commit.key, path)
        came_back = removed.pop(path, "")
        new = found.take(change.before, change.after, _Origin(commit.key, change.is_first, came_back))
        if came_back:
            lines = found.entry_lines(new)
            absences = [replace(a, back=commit.key, new_lines=lines) if a.lost == came_back else a for a in absences]
    days = {commit.key: commit.date.date() for commit in commits}
    return _additions(log, found.by_entry(days)), tuple(absences)


@dataclass(frozen=True, slots=True)
class _Origin:
    commit: str
    with_file: bool
    back: str


def _logs_in(commit: Commit) -> Iterator[tuple[str, str]]:
    for change in commit.changes:
        if _is_log(change.path):
            yield change.path, change.action


_is_log = lru_cache(maxsize=100_000)(changelog.is_changelog_name)
"""The same paths are changed again and again, and each ChangeLog asks for all of them."""


class GitVersions:
    """The texts of files at commits; the newest few are kept, since a version is the next one's past."""

    def __init__(self, repository: pygit2.Repository, commits: Iterable[Commit], shelf: Shelf | None = None) -> None:
        self._repository, self._shelf = repository, shelf or Shelf()
        self._parents = {commit.key: commit.parents for commit in commits}
        self._kept: dict[str, bytes] = {}

    def edited(self, parent: str, commit: str, path: str) -> Difference:
        """Give how a file differs: remembered, unless it came or changed as a whole."""
        key = f"{parent} {commit} {path}"
        known = self._shelf.get(key)
        if known is not None:
            before, after = ([line.encode("latin-1") for line in lines] for lines in known[:2])
            return Difference(before, after, known[2])
        found = difference(self._text(parent, path) if parent else b"", self._text(commit, path))
        if len(found.before) + len(found.after) <= _MOST_REMEMBERED:
            told = ([line.decode("latin-1") for line in lines] for lines in found[:2])
            self._shelf.put(key, [*told, found.is_first])
        return found

    def _text(self, commit: str, path: str) -> bytes:
        """Give the text; b"" where the object is missing or the path is not UTF-8."""
        import pygit2

        try:
            blob = self._repository[commit].peel(pygit2.Commit).tree[path]
            id = str(blob.id)
            if id not in self._kept:
                while len(self._kept) > 8:
                    del self._kept[next(iter(self._kept))]
                self._kept[id] = self._repository[id].read_raw()
            return self._kept[id]
        except (KeyError, ValueError, UnicodeEncodeError):
            return b""

    def main(self) -> set[str]:
        """Give the commits of the default branch."""
        name = reader.default_ref(self._repository)
        if name is None:
            return set()
        head = self._repository.head.target if name == "HEAD" else None
        tip = head or self._repository.lookup_reference(name).resolve().target
        found: set[str] = set()
        waiting = [str(tip)]
        while waiting:
            id = waiting.pop()
            if id not in found and id in self._parents:
                found.add(id)
                waiting += self._parents[id]
        return found


MAKERS = (__file__,)
"""The code that decides what is remembered of a ChangeLog's versions."""

_MOST_REMEMBERED = 400
"""Lines of a difference that are remembered: a ChangeLog that comes whole, in each of 88 tags, is read again."""

_ABOVE, _UNDER = 8, 16
"""Lines around a change that are looked at: see `_changed` and `_key`."""


def difference(old: bytes, new: bytes) -> Difference:
    """Give the lines in which two versions differ, without their ends, and enough of those around.

    A ChangeLog of 15,000 lines grows by ten at its top: to compare the bytes first, and to split only what is left,
    takes a fifth of the time.
    """
    start = _common(old, new, min(len(old), len(new)))
    for _ in range(_ABOVE + 1):
        start = old.rfind(b"\n", 0, max(0, start - 1)) + 1
    rest = min(len(old), len(new)) - start
    end = _common(old[::-1], new[::-1], rest) if rest else 0
    ends = [len(old) - end, len(new) - end]
    for _ in range(_UNDER):
        ends = [text.find(b"\n", at + 1) if at >= 0 else -1 for text, at in zip((old, new), ends, strict=True)]
    windows = [text[start : at if at >= 0 else None] for text, at in zip((old, new), ends, strict=True)]
    before, after = ([line.rstrip() for line in window.split(b"\n")] if window else [] for window in windows)
    return Difference(before, after, not old)


def _common(one: bytes, two: bytes, most: int) -> int:
    """Count the bytes that two texts begin with alike."""
    if one[:most] == two[:most]:
        return most
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle
    return low


_Key = tuple[bytes, ...]
"""What an entry is known by: its header, and the first filled lines below, stripped."""

_BELOW, _WHOLE = 4, 24
"""Filled lines of an entry that tell it from the others, and those that are compared where two may be one."""
_REDATED_DAYS = 2
"""Somebody who goes on with an entry after so many days puts the new day in its header."""
_ALL_PAIRS = 40_000
"""Pairs of entries that are compared in a quarter of a second; a file written anew has millions."""
_TELLING = 50
"""A line that more entries have than these says nothing of which one is meant."""
_WORD = re.compile(rb"\w{3,}")


class _Origins:
    """The commit that wrote each entry, followed from version to version."""

    def __init__(self, log: ChangeLog, content: bytes) -> None:
        lines = [line.rstrip() for line in content.split(b"\n")]
        self._log = log
        headers = [lines[entry.line - 1] if entry.line <= len(lines) else b"" for entry in log.entries]
        # a header is looked for by its beginning, which stays when a name in it is put right
        self._beginnings = frozenset(header.lstrip()[:10] for header in headers if header)
        self._keys = [_key(lines, entry.line - 1, self._beginnings) for entry in log.entries]
        self._origins: dict[_Key, _Origin] = {}
        # the commits that gave an entry another header, with that header, or all of its text
        self._remade: dict[_Key, tuple[tuple[bytes, _Origin], ...]] = {}

    def take(self, old: list[bytes], new: list[bytes], origin: _Origin) -> list[_Key]:
        """Take a version and the one before it; gives the entries that nobody had seen before."""
        start, old_end, new_end = _changed(old, new)
        before, after = dict(self._found(old, start, old_end)), dict(self._found(new, start, new_end))
        unknown = [key for key in after if key not in before and key not in self._origins]
        gone = [index for key, index in before.items() if key not in after]
        edited = _edited(self._wholes(new, [after[key] for key in unknown]), self._wholes(old, gone))
        for key in unknown:
            self._origins[key] = self._origins.get(edited[key], origin) if key in edited else origin
            if key in edited and (made := self._made_again(edited[key], key, origin)):
                self._remade[key] = made
        return [key for key in unknown if key not in edited]

    def _made_again(self, old: _Key, new: _Key, origin: _Origin) -> tuple[tuple[bytes, _Origin], ...]:
        before = self._remade.get(old, ())
        if old[0] != new[0]:
            return (*before, (new[0], origin))
        return (*before, (b"", origin)) if set(new[1:]).isdisjoint(old[1:]) else before

    def by_entry(self, days: Mapping[str, date]) -> dict[int, _Origin]:
        """Give the origin of each entry that was seen, by its index.

        Where its header was changed later, or all of its text, the commit nearer to its date: notes are gathered below
        a heading, `not yet released` or with a day to come, which gets its date with the release.
        """
        found = {}
        for index, key in enumerate(self._keys):
            if key in self._origins:
                entry, first = self._log.entries[index], self._origins[key]
                dated = _dates_itself(entry, key[0])
                later = [origin for header, origin in self._remade.get(key, ()) if header == key[0] or not dated]
                found[index] = _nearest(entry, first, later, days, dated)
        return found

    def entry_lines(self, keys: Sequence[_Key]) -> tuple[int, ...]:
        """Give the lines of the entries that have these keys now."""
        wanted = set(keys)
        return tuple(e.line for e, key in zip(self._log.entries, self._keys, strict=True) if key in wanted)

    def _found(self, lines: list[bytes], start: int, end: int) -> Iterator[tuple[_Key, int]]:
        for index in range(start, end):
            if lines[index].lstrip()[:10] in self._beginnings and lines[index]:
                yield _key(lines, index, self._beginnings), index

    def _wholes(self, lines: list[bytes], indices: Sequence[int]) -> list[_Key]:
        return [_key(lines, index, self._beginnings, _WHOLE) for index in indices]


def _nearest(
    entry: ChangeLogEntry, first: _Origin, later: Sequence[_Origin], days: Mapping[str, date], dated: bool
) -> _Origin:
    """Give which of the commits that wrote and remade an entry is nearest to its date.

    Args:
        dated: its header bears the date; elsewhere, as in Debian's, the header is put right when the release is made.
    """
    known = [origin for origin in (first, *later) if origin.commit in days]
    if entry.date is None or first not in known or not later:
        return first
    day = day_of(entry)
    if dated and entry.authors and abs((days[first.commit] - day).days) <= _REDATED_DAYS:
        return first  # a person's entry, dated anew when more was written to it
    return min(known if dated else reversed(known), key=lambda origin: abs(days[origin.commit] - day))


def _dates_itself(entry: ChangeLogEntry, header: bytes) -> bool:
    return " ".join(entry.date_text.split()) in " ".join(header.decode("latin-1").split())


def _key(lines: Sequence[bytes], index: int, beginnings: frozenset[bytes], most: int = _BELOW) -> _Key:
    header = lines[index] if index < len(lines) else b""
    below: list[bytes] = []
    for line in lines[index + 1 : index + 3 * most]:
        if len(below) == most or line.lstrip()[:10] in beginnings:
            break  # of lists with a line an entry, the next one is no text of this one
        if line.strip():
            below.append(line.strip())
    return header, *below


def _edited(fresh: Sequence[_Key], gone: Sequence[_Key]) -> dict[_Key, _Key]:
    """Give which of the entries that are gone a new one is, the surest pairs first.

    A header alone says that only where as many entries with it came as went; and then it says so before any text, which
    may have gone on to the next entry: some people keep what is to be done next at the top of the newest one.
    """
    came, went = Counter(key[0] for key in fresh), Counter(key[0] for key in gone)
    rows = []
    for i, j in _pairs(fresh, gone):
        likeness, header = _likeness(_short(fresh[i]), _short(gone[j])), fresh[i][0]
        if likeness > (0 if came[header] > went[header] else -1):
            rank = _rank(fresh[i], gone[j], came[header] == went[header])
            rows.append((rank, -likeness, i, j))
    rows.sort()
    found: dict[_Key, _Key] = {}
    taken: set[int] = set()
    for *_, i, j in rows:
        if _short(fresh[i]) not in found and j not in taken:
            found[_short(fresh[i])] = _short(gone[j])
            taken.add(j)
    return found


def _short(whole: _Key) -> _Key:
    return whole[: _BELOW + 1]


def _rank(new: _Key, old: _Key, stays: bool) -> int:
    """Give how sure it is that two entries are one: the whole text, the header, anything else."""
    if new[1:] == old[1:]:
        return 0
    return 1 if new[0] == old[0] and stays else 2


def _pairs(fresh: Sequence[_Key], gone: Sequence[_Key]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that may be one entry: all of them, or of very many those with a header, day or line in common.

    A ChangeLog that a program writes anew has thousands on each side, every time.
    """
    if len(fresh) * len(gone) <= _ALL_PAIRS:
        yield from product(range(len(fresh)), range(len(gone)))
        return
    having: dict[bytes, list[int]] = defaultdict(list)
    for j, old in enumerate(gone):
        for mark in _marks(old):
            having[mark].append(j)
    for i, new in enumerate(fresh):
        near = {j for mark in _marks(new) if len(having.get(mark, ())) <= _TELLING for j in having.get(mark, ())}
        yield from ((i, j) for j in sorted(near))


def _marks(key: _Key) -> set[bytes]:
    header = b" ".join(key[0].split())
    return {header, key[0][:10], *key[1:]}


def _likeness(new: _Key, old: _Key) -> float:
    """Give the number of lines of text that two entries share, and the share of their words; -1 for two entries.

    Where the header is the same, 0 says that nothing else is. A header that was respelled has its day still; without
    that, the text must be nearly the same.
    """
    common = len(set(new[1:]) & set(old[1:]))
    ours, theirs = _words(new[1:]), _words(old[1:])
    fewest = min(len(ours), len(theirs))
    share = len(ours & theirs) / fewest if fewest else 0.0
    if new[0].split() == old[0].split():
        return common + share
    if new[0][:1].isdigit() and new[0][:10] == old[0][:10] and share >= 0.5:
        return common + share
    if common and common >= min(len(new), len(old)) - 1:
        return common + share
    return share if share >= 0.8 and fewest >= 8 else -1


@lru_cache(4096)
def _words(lines: tuple[bytes, ...]) -> frozenset[bytes]:
    return frozenset(_WORD.findall(b" ".join(lines)))


def _changed(old: list[bytes], new: list[bytes]) -> tuple[int, int, int]:
    """Give where the lines that are not beginning or end of both start, and where they end in each."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    # an entry may begin as the one below it does (same day, same author), so its header counts as old; and the text
    # of an entry whose header is old may have changed
    return max(0, start - _ABOVE), len(old) - end, len(new) - end


def _additions(log: ChangeLog, seen: Mapping[int, _Origin]) -> dict[int, Addition]:
    together: dict[str, list[int]] = {}
    for index, origin in seen.items():
        together.setdefault(origin.commit, []).append(index)
    found = {}
    for commit, indices in together.items():
        days = [day_of(log.entries[index]) for index in indices if log.entries[index].date]
        newest = max(days, default=None)
        for index in indices:
            entry, origin = log.entries[index], seen[index]
            is_newest = entry.date is not None and day_of(entry) == newest
            found[entry.line] = Addition(commit, len(indices), is_newest, origin.with_file, origin.back)
    return found
