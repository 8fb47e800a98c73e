"""A project's history made ready for the questions that are asked of it: who, when, how much of what there was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from archaeo.model import ChangeLogEntry, Commit, Identity, Release

from .chronicle import message as plain_message
from .chronicle import shown_name
from .homes import Home
from .inventory import language_of

MAIN_LINES = ("trunk", "refs/heads/main", "refs/heads/master", "refs/heads/trunk", "refs/remotes/trunk")
WORD = re.compile(r"[a-z][a-z'-]*[a-z]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement comes from.

    Attributes:
        where: key of a commit, ``ChangeLog:812``, or ``path:line``.
        quote: what stands there, one line, or "".
    """

    where: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A commit, beside what there was before it.

    Attributes:
        before: files of its branch before the commit.
        added, deleted, modified: paths, moved ones not among them.
        moved: (old path, new path) of files that were copied from a path this commit deletes, or, where many come and
            go, have the name of one, or its name with another suffix.
        returned: those of ``added`` that had been there before, on this or another branch, at some time.
        is_root: it has no parent.
        on_main: it lies on the project's main line.
        day: by the author's clock.
        subject: the first line of the message that has something in it.
        emptied: the largest folder that the commit deleted whole, "" for none of at least ``FEW_IN_FOLDER`` files.
    """

    commit: Commit
    who: str
    text: str
    before: int
    added: tuple[str, ...]
    deleted: tuple[str, ...]
    modified: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    returned: tuple[str, ...]
    is_root: bool
    on_main: bool
    day: date
    subject: str
    emptied: str = ""

    @property
    def evidence(self) -> Evidence:
        """The commit and its subject."""
        return Evidence(self.commit.key, self.subject)


@dataclass(frozen=True)
class History:
    """What is known of a project, in the order of time; ``steps`` are those of people, not of tools.

    Attributes:
        changelog: the file the entries come from, as it is cited.
        nobodies: names in ``who`` that no person is meant by: converters, shared accounts.
        homes: the version control systems it was kept in; tools sign in changes that are no steps.
    """

    steps: tuple[Step, ...]
    entries: tuple[ChangeLogEntry, ...] = ()
    releases: tuple[Release, ...] = ()
    changelog: str = "ChangeLog"
    nobodies: frozenset[str] = frozenset()
    homes: tuple[Home, ...] = ()

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How many messages each word stands in."""
        counts: Counter[str] = Counter()
        for step in self.steps:
            counts.update(set(words(step.text)))
        return counts

    @cached_property
    def dated_entries(self) -> tuple[tuple[date, ChangeLogEntry], ...]:
        """Entries that have a date, oldest first."""
        found = [(day_of(entry.date), entry) for entry in self.entries if entry.date]
        return tuple(sorted(found, key=lambda item: (item[0], -item[1].line)))

    def is_rare(self, word: str) -> bool:
        """Whether a word stands out here: a keyword in the history of a version control system says nothing."""
        return self.vocabulary[word] <= max(3, len(self.steps) // 200)

    def cite(self, entry: ChangeLogEntry) -> Evidence:
        """Give the evidence that an entry is."""
        return Evidence(f"{self.changelog}:{entry.line}", entry.items[0] if entry.items else entry.date_text)


def prepare(
    commits: Sequence[Commit],
    entries: Sequence[ChangeLogEntry] = (),
    releases: Sequence[Release] = (),
    who: Callable[[Identity], str] = shown_name,
    changelog: str = "ChangeLog",
) -> History:
    """Make a history of commits in which people worked (see ``layout.work``), parents before children."""
    main = _main_line(commits)
    living = _Living(commits)
    ever: set[str] = set()
    steps = []
    for commit in commits:
        alive = living.before(commit)
        step = _step(commit, who(commit.author), alive, ever, commit.branch == main)
        arrived = {*step.added, *step.modified, *(new for _, new in step.moved)}
        alive.difference_update(step.deleted, (old for old, _ in step.moved))
        alive |= arrived
        ever |= arrived
        living.after(commit, alive)
        steps.append(step)
    return History(tuple(steps), tuple(entries), tuple(releases), changelog)


class _Living:
    """The files that live before each commit, one set for a line of commits as long as nothing branches off.

    Commits of git know their parents. Those of a mirrored Subversion repository stand in one line whatever branch they
    are on (``trunk``, ``branches/x``), so there the branch's last state counts.
    """

    def __init__(self, commits: Sequence[Commit]) -> None:
        self._waiting = Counter(commit.parents[0] for commit in commits if commit.parents)
        self._of_commit: dict[str, set[str]] = {}
        self._of_branch: dict[str, set[str]] = {}

    def before(self, commit: Commit) -> set[str]:
        """Give the set to be changed by the commit."""
        if not commit.parents:
            return set()
        if _is_mirrored(commit.branch) and commit.branch in self._of_branch:
            return self._of_branch[commit.branch]
        parent = commit.parents[0]
        found = self._of_commit.get(parent)
        if found is None:
            # the change that made the branch is a tool's and was left out: it began as the greatest line was then
            greatest = max(self._of_branch, key=lambda name: (len(self._of_branch[name]), name), default=None)
            return set(self._of_branch[greatest]) if greatest is not None else set()
        self._waiting[parent] -= 1
        if self._waiting[parent] or _is_mirrored(commit.branch):
            return set(found)
        del self._of_commit[parent]
        return found

    def after(self, commit: Commit, alive: set[str]) -> None:
        """Keep the set for what comes next."""
        self._of_branch[commit.branch] = alive
        if self._waiting[commit.key]:
            self._of_commit[commit.key] = alive


def _is_mirrored(branch: str) -> bool:
    return bool(branch) and not branch.startswith("refs/")


def _main_line(commits: Sequence[Commit]) -> str:
    count = Counter(commit.branch for commit in commits)
    usual = [name for name in MAIN_LINES if count[name] * 10 > len(commits)]
    return usual[0] if usual else max(count, key=lambda name: (bool(name), count[name], name), default="")


def words(text: str) -> list[str]:
    """The words of a message, in small letters.

    >>> words("Reverted r44: it's the JetFinder")
    ['reverted', "it's", 'the', 'jetfinder']
    """
    return WORD.findall(text.lower())


def day_of(moment: date | datetime | None) -> date:
    """Give the day of a date that may have a time; the first of all days for None."""
    if isinstance(moment, datetime):
        return moment.date()
    return moment or date.min


def moment_of(moment: date | datetime) -> datetime:
    """Give an aware moment: the start of the day in UTC where only the day is known."""
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


FEW_IN_FOLDER = 16
FEW_MOVED = 8
"""With so many files added beside deleted ones of their names, they were moved and edited at once."""


def by_name(gone: Iterable[str], added: Iterable[str]) -> dict[str, str]:
    """Give new path to the deleted path of the same name, that with most folders in common where several have it.

    A library that is moved has new paths inside it, so most of its files are not the same bytes afterwards. Large
    letters and small ones are taken for the same: names that lose their capitals are a usual move.

    >>> by_name(["libla/a.hh", "libla/b.hh", "c.hh"], ["honei/la/a.hh", "honei/la/d.hh"])
    {'honei/la/a.hh': 'libla/a.hh'}
    """
    waiting: dict[str, list[str]] = {}
    for path in sorted(gone):
        waiting.setdefault(path.rpartition("/")[2].lower(), []).append(path)
    found = {}
    for path in sorted(added):
        candidates = waiting.get(path.rpartition("/")[2].lower())
        if candidates:
            parts = set(path.split("/"))
            best = max(candidates, key=lambda old: len(parts.intersection(old.split("/"))))
            candidates.remove(best)
            found[path] = best
    return found


def by_stem(gone: Iterable[str], added: Iterable[str]) -> dict[str, str]:
    """Give new path to the deleted path that differs in its suffix alone, where both are of one language.

    What is made C++ of C, or is given to the preprocessor, gets another suffix and other contents at once.

    >>> by_stem(["src/a.c", "src/b.f90", "src/d.c"], ["src/a.cc", "src/b.F90", "src/d.py"])
    {'src/a.cc': 'src/a.c', 'src/b.F90': 'src/b.f90'}
    """
    waiting: dict[tuple[str, str], str] = {}
    for path in sorted(gone):
        waiting.setdefault((_stem(path), _family(path)), path)
    found = {}
    for path in sorted(added):
        stem = _stem(path)
        old = waiting.pop((stem, _family(path)), None) if stem and not stem.endswith("/") else None
        if old:
            found[path] = old
    return found


def _stem(path: str) -> str:
    """Give a path without its suffix; names that get or lose capitals and underscores keep their stem.

    >>> _stem("src/FSTProcessor.C") == _stem("src/fst_processor.cc")
    True
    """
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.rpartition('.')[0].lower().replace('_', '')}"


def _family(path: str) -> str:
    """Give the language by suffix, C and C++ as one; the suffix in small letters where none is known."""
    language = language_of(path.lower())[0]
    return (
        "C"
        if language.startswith("C") and language[1:2] in ("", "+", " ")
        else language or path.rpartition(".")[2].lower()
    )


def _step(commit: Commit, who: str, living: set[str], ever: set[str], on_main: bool) -> Step:
    deleted = {change.path for change in commit.changes if change.action == "D"}
    moved = []
    added = []
    modified = []
    for change in commit.changes:
        if change.action == "D":
            continue
        if change.copyfrom and change.copyfrom[0] in deleted:
            moved.append((change.copyfrom[0], change.path))
        elif change.action == "A" or (change.action == "R" and change.path not in living):
            added.append(change.path)
        else:
            modified.append(change.path)
    gone = deleted - {old for old, _ in moved}
    if gone and len(added) >= FEW_MOVED:
        renamed = by_name(gone, added)
        renamed |= by_stem(gone - set(renamed.values()), (path for path in added if path not in renamed))
        moved += [(old, new) for new, old in renamed.items()]
        added = [path for path in added if path not in renamed]
        gone -= set(renamed.values())
    text = plain_message(commit)
    return Step(
        commit,
        who,
        text,
        len(living),
        tuple(added),
        tuple(sorted(gone)),
        tuple(modified),
        tuple(moved),
        tuple(path for path in added if path in ever),
        not commit.parents,
        on_main,
        commit.date.date(),
        next((line.strip() for line in text.split("\n") if line.strip()), ""),
        _emptied(gone, living) if len(gone) >= FEW_IN_FOLDER else "",
    )


def _emptied(gone: set[str], living: set[str]) -> str:
    """Give the largest folder of which nothing is left, the uppermost of equals."""
    inside = Counter(folder for path in gone for folder in _folders(path))
    for folder, files in sorted(inside.items(), key=lambda item: (-item[1], item[0])):
        if files < FEW_IN_FOLDER:
            break
        if sum(path.startswith(folder) for path in living) <= files:
            return folder
    return ""


def _folders(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1)]
