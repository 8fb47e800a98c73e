"""What a conversion leaves in a repository so that another one can go on from there: ``archaeo/memory/``.

Beside what the importer remembers there are ``made`` (JSON: counts, refs, what else belongs to it) and ``commits`` (of
each path the revisions and ids of its commits). `Made` vouches for the other files by their checksums: a folder in
which an old file stands beside a new one is refused.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from archaeo.errors import ArchaeoError, Location

from .commits import Commits, Line
from .writer import Writer

MEMORY = Path("archaeo", "memory")
_MADE, _COMMITS = "made", "commits"
_SCHEMA = "archaeo/made/1"
_DIGEST = 16
# a file that ends in a checksum of its own, which need not be read twice
_CHECKS_ITSELF = "trees"


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted of a conversion; see `archaeo.convert.Report`."""

    units: int = 0
    commits: int = 0
    states: int = 0
    identical: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """What a conversion made.

    Attributes:
        reasons: why a unit made no commit, counted.
        refs: full ref name to the commit that it leads to.
        lives: the ``branch`` of records to the ref that stands for it.
        unnamed: such a branch without a ref to the numbers of its rows in the revision map, from 0.
        rows: of the revision map.
        date: of the newest commit; ``notes`` the id of the notes' tree, "" for none.
        commits: all.
    """

    counts: Counts
    reasons: Mapping[str, int]
    refs: Mapping[str, str]
    lives: Mapping[str, str]
    unnamed: Mapping[str, list[int]]
    rows: int
    date: datetime
    notes: str
    commits: Commits


def write(
    repository: Path,
    writer: Writer,
    counts: Counts,
    reasons: Mapping[str, int],
    lives: Mapping[str, str],
    unnamed: Mapping[str, list[int]],
    rows: int,
) -> None:
    """Write what a conversion made, whose importer has written what it remembers."""
    folder = repository / MEMORY
    (folder / _COMMITS).write_bytes(zlib.compress(_packed(writer.commits), 1))
    names = sorted(file.name for file in folder.iterdir())
    made = {
        "schema": _SCHEMA,
        "counts": asdict(counts),
        "reasons": reasons,
        "refs": {name: writer.peeled.get(name, id).hex() for name, id in writer.refs.items()},
        "lives": lives,
        "unnamed": unnamed,
        "rows": rows,
        "date": writer.date.isoformat(),
        "notes": writer.notes.hex() if writer.notes else "",
        "files": {name: _checksum(folder / name) for name in names},
    }
    (folder / _MADE).write_bytes(zlib.compress(json.dumps(made, separators=(",", ":")).encode("ascii"), 1))


def read(repository: Path) -> Made | None:
    """Give what a conversion made; None where it left nothing to go on from.

    Raises:
        ArchaeoError: it cannot be read.
    """
    folder = repository / MEMORY
    if not (folder / _MADE).is_file():
        return None
    try:
        found = json.loads(zlib.decompress((folder / _MADE).read_bytes()))
        if found["schema"] != _SCHEMA:
            return None
        if any(_checksum(folder / Path(name).name) != checksum for name, checksum in found["files"].items()):
            raise ValueError
        return Made(
            Counts(**found["counts"]),
            found["reasons"],
            found["refs"],
            found["lives"],
            found["unnamed"],
            found["rows"],
            datetime.fromisoformat(found["date"]),
            found["notes"],
            _unpacked(zlib.decompress((folder / _COMMITS).read_bytes())),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zlib.error):
        raise ArchaeoError(
            "is not what was saved", hint="convert anew, with --force", location=Location(str(folder))
        ) from None


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        if file.name == _CHECKS_ITSELF:
            stream.seek(-_DIGEST, 2)
            return stream.read().hex()
        digest = hashlib.blake2b(digest_size=_DIGEST)
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
        return digest.hexdigest()


def _packed(commits: Commits) -> bytes:
    """Give the paths with their numbers of commits as JSON, then after a line end the revisions and ids of each."""
    lines = list(commits.lines())
    head = json.dumps([[path, len(line.revisions)] for path, line in lines]).encode("ascii")
    parts = [part for _, line in lines for part in (line.revisions.tobytes(), bytes(line.ids))]
    others = json.dumps({key: id.hex() for key, id in commits.others()}).encode("ascii")
    return b"\n".join([head, others, b"".join(parts)])


def _unpacked(text: bytes) -> Commits:
    head, others, body = text.split(b"\n", 2)
    commits, at = Commits(), 0
    for path, count in json.loads(head):
        revisions = array("q")
        revisions.frombytes(body[at : at + 8 * count])
        ids = body[at + 8 * count : at + 28 * count]
        if len(ids) != 20 * count:
            raise ValueError
        at += 28 * count
        commits.add_line(path, Line(revisions, ids))
    for key, id in json.loads(others).items():
        commits[key] = bytes.fromhex(id)
    return commits
