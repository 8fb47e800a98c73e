"""What a reconciliation says."""

from __future__ import annotations

from dataclasses import dataclass

from archaeo.model import ChangeLogEntry, Degree


@dataclass(frozen=True, slots=True)
class Addition:
    """The commit in which an entry's text was first there.

    Attributes:
        together: number of entries that came in with it.
        is_newest: it is the newest of these.
        with_file: the whole file came in with the commit: it was imported, or brought back.
        back: key of the commit that had removed the file before, "" where it was new.
    """

    commit: str
    together: int = 1
    is_newest: bool = True
    with_file: bool = False
    back: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and its commit; ``reasons`` are sentences, the weightiest first."""

    file: str
    entry: ChangeLogEntry
    commit: str
    degree: Degree
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LostEntry:
    """An entry without a commit of its own; ``seen_in`` is the commit that brought its text in, or ""."""

    file: str
    entry: ChangeLogEntry
    why: str
    seen_in: str = ""


@dataclass(frozen=True, slots=True)
class MissingTag:
    """A tag that an entry announces and the repository does not have; ``nearest`` is one of like name, or ""."""

    name: str
    file: str
    entry: ChangeLogEntry
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """One person under two names, as the matches reveal it, ``count`` times; the repository's name first."""

    login: str
    name: str
    email: str
    count: int


@dataclass(frozen=True, slots=True)
class Absence:
    """A ChangeLog was removed and came back.

    Attributes:
        lost, back: keys of the commits; ``back`` is "" where it never did.
        new_lines: lines (in the newest file) of entries that it came back with and had not had before.
    """

    path: str
    lost: str
    back: str = ""
    new_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What the entries of ChangeLogs and the commits of a repository know of each other.

    Attributes:
        commits_without_entry: keys, oldest first, of changes in the time that the ChangeLog covers.
    """

    matches: tuple[Match, ...] = ()
    entries_without_commit: tuple[LostEntry, ...] = ()
    commits_without_entry: tuple[str, ...] = ()
    missing_tags: tuple[MissingTag, ...] = ()
    aliases: tuple[Alias, ...] = ()
    absences: tuple[Absence, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[ChangeLogEntry, str], ...]:
        """(entry, key of its commit): what a timeline needs to show both as one row."""
        return tuple((match.entry, match.commit) for match in self.matches)
