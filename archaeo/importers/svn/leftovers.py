"""What Subversion has and git has no place for: properties, externals, empty directories.

Each change of a property becomes a `Property` record (for ``archaeo/properties.tsv``, which is complete) and a line in
the note of the commit it belongs to::

    property: lib/fit.F svn:eol-style native
    property: lib "odd name" "two\\nlines"
    property-base64: lib/fit.F bin AP8=
    property-deleted: lib/fit.F svn:keywords
    revision-property: bugtraq:id 17

Words with blanks, quotes or control characters are JSON strings; ``.`` is the branch root.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator

from archaeo.errors import Location
from archaeo.model import Diagnostic, Property
from archaeo.tree import EXECUTABLE, NO_PROPERTIES, SYMLINK, Entry, Tree

from .dump import NodeChange, Revision
from .external import EXTERNALS, External, parse
from .past import Stored

_IN_THE_COMMIT = {"svn:author", "svn:date", "svn:log"}
_MERGES = "svn:mergeinfo"  # the note tells of merges in words of its own
_LONG = 500
_BARE = re.compile(r"[^\s\"\\\x00-\x1f\x7f\udc80-\udcff]+")


def properties(revision: Revision, old: Tree, new: Tree) -> list[Property]:
    """Give the properties that a revision changed, in the order of its nodes."""
    key = str(revision.number)
    found = [
        Property(key, "", name, value, "revision")
        for name, value in sorted(revision.properties.items())
        if name not in _IN_THE_COMMIT
    ]
    for node in revision.nodes:
        if node.properties is not None and node.action != "delete":
            found += _of_node(key, node, old, new)
    return found


def _of_node(key: str, node: NodeChange, old: Tree, new: Tree) -> Iterator[Property]:
    entry = new.at(node.path)
    if entry is None:
        return
    # what an added or replaced path has is told in full, since it has no past under its name
    before = old.at(node.path) if node.action == "change" else None
    had = before.properties if before is not None else NO_PROPERTIES
    has = entry.properties
    if had is has:
        return
    for name in sorted(had.keys() | has.keys()):
        if had.get(name) == has.get(name) or _is_in_mode(name, entry):
            continue
        value, before_it = has.get(name), had.get(name)
        if name == _MERGES and value is not None and before_it is not None and len(value) > _LONG:
            yield Property(key, node.path, name, _lines_changed(before_it, value), "lines")
        else:
            yield Property(key, node.path, name, value)


def _lines_changed(before: bytes, after: bytes) -> bytes:
    """Give the lines that went and came; merges of a long history repeat many thousand lines in each revision."""
    old, new = before.split(b"\n"), after.split(b"\n")
    gone, come = set(old) - set(new), set(new) - set(old)
    return b"\n".join([b"-" + line for line in old if line in gone] + [b"+" + line for line in new if line in come])


def _is_in_mode(name: str, entry: Entry) -> bool:
    if isinstance(entry, Tree):
        return False
    return (name == "svn:executable" and entry.mode == EXECUTABLE) or (name == "svn:special" and entry.mode == SYMLINK)


def note_lines(found: Iterable[Property], branch: str | None) -> list[str]:
    """Give the lines for the note of a branch's commit; a branch of None is what lies outside of all."""
    lines = []
    for record in found:
        if record.how == "revision":
            lines.append(_line("revision-property", [record.name], record.value))
        elif record.name != _MERGES:
            prefix = f"{branch}/" if branch else ""
            if record.path == branch or record.path.startswith(prefix):
                path = record.path[len(prefix) :] if record.path != branch else ""
                lines.append(_line("property", [path or ".", record.name], record.value))
    return lines


def _line(key: str, words: list[str], value: bytes | None) -> str:
    if value is None:
        return f"{key}-deleted: " + " ".join(map(word, words))
    try:
        return f"{key}: " + " ".join(map(word, [*words, value.decode("utf-8")]))
    except UnicodeDecodeError:
        return f"{key}-base64: " + " ".join([*map(word, words), base64.b64encode(value).decode("ascii")])


def word(text: str) -> str:
    """Give a text as one word of a note's line.

    >>> word("svn:ignore"), word("*.o\\n*.a\\n"), word("")
    ('svn:ignore', '"*.o\\\\n*.a\\\\n"', '""')
    """
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=bool(re.search("[\udc80-\udcff]", text)))


def externals(found: Iterable[Property], name: str, why_not: Callable[[str, External], str]) -> Iterator[Diagnostic]:
    """Yield a report of each external that a revision defined and that becomes no submodule; ``why_not`` tells."""
    for record in found:
        if record.name != EXTERNALS or record.value is None or record.how == "revision":
            continue
        where = Location(name, revision=int(record.key), path=record.path)
        for external in parse(record.value):
            if external.problem:
                yield Diagnostic(where, "external that says nothing", external.problem, "kept as a property")
                continue
            why = why_not(record.path, external)
            if why:
                yield Diagnostic(where, "external", str(external), f"{why}; kept as a property")


def empty_directories(root: Tree) -> Iterator[str]:
    """Yield the paths of directories without any entry; of directories that are copies of each other the first.

    What was converted earlier is passed over: it was told then.
    """
    seen: set[int] = set()
    waiting = [("", root)]
    while waiting:
        path, tree = waiting.pop()
        if id(tree) in seen or isinstance(tree, Stored):
            continue
        seen.add(id(tree))
        if not tree.entries:
            yield path
        below = [(name, entry) for name, entry in tree.entries.items() if isinstance(entry, Tree)]
        waiting += [(f"{path}/{name}" if path else name, entry) for name, entry in sorted(below, reverse=True)]
