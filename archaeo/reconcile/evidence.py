"""What speaks for an entry and a commit being one: day, person, files, wording.

Each signal gives points and says why; the sum decides, the best pairs first. The points were set on four repositories
whose ChangeLogs were committed with the code, with the commit that `git blame` names as truth; see
docs/usage/reconcile.md for the figures.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from archaeo.model import ChangeLogEntry, Commit, Degree

from . import authors
from .records import Match

BEFORE_DAYS, AFTER_DAYS = 3, 9
_BROUGHT = 1.5
_NUMBER = re.compile(r"\d+(?:[._]\d+)+\w*|\d\d-\d\d-\d\d")
_LIKELY, _GUESS, _SHARED = 3.2, 2.4, 4.5
_GIT_SVN = re.compile(r"^git-svn-id: \S+@(\d+) ", re.M)
_NOTE = re.compile(r"^(?:revision:? |r)(\d+)\b", re.M)
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]{3,}")


def revisions_of(commits: Iterable[Commit]) -> dict[str, str]:
    """Give commit key to the Subversion revision that the commit was made from, as digits, where the commit says so."""
    return {commit.key: revision for commit in commits if (revision := _revision_of(commit))}


def _revision_of(commit: Commit) -> str:
    if "@" in commit.key and commit.key.rpartition("@")[2].isdigit():
        return commit.key.rpartition("@")[2]
    found = _GIT_SVN.search(commit.message) or (_NOTE.search(commit.note) if commit.note else None)
    return found[1] if found else ""


def day_of(entry: ChangeLogEntry) -> date:
    """Give the day of a dated entry."""
    assert entry.date is not None
    return entry.date.date() if isinstance(entry.date, datetime) else entry.date


def days_between(entry: ChangeLogEntry, commit: Commit) -> int:
    """Give how many days after the entry its author's clock showed at the commit."""
    return (commit.date.date() - day_of(entry)).days


def match(
    commits: Sequence[Commit],
    entries: Sequence[ChangeLogEntry],
    known: Mapping[str, str],
    changelog: tuple[str, str],
    taken: set[str],
    added: Mapping[int, str] | None = None,
) -> dict[int, Match]:
    """Give the likely matches, by line of the entry.

    Args:
        known: login to name, as other matches revealed it.
        changelog: its name, and its path in the repository.
        taken: commits that have an entry already; they need more evidence for another.
        added: line of an entry to the commit that brought its text in with others, some time after its date.
    """
    ordered = sorted((commit for commit in commits if commit.changes or len(commit.parents) < 2), key=lambda c: c.date)
    days = [commit.date.date() for commit in ordered]
    weights = _weights([commit.message for commit in ordered])
    rows = []
    for number, entry in enumerate(entries):
        day = day_of(entry)
        near = range(bisect_left(days, day - timedelta(BEFORE_DAYS)), bisect_right(days, day + timedelta(AFTER_DAYS)))
        for index in near:
            if _is_release(entry) and not _tells_release(entry, ordered[index], changelog[1]):
                continue
            brought = (added or {}).get(entry.line) == ordered[index].key
            points, reasons = _weigh(entry, ordered[index], known, changelog[1], weights, brought)
            if points >= _GUESS:
                rows.append((-points, abs((days[index] - day).days), number, index, reasons))
    return _choose(rows, entries, ordered, changelog[0], set(taken), added or {})


def _is_release(entry: ChangeLogEntry) -> bool:
    """Tell whether an entry is the notes of a release: it tells of many commits, and shares words with each."""
    return bool(entry.tags) and not entry.authors


def _tells_release(entry: ChangeLogEntry, commit: Commit, changelog: str) -> bool:
    """Tell whether a commit may be that of a release: it changes the notes, or names the version."""
    if any(change.path == changelog for change in commit.changes):
        return True
    return bool(_versions(entry, commit)) or _is_same(_plain(entry.text), _plain(commit.message), entry)


def _versions(entry: ChangeLogEntry, commit: Commit) -> set[str]:
    """Give the versions of an entry that a commit's message names."""
    told = set(_NUMBER.findall(commit.message.partition("\ngit-svn-id:")[0]))
    return {part for tag in entry.tags for part in _NUMBER.findall(tag)} & told if told else told


def _choose(
    rows: list[tuple[float, int, int, int, tuple[str, ...]]],
    entries: Sequence[ChangeLogEntry],
    commits: Sequence[Commit],
    changelog: str,
    taken: set[str],
    added: Mapping[int, str],
) -> dict[int, Match]:
    """Take the best pairs first; a weak one only where nothing else comes near."""
    rivals = Counter(number for points, _, number, *_ in rows if -points < _LIKELY)
    found: dict[int, Match] = {}
    for points, _, number, index, reasons in sorted(rows):
        entry, commit = entries[number], commits[index]
        needs_more = commit.key in taken and added.get(entry.line) != commit.key
        if entry.line in found or (needs_more and -points < _SHARED):
            continue
        if -points < _LIKELY and rivals[number] > 1:
            continue
        degree: Degree = "likely" if -points >= _LIKELY else "guess"
        if any(reason.startswith("the same words") for reason in reasons):
            degree = "counted"
        found[entry.line] = Match(changelog, entry, commit.key, degree, reasons)
        taken.add(commit.key)
    return found


def _weigh(
    entry: ChangeLogEntry,
    commit: Commit,
    known: Mapping[str, str],
    changelog: str,
    weights: Mapping[str, float],
    brought: bool = False,
) -> tuple[float, tuple[str, ...]]:
    signals = [
        (_BROUGHT, "its text came in with this commit, among others") if brought else (0.0, ""),
        _by_words(entry, commit, weights),
        _by_version(entry, commit),
        _by_files(entry, commit, changelog),
        _by_person(entry, commit, known),
        _by_day(entry, commit),
        (1.0, "it changes the ChangeLog") if any(c.path == changelog for c in commit.changes) else (0.0, ""),
    ]
    reasons = tuple(reason for points, reason in sorted(signals, key=lambda s: -s[0]) if reason and points > 0)
    return sum(points for points, _ in signals), reasons


def _by_words(entry: ChangeLogEntry, commit: Commit, weights: Mapping[str, float]) -> tuple[float, str]:
    said, told = _plain(entry.text), _plain(commit.message)
    if _is_same(said, told, entry):
        return 4.0, "the same words in both"
    ours, theirs = _words(entry.text), _words(commit.message)
    common = ours & theirs
    weight = sum(weights.get(word, 1.0) for word in common)
    whole = min(_length(ours, weights), _length(theirs, weights))
    share = weight / whole if whole else 0.0
    if not common or share < 0.15:
        return 0.0, ""
    words = ", ".join(sorted(common, key=lambda word: (-weights.get(word, 1.0), word))[:4])
    return 3.0 * min(1.0, share) * min(1.0, len(common) / 3), f"words in both: {words}"


def _is_same(said: str, told: str, entry: ChangeLogEntry) -> bool:
    """Tell whether one text holds the other; the notes of a release hold the words of many a commit."""
    if len(told) < 15 or (_is_release(entry) and 2 * len(told) < len(said)):
        return False
    return told in said or (len(said) >= 15 and said in told)


@lru_cache(4096)
def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.partition("\ngit-svn-id:")[0]).strip().lower()


@lru_cache(8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text.partition("\ngit-svn-id:")[0]))


def _length(words: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(word, 1.0) for word in words)


def _weights(messages: Sequence[str]) -> dict[str, float]:
    """Give each word's weight: rare words say more."""
    counts = Counter(word for message in messages for word in _words(message))
    return {word: math.log(1 + len(messages) / count) for word, count in counts.items()}


def _by_version(entry: ChangeLogEntry, commit: Commit) -> tuple[float, str]:
    named = _versions(entry, commit) if _is_release(entry) else set()
    return (1.5, f"its message names {min(named)}") if named else (0.0, "")


def _by_files(entry: ChangeLogEntry, commit: Commit, changelog: str) -> tuple[float, str]:
    named = [name for name in entry.files if name != changelog]
    if not named or not commit.changes:
        return 0.0, ""
    folder = changelog.rpartition("/")[0]
    kept = [change.path for change in commit.changes if change.action != "D"]
    common = [name for name in named if any(_is_path(name, path, folder) for path in kept)]
    if not common:
        return -0.8, ""
    touched = sum(1 for change in commit.changes if change.path != changelog)
    focus = len(common) / max(len(common), min(touched, 4 * len(named)))
    share = len(common) / len(named)
    return 1.2 + 1.3 * share + 0.8 * focus, f"{len(common)} of {len(named)} files named were changed"


def _is_path(name: str, path: str, folder: str) -> bool:
    return path == name or path.endswith("/" + name.lstrip("/")) or (bool(folder) and path == f"{folder}/{name}")


def _by_person(entry: ChangeLogEntry, commit: Commit, known: Mapping[str, str]) -> tuple[float, str]:
    if not entry.authors or not commit.author.name:
        return 0.0, ""
    if any(authors.is_same(person, commit.author, known) for person in entry.authors):
        return 1.2, f"both by {commit.author.name}"
    return -1.0, ""


def _by_day(entry: ChangeLogEntry, commit: Commit) -> tuple[float, str]:
    days = days_between(entry, commit)
    if days == 0:
        return 1.4, "same day"
    points = {-1: 0.9, 1: 1.0, 2: 0.6, 3: 0.4}.get(days, -0.2 if days < 0 else 0.0)
    return points, when(days)


def when(days: int) -> str:
    """Say how long after an entry's day a commit was made.

    >>> when(0), when(1), when(-3)
    ('same day', '1 day after', '3 days before')
    """
    return (
        f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {'after' if days > 0 else 'before'}" if days else "same day"
    )
