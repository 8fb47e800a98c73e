"""The records that several parts exchange, and the two protocols they are passed through.

Records are frozen and hold tuples. They flow in dependency order: content first, then the commit that names it,
then the ref. Paths are ``str`` with ``/``; bytes that were not UTF-8 are kept as lone surrogates (``surrogateescape``),
so that every path can be written back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from mmap import mmap
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, TypeAlias, runtime_checkable

from archaeo.errors import Location
from archaeo.tree import Tree

BlobId: TypeAlias = bytes
"""The 20 bytes of a git object id (SHA-1)."""

Degree: TypeAlias = Literal["recorded", "counted", "likely", "guess"]
"""How sure a statement is: it is in the data, was computed from it, follows from a rule whose evidence is shown, or
is no more than a guess. The four words are used everywhere, in records and on pages."""

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``; total is 0 where it is not known."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Progress for callers who show none."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as a source names them; ``email`` is "" where the source has none."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One path that a commit touched.

    Attributes:
        action: A added, M changed, D deleted, R replaced.
        path: relative to the root of the branch, no leading slash.
        copyfrom: (path, commit key) that an added or replaced path was copied from, or None.
        blob: git's id of the new content, b"" where nobody knows it.
    """

    action: Literal["A", "M", "D", "R"]
    path: str
    copyfrom: tuple[str, str] | None = None
    blob: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Commit:
    """One state of one branch.

    Attributes:
        key: unique in its stream: ``trunk@4017`` from Subversion (Subversion's own peg notation), the hexadecimal
            object id from git, ``ChangeLog:812`` from a ChangeLog.
        branch: which line of development it belongs to: in Subversion one life of a branch, ``branches/x@17`` (the
            path and the revision in which that life began; the path is "" for the whole repository), in git a full
            ref name.
        parents: keys of commits that came before in the stream, first parent first.
        date: aware.
        message: as the author wrote it, line ends "\\n".
        changes: sorted by path; empty where the source does not say and nobody computed it.
        tree: the files after the commit; None where the stream carries no content.
        note: what the source says of this commit beyond git's fields, for a git note; "" for nothing.
        source: the files as the source has them, where ``tree`` is not just these (a generated .gitignore, an escaped
            name); None where it is. What is proven is that ``tree`` differs from it in nothing else.
    """

    key: str
    branch: str
    parents: tuple[str, ...]
    author: Identity
    date: datetime
    message: str
    changes: tuple[Change, ...] = ()
    tree: Tree | None = None
    note: str = ""
    source: Tree | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """A name for a commit.

    Attributes:
        name: full, as ``refs/heads/main``.
        target: key of a commit that came before in the stream.
        branch: the ``branch`` of the commits it stands for; "" where the source has none.
        tagger: for an annotated tag, else None; then ``date`` and ``message`` are the tag's.
        project: which of several in one source it belongs to, by its directory there ("" at the top); None for none.
    """

    name: str
    target: str
    branch: str = ""
    tagger: Identity | None = None
    date: datetime | None = None
    message: str = ""
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A unit of the source that made no commit, and why: ``directories only``, ``outside every branch``, ...

    Attributes:
        key: revision number, line or whatever counts the source's units.
        path: the branch root or path it touched, "" for the whole repository.
        branch: the line of development it belongs to, as in `Commit`, or "".
    """

    key: str
    path: str
    reason: str
    branch: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a file, a directory or a revision that git has no place for.

    Attributes:
        key: number of the revision that set it.
        path: in the source's words, "" for its root and for ``revision``.
        value: None where it was taken away.
        how: ``set`` on a path, ``lines`` where the value is the lines that came and went, ``revision`` where it is a
            property of the revision itself.
    """

    key: str
    path: str
    name: str
    value: bytes | None
    how: Literal["set", "lines", "revision"] = "set"


@dataclass(frozen=True, slots=True)
class Renamed:
    """A path whose last name is not in git what it is in the source, because git or a disk refuses it.

    Attributes:
        path: relative to the branch, as git has it; ``source`` as the source has it.
    """

    path: str
    source: str


@dataclass(frozen=True, slots=True)
class Submodule:
    """A directory that a source fills from elsewhere, and in git names a commit of another repository.

    Attributes:
        key: number of the first revision whose commit has it so.
        branch: path of the branch root; ``path`` of the directory, below that, in the source's words.
        external: where it comes from in the source, as ``http://svn.example.org/lib@17``; ``url`` in git.
        commit: 20 bytes.
    """

    key: str
    branch: str
    path: str
    external: str
    url: str
    commit: BlobId


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something odd in a source, and what was done about it. Nothing is lost without one of these.

    Attributes:
        kind: a few words by which equal oddities are counted: ``wrong checksum``.
        what: this one, with its values.
        done: what was assumed or left out.
        grave: the result misses something that the source promised (exit status 3).
    """

    location: Location
    kind: str
    what: str
    done: str
    grave: bool = False

    def __str__(self) -> str:
        return f"{self.location}: {self.what}; {self.done}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What an importer settled where its options left it open; given as that option it makes the same commits."""

    option: str
    value: str


_QUOTED = re.compile(
    r'(?<![\w"])"(?=[^\s"])([^"]{2,400}?)(?<=\S)"(?!\w)|“([^“”]{2,400})”|«\s?([^«»]{2,400}?)\s?»|„([^„“”]{2,400})[“”]'
    r"|((?:^[ \t]*>(?:[ \t].*)?(?:\n|\Z))+)",
    re.M,
)
_MAIL_MARK = re.compile(r"^[ \t]*> ?", re.M)


def _quotes(text: str) -> Iterator[str]:
    for match in _QUOTED.finditer(text):
        said = _MAIL_MARK.sub("", match[5]) if match[5] else next(part for part in match.groups() if part)
        if any(sign.isalpha() for sign in said):
            yield said.strip() if match[5] else " ".join(said.split())


@dataclass(frozen=True, slots=True)
class ChangeLogEntry:
    """One entry of a ChangeLog.

    Attributes:
        line: 1-based, of the header line; ``end_line`` is the entry's last line.
        date: None where the entry has none; of a month-only date the first day, see ``date_precision``. A
            datetime is naive where the file names no zone.
        date_text: as written.
        authors: as written, in order.
        items: the bullets or paragraphs, each one string without its bullet.
        text: the entry's whole text below the header, unindented.
        files: as named in the entry, each once, in order; ``symbols`` the functions named beside them.
        tags: releases and tags that the entry announces, package tags in the CMT manner included.
        revisions: Subversion revisions named, digits only.  ``issues``: bug and pull request numbers.
        author_text: the names as written, without addresses; it keeps what a list of people cannot ("A and B").
        revision: the Subversion revision that the entry is itself, digits only, or "".
    """

    line: int
    end_line: int
    date: date | datetime | None
    date_text: str = ""
    date_precision: Literal["year", "month", "day", "minute", "second", ""] = "day"
    authors: tuple[Identity, ...] = ()
    items: tuple[str, ...] = ()
    text: str = ""
    files: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    revisions: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    author_text: str = ""
    revision: str = ""

    @property
    def quotes(self) -> tuple[str, ...]:
        """What the text quotes: words in double quotation marks, lines with ``>`` in front as mails have them.

        Without the marks, each once, in order. Made of the text each time: few ask, and most texts quote nothing.
        """
        return tuple(dict.fromkeys(_quotes(self.text)))


@dataclass(frozen=True, slots=True)
class Release:
    """A version that was given out.

    Attributes:
        evidence: where it is recorded: a tag, a ChangeLog line, a log message.
        commit: key of the commit it names, or "".
    """

    name: str
    date: date | datetime | None
    evidence: str
    commit: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a tree, read when asked for.

    Attributes:
        path: relative to the tree's root, with ``/``.
        read: gives the content. Raises ArchaeoError where it cannot be had (dangling link, missing object).
        blob: object id where the file comes from git, else None; equal ids mean equal content.
        link: what a symbolic link says, as it stands there; None for a plain file. ``read`` of a link gives the same
            text: whoever wants the file behind it resolves the link inside the tree.
    """

    path: str
    read: Callable[[], bytes] = field(repr=False)
    blob: BlobId | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class ContentOptions:
    """What a person can say about how a source's files and properties look in git.

    Attributes:
        ignores: ``generate`` a .gitignore of ignore properties, or ``none``.
        attributes: write a .gitattributes of line ends, types, locks and keywords.
        keep_empty_dirs: put a .gitkeep into empty directories.
        paths: ``exact``: only names that git refuses are escaped; ``portable``: also those that other systems refuse.
        lfs_above: size in bytes above which a text becomes a Git LFS object; 0 for never.
        externals: ``report`` what is to come from elsewhere, or make ``submodules`` of it.
        submodules: the text of the map from Subversion's URLs to repositories in git.
    """

    ignores: str = "generate"
    attributes: bool = False
    keep_empty_dirs: bool = False
    paths: str = "exact"
    lfs_above: int = 0
    externals: str = "report"
    submodules: str = ""


class Sought(NamedTuple):
    """A state of another repository that an external names.

    Attributes:
        url: in Subversion; ``below`` the part of it below the URL that the map has for the repository.
        revision: whose state is wanted, None for the newest at ``date``.
        peg: the revision in which the URL is looked up, None for that of ``revision`` or ``date``.
    """

    url: str
    below: str
    revision: int | None
    peg: int | None
    date: datetime


class Commits(Protocol):
    """Finds the commits that submodules are to name."""

    def own(self, key: str) -> BlobId | None:
        """Give the id of a commit of this conversion that came before in the stream, by its key."""

    def elsewhere(self, repository: str, sought: Sought) -> BlobId | None:
        """Give the commit of a git repository on this machine that holds a state, None where none is known to.

        Raises:
            ArchaeoError: there is no such repository.
        """


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person can say to an importer.

    Attributes:
        layout: ``auto``, ``std``, ``single``, or branch roots separated by commas (``proj/trunk,proj/branches/*``),
            or ``plan:`` and a saved plan's text.
        authors: login (or name as written) to person.
        progress: see ``Progress``.
        strict: damage stops the conversion instead of being reported.
        svn_id: where a commit's revision is written: ``notes`` (refs/notes/svn), ``trailer`` (``git-svn-id`` in the
            message), ``none``.
        lift_references: put the commit behind each revision that a message names.
        content: see ``ContentOptions``.
        group: how entries of a ChangeLog become commits: one each, or one a ``day`` and author.
        snapshots: (directory or archive of a release, its version or date or "" where its name tells); a directory
            with ``*`` in that place holds one release a file.
        before: only the entries of a ChangeLog that are older.
        commits: where the commits of submodules are found; None makes no submodules.
        memory: a folder that takes what an importer has to remember to go on later; None for nowhere.
        dates: what a person put right, as `dates` reads it.
    """

    layout: str = "auto"
    authors: Mapping[str, Identity] = field(default_factory=dict)
    progress: Progress = no_progress
    strict: bool = False
    svn_id: Literal["notes", "trailer", "none"] = "notes"
    lift_references: bool = False
    content: ContentOptions = field(default_factory=ContentOptions)
    group: Literal["entry", "day"] = "entry"
    snapshots: tuple[tuple[Path, str], ...] = ()
    before: date | None = None
    commits: Commits | None = None
    memory: Path | None = None
    dates: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hints:
    """What an importer knows beyond a text and its base, and a store may use or not.

    Attributes:
        base_text: gives the base's text, where that is cheaper than from the store; None from it says that it is not.
        copies: what of the text is in the base, in order: (offset in the text, offset in the base, length). None where
            the source does not say.
        base_size: length of the base, in bytes, where there are copies.
        newest: it is the newest text of its path in the main line, so it will be read more often than others.
    """

    base_text: Callable[[], bytes | None] | None = None
    copies: Sequence[tuple[int, int, int]] | None = None
    base_size: int = 0
    newest: bool = False


NO_HINTS = Hints()


class Store(Protocol):
    """Where an importer puts contents. In tests a dict; in a conversion the pack that is being written."""

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        """Keep a text and give its git blob id; ``base`` is a text it resembles, if the importer knows one."""

    def text(self, id: BlobId) -> bytes:
        """Give a text back."""

    def keep(self, tree: Tree) -> BlobId:
        """Keep a directory and all below it, and give its git tree id."""


class Place(NamedTuple):
    """Where a text lies: in a file that is open under a descriptor, and mapped into memory."""

    buffer: bytes | mmap
    file: int
    offset: int
    length: int

    def text(self) -> bytes:
        """Give the text."""
        return bytes(self.buffer[self.offset : self.offset + self.length])


@runtime_checkable
class PlacedStore(Store, Protocol):
    """A store that takes texts from where they lie, and need not be done with them at once."""

    def put_at(self, id: BlobId, place: Place, base: BlobId | None, base_place: Place | None, *, newest: bool) -> None:
        """Keep a text of a known id; ``base`` is a text it resembles, and where that lies, if it is known."""

    def near_end(self) -> None:
        """Take notice that only the newest states come from now on."""


@runtime_checkable
class LargeStore(Store, Protocol):
    """A store that keeps large texts elsewhere.

    Attributes:
        pointers: id of a text that is kept elsewhere to the id of what stands for it in git.
    """

    @property
    def pointers(self) -> Mapping[BlobId, BlobId]: ...

    def whole(self, id: BlobId) -> None:
        """Keep a text that is among ``pointers`` in git itself after all."""

    def put_whole(self, text: bytes) -> BlobId:
        """Keep a text in git itself however large it is."""


Record: TypeAlias = Commit | Ref | Skipped | Diagnostic | Setting | Property | Renamed | Submodule
"""What importers yield."""
