"""Converts a source into a bare git repository: importer, writer, revision map, proof."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import IO

from archaeo import importers
from archaeo.appearing import appearing
from archaeo.collection import without_collection
from archaeo.errors import ArchaeoError, FormatError, Location
from archaeo.footprint import large_blocks_apart
from archaeo.git import made, revmap
from archaeo.git.kept import Kept
from archaeo.git.lfs import LargeFiles
from archaeo.git.mapped import Found
from archaeo.git.writer import Writer
from archaeo.importers.svn import references
from archaeo.likeness import Likeness, TreeFolder
from archaeo.model import (
    BlobId,
    Commit,
    ContentOptions,
    Diagnostic,
    Identity,
    ImportOptions,
    Property,
    Record,
    Ref,
    Renamed,
    Setting,
    Skipped,
    Store,
    Submodule,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a conversion made.

    Attributes:
        revisions: units of the source that are accounted for: revisions, or entries of a ChangeLog.
        states: (revision, branch) states that a commit was made for; ``identical`` those whose commit, read back from
            the finished repository, has the very tree of the source.
        reasons: why a unit made no commit, counted.
    """

    target: Path
    importer: str
    revisions: int
    commits: int
    states: int
    identical: int
    refs: tuple[Ref, ...]
    reasons: dict[str, int]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_damaged(self) -> bool:
        """Whether something that the source promised is missing in the result."""
        return any(diagnostic.grave for diagnostic in self.diagnostics)


def convert(
    sources: Sequence[Path | str],
    target: Path,
    options: ImportOptions,
    importer: ModuleType | None = None,
    *,
    force: bool = False,
) -> Report:
    """Convert a source into a new bare repository, which appears under its name when it is complete.

    Args:
        sources: one, or several of one history: a dump and the incremental ones that followed it.
        importer: who shall read them; None asks the importers.
        force: replace a git repository of that name, when the new one is complete.

    Raises:
        ArchaeoError: the target exists, or the source cannot be read.
    """
    large_blocks_apart()
    _check_free(target, force)
    importer = importer or importers.detect_all(sources)
    if importer.NAME != "svn":
        # what they say is done by the importer of Subversion alone; a store of large files without it loses texts
        options = replace(options, content=ContentOptions())
    with appearing(target) as folder, without_collection():
        return _fill(folder, target, importer, sources, options)


def _check_free(target: Path, force: bool) -> None:
    where = Location(str(target))
    if target.exists() and not force:
        raise ArchaeoError("exists already", hint="name another target, or say --force", location=where)
    if target.exists() and not (target / "HEAD").is_file() and any(target.iterdir() if target.is_dir() else [0]):
        # --force is for a repository made earlier, not for somebody's folder
        raise ArchaeoError("is no git repository, and is not replaced", hint="name another target", location=where)


def _fill(
    folder: Path, target: Path, importer: ModuleType, sources: Sequence[Path | str], options: ImportOptions
) -> Report:
    writer = Writer(folder)
    # what stands for large files and externals hangs on more than trees, and is not remembered
    remembers = not options.content.lfs_above and options.content.externals != "submodules"
    with recording(folder, writer, options) as (tally, store):
        memory = folder / made.MEMORY if remembers else None
        given = replace(options, memory=memory, commits=Found(writer.commits))
        tally.take_all(importers.read(importer, sources, store, given))
        tally.finish()
        revmap.write(folder / revmap.REVMAP, tally.rows())
        return conclude(folder, target, importer, tally, options)


@contextmanager
def recording(
    folder: Path, writer: Writer, options: ImportOptions, older: Path | None = None
) -> Iterator[tuple[Tally, Store]]:
    """Give who takes the records of a conversion, and the store for it; nothing is left open however it ends.

    Args:
        older: the repository that is being extended.
    """
    try:
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogateescape", newline="\n") as rows,
            tempfile.TemporaryFile() as proof,
        ):
            (folder / "archaeo").mkdir()
            large = LargeFiles(writer, folder, options.content.lfs_above)
            submodules: set[tuple[str, BlobId]] = set()
            likeness = Likeness(options.content, large.pointers, submodules)
            yield (
                Tally(writer, rows, proof, Kept(folder, older), options, likeness, submodules),
                large if options.content.lfs_above else writer,
            )
    except BaseException:
        writer.abandon()
        raise


def conclude(
    folder: Path,
    target: Path,
    importer: ModuleType,
    tally: Tally,
    options: ImportOptions,
    repository: Path | None = None,
) -> Report:
    """Write the proof of a finished repository, and what is needed to go on from it; give the report.

    Args:
        repository: that has the commits, where it is not the folder itself.
    """
    counts = tally.proven(repository or folder)
    proof = {
        "schema": "archaeo/proof/1",
        "importer": importer.NAME,
        "options": _recorded(options) | tally.settled,
        "units": counts.units,
        "states": counts.states,
        "identical": counts.identical,
    }
    (folder / revmap.PROOF).write_text(json.dumps(proof, indent=1) + "\n", "utf-8")
    tally.remember(folder, counts)
    return Report(
        target,
        importer.NAME,
        counts.units,
        counts.commits,
        counts.states,
        counts.identical,
        tuple(tally.refs),
        dict(sorted(tally.reasons.items())),
        tuple(tally.diagnostics),
    )


# bytes of the pack that the proof looks at together, and has before it in sum
_WINDOW, _MAPPED = 1 << 20, 16 << 20

# what must be the same for the same commits to come out; the other options do not touch them
_OPTIONS = ("layout", "svn_id", "lift_references")


def _recorded(options: ImportOptions) -> dict[str, object]:
    people = {login: [who.name, who.email] for login, who in sorted(options.authors.items())}
    made = {name: getattr(options, name) for name in _OPTIONS} | {"authors": people, "content": asdict(options.content)}
    if options.dates:
        made["dates"] = {name: moment.isoformat() for name, moment in sorted(options.dates.items())}
    return made


def read_options(repository: Path) -> ImportOptions:
    """Give the options that a repository was converted with; the defaults where it does not say.

    Raises:
        ArchaeoError: its record cannot be read.
    """
    file = repository / revmap.PROOF
    try:
        found = json.loads(file.read_text("utf-8"))["options"] if file.exists() else {}
        people = {login: Identity(name, mail) for login, (name, mail) in found.pop("authors", {}).items()}
        content = ContentOptions(**found.pop("content", {}))
        known = {name: found[name] for name in _OPTIONS if name in found}
        dates = {name: datetime.fromisoformat(moment) for name, moment in found.pop("dates", {}).items()}
        return ImportOptions(authors=people, content=content, dates=dates, **known)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ArchaeoError(
            "cannot be read as the record of a conversion", hint="convert again", location=Location(str(file))
        ) from None


class _Units:
    """Counts the units met, each once. A byte for each revision, where a set of their names would take 130."""

    def __init__(self) -> None:
        self._numbers = bytearray()
        self._others: set[str] = set()

    def add(self, unit: str) -> None:
        """Take notice of a unit."""
        if unit.isdecimal() and len(unit) < 8:
            number = int(unit)
            if number >= len(self._numbers):
                self._numbers += bytes(number + 1 - len(self._numbers))
            self._numbers[number] = 1
        else:
            self._others.add(unit)

    def __len__(self) -> int:
        return self._numbers.count(1) + len(self._others)


class Tally:
    """Writes what comes and keeps account of it."""

    def __init__(
        self,
        writer: Writer,
        rows: IO[str],
        proof: IO[bytes],
        kept: Kept,
        options: ImportOptions,
        likeness: Likeness,
        submodules: set[tuple[str, BlobId]],
    ) -> None:
        self._writer, self._rows, self._options = writer, rows, options
        self._commits_of: dict[int, list[str]] = {}
        self._units = _Units()
        self._commits = 0
        self.refs: list[Ref] = []
        self.reasons: Counter[str] = Counter()
        self.diagnostics: list[Diagnostic] = []
        # commit id and tree id behind each other, on disk: nobody asks for them before the end
        self._trees = proof
        self._states = 0
        self.settled: dict[str, object] = {}
        # commits whose tree is not the source's, and differs in more than a conversion may add
        self._unlike: set[bytes] = set()
        self._likeness, self._submodules = likeness, submodules
        self._kept = kept
        self._before = made.Counts()
        self._unnamed: dict[str, list[int]] = {}
        self._count = 0

    def resume(self, before: made.Made) -> None:
        """Go on from an earlier conversion."""
        self._before = before.counts
        self.reasons.update(before.reasons)
        self._count = before.rows
        self._unnamed = {branch: list(rows) for branch, rows in before.unnamed.items()}

    def take_all(self, records: Iterable[Record]) -> None:
        """Take the records of a stream.

        Raises:
            FormatError: one tells of damage, and that was to be the end.
        """
        for record in records:
            if isinstance(record, Diagnostic) and record.grave and self._options.strict:
                raise FormatError(record.what, location=record.location)
            self.take(record)

    def finish(self) -> None:
        """Close what is written to."""
        self._kept.close()
        self._writer.finish(self.head())

    def take(self, record: Record) -> None:
        """Take the next record of the stream."""
        match record:
            case Commit():
                unit, path, reason = revmap.place(record.key)
                plain = reason == revmap.PLAIN
                id = self._writer.commit(
                    self._lifted(record) if self._options.lift_references and not plain else record
                )
                self._commits += not plain
                self._row(unit, path, record.branch, id.hex(), reason)
                if record.tree is not None and record.tree.git_id is not None:
                    self._trees.write(id + record.tree.git_id)
                    self._states += 1
                    if record.source is not None:
                        found = self._likeness.differences(record.source, TreeFolder(record.tree))
                        if next(found, None) is not None:
                            self._unlike.add(id)
            case Ref():
                self._writer.ref(record)
                self.refs.append(record)
            case Skipped():
                self.reasons[record.reason.partition(" of ")[0]] += 1
                self._row(record.key, record.path, record.branch, "", record.reason)
            case Diagnostic():
                self.diagnostics.append(record)
            case Setting():
                self.settled[record.option] = record.value
            case Property() | Renamed():
                self._kept.take(record)
            case Submodule():
                self._kept.take(record)
                self._submodules.add((record.path, record.commit))

    def _lifted(self, record: Commit) -> Commit:
        """Put the commit behind each revision that the message names, and remember this one's."""

        def resolve(revision: int) -> str | None:
            # of several branches changed in one revision the one of this commit's own is meant, if it is any
            keys = self._commits_of.get(revision)
            if keys is None:
                # converted earlier; the plain reading is not what anybody meant
                keys = [key for key in self._writer.commits.of_revision(revision) if not key.startswith("/")]
            path = record.key.rpartition("@")[0]
            own = [key for key in keys if key.rpartition("@")[0] == path] or keys
            return self._writer.commits[own[0]].hex() if len(own) == 1 else None

        lifted = replace(record, message=references.lift(record.message, resolve))
        unit = record.key.rpartition("@")[2]
        if unit.isdigit():
            self._commits_of.setdefault(int(unit), []).append(record.key)
        return lifted

    def head(self) -> str:
        """Give the branch that HEAD names: main, or else the first that lives."""
        heads = [ref.name for ref in self.refs if ref.name.startswith("refs/heads/")]
        return "refs/heads/main" if "refs/heads/main" in heads or not heads else heads[0]

    @property
    def lives(self) -> dict[str, str]:
        """The ``branch`` of records to the ref that now stands for it."""
        return {ref.branch: ref.name for ref in self.refs if ref.branch}

    @property
    def unnamed(self) -> Mapping[str, Sequence[int]]:
        """Such a branch that has no ref, or had none, to the numbers of its rows in the map."""
        return self._unnamed

    def rows(self) -> Iterator[revmap.Row]:
        """Yield the rows kept, each with the ref that now stands for its branch."""
        names = self.lives
        self._rows.seek(0)
        for line in self._rows:
            unit, path, branch, commit, reason = revmap.fields(line)
            if branch and branch not in names:
                self._unnamed.setdefault(branch, []).append(self._count)
            self._count += 1
            yield revmap.Row(unit, path, names.get(branch, ""), commit, reason)

    def proven(self, folder: Path) -> made.Counts:
        """Read every commit back, compare its tree with the state it was made for, and give what was counted."""
        import pygit2

        repository = pygit2.Repository(str(folder))
        # each commit is read once; libgit2 would keep all of them, 360 bytes each, and all of the pack mapped
        pygit2.settings.enable_caching(False)
        windows = pygit2.settings.mwindow_size, pygit2.settings.mwindow_mapped_limit
        pygit2.settings.mwindow_size, pygit2.settings.mwindow_mapped_limit = _WINDOW, _MAPPED
        identical = 0
        self._trees.seek(0)
        for _ in range(self._states):
            commit, tree = self._trees.read(20), self._trees.read(20)
            found = repository[pygit2.Oid(raw=commit)]
            is_there = isinstance(found, pygit2.Commit) and found.tree_id.raw == tree
            identical += is_there and commit not in self._unlike
        pygit2.settings.enable_caching(True)
        pygit2.settings.mwindow_size, pygit2.settings.mwindow_mapped_limit = windows
        before = self._before
        return made.Counts(
            before.units + len(self._units),
            before.commits + self._commits,
            before.states + self._states,
            before.identical + identical,
        )

    def remember(self, folder: Path, counts: made.Counts) -> None:
        """Write what is needed to go on from here, if the importer did.

        Where the source was damaged but for its end, another one may tell more, and there is nothing to go on from.
        """
        if not (folder / made.MEMORY).is_dir():
            return
        if any(diagnostic.grave and diagnostic.kind != "cut short" for diagnostic in self.diagnostics):
            shutil.rmtree(folder / made.MEMORY)
            return
        lives = self.lives
        unnamed = {branch: rows for branch, rows in self._unnamed.items() if branch not in lives}
        made.write(folder, self._writer, counts, self.reasons, lives, unnamed, self._count)

    def _row(self, unit: str, path: str, branch: str, commit: str, reason: str) -> None:
        if reason != revmap.START:
            self._units.add(unit)
        self._rows.write(revmap.line((unit, path, branch, commit, reason)))
