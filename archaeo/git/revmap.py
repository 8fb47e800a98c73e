"""The revision map of a converted repository: what became of each revision of the source.

``archaeo/revmap.tsv`` has a line for each commit, and one without a commit but with a reason for whatever made none::

    revision	path	ref	commit	reason
    1	trunk	refs/heads/main		directories only
    2	trunk	refs/heads/main	0279324f3f31b3b8fd2e2011f359271830429190
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from archaeo.errors import ArchaeoError, Location
from archaeo.model import BlobId
from archaeo.tree import encode

from .commits import Commits

REVMAP: Final = Path("archaeo", "revmap.tsv")
PROOF: Final = Path("archaeo", "proof.json")
OUTSIDE: Final = "outside every branch"
START: Final = "start of the repository"  # revision 0, which holds nothing and counts for none
PLAIN: Final = "plain reading"
# how a commit's key marks what is no branch of the layout; no path in Subversion ends in a colon or begins with a slash
_MARKS: Final = {OUTSIDE: "outside:", PLAIN: "/plain/"}
_HEADER: Final = "revision\tpath\tref\tcommit\treason\n"


class Row(NamedTuple):
    """A line of the map.

    Attributes:
        revision: number of the revision, or what else counts the units of the source.
        path: of the branch root, "" for the whole repository.
        ref: the ref that stands for the branch, "" where none does.
        commit: hexadecimal id, "" where none was made; then ``reason`` says why.
    """

    revision: str
    path: str
    ref: str
    commit: str
    reason: str = ""


def write(file: Path, rows: Iterable[Row]) -> None:
    """Write a map."""
    with file.open("wb") as out:
        out.write(_HEADER.encode("ascii"))
        append(out, rows)


def append(out: BinaryIO, rows: Iterable[Row]) -> None:
    """Write rows behind those that are there."""
    for row in rows:
        # the reason is left out where there is none: four columns are what other readers of such maps expect
        out.write(encode(line(row if row.reason else row[:4])))


def copy_renamed(file: Path, out: BinaryIO, renamed: Mapping[str, str], named: Mapping[int, str]) -> None:
    """Copy a map whose refs have other names now.

    Args:
        renamed: old name to new, "" for none.
        named: number of a row, from 0, to the ref that it has got.
    """
    if not renamed and not named:
        with file.open("rb") as old:
            shutil.copyfileobj(old, out)
        return
    names = {encode(_field(old)): encode(_field(new)) for old, new in renamed.items()}
    with file.open("rb") as lines:
        out.write(next(lines, b""))
        for number, line in enumerate(lines):
            fields = line.split(b"\t")
            new = encode(_field(named[number])) if number in named else names.get(fields[2])
            if new is not None:
                fields[2] = new
            out.write(b"\t".join(fields))


def read(repository: Path) -> Iterator[Row]:
    """Yield the rows of a repository's map.

    Raises:
        ArchaeoError: it has none.
    """
    try:
        lines = (repository / REVMAP).open(encoding="utf-8", errors="surrogateescape", newline="\n")
    except OSError:
        raise ArchaeoError(
            f"has no revision map ({REVMAP})",
            hint="name a repository that archaeo convert made",
            location=Location(str(repository)),
        ) from None
    with lines:
        next(lines, "")
        for row in lines:
            values = fields(row)
            if len(values) >= 4:
                yield Row(*values[:5])


def by_unit(rows: Iterable[Row]) -> Mapping[tuple[str, str], str]:
    """Give (revision, path as the commit's key marks it) to commit."""
    return {(row.revision, _MARKS.get(row.reason, "") + row.path): row.commit for row in rows if row.commit}


def by_key(repository: Path) -> Commits:
    """Give the commits of a repository's map by the keys of their records.

    Raises:
        ArchaeoError: it has no map, or one that cannot be read.
    """
    commits = Commits()
    for row in read(repository):
        if row.commit:
            commits[f"{_MARKS.get(row.reason, '')}{row.path}@{row.revision}"] = _id(row.commit, repository)
    return commits


def _id(commit: str, repository: Path) -> BlobId:
    try:
        id = bytes.fromhex(commit)
        if len(id) == 20:
            return id
    except ValueError:
        pass
    raise ArchaeoError(
        f"'{commit}' is no commit's id", hint="convert again", location=Location(str(repository / REVMAP))
    )


def place(key: str) -> tuple[str, str, str]:
    """Give the unit, the path and the reason that stand in the map for a commit's key.

    >>> place("trunk@17"), place("outside:@17"), place("/plain/trunk@17")
    (('17', 'trunk', ''), ('17', '', 'outside every branch'), ('17', 'trunk', 'plain reading'))
    """
    path, _, unit = key.rpartition("@")
    if path == _MARKS[OUTSIDE]:
        return unit, "", OUTSIDE
    if path.startswith(_MARKS[PLAIN]):
        return unit, path.removeprefix(_MARKS[PLAIN]), PLAIN
    return unit, path, ""


def line(values: Iterable[str]) -> str:
    """Give values as a line of a map."""
    return "\t".join(map(_field, values)) + "\n"


def fields(line: str) -> list[str]:
    """Give the values of a line."""
    values = line.rstrip("\n").split("\t")
    return list(map(_value, values)) if "\\" in line else values


def _field(value: str) -> str:
    if "\t" in value or "\n" in value or "\\" in value:
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return value


def _value(field: str) -> str:
    if "\\" not in field:
        return field
    return field.replace("\\\\", "\0").replace("\\t", "\t").replace("\\n", "\n").replace("\0", "\\")
