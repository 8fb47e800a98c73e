"""archaeo as a library: the jobs of the command line as typed functions, under the names that `archaeo` gives them.

Each function imports what it needs when it is called, so that ``import archaeo`` stays light.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from archaeo.model import Commit, ImportOptions

if TYPE_CHECKING:
    import networkx

    from archaeo.analyzers.chronicle import Row
    from archaeo.convert import Report
    from archaeo.dig import Dug
    from archaeo.importers.changelog import ChangeLog
    from archaeo.look import Find
    from archaeo.verify import Proof

File: TypeAlias = str | PathLike[str]


def recognise(*sources: File) -> tuple[Find, ...]:
    """Say what lies at, or below, the sources: histories, ChangeLogs, sources, archives, the unknown.

    Raises:
        ArchaeoError: a source does not exist.
    """
    from archaeo.look import look

    return look([Path(source) for source in sources])


def revisions(dump: File, layout: str = "auto") -> Iterator[Commit]:
    """Yield the revisions of a Subversion dump or repository, as ``svn log -v`` would tell them; nothing is converted.

    Raises:
        ArchaeoError: it cannot be read, or is no dump.
    """
    from archaeo.importers.svn.log import log

    return (record for record in log(Path(dump), ImportOptions(layout)) if isinstance(record, Commit))


def parse_changelog(file: File | bytes, name: str = "ChangeLog", dialect: str = "") -> ChangeLog:
    """Give the entries of a ChangeLog, and which dialect it was taken for.

    Args:
        file: the file, or its content; then ``name`` is what messages call it.
        dialect: read it in this one; "" chooses.
    """
    from archaeo.importers import changelog

    if isinstance(file, bytes):
        return changelog.parse(file, name, dialect)
    return changelog.parse(Path(file).read_bytes(), Path(file).name, dialect)


def convert_to_git(source: File | Sequence[File], target: File, layout: str = "auto", **options: Any) -> Report:
    """Convert a dump, several of one history, or a ChangeLog into a new bare git repository.

    Args:
        options: more fields of `model.ImportOptions`, as ``authors``.

    Raises:
        ArchaeoError: the target exists, or the source cannot be read.
    """
    from archaeo.convert import convert

    sources = [source] if isinstance(source, str | PathLike) else source
    return convert([Path(one) for one in sources], Path(target), ImportOptions(layout, **options))


def verify_conversion(source: File, repository: File) -> Proof:
    """Derive every state again from the source and compare it with the repository."""
    from archaeo.verify import verify

    return verify([Path(source)], Path(repository), ImportOptions())


def commits(repository: File) -> Iterator[Commit]:
    """Yield the commits of a git repository, oldest first, with the paths they touched.

    Raises:
        ArchaeoError: there is no repository.
    """
    from archaeo.git import reader

    return reader.commits(reader.open_repository(Path(repository)))


def dependencies(place: File, rev: str = "") -> networkx.MultiDiGraph[str]:
    """Give the graph of which file mentions which, of a folder, or of a commit of a git repository.

    Args:
        rev: a commit of the repository at ``place``; "" reads the files that lie there.

    Raises:
        ArchaeoError: the folder or the commit cannot be read.
    """
    from archaeo.analyzers import dependencies as found
    from archaeo.analyzers.sources import folder_files
    from archaeo.git import reader

    files = reader.files(reader.open_repository(Path(place)), rev) if rev else folder_files(Path(place))
    return found.graph(found.scan(files))


def timeline_rows(*sources: File, query: str = "") -> tuple[Row, ...]:
    """Give all that is dated of the sources, oldest first, filtered as in ``archaeo timeline``.

    Raises:
        ArchaeoError: a source cannot be read, or the query was not understood.
    """
    from archaeo.timeline.rows import select
    from archaeo.timeline.sources import gather, rows

    return select(rows(gather([Path(source) for source in sources])), query)


def table(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Give rows as a list of dictionaries of plain values: ``pandas.DataFrame(archaeo.table(rows))``."""
    return [
        {
            "id": row.id,
            "date": row.day,
            "time": row.time or None,
            "kind": row.kinds[0],
            "author": row.who or None,
            "subject": row.subject,
            "files": len(row.paths),
            "branch": row.branch or None,
            "commit": row.ref or None,
        }
        for row in rows
    ]


def dig_up(*sources: File, target: File | None = None, force: bool = False, layout: str = "auto") -> tuple[Dug, ...]:
    """Do the main job: look, convert, analyse, write the summary; see `archaeo dig`.

    Raises:
        ArchaeoError: nothing to dig up was found, the target exists, or a source cannot be read.
    """
    from archaeo.dig import dig

    options = ImportOptions(layout)
    return dig([Path(one) for one in sources], Path(target) if target else None, options, force=force)
