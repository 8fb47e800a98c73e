"""Matches the entries of one ChangeLog with commits: what is recorded first, then what is likely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from archaeo.model import ChangeLogEntry, Commit, Release

from . import authors, evidence, loose
from .records import Absence, Addition, Match, Reconciliation

NEAR_DAYS = 2
"""An entry is of the commit that brought it in when they are so many days apart, whatever else came in with it."""

LATE_DAYS = 45
"""Somebody who writes the ChangeLog after the fact, or under a wrong date, does so within this time ..."""

FEW = 5
"""... and a few entries at a time; more at once are an import, or headers that were put right."""

GATHERED_DAYS, GATHERED = 120, 20
"""So many entries that came in together within this time are their commit's, unless another has the same words."""


def reconcile(
    commits: Sequence[Commit],
    entries: Sequence[ChangeLogEntry],
    releases: Sequence[Release] = (),
    added_by: Mapping[int, Addition] | None = None,
    absences: Sequence[Absence] = (),
    changelog: str = "ChangeLog",
    path: str | None = None,
    revisions: Mapping[str, str] | None = None,
) -> Reconciliation:
    """Match the entries of one ChangeLog with commits.

    Args:
        commits: oldest first.
        releases: the tags there are.
        added_by: line of an entry to the commit that brought its text into the repository.
        absences: when the file was not there.
        changelog: what to call it in the result.
        path: where it lies in the repository, where that differs; files named in it are looked for below its folder.
        revisions: commit key to the Subversion revision it was made from; None takes what the commits say.
    """
    made_from = evidence.revisions_of(commits) if revisions is None else revisions
    path = changelog if path is None else path
    recorded = _recorded(commits, entries, added_by or {}, changelog, made_from)
    known = authors.learn(recorded, commits)
    free = [
        entry for entry in entries if entry.line not in recorded and _may_be_guessed(entry, added_by or {}, commits)
    ]
    late = _late(commits, free, added_by or {})
    taken = {match.commit for match in recorded.values()}
    brought = {line: addition.commit for line, addition in late.items()}
    likely = evidence.match(commits, free, known, (changelog, path), taken, brought)
    better = {n: match for n, match in likely.items() if match.degree == "counted" or not _gathered(late.get(n))}
    matches = {**recorded, **_brought(commits, free, late, changelog), **better}
    ordered = tuple(matches[entry.line] for entry in entries if entry.line in matches)
    lost = loose.entries(commits, entries, matches, added_by or {}, (changelog, made_from))
    return Reconciliation(
        matches=ordered,
        entries_without_commit=lost,
        commits_without_entry=loose.commits(commits, entries, {match.commit for match in ordered}),
        missing_tags=loose.tags(entries, releases, changelog),
        aliases=authors.aliases(ordered, commits),
        absences=tuple(absence for absence in absences if absence.path == path),
    )


def merged(parts: Sequence[Reconciliation]) -> Reconciliation:
    """Give the reconciliations of several ChangeLogs as one; a commit that one of them tells of has its entry."""
    if len(parts) < 2:
        return parts[0] if parts else Reconciliation()
    told = {match.commit for part in parts for match in part.matches}
    silent = dict.fromkeys(key for part in parts for key in part.commits_without_entry if key not in told)
    aliases = {alias.login: alias for part in parts for alias in part.aliases}
    return Reconciliation(
        matches=tuple(match for part in parts for match in part.matches),
        entries_without_commit=tuple(lost for part in parts for lost in part.entries_without_commit),
        commits_without_entry=tuple(silent),
        missing_tags=tuple(tag for part in parts for tag in part.missing_tags),
        aliases=tuple(aliases[login] for login in sorted(aliases)),
        absences=tuple(absence for part in parts for absence in part.absences),
    )


def _recorded(
    commits: Sequence[Commit],
    entries: Sequence[ChangeLogEntry],
    added_by: Mapping[int, Addition],
    changelog: str,
    revisions: Mapping[str, str],
) -> dict[int, Match]:
    """Give the matches that the data itself records: the revision that an entry is, the commit that brought it in."""
    by_revision = {revisions[commit.key]: commit for commit in commits if commit.key in revisions}
    by_key = {commit.key: commit for commit in commits}
    found: dict[int, Match] = {}
    for entry in entries:
        if entry.revision and entry.revision in by_revision:
            reason = f"the entry says that it is revision {entry.revision}"
            found[entry.line] = Match(changelog, entry, by_revision[entry.revision].key, "recorded", (reason,))
        elif (addition := added_by.get(entry.line)) and addition.commit in by_key and entry.date:
            days = evidence.days_between(entry, by_key[addition.commit])
            if reason := _is_own(addition, days):
                found[entry.line] = Match(
                    changelog,
                    entry,
                    addition.commit,
                    "recorded",
                    (reason, evidence.when(days)),
                )
    return found


def _is_own(addition: Addition, days: int) -> str:
    """Say why an entry belongs to the commit that brought it in, or "" where it was only brought along."""
    if abs(days) <= NEAR_DAYS and (addition.is_newest or not addition.with_file):
        return "its text came in with this commit"
    if not addition.with_file and -LATE_DAYS <= days <= LATE_DAYS and addition.together <= FEW:
        return "its text came in with this commit, under another date"
    return ""


def _late(
    commits: Sequence[Commit], entries: Sequence[ChangeLogEntry], added_by: Mapping[int, Addition]
) -> dict[int, Addition]:
    """Give how entries came in that somebody wrote down together, within some time after their dates."""
    by_key = {commit.key: commit for commit in commits}
    found = {}
    for entry in entries:
        addition = added_by.get(entry.line)
        if not addition or not entry.date or addition.with_file or addition.back or addition.commit not in by_key:
            continue
        most = GATHERED_DAYS if _gathered(addition) else LATE_DAYS
        if -NEAR_DAYS <= evidence.days_between(entry, by_key[addition.commit]) <= most:
            found[entry.line] = addition
    return found


def _gathered(addition: Addition | None) -> bool:
    return addition is not None and addition.together <= GATHERED


def _brought(
    commits: Sequence[Commit], entries: Sequence[ChangeLogEntry], late: Mapping[int, Addition], changelog: str
) -> dict[int, Match]:
    """Give the commit that brought an entry in, among others and late, for want of a better one."""
    by_key = {commit.key: commit for commit in commits}
    found = {}
    for entry in entries:
        if addition := late.get(entry.line):
            days = evidence.days_between(entry, by_key[addition.commit])
            reason = f"its text came in with this commit, {evidence.when(days)}{_with_others(addition.together - 1)}"
            found[entry.line] = Match(
                changelog, entry, addition.commit, "likely", (reason, "no other has the same words")
            )
    return found


def _with_others(count: int) -> str:
    return "" if not count else ", with another entry" if count == 1 else f", with {count} other entries"


def _may_be_guessed(entry: ChangeLogEntry, added_by: Mapping[int, Addition], commits: Sequence[Commit]) -> bool:
    """Leave out entries without a date and those older than all commits: nothing near could be theirs."""
    if entry.date is None or not commits:
        return False
    first: date = min(commit.date for commit in commits).date()
    return evidence.day_of(entry) >= first
