"""What only one side knows: entries, commits and tags without their counterpart, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archaeo.importers.changelog.commits import own_packages, package_of
from archaeo.model import ChangeLogEntry, Commit, Release

from .evidence import AFTER_DAYS, BEFORE_DAYS, day_of
from .records import Addition, LostEntry, Match, MissingTag


def entries(
    commits: Sequence[Commit],
    told: Sequence[ChangeLogEntry],
    matches: Mapping[int, Match],
    added_by: Mapping[int, Addition],
    names: tuple[str, Mapping[str, str]],
) -> tuple[LostEntry, ...]:
    """Give the entries without a commit, in the order of the file, and why they have none.

    Args:
        names: of the ChangeLog; of commits, their revisions.
    """
    changelog, revisions = names
    by_key = {commit.key: commit for commit in commits}
    found = []
    for entry in told:
        if entry.line not in matches:
            addition = added_by.get(entry.line)
            seen = addition.commit if addition else ""
            found.append(LostEntry(changelog, entry, _why(entry, addition, by_key, revisions, commits), seen))
    return tuple(found)


def _why(
    entry: ChangeLogEntry,
    addition: Addition | None,
    by_key: Mapping[str, Commit],
    revisions: Mapping[str, str],
    commits: Sequence[Commit],
) -> str:
    if entry.date is None:
        return "it has no date"
    if not commits:
        return "there are no commits"
    first = min(commit.date for commit in commits).date()
    if day_of(entry) < first:
        return f"older than the first commit, of {first}"
    if addition and addition.commit in by_key:
        brought = by_key[addition.commit]
        name = name_of(brought.key, revisions)
        if addition.back and addition.back in by_key:
            lost = by_key[addition.back]
            gone = f"{name_of(lost.key, revisions)} of {lost.date.date()}"
            seen = f"first seen in {name} of {brought.date.date()}, which brought the file back after {gone}"
            return f"{seen} had removed it; the commits of its day are not here"
        return f"came in with {name} of {brought.date.date()}, together with {addition.together - 1} others"
    near = [c for c in commits if -BEFORE_DAYS <= (c.date.date() - day_of(entry)).days <= AFTER_DAYS]
    return f"none of the {len(near)} commits near its day fits" if near else "no commit near its day"


def name_of(key: str, revisions: Mapping[str, str]) -> str:
    """Give what a person would call a commit: ``r64``, or the beginning of its id."""
    return f"r{revisions[key]}" if key in revisions else key[:10]


def commits(found: Sequence[Commit], told: Sequence[ChangeLogEntry], matched: set[str]) -> tuple[str, ...]:
    """Give the commits without an entry in the time that the entries cover; merges and empty ones are left out."""
    days = [day_of(entry) for entry in told if entry.date]
    if not days:
        return ()
    start, end = min(days), max(days)
    return tuple(
        commit.key
        for commit in found
        if commit.key not in matched
        and commit.changes
        and len(commit.parents) < 2
        and start <= commit.date.date() <= end
    )


def tags(told: Sequence[ChangeLogEntry], releases: Sequence[Release], changelog: str) -> tuple[MissingTag, ...]:
    """Give the tags that entries announce and nobody made, oldest first; only where tags were kept at all."""
    made = {_plain(release.name): release.name for release in releases}
    own = own_packages(told)
    found: dict[str, MissingTag] = {}
    for entry in sorted((entry for entry in told if entry.date), key=day_of):
        for name in entry.tags:
            if package_of(name) in own and _plain(name) not in made and name not in found:
                found[name] = MissingTag(name, changelog, entry, _nearest(name, made))
    return tuple(found.values()) if releases else ()


def _plain(name: str) -> str:
    return re.sub(r"^(?:refs/)?tags/|^v(?=\d)|[^a-z0-9]+", "", name.lower())


def _nearest(name: str, made: Mapping[str, str]) -> str:
    """Give a tag of the same beginning and one number more or less, as ``X-00-04`` for ``X-00-04-01``."""
    plain = _plain(name)
    close = [release for other, release in made.items() if plain.startswith(other) or other.startswith(plain)]
    return max(close, key=lambda release: (len(release), release), default="")
