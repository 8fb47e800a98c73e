"""Reads ChangeLogs: the file where people wrote down what they did, often the only thing that survived.

`parse` gives the entries of one file; `read` gives the records of a git history made of them, one commit an entry.
A file's dialect is chosen by what it accounts for, section by section; the dialects are the plugs in ``dialects/``.
"""

from __future__ import annotations

import os
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path

from archaeo import model, registry
from archaeo.collection import without_collection
from archaeo.errors import ArchaeoError, Location

from . import dates, doubts, entries, lines, sections, tables
from .heads import Head
from .log import ChangeLog as ChangeLog

NAME = "changelog"

# what a file is called that holds nothing but such entries; NEWS and HISTORY are also names of other things, so the
# content decides (see `sniff`)
_NAME = re.compile(
    r"(?:.*[-_.])?(?:change[-_ ]?logs?|changes?|news|history|revisions?|revhist|rev[-_]?notes?"
    r"|release[-_. ]?(?:notes?|history)|whats?[-_ ]?new|tag-index)"
    r"(?:[-_.](?:\d[\w.-]*|old|ancient|pre[\w-]*|till[\w.-]*|until[\w.-]*|archive[\w-]*|[A-Z]\w*|[a-z]{2,8}(?:-\d+)?))?"
    r"(?:\.(?:txt|md|rst|markdown|log|old|notes?|text|adoc|\d+|org|in))*$",
    re.I,
)
_NOT_A_LOG = re.compile(
    r"\.(?:py|c|cc|cpp|h|hh|hpp|f|f90|js|java|html?|css|png|gif|pdf|o|so|pyc|sh|pl|el|cgi|php|m|json|xml|db|fits|yml|yaml|dump|tmpl|ezt|tcl|inc|exe|bin|vcxproj)$|(?:^|/)history\.\d\w?$",
    re.I,
)
LAST_RESORTS = frozenset({"dated", "signed"})
"""Dialects that have no manner of their own."""

# a file larger than this is first tasted: a hundred megabytes are read by the dialects that matter only
_TASTE_LINES = 6000


def is_changelog_name(path: str) -> bool:
    """Tell whether a path has the name of a ChangeLog.

    >>> [is_changelog_name(p) for p in ("src/ChangeLog-2004", "doc/release.notes", "NEWS.rst", "src/history.c")]
    [True, True, True, False]
    """
    name = path.rpartition("/")[2]
    return bool(_NAME.match(name)) and not _NOT_A_LOG.search(name)


def sniff(path: Path, head: bytes) -> bool:
    """Tell whether a file is a ChangeLog: by its name and an entry or two, or by several that account for it.

    A folder is one when there are ChangeLogs in it: `read` makes one history of them.
    """
    if path.is_dir():
        return bool(discover(path))
    if b"\0" in head[:4000] and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    log = parse(head, path.name)
    dated = sum(entry.date is not None for entry in log.entries)
    if is_changelog_name(path.name):
        return dated >= (1 if log.score > 0.9 else 2)
    return dated >= (2 if log.score > 0.9 and log.dialect not in LAST_RESORTS else 4) and log.score > 0.5


def parse(content: bytes, name: str, dialect: str = "") -> ChangeLog:
    """Read a file.

    Args:
        name: for messages, and for dialects that know their files by name.
        dialect: read the whole file in this one; "" chooses.

    Raises:
        ArchaeoError: there is no such dialect.
    """
    with without_collection():
        return _parse(lines.read(content, name), name, dialect)


def _parse(read_lines: lines.Lines, name: str, dialect: str) -> ChangeLog:
    count = len(read_lines)
    filled = array("I", accumulate((1 if text else 0 for text in read_lines.texts), initial=0))
    heads = _heads(read_lines, dialect)
    found = sections.adopt(sections.sections(heads, count), heads, read_lines.texts)
    found, rows_of_data = tables.without(found, read_lines.texts)
    ranking = sections.candidates(heads, filled, count)
    passed = doubts.passed_by(
        read_lines.texts, {line for s in found for h in s.heads for line in range(h.first, max(h.body, h.line + 1))}
    )
    heads.clear()  # those of the dialects that were not chosen: a quarter of the memory
    pairs, diagnostics = entries.cut(read_lines, found, name)
    firsts = [cut_at for cut_at, _ in pairs]
    cut = [entry for _, entry in pairs]
    loose = entries.unaccounted(read_lines, cut, firsts)
    outside = sum(filled[end] - filled[start - 1] for start, end in loose)
    rows = tuple((s.dialect, s.start + 1, s.end, sum(1 for h in s.heads if h.stamp)) for s in found)
    main = max(rows, key=lambda row: row[3])[0] if rows else ""
    own = next((row.score for row in ranking if row.dialect == main), 0.0)
    days = [dates.day_of(entry.date) for entry in cut if entry.date]
    if doubts.weighty(passed, len(days)):
        own *= len(days) / (len(days) + len(passed))
    return ChangeLog(
        file=name,
        dialect=main,
        score=round(own, 4),
        runner_up=next((row for row in ranking if row.dialect != main), None),
        entries=tuple(cut),
        diagnostics=tuple(diagnostics),
        coverage=round(1 - outside / filled[count], 4) if filled[count] and cut else 0.0,
        unaccounted=tuple(loose),
        sections=rows,
        newest_first=_newest_first(cut),
        encodings=tuple(read_lines.encodings.most_common()),
        candidates=tuple(ranking),
        doubts=doubts.sentences(_days_by_section(cut, rows), passed, main in LAST_RESORTS, rows_of_data),
        firsts=tuple(firsts),
    )


def _days_by_section(
    found: Sequence[model.ChangeLogEntry], rows: Iterable[tuple[str, int, int, int]]
) -> list[list[date]]:
    """Give the days of the entries, section by section: each has its own order."""
    places = [row[1] for row in rows]
    days: list[list[date]] = [[] for _ in places]
    for entry in found:
        if entry.date:
            days[max(bisect_right(places, entry.line) - 1, 0)].append(dates.day_of(entry.date))
    return days


def _heads(read_lines: lines.Lines, dialect: str) -> dict[str, list[Head]]:
    plugs = registry.load("archaeo.importers.changelog.dialects")
    if dialect:
        if dialect not in plugs:
            raise ArchaeoError(f"no dialect '{dialect}'", hint=f"choose one of: {', '.join(plugs)}")
        return {dialect: list(plugs[dialect].heads(read_lines))}
    names = list(plugs)
    if len(read_lines) > 3 * _TASTE_LINES:
        names = _taste(read_lines, names)
    return {name: list(plugs[name].heads(read_lines)) for name in names}


def _taste(read_lines: lines.Lines, names: list[str]) -> list[str]:
    """Give the dialects that matter in a large file, by the path through pieces of its beginning, middle and end."""
    plugs = registry.load("archaeo.importers.changelog.dialects")
    middle, end = len(read_lines) // 2, len(read_lines)
    pieces = [read_lines.texts[start : start + _TASTE_LINES] for start in (0, middle, end - _TASTE_LINES)]
    kept: dict[str, None] = {}
    for piece in pieces:
        small = lines.Lines(piece, name=read_lines.name)
        heads = {name: list(plugs[name].heads(small)) for name in names}
        kept.update(dict.fromkeys(section.dialect for section in sections.sections(heads, len(piece))))
    return list(kept) or names


def _newest_first(found: list[model.ChangeLogEntry]) -> bool:
    days = [dates.day_of(entry.date) for entry in found if entry.date]
    downs = sum(a > b for a, b in pairwise(days))
    ups = sum(a < b for a, b in pairwise(days))
    return downs >= ups


def read(path: Path | str, store: model.Store, options: model.ImportOptions) -> Iterator[model.Record]:
    """Yield the records of a ChangeLog's git history: one commit an entry, oldest first, tags as annotated tags.

    A folder stands for all ChangeLogs in it.

    Raises:
        FormatError: no entry was found.
    """
    path = Path(path)
    files = discover(path) if path.is_dir() else [path]
    root = path if path.is_dir() else path.parent
    yield from _records([(file.relative_to(root).as_posix(), file) for file in files], store, options)


def read_all(paths: Sequence[Path | str], store: model.Store, options: model.ImportOptions) -> Iterator[model.Record]:
    """Yield the records of several ChangeLogs as one history; each lies where it lies below their common folder.

    Raises:
        FormatError: no entry was found.
    """
    yield from read_named(named(paths), store, options)


def named(paths: Sequence[Path | str]) -> dict[str, Path]:
    """Give the ChangeLogs that were named, or lie in the folders that were, by the path below their common folder."""
    files = [file for path in map(Path, paths) for file in (discover(path) if path.is_dir() else [path])]
    folders = [path for path in map(Path, paths) if path.is_dir()]
    above = folders if len(folders) == len(paths) == 1 else [file.absolute().parent for file in files]
    root = Path(os.path.commonpath([folder.absolute() for folder in above]))
    return {file.absolute().relative_to(root).as_posix(): file for file in files}


def read_named(files: Mapping[str, Path], store: model.Store, options: model.ImportOptions) -> Iterator[model.Record]:
    """Yield the records of ChangeLogs as one history, each at the path that is its key.

    Raises:
        FormatError: no entry was found.
    """
    yield from _records(list(files.items()), store, options)


def _records(
    files: Sequence[tuple[str, Path]], store: model.Store, options: model.ImportOptions
) -> Iterator[model.Record]:
    from . import commits

    # in the order of the names, so that the order in which they were named changes no commit
    contents = {name: file.read_bytes() for name, file in sorted(files)}
    yield from commits.records([parse(content, name) for name, content in contents.items()], contents, store, options)


def discover(folder: Path) -> list[Path]:
    """Give the ChangeLogs below a folder, by name and content, sorted by path."""
    found = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part in (".git", ".svn", "CVS", ".hg") for part in parts) or not is_changelog_name(path.name):
            continue
        if path.is_file() and not path.is_symlink() and sniff(path, path.read_bytes()[:200_000]):
            found.append(path)
    return found


def found_in(files: Iterable[model.SourceFile], most: int = 40) -> tuple[ChangeLog, ...]:
    """Give the ChangeLogs of a tree, by name and content, those nearest to its root first.

    Args:
        most: more files of that name are copies of other people's programs.
    """
    named = [file for file in files if file.link is None and is_changelog_name(file.path)]
    named.sort(key=lambda file: (file.path.count("/"), file.path))
    found = (parse(file.read(), file.path) for file in named[:most])
    return tuple(log for log in found if len(log.entries) >= 2)


def without_copies(logs: Iterable[ChangeLog]) -> tuple[ChangeLog, ...]:
    """Give the files of which at least half is not told by one of the longer ones: a copy, an older state of one."""
    ranked = sorted(logs, key=lambda log: -len(log.entries))
    kept, known = [], set[tuple[str, str]]()
    for log in ranked:
        told = {(str(entry.date), " ".join(entry.text.split())) for entry in log.entries}
        if 2 * len(told & known) <= len(told):
            kept.append(log)
        known |= told
    return tuple(kept)


def place(name: str, entry: model.ChangeLogEntry) -> Location:
    """Give the place of an entry for messages and evidence."""
    return Location(name, line=entry.line)
