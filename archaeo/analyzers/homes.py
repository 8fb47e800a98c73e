"""Where a history was kept, one system after the other, by what each leaves in it.

CVS leaves ``*** empty log message ***`` (what it writes for none), ``.cvsignore`` and ``CVSROOT/``, and what cvs2svn,
cvs2git and git-cvsimport sign. Subversion leaves revisions' numbers: in git-svn's lines, in those of svn2git, in notes
and keys of archaeo's. Neither knows where on earth a change was made: a converter gives each the time of Greenwich, and
most converters give accounts no address. Mercurial and git keep the author's zone, and have files and merges of their
own.

Source: ``src/logmsg.c`` of CVS, ``cvs2svn_lib/config.py`` of cvs2svn, git-cvsimport(1), git-svn(1), svn2git's
``src/repository.cpp``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from archaeo.model import Commit

from .chronicle import message, revision

FEW = 5
"""So many changes on both sides of a move: fewer are somebody's slip."""
SHARE = 0.8
"""So many of the changes before a move have its sign; people commit beside the converter while it is tried."""
IMPORTED = 10
"""So many files at once are put in, and not worked on."""
MANY = 20
LONG = timedelta(200)
"""So many changes in so long a time at Greenwich's hour are no winter in England."""
YEAR_OF_GIT = 2008
LOCAL = 0.3
"""Of the changes after it, so many have a zone of their own; servers have none."""
_EMPTY = "*** empty log message ***"
_BY_CVS2SVN = re.compile(r"\b(?:manufactured|generated|initialized) by cvs2svn\b")
_BY_CVS2GIT = re.compile(r"\b(?:manufactured|generated) by cvs2git\b|\Acvsimport\Z|\bgit-?cvsimport\b")
_CVS_PATH = re.compile(r"(?:.*/)?(?:\.cvsignore|CVSROOT/[^/]+)\Z")
_AT_UUID = re.compile(r"@[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_OWN_FILES = {
    "git": re.compile(r"(?:.*/)?\.git(?:ignore|attributes|modules)\Z|\.github/"),
    "Mercurial": re.compile(r"\.hg"),
}
_BY_MERCURIAL = re.compile(r"Added tag .+ for changeset [0-9a-f]{12}\b")
_GIT_MERGE = re.compile(r"Merge (?:branch '|pull request #|remote-tracking branch|tag '|commit ')")
_WORDS = {"CVS": re.compile(r"\bcvs\b", re.I), "Subversion": re.compile(r"\b(?:svn|subversion)\b", re.I)}


@dataclass(frozen=True, slots=True)
class Home:
    """A system that the history was kept in.

    Attributes:
        system: ``CVS``, ``Subversion``, ``CVS or Subversion``, ``Mercurial``, ``git``, or "" for one that left no name.
        last: the last change in it, None for the one it ended in, and where the day of the move is not known.
        next: the change after that.
        sign: how it is known, or "".
    """

    system: str
    last: Commit | None = None
    next: Commit | None = None
    sign: str = ""


def homes(commits: Sequence[Commit], made: Sequence[Commit] = ()) -> tuple[Home, ...]:
    """Give where a line of commits was kept, oldest home first; empty where nothing tells.

    Args:
        made: all commits, those of converters, too, which sign what they made.
    """
    told = sorted((commit for commit in commits if len(commit.parents) < 2), key=lambda commit: commit.date)
    last, sign = _move(told)
    place = len(told) if last is None else told.index(last) + 1
    before = _before(told[:place], made or commits)
    if last is None:
        dated = _after(commits)
        return (*before, *dated) if len(dated) > 1 else before
    before = before or (Home("CVS or Subversion"),)
    after = [commit for commit in commits if commit.date > last.date]
    return (*before[:-1], replace(before[-1], last=last, next=told[place], sign=sign), *_after(after))


def _before(commits: Sequence[Commit], made: Sequence[Commit]) -> tuple[Home, ...]:
    """Give CVS, Subversion, both or none, for what came before the work went on elsewhere."""
    cvs, both = _was_in_cvs(made)
    words = {system: sum(bool(word.search(message(c))) for c in commits) for system, word in _WORDS.items()}
    moved: tuple[Commit | None, Commit | None] = (None, None)
    numbered = [place for place, commit in enumerate(commits) if revision(commit)]
    first = numbered[0] if numbered else 0
    if len(numbered) >= FEW:
        svn = "a revision's number with the changes"
        # what came before the first revision was brought over from elsewhere, and few other systems there were
        if first >= MANY and not cvs and (words["CVS"] or commits[first].date.year < YEAR_OF_GIT):
            cvs = "changes from before the first revision"
            moved = commits[first - 1], commits[first]
    elif any(_AT_UUID.search(commit.author.email) for commit in commits[:50]):
        svn = "addresses at a repository's UUID"
    elif both or (words["Subversion"] >= FEW and (cvs or words["Subversion"] > words["CVS"])):
        svn = "messages that name it"
    else:
        svn = ""
    if not cvs and not svn and words["CVS"] >= FEW:
        cvs = "messages that name it"
    empty = any(_EMPTY in commit.message for commit in commits)
    if empty and not cvs and svn:
        cvs = "CVS's words for an empty message"
    elif empty and not cvs and words["Subversion"] <= words["CVS"]:
        # Emacs puts these words there for every system, but who used it with Subversion speaks of that
        cvs = "CVS's words for an empty message"
    elif empty and not cvs:
        svn = "messages that name it"
    found = [Home("CVS", *moved, cvs)] if cvs else []
    return (*found, *([Home("Subversion", sign=svn)] if svn else []))


def _after(commits: Sequence[Commit]) -> tuple[Home, ...]:
    """Give the systems that a line was in from its move on, by what they leave; "" for one that leaves nothing.

    What Mercurial writes down itself (``.hgtags``) tells how long it was used; what comes after is git if it says so.
    """
    ordered = sorted(commits, key=lambda commit: commit.date)
    shown = [(place, system) for place, commit in enumerate(ordered) if (system := _system_of(commit))]
    first = shown[0][1] if shown else ""
    last = max((place for place, system in shown if system == "Mercurial"), default=-1)
    later = next((place for place, system in shown if place > last and system == "git"), None)
    if first != "Mercurial" or later is None or len(ordered) - later < FEW:
        return (Home(first),)
    sign = "Mercurial's own files change up to a day, and git's from there on"
    return Home("Mercurial", ordered[last], ordered[last + 1], sign), Home("git")


def _system_of(commit: Commit) -> str:
    """Name the system that a change was made in by what only that one leaves, "" where nothing does."""
    kept = [change.path for change in commit.changes if change.action != "D"]
    for system, pattern in _OWN_FILES.items():
        if any(pattern.match(path) for path in kept):
            return system
    if _BY_MERCURIAL.match(commit.message):
        return "Mercurial"
    by_git = _GIT_MERGE.match(commit.message) or commit.author.email.endswith("@users.noreply.github.com")
    return "git" if by_git else ""


def _move(commits: Sequence[Commit]) -> tuple[Commit | None, str]:
    """Give the last change before the work went on in a system that knows more of it, and how that is known."""
    revisions = [bool(revision(commit)) for commit in commits]
    if sum(revisions) >= FEW:
        first = revisions.index(True)
        place = _last(revisions[first:], 1)
        if _after(commits[first:])[0].system == "Mercurial":
            # who moves to it has both for a while: others work there before the last revision is brought over
            place = len(revisions) - 1 - revisions[::-1].index(True) - first
        if place is None or first + place + 1 == len(commits):
            return None, ""
        return commits[first + place], "a revision's number stands with the changes up to a day, and with none after it"
    accounts = ["@" not in commit.author.email or bool(_AT_UUID.search(commit.author.email)) for commit in commits]
    at_uuid = [bool(_AT_UUID.search(commit.author.email)) for commit in commits]
    # what no other system writes needs no crowd behind it
    last = _last(at_uuid, 1) if sum(at_uuid) >= MANY else None
    if last is not None:
        return commits[last], "addresses at a repository's UUID up to a day, as git-svn writes them, and none after it"
    last = _last(accounts) if sum(accounts) >= MANY else None
    if last is not None:
        return commits[last], "accounts have no address up to a day, as converters write them, and one after it"
    last = _last_at_greenwich(commits)
    if last is not None:
        return commits[last], "all times are Greenwich's up to a day, as converters write them, and local after it"
    return None, ""


def _last(signs: Sequence[bool], few: int = FEW) -> int | None:
    """Give the place of the last sign, where nearly all before have it, and none of at least a few after.

    A lone one long after the others, of an account that was never set up, is none of these.
    """
    ends = (place for place in range(len(signs) - 1, FEW - 2, -1) if signs[place])
    last = next((place for place in ends if sum(signs[place + 1 - FEW : place + 1]) >= FEW - 1), -1)
    before, after = signs[: last + 1], signs[last + 1 :]
    if len(after) < few or not before or sum(before) < SHARE * len(before):
        return None
    return last


def _last_at_greenwich(commits: Sequence[Commit]) -> int | None:
    local = [bool(commit.date.utcoffset()) for commit in commits]
    first = next((place for place, is_local in enumerate(local) if is_local and sum(local[place:][:MANY]) >= FEW), 0)
    before, after = local[:first], local[first:]
    if len(before) < MANY or len(after) < FEW or sum(before) > (1 - SHARE) * len(before) / 10:
        return None
    is_long = commits[first - 1].date - commits[0].date >= LONG
    return first - 1 if is_long and sum(after) >= LOCAL * len(after) else None


def _was_in_cvs(commits: Sequence[Commit]) -> tuple[str, bool]:
    """Say by which sign a history was in CVS, "" for none, and whether it went from there to Subversion."""
    told = [message(commit) for commit in commits]
    if any(_BY_CVS2SVN.search(text) for text in told):
        return "a message that cvs2svn wrote", True
    if any(_BY_CVS2GIT.search(text) for text in told):
        return "a message that a converter from CVS wrote", False
    numbered = any(revision(commit) or _AT_UUID.search(commit.author.email) for commit in commits)
    for commit in commits:
        # a working copy of CVS that was imported into Subversion brings these files along, and no history of CVS
        if numbered and len(commit.changes) >= IMPORTED:
            continue
        if any(change.action != "D" and _CVS_PATH.match(change.path) for change in commit.changes):
            return ".cvsignore or CVSROOT among the files", False
    return "", False
