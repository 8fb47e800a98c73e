"""What `svn log -v` would say of a dump: one record a revision, read from the headers alone, nothing converted.

A history can be looked into like this before, or without, making a repository of it: 17,000 revisions a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from archaeo.errors import FormatError, Location
from archaeo.model import Change, Commit, Diagnostic, ImportOptions, Ref

from . import finder, properties
from . import layout as layouts
from .directories import Directories
from .dump import MAGIC, Buffer, NodeChange, Revision, read_revisions
from .source import beginning, open_dump, youngest

_TAIL_BYTES = 64_000_000
"""To look for the last revisions in so many bytes takes a tenth of a second."""

_HEAD_BYTES = 8_000_000
"""To unpack so many bytes of xz takes a tenth of a second, and of bzip2 a half."""

_NEAR = 50
"""Revision numbers of neighbours are at most so far apart; where some were filtered out of a dump they are."""

_ACTIONS: dict[str, Literal["A", "M", "D", "R"]] = {"add": "A", "change": "M", "delete": "D", "replace": "R"}


def log(source: Path | str, options: ImportOptions) -> Iterator[Commit | Ref | Diagnostic]:
    """Yield a commit a revision, without trees, and a ref for each tag that was made, as a copy, by one of them.

    ``branch`` is the branch root that most of the revision's paths lie below, and these paths are relative to it; the
    others keep their whole path. Keys are ``@NUMBER``; the parent is the revision before.

    Raises:
        FormatError: it is no dump.
    """
    oddities: list[Diagnostic] = []
    with open_dump(source, progress=options.progress) as dump:
        directories = Directories()
        revisions = []
        try:
            for revision in read_revisions(dump.buffer, dump.name):
                directories.add(revision)
                revisions.append(revision)
                options.progress("reading revisions", len(revisions), 0)
        except FormatError as error:
            if not revisions:
                raise
            what = Diagnostic(error.location or Location(), "cut short", error.what, "read up to there", grave=True)
            oddities.append(what)
        layout = layouts.parse(options.layout) if options.layout != "auto" else finder.find(directories)
        yield from told(dump.name, revisions, Branches(layout), options, oddities)
    yield from oddities


def newest(source: Path, count: int) -> tuple[Commit, ...]:
    """Give some revisions as `log` would but for guesses at their branches, for a first look at a history of any size.

    They are the last ones of a plain dump, found from its end, and of a repository; the first ones of a packed dump,
    which would have to be unpacked whole to know more. None where it is damaged there.

    Raises:
        ArchaeoError: it cannot be read.
    """
    if source.is_dir():
        last = youngest(source)
        if last < 0:
            return ()
        with open_dump(source, max(0, last - count + 1)) as dump:
            return _glimpsed(dump.name, dump.buffer, 0)
    with source.open("rb") as stream:
        is_plain = stream.read(len(MAGIC)) == MAGIC
    if not is_plain:
        return _glimpsed(source.name, beginning(source, _HEAD_BYTES), 0)[:count]
    with open_dump(source) as dump:
        return _glimpsed(dump.name, dump.buffer, _begin_of_last(dump.buffer, count), is_whole=True)


def _glimpsed(name: str, buffer: Buffer, begin: int, is_whole: bool = False) -> tuple[Commit, ...]:
    revisions: list[Revision] = []
    try:
        for revision in read_revisions(buffer, name, begin=begin):
            revisions.append(revision)
    except FormatError:
        if is_whole:
            return ()
        del revisions[-1:]  # what was cut off may be part of it
    found = told(name, revisions, Branches(layouts.parse("std")), ImportOptions(), [])
    return tuple(record for record in found if isinstance(record, Commit))


def _begin_of_last(buffer: Buffer, count: int) -> int:
    """Give the offset of the last but so many revision; of fewer, where that would be far back in the file."""
    floor = max(0, len(buffer) - _TAIL_BYTES)
    at, begin, last, found = len(buffer), len(buffer), -1, 0
    while found < count and (at := buffer.rfind(b"\nRevision-number: ", floor, at)) >= 0:
        text = buffer[at + 18 : at + 38].partition(b"\n")[0]
        number = int(text) if text.isdigit() else -1
        # a dump kept in the history has such lines too, and seldom the numbers that belong here: what stands behind a
        # higher number was one of those
        if number >= last:
            begin, last, found = at + 1, number, 1
        elif number > last - _NEAR:
            begin, last, found = at + 1, number, found + 1
    return begin


def told(
    name: str,
    revisions: list[Revision],
    branches: Branches,
    options: ImportOptions,
    oddities: list[Diagnostic],
) -> Iterator[Commit | Ref]:
    """Yield the records of `log` for revisions that were read already."""
    before: datetime | None = None
    parents: tuple[str, ...] = ()
    for revision in revisions:
        where = Location(name, revision=revision.number)
        before = properties.date(revision.properties, before, where, oddities.append)
        before = options.dates.get(f"r{revision.number}", before)
        author = properties.author(revision.properties, options.authors, where, oddities.append)
        message = properties.message(revision.properties, where, oddities.append)
        if revision.number == 0 and not revision.nodes and not message:
            continue
        branch, changes = _changes(revision.nodes, branches)
        key = f"@{revision.number}"
        yield Commit(key, branch, parents, author, before, message, changes)
        parents = (key,)
        for node in revision.nodes:
            if node.copyfrom is not None and node.action != "delete" and branches.is_tag(node.path):
                yield Ref(f"refs/tags/{node.path.rpartition('/')[2]}", key, "", author, before, message)


class Branches:
    """Finds the branch root of a path; asked once for each folder, since a history names few and often."""

    def __init__(self, layout: layouts.Layout) -> None:
        self._patterns = layouts.Patterns(layout.roots)
        self._known: dict[str, int | None] = {}

    def match(self, path: str) -> tuple[str, str] | None:
        """Give (root, path below it); None for what lies outside, and for a root itself."""
        names = path.split("/")
        folder = path.rpartition("/")[0]
        if folder not in self._known:
            owner = self._patterns.owner(folder)
            self._known[folder] = owner[1] if owner else None
        depth = self._known[folder]
        return None if depth is None else ("/".join(names[:depth]), "/".join(names[depth:]))

    def is_tag(self, path: str) -> bool:
        """Say whether a path is the root of a tag."""
        owner = self._patterns.owner(path)
        return owner is not None and owner[0].kind == "tag" and owner[1] == path.count("/") + 1


def _changes(nodes: tuple[NodeChange, ...], branches: Branches) -> tuple[str, tuple[Change, ...]]:
    matches = [branches.match(node.path) for node in nodes]
    roots = [match[0] for match in matches if match is not None]
    branch = max(sorted(set(roots)), key=roots.count) if roots else ""
    changes = []
    for node, match in zip(nodes, matches, strict=True):
        # a folder that was only made, or has another property, is no file that changed
        if node.kind != "dir" or node.copyfrom is not None or node.action == "delete":
            path = match[1] if match is not None and match[0] == branch else node.path
            changes.append(Change(_ACTIONS[node.action], path))
    changes.sort(key=lambda change: change.path)
    return branch, tuple(changes)
