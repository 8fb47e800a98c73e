"""On which hosts a repository was shared, by what git and git-svn write into messages.

``git pull`` writes where a branch came from, git-svn the address of every revision; GitHub and Bitbucket have words of
their own for a pull request.

Source: git-fmt-merge-msg(1), git-svn(1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archaeo.model import Commit

FEW = 2
"""One merge of somewhere else is a visit."""
_HOST = r"(?P<host>(?:[a-z\d-]+\.)+[a-z]{2,})"
_PULLED = re.compile(
    rf"Merge (?:remote |remote-tracking )?(?:branch|branches|tag|commit)[^\n]{{0,200}}? of (?:\w+(?:\+\w+)?://)?"
    rf"(?:[\w.-]+@)?{_HOST}[:/]",
    re.I,
)
_SVN = re.compile(rf"^git-svn-id: \w+(?:\+\w+)?://(?:[\w.-]+@)?{_HOST}[:/]", re.I | re.M)
_WORDS = (
    (re.compile(r"Merge pull request #\d+ from [\w.-]+/"), "github.com"),
    (re.compile(r"Merged in \S+ \(pull request #\d+\)"), "bitbucket.org"),
)


@dataclass(frozen=True, slots=True)
class Host:
    """A host, the first and the last day on which a message names it, and how many messages do."""

    name: str
    first: date
    last: date
    messages: int


def hosts(commits: Iterable[Commit]) -> tuple[Host, ...]:
    """Give the hosts that at least two messages name as the place of a repository, by their first day."""
    days: dict[str, list[date]] = {}
    for commit in commits:
        if name := _named(commit.message):
            days.setdefault(name, []).append(commit.date.date())
    found = (Host(name, min(seen), max(seen), len(seen)) for name, seen in days.items() if len(seen) >= FEW)
    return tuple(sorted(found, key=lambda host: (host.first, host.name)))


def _named(message: str) -> str:
    if "git-svn-id:" in message and (hit := _SVN.search(message)):
        return hit["host"].lower()
    if not message.startswith("Merge"):
        return ""
    if hit := _PULLED.match(message):
        return hit["host"].lower()
    return next((host for words, host in _WORDS if words.match(message)), "")
