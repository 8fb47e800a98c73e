"""What a conversion would make of a dump, told without making it: commits with their changes, tags, texts on demand.

The history is followed as for a plan, over a file system of headers only. Beside that it is kept where in the dump each
text stands, so that a file of any commit can be read, and two of them compared, while the dump is open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType

from archaeo.errors import ArchaeoError, FormatError, Location
from archaeo.model import NO_HINTS, BlobId, Change, Commit, Diagnostic, Hints, ImportOptions, Ref, SourceFile
from archaeo.tree import SYMLINK, File, Tree, diff

from . import log, svndiff
from .dump import Revision
from .history import History
from .plan import missing_copy
from .skeleton import NoTexts, Place, Skeleton
from .source import open_dump
from .survey import Kept, Survey, survey

_RECENT = 64
"""Texts kept, since one revision's is mostly made of the one before."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A file before and after a commit, by its ids; None where it was not there."""

    path: str
    before: File | None
    after: File | None


class Retelling:
    """The history of one dump, to be used in a ``with`` block; `texts` and `differences` fill while it is told.

    Attributes:
        aside: revisions that made no commit, as `log` tells them: folders, properties, tags.
        differences: what each commit changed, by its key.
        branches: full ref name by the name that a branch has in the records.
    """

    def __init__(self, source: str, options: ImportOptions) -> None:
        self._options = options
        self._opened = open_dump(source, progress=options.progress)
        self._dump = self._opened.__enter__()
        self._places: dict[BlobId, Place] = {}
        self._recent: dict[BlobId, bytes] = {}
        self._trees = _Trees([])
        self._generated = _Generated()
        self.aside: list[Commit] = []
        self.differences: dict[str, tuple[Difference, ...]] = {}
        self.branches: dict[str, str] = {}

    def __enter__(self) -> Retelling:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.__exit__(kind, error, trace)

    def commits(self, report: list[Diagnostic]) -> tuple[tuple[Commit, ...], tuple[Ref, ...]]:
        """Give the commits, oldest first, on the refs they would be under, and the refs.

        Raises:
            FormatError: it is no dump, or has no whole revision.
        """
        kept = Kept()
        known = survey([self._dump], self._options.layout, kept)
        if known.broken is not None and known.revisions == 0:
            raise known.broken
        history = History(self._dump.name, known.uuid, known.layout, self._generated, self._options)
        found = list(self._told(known, kept, history, report))
        made = {commit.key.rpartition("@")[2] for commit in found}
        self.aside = [commit for commit in self.aside if commit.key[1:] not in made]  # a loss is told when it ends
        refs = tuple(ref for ref in history.refs() if isinstance(ref, Ref))
        names = {ref.branch: ref.name for ref in refs if ref.branch}
        # a trunk that was deleted and made again is one branch, that which lives
        living = {b.rpartition("@")[0]: name for b, name in names.items() if name.startswith("refs/heads/")}
        branches = {b: living.get(b.rpartition("@")[0], name) for b, name in names.items()}
        self.branches = names
        return tuple(replace(commit, branch=branches.get(commit.branch, "")) for commit in found), refs

    def _told(self, known: Survey, kept: Kept, history: History, report: list[Diagnostic]) -> Iterator[Commit]:
        skeleton = Skeleton(known.sources, self._places)
        trees = self._trees = _Trees(sorted({source.revision for source in known.sources}))
        branches = log.Branches(known.layout)
        done = 0
        try:
            for dump, revision in kept.again([self._dump], known, report.append):
                before, made = skeleton.root, False
                skeleton.apply(dump.buffer, revision)
                for record in history.revision(revision, before, skeleton.root):
                    if isinstance(record, Commit):
                        made = True
                        yield self._with_changes(record, trees)
                    elif isinstance(record, Diagnostic):
                        report.append(record)
                if not made:
                    self._set_aside(revision, branches)
                done += 1
                self._options.progress("following the branches", done, known.revisions)
        except FormatError as error:
            where = error.location or Location(self._dump.name)
            report.append(Diagnostic(where, "cut short", error.what, f"read up to revision {known.last}", grave=True))
        report.extend(
            missing_copy(self._dump.name, number, node.path, node.copyfrom) for number, node in skeleton.missing
        )

    def _with_changes(self, commit: Commit, trees: _Trees) -> Commit:
        tree = commit.tree or Tree()
        parent = trees.of(commit.parents[0]) if commit.parents else Tree()
        found = tuple(Difference(*row) for row in diff(parent, tree))
        self.differences[commit.key] = found
        trees.keep(commit, tree)
        gone = {one.before.id: one.path for one in found if one.before is not None and one.after is None}
        changes = tuple(_change(one, gone, commit) for one in found)
        return replace(commit, changes=changes, tree=None, source=None)

    def _set_aside(self, revision: Revision, branches: log.Branches) -> None:
        told = log.told(self._dump.name, [revision], branches, self._options, [])
        self.aside += [record for record in told if isinstance(record, Commit)]

    def files(self, branch: str) -> Iterator[SourceFile]:
        """Yield the files of the newest state of a branch, by the name it has in the records, by path."""
        for path, file in self._trees.newest(branch).files():
            read = partial(self.content, file, path)
            link = read().decode("utf-8", "surrogateescape") if file.mode == SYMLINK else None
            yield SourceFile(path, read, None, link)

    def content(self, file: File, path: str = "") -> bytes:
        """Give what a file holds; of a link, where it leads.

        Raises:
            ArchaeoError: the dump has it nowhere, or damaged.
        """
        try:
            text = self.text(file.id)
        except FormatError as error:
            raise FormatError(error.what, location=Location(self._dump.name, path=path)) from None
        return text.removeprefix(b"link ") if file.mode == SYMLINK else text

    def text(self, id: BlobId) -> bytes:
        """Give the text of a file by its id.

        Raises:
            ArchaeoError: the dump has it nowhere, or damaged.
        """
        chain: list[Place] = []
        base = b""
        while id:
            if id in self._recent:
                base = self._recent[id]
                break
            place = self._places.get(id)
            if place is None and id in self._generated.texts:
                base = self._generated.texts[id]
                break
            if place is None:
                if not chain:
                    raise ArchaeoError("the dump does not have this text", location=Location(self._dump.name))
                break
            chain.append(place)
            id = place.base if place.is_delta else b""
        for place in reversed(chain):
            raw = self._dump.buffer[place.span.offset : place.span.offset + place.span.length]
            base = svndiff.apply(base, raw)[0] if place.is_delta else bytes(raw)
            while len(self._recent) >= _RECENT:
                del self._recent[next(iter(self._recent))]
            self._recent[place.id] = base
        return base


def _change(one: Difference, gone: dict[BlobId, str], commit: Commit) -> Change:
    if one.after is None:
        return Change("D", one.path)
    if one.before is not None:
        return Change("M", one.path)
    source = gone.get(one.after.id)
    return Change("A", one.path, (source, commit.parents[0]) if source is not None else None)


class _Generated(NoTexts):
    """Keeps the texts that no dump has, as those of a .gitignore."""

    def __init__(self) -> None:
        self.texts: dict[BlobId, bytes] = {}

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        """Keep a text, and give its id."""
        id = super().put(text, base, hints)
        self.texts[id] = text
        return id


class _Trees:
    """The trees of commits that may still be a parent: the newest of each branch, and what is copied from later.

    To keep them all would take 20 kB a revision.
    """

    def __init__(self, wanted: list[int]) -> None:
        self._wanted = wanted
        self._trees: dict[str, Tree] = {}
        self._newest: dict[str, tuple[str, int]] = {}

    def keep(self, commit: Commit, tree: Tree) -> None:
        """Keep the tree of a commit; that of the one before on its branch only if something is copied from it."""
        number = int(commit.key.rpartition("@")[2])
        before = self._newest.get(commit.branch)
        place = bisect_left(self._wanted, before[1]) if before is not None else 0
        if before is not None and not (place < len(self._wanted) and self._wanted[place] < number):
            self._trees.pop(before[0], None)
        self._newest[commit.branch] = (commit.key, number)
        self._trees[commit.key] = tree

    def newest(self, branch: str) -> Tree:
        """Give the tree of a branch's last commit."""
        return self.of(self._newest[branch][0]) if branch in self._newest else Tree()

    def of(self, key: str) -> Tree:
        """Give the tree of a commit; an empty one if it is not kept."""
        return self._trees.get(key, Tree())
