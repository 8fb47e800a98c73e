"""The sample's commits, read from its dump by the shortest way: paths as they lie in the repository, one line.

This stands beside the importer on purpose: what the analyzers say of the sample must not depend on how well it is
converted, and a mirror of a whole Subversion repository in git looks just so.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path

from archaeo.model import Change, Commit, Identity

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "boostedgoos"
CHANGELOG = (FOLDER / "ChangeLog").read_bytes()
_REVISION = re.compile(rb"^Revision-number: (\d+)\n(?:[\w-]+: .*\n)*\n", re.M)
_NODE = re.compile(rb"^Node-path: (.*)\n((?:[\w-]+: .*\n)*)", re.M)


@cache
def commits() -> tuple[Commit, ...]:
    """One commit a revision that touched files, keyed ``r64``, its parent the one before."""
    dump = (FOLDER / "boostedgoos.dump").read_bytes()
    starts = [*_REVISION.finditer(dump)]
    trees: dict[int, frozenset[str]] = {}
    found: list[Commit] = []
    for start, end in zip(starts, [*(hit.start() for hit in starts[1:]), len(dump)], strict=True):
        number = int(start[1])
        text = dump[start.end() : end]
        living, changes = _changes(text, trees.get(number - 1, frozenset()), trees)
        trees[number] = living
        if changes:
            parent = (found[-1].key,) if found else ()
            message, author = _property(text, b"svn:log"), Identity(_property(text, b"svn:author"))
            date = datetime.fromisoformat(_property(text, b"svn:date"))
            found.append(Commit(f"r{number}", "refs/heads/main", parent, author, date, message, changes))
    return tuple(found)


def _changes(
    text: bytes, before: frozenset[str], trees: dict[int, frozenset[str]]
) -> tuple[frozenset[str], tuple[Change, ...]]:
    living = set(before)
    changes = []
    for hit in _NODE.finditer(text):
        path, headers = hit[1].decode(), dict(re.findall(r"([\w-]+): (.*)", hit[2].decode()))
        below = sorted(file for file in living if file == path or file.startswith(path + "/"))
        if headers["Node-action"] == "delete":
            living.difference_update(below)
            changes += [Change("D", file) for file in below]
        elif "Node-copyfrom-path" in headers:
            source, revision = headers["Node-copyfrom-path"], int(headers["Node-copyfrom-rev"])
            for file in sorted(trees[revision]):
                if file == source or file.startswith(source + "/"):
                    living.add(path + file[len(source) :])
                    changes.append(Change("A", path + file[len(source) :], (file, f"r{revision}")))
        elif headers.get("Node-kind") == "file":
            changes.append(Change("A" if path not in living else "M", path))
            living.add(path)
    return frozenset(living), tuple(sorted(changes, key=lambda change: change.path))


def _property(text: bytes, name: bytes) -> str:
    hit = re.search(rb"K \d+\n%b\nV (\d+)\n" % name, text)
    return text[hit.end() : hit.end() + int(hit[1])].decode("utf-8", "replace") if hit else ""
