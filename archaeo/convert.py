"""Converts a source into a bare git repository: importer, writer, revision map, proof."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import IO

from archaeo import importers
from archaeo.errors import ArchaeoError, FormatError, Location
from archaeo.git import revmap
from archaeo.git.writer import Writer
from archaeo.model import Commit, Diagnostic, ImportOptions, Record, Ref, Skipped


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
    sources: Sequence[Path | str], target: Path, options: ImportOptions, importer: ModuleType | None = None
) -> Report:
    """Convert a source into a new bare repository, which appears under its name when it is complete.

    Args:
        sources: one, or several of one history: a dump and the incremental ones that followed it.
        importer: who shall read them; None asks the importers.

    Raises:
        ArchaeoError: the target exists, or the source cannot be read.
    """
    if target.exists():
        raise ArchaeoError(
            "exists already", hint="name another target, or remove it first", location=Location(str(target))
        )
    importer = importer or importers.detect_all(sources)
    with _appearing(target) as folder:
        return _fill(folder, target, importer, sources, options)


def _fill(
    folder: Path, target: Path, importer: ModuleType, sources: Sequence[Path | str], options: ImportOptions
) -> Report:
    writer = Writer(folder)
    try:
        with tempfile.TemporaryFile("w+", encoding="ascii") as rows:
            tally = _Tally(writer, rows)
            for record in importers.read(importer, sources, writer, options):
                if isinstance(record, Diagnostic) and record.grave and options.strict:
                    raise FormatError(record.what, location=record.location)
                tally.take(record)
            writer.finish(tally.head())
            (folder / "archaeo").mkdir()
            revmap.write(folder / revmap.REVMAP, tally.rows())
    except BaseException:
        writer.abandon()
        raise
    states, identical = _prove(folder, tally)
    proof = {
        "schema": "archaeo/proof/1",
        "importer": importer.NAME,
        "layout": options.layout,
        "units": len(tally.keys),
        "states": states,
        "identical": identical,
    }
    (folder / revmap.PROOF).write_text(json.dumps(proof, indent=1) + "\n", "utf-8")
    return Report(
        target,
        importer.NAME,
        len(tally.keys),
        tally.commits,
        states,
        identical,
        tuple(tally.refs),
        dict(sorted(tally.reasons.items())),
        tuple(tally.diagnostics),
    )


class _Tally:
    """Writes what comes and keeps account of it."""

    def __init__(self, writer: Writer, rows: IO[str]) -> None:
        self._writer, self._rows = writer, rows
        self.keys: set[str] = set()
        self.commits = 0
        self.refs: list[Ref] = []
        self.reasons: Counter[str] = Counter()
        self.diagnostics: list[Diagnostic] = []
        self.trees: list[tuple[bytes, bytes]] = []

    def take(self, record: Record) -> None:
        """Take the next record of the stream."""
        match record:
            case Commit():
                id = self._writer.commit(record)
                self.commits += 1
                path, _, unit = record.key.rpartition("@")
                outside = path == "outside:"
                reason = revmap.OUTSIDE if outside else ""
                self._row(unit, "" if outside else path, record.branch, id.hex(), reason)
                if record.tree is not None and record.tree.git_id is not None:
                    self.trees.append((id, record.tree.git_id))
            case Ref():
                self._writer.ref(record)
                self.refs.append(record)
            case Skipped():
                self.reasons[record.reason.partition(" of ")[0]] += 1
                self._row(record.key, record.path, record.branch, "", record.reason)
            case Diagnostic():
                self.diagnostics.append(record)

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
        self.keys.add(unit)
        self._rows.write(json.dumps((unit, path, branch, commit, reason)) + "\n")


def _prove(folder: Path, tally: _Tally) -> tuple[int, int]:
    """Read every commit back and compare its tree with the state it was made for."""
    import pygit2

    repository = pygit2.Repository(str(folder))
    identical = 0
    for commit, tree in tally.trees:
        found = repository[pygit2.Oid(raw=commit)]
        identical += isinstance(found, pygit2.Commit) and found.tree_id.raw == tree
    return len(tally.trees), identical


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
        folder.rename(target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
