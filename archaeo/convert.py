"""Converts a source into a bare git repository: importer, writer, revision map, proof."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import IO

from archaeo import importers
from archaeo.errors import ArchaeoError, FormatError, Location
from archaeo.git import revmap
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
    Submodule,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a conversion made.

    Attributes:
        revisions: units of the source that are accounted for: revisions, or entries of a ChangeLog.
        states: (revision, branch) states that a commit was made for; ``identical`` those whose commit, read back from
        the
            finished repository, has the very tree of the source.
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
    _check_free(target, force)
    importer = importer or importers.detect_all(sources)
    with _appearing(target) as folder:
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
    try:
        with tempfile.TemporaryFile("w+", encoding="ascii") as rows:
            (folder / "archaeo").mkdir()
            large = LargeFiles(writer, folder, options.content.lfs_above)
            submodules: set[tuple[str, BlobId]] = set()
            likeness = Likeness(options.content, large.pointers, submodules)
            tally = _Tally(writer, rows, Kept(folder), options, likeness, submodules)
            store = large if options.content.lfs_above else writer
            options = replace(options, commits=Found(writer.commits))
            for record in importers.read(importer, sources, store, options):
                if isinstance(record, Diagnostic) and record.grave and options.strict:
                    raise FormatError(record.what, location=record.location)
                tally.take(record)
            tally.kept.close()
            writer.finish(tally.head())
            revmap.write(folder / revmap.REVMAP, tally.rows())
    except BaseException:
        writer.abandon()
        raise
    states, identical = _prove(folder, tally)
    proof = {
        "schema": "archaeo/proof/1",
        "importer": importer.NAME,
        "options": _recorded(options) | tally.settled,
        "units": len(tally.units),
        "states": states,
        "identical": identical,
    }
    (folder / revmap.PROOF).write_text(json.dumps(proof, indent=1) + "\n", "utf-8")
    return Report(
        target,
        importer.NAME,
        len(tally.units),
        tally.commits,
        states,
        identical,
        tuple(tally.refs),
        dict(sorted(tally.reasons.items())),
        tuple(tally.diagnostics),
    )


# what must be the same for the same commits to come out; the other options do not touch them
_OPTIONS = ("layout", "svn_id", "lift_references")


def _recorded(options: ImportOptions) -> dict[str, object]:
    people = {login: [who.name, who.email] for login, who in sorted(options.authors.items())}
    return {name: getattr(options, name) for name in _OPTIONS} | {"authors": people, "content": asdict(options.content)}


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
        return ImportOptions(authors=people, content=content, **known)
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


class _Tally:
    """Writes what comes and keeps account of it."""

    def __init__(
        self,
        writer: Writer,
        rows: IO[str],
        kept: Kept,
        options: ImportOptions,
        likeness: Likeness,
        submodules: set[tuple[str, BlobId]],
    ) -> None:
        self._writer, self._rows, self._lift = writer, rows, options.lift_references
        self._commits_of: dict[int, list[str]] = {}
        self.units = _Units()
        self.commits = 0
        self.refs: list[Ref] = []
        self.reasons: Counter[str] = Counter()
        self.diagnostics: list[Diagnostic] = []
        # commit id and tree id behind each other: two objects more for each of a million commits would be 160 MB
        self.trees = bytearray()
        self.settled: dict[str, object] = {}
        # commits whose tree is not the source's, and differs in more than a conversion may add
        self.unlike: set[bytes] = set()
        self._likeness, self._submodules = likeness, submodules
        self.kept = kept

    def take(self, record: Record) -> None:
        """Take the next record of the stream."""
        match record:
            case Commit():
                unit, path, reason = revmap.place(record.key)
                plain = reason == revmap.PLAIN
                id = self._writer.commit(self._lifted(record) if self._lift and not plain else record)
                self.commits += not plain
                self._row(unit, path, record.branch, id.hex(), reason)
                if record.tree is not None and record.tree.git_id is not None:
                    self.trees += id + record.tree.git_id
                    if record.source is not None:
                        found = self._likeness.differences(record.source, TreeFolder(record.tree))
                        if next(found, None) is not None:
                            self.unlike.add(id)
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
                self.kept.take(record)
            case Submodule():
                self.kept.take(record)
                self._submodules.add((record.path, record.commit))

    def _lifted(self, record: Commit) -> Commit:
        """Put the commit behind each revision that the message names, and remember this one's."""

        def resolve(revision: int) -> str | None:
            # of several branches changed in one revision the one of this commit's own is meant, if it is any
            keys = self._commits_of.get(revision, [])
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

    def rows(self) -> Iterator[revmap.Row]:
        """Yield the rows kept, each with the ref that now stands for its branch."""
        names = {ref.branch: ref.name for ref in self.refs if ref.branch}
        self._rows.seek(0)
        for line in self._rows:
            unit, path, branch, commit, reason = json.loads(line)
            yield revmap.Row(unit, path, names.get(branch, ""), commit, reason)

    def _row(self, unit: str, path: str, branch: str, commit: str, reason: str) -> None:
        if reason != revmap.START:
            self.units.add(unit)
        self._rows.write(json.dumps((unit, path, branch, commit, reason)) + "\n")


def _prove(folder: Path, tally: _Tally) -> tuple[int, int]:
    """Read every commit back and compare its tree with the state it was made for."""
    import pygit2

    repository = pygit2.Repository(str(folder))
    identical = 0
    for at in range(0, len(tally.trees), 40):
        commit, tree = bytes(tally.trees[at : at + 20]), bytes(tally.trees[at + 20 : at + 40])
        found = repository[pygit2.Oid(raw=commit)]
        is_there = isinstance(found, pygit2.Commit) and found.tree_id.raw == tree
        identical += is_there and commit not in tally.unlike
    return len(tally.trees) // 40, identical


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """Give a folder beside the target that gets the target's name when the block ends well."""
    parent = target.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".partial", dir=parent))
    except OSError as error:
        raise ArchaeoError(
            f"cannot be written: {(error.strerror or 'unknown').lower()}", location=Location(str(target))
        ) from None
    try:
        yield folder
        folder.chmod(0o755)
        if target.exists():
            target.rename(folder.with_suffix(".old"))
        folder.rename(target)
        shutil.rmtree(folder.with_suffix(".old"), ignore_errors=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
