"""One list of all that is dated: commits, ChangeLog entries, releases, events, silences.

The same rows stand in the page's timeline, in the terminal's, and in `archaeo timeline`; the filter grammar over them
is in `query`. A ChangeLog entry and the commit it belongs to are one row where a reconciliation says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from archaeo.model import ChangeLogEntry, Commit, Identity, Release

from .layout import machine_made

MASS_FILES = 200
"""From this many files on a change is a mass change."""

SILENCE_DAYS = 30
"""So many days without a change are shown as a silence."""

_GIT_SVN = re.compile(r"(?<!\n)\n*+^git-svn-id: (?P<url>\S+)@(?P<revision>\d+) (?P<uuid>[0-9a-f-]{36})\s*$", re.M)
_SVN2GIT = re.compile(r"(?<!\n)\n*+^svn path=(?P<path>/\S*); revision=(?P<revision>\d+)\s*$", re.M)
_HGSVN = re.compile(r"\A\[svn r(?P<revision>\d+)\] *")
_NOTE_REVISION = re.compile(r"^(?:revision:? |r)(\d+)\b", re.M)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the timeline.

    Attributes:
        id: what a person cites: ``r1234``, ten digits of a commit id, ``ChangeLog:812``, ``tag:NAME``; unique.
        kinds: ``change``, ``entry``, ``release``, ``event``, ``silence``, and beside ``change``: ``copy``, ``mass``,
            ``machine``.
        moment: aware; of a row known only to the day, the day's end in UTC, so that it stands after the day's changes.
        day, time: as the author's clock said, ``2012-05-30`` and ``14:02``; time "" where only the day is known.
        who: the person, "" where none is named.
        text: the whole message, without the marks that git-svn leaves; the subject is its first line.
        paths: touched or named, sorted for commits; ``actions`` has one letter (A M D R) for each, or is "".
        ref: key of the commit, "" for rows without one.
        sources: what the row rests on: ``commit``, ``ChangeLog``, ``commit + ChangeLog``, ``tag``.
        tags: releases this row made or announced.
    """

    id: str
    kinds: tuple[str, ...]
    moment: datetime
    day: str
    time: str
    who: str
    text: str
    paths: tuple[str, ...] = ()
    actions: str = ""
    ref: str = ""
    branch: str = ""
    sources: str = "commit"
    tags: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The first line with something in it."""
        return next((line.strip() for line in self.text.split("\n") if line.strip()), "")


def rows(
    commits: Sequence[Commit],
    entries: Sequence[ChangeLogEntry] = (),
    releases: Sequence[Release] = (),
    *,
    pairs: Iterable[tuple[ChangeLogEntry, str]] = (),
    who: Callable[[Identity], str] | None = None,
    changelog: str = "ChangeLog",
    with_changes: bool = True,
) -> tuple[Row, ...]:
    """Merge what is dated into rows, oldest first; entries without a date are left out.

    Args:
        pairs: (entry, key of the commit it belongs to): such an entry is shown on the commit's row.
        who: gives the name a person is shown by; by default the name as written.
        changelog: what to call the file that the entries come from, in their ids.
        with_changes: False where the commits were read without their changes, so that none of them counts as empty.
    """
    name = who or shown_name
    told: dict[str, list[ChangeLogEntry]] = {}
    for entry, key in pairs:
        told.setdefault(key, []).append(entry)
    paired = {id(entry) for group in told.values() for entry in group}
    tags: dict[str, list[str]] = {}
    for release in releases:
        if release.commit:
            tags.setdefault(release.commit, []).append(release.name)
    found = [
        _commit_row(commit, name, told.get(commit.key, ()), tags.get(commit.key, ()), with_changes)
        for commit in commits
    ]
    found += [_entry_row(entry, name, changelog) for entry in entries if entry.date and id(entry) not in paired]
    found += [_release_row(release) for release in releases if release.date]
    found = _with_unique_ids(found)
    return tuple(sorted(found, key=lambda row: row.moment))


def silences(found: Sequence[Row], days: int = SILENCE_DAYS) -> tuple[Row, ...]:
    """Give a row for each stretch of at least so many days without a change made by a person; placed at its end."""
    changes = [row for row in found if "change" in row.kinds and "machine" not in row.kinds]
    gaps = []
    for before, after in pairwise(changes):
        length = (after.moment - before.moment).days
        if length >= days:
            told = sum("entry" in row.kinds and before.moment < row.moment < after.moment for row in found)
            text = f"{length} days without a change" + (
                f"; the ChangeLog has {told} {'entry' if told == 1 else 'entries'} here" if told else ""
            )
            moment = after.moment - timedelta(microseconds=1)
            gaps.append(Row(f"silence:{before.day}", ("silence",), moment, after.day, "", "", text, sources="counted"))
    return tuple(gaps)


def merged(*parts: Sequence[Row]) -> tuple[Row, ...]:
    """Give the rows of several lists as one, oldest first."""
    return tuple(sorted((row for part in parts for row in part), key=lambda row: row.moment))


def shown_name(identity: Identity) -> str:
    """Give the name to show for an identity: its name, else what stands before the ``@``."""
    return identity.name or identity.email.partition("@")[0]


def revision(commit: Commit) -> str:
    """Give ``r1234`` where the commit says which Subversion revision it was, else "".

    Said by its note (ours), by git-svn's or svn2git's last line, hgsvn's first word, or by a key in Subversion's
    notation (``trunk@1234``).
    """
    if commit.note and (hit := _NOTE_REVISION.search(commit.note)):
        return "r" + hit[1]
    # most messages have no such line: to look for the word first saves half the time of the search
    if "git-svn-id:" in commit.message and (hit := _GIT_SVN.search(commit.message)):
        return "r" + hit["revision"]
    if "svn path=" in commit.message and (hit := _SVN2GIT.search(commit.message)):
        return "r" + hit["revision"]
    if commit.message.startswith("[svn r") and (hit := _HGSVN.match(commit.message)):
        return "r" + hit["revision"]
    _, at, number = commit.key.rpartition("@")
    return f"r{number}" if at and number.isdigit() else ""


def message(commit: Commit) -> str:
    """Give the message as its author wrote it: without what git-svn, svn2git or hgsvn added."""
    text = commit.message
    if "git-svn-id:" in text:
        text = _GIT_SVN.sub("", text)
    text = _SVN2GIT.sub("", text) if "svn path=" in text else text
    return _HGSVN.sub("", text).strip("\n")


def _commit_row(
    commit: Commit,
    who: Callable[[Identity], str],
    told: Sequence[ChangeLogEntry],
    tags: Sequence[str],
    with_changes: bool,
) -> Row:
    kinds = ["change"]
    machine = machine_made(commit) if with_changes else ""
    if machine:
        kinds += ["machine", "copy"] if machine == "a copy" else ["machine"]
    elif len(commit.changes) >= MASS_FILES:
        kinds.append("mass")
    if told:
        kinds.append("entry")
    text = message(commit)
    if told:  # the ChangeLog often says more than the log message; what it only repeats is not shown twice
        said = " ".join(text.split())
        extra = [entry.text for entry in told if " ".join(entry.text.split()) not in said]
        text = "\n\n".join([text, *extra])
    clock = commit.date.isoformat()
    return Row(
        revision(commit) or commit.key[:10],
        tuple(kinds),
        commit.date,
        clock[:10],
        clock[11:16],
        who(commit.author),
        text,
        tuple([change.path for change in commit.changes]),
        "".join([change.action for change in commit.changes]),
        commit.key,
        _short(commit.branch),
        "commit + ChangeLog" if told else "commit",
        tuple(tags),
    )


def _entry_row(entry: ChangeLogEntry, who: Callable[[Identity], str], changelog: str) -> Row:
    moment, day, clock = _when(entry.date)
    people = ", ".join(who(author) for author in entry.authors)
    tags = tuple(entry.tags)
    id = f"{changelog}:{entry.line}"
    text = entry.text or "\n".join(entry.items)
    return Row(id, ("entry",), moment, day, clock, people, text, tuple(entry.files), sources="ChangeLog", tags=tags)


def _release_row(release: Release) -> Row:
    moment, day, clock = _when(release.date)
    text = f"{release.name}\n\n{release.evidence}"
    id, tags = f"tag:{release.name}", (release.name,)
    return Row(id, ("release",), moment, day, clock, "", text, (), "", release.commit, sources="tag", tags=tags)


def _when(moment: date | datetime | None) -> tuple[datetime, str, str]:
    if isinstance(moment, datetime):
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware, moment.date().isoformat(), moment.strftime("%H:%M")
    assert moment is not None
    return datetime.combine(moment, time(23, 59, 59), UTC), moment.isoformat(), ""


def _with_unique_ids(found: list[Row]) -> list[Row]:
    """Tell apart what shares a revision: Subversion lets one revision touch several branches."""
    taken = {row.id for row in found}
    seen: set[str] = set()
    last: dict[str, int] = {}
    unique = []
    for row in found:
        id = row.id
        if id in seen:
            number = last.get(id, 1) + 1
            # the second "tag:2.1" must not become the first "tag:2.1.2"
            while f"{id}.{number}" in taken:
                number += 1
            last[id] = number
            row = replace(row, id=f"{id}.{number}")
        seen.add(id)
        unique.append(row)
    return unique


def _short(branch: str) -> str:
    for prefix in ("refs/heads/", "refs/remotes/origin/", "refs/remotes/", "refs/tags/", "refs/archaeo/deleted/"):
        branch = branch.removeprefix(prefix)
    return branch
