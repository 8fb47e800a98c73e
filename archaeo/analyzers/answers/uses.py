"""Where running begins, and what nothing that runs ever reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..building import Target
from ..records import Scan, Scanned
from ..resolve.symbols import HEADERS

if TYPE_CHECKING:
    from ..graphs import Graph

_CODE = frozenset("c cpp fortran python java perl tcl r matlab idl pascal lisp".split())
_SCRIPTS = frozenset("shell python perl tcl r idl matlab lisp".split())


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """A place where running can begin.

    Attributes:
        kind: ``main`` (a main function), ``program`` (Fortran's PROGRAM or main unit), ``script``, ``ROOT macro``,
            ``build target``.
        name: of the program or target, "" where it has none.
        evidence: file and line that say so.
    """

    path: str
    kind: str
    name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Unused:
    """A source that nothing in the tree needs.

    Attributes:
        lines: of the file.
        doubts: reasons why it may be used all the same; empty for none known.
    """

    path: str
    lang: str
    lines: int
    doubts: tuple[str, ...]


def entry_points(scan: Scan, targets: Iterable[Target]) -> tuple[EntryPoint, ...]:
    """Give the entry points by path; a file can be several."""
    found: list[EntryPoint] = []
    for file in scan.files:
        found.extend(_of_file(file))
    for target in targets:
        if target.kind == "program" and target.sources:
            evidence = f"{target.path}:{target.line}"
            found.append(EntryPoint(target.sources[0], "build target", target.name, evidence))
    return tuple(sorted(set(found), key=lambda entry: (entry.path, entry.kind, entry.name, entry.evidence)))


def _of_file(file: Scanned) -> Iterable[EntryPoint]:
    stem = file.path.rpartition("/")[2].partition(".")[0]
    for name, kind, line, _ in file.modules:
        if kind == "main":
            what = {"fortran": "program", "c": "main", "cpp": "main", "java": "main", "pascal": "program"}
            if file.lang in what or file.lang in _SCRIPTS:
                kind = "ROOT macro" if name == "unnamed macro" else what.get(file.lang, "script")
                yield EntryPoint(file.path, kind, name, f"{file.path}:{line}")
        elif kind == "function" and name == stem and file.path.endswith((".C", ".cint")):
            yield EntryPoint(file.path, "ROOT macro", name, f"{file.path}:{line}")
    if file.lang == "shell" and not any(kind == "main" for _, kind, _, _ in file.modules):
        yield EntryPoint(file.path, "script", "", f"{file.path}:1")


def unused(scan: Scan, graph: Graph, entries: Sequence[EntryPoint], targets: Iterable[Target]) -> tuple[Unused, ...]:
    """Give the sources that no other file needs, are no entry point, and are named by no build target; largest first.

    A source whose header is needed counts as needed itself: nothing names ``fit.cxx`` but everything needs it through
    ``fit.h``.
    """
    begins = {entry.path for entry in entries}
    built: dict[str, str] = {}
    for target in targets:
        for source in target.sources:
            built.setdefault(source, f"{target.path}:{target.line}")
    guessed: dict[str, list[str]] = defaultdict(list)
    needed: set[str] = set()
    headers: dict[str, list[str]] = defaultdict(list)
    for origin, path, data in graph.edges(data=True):
        if data["kind"] == "build" or origin == path:
            continue
        needed.add(path)
        if path.endswith(HEADERS):
            headers[_stem(path)].append(origin)
        for other in data.get("candidates") or ():
            guessed[other].append(f"{origin}:{data['line']}")
    found = []
    for file in scan.files:
        if file.path.endswith((".xpm", ".xbm")) or any(one.kind == "dictionary" for one in file.dependencies):
            continue  # a picture that happens to be C; a LinkDef, which rootcint reads
        if file.lang not in _CODE or not file.lines or file.path in needed or file.path in begins or file.path in built:
            continue
        users = [user for user in headers.get(_stem(file.path), ()) if _stem(user) != _stem(file.path)]
        if users or (file.path.endswith("__init__.py") and _package_needed(file.path, needed)):
            continue
        found.append(Unused(file.path, file.lang, file.lines, tuple(_doubts(file, guessed.get(file.path, [])))))
    return tuple(sorted(found, key=lambda one: (bool(one.doubts), -one.lines, one.path)))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _package_needed(path: str, needed: set[str]) -> bool:
    folder = path.rpartition("/")[0] + "/"
    return any(other.startswith(folder) for other in needed)


def _doubts(file: Scanned, guessed: list[str]) -> Iterable[str]:
    if guessed:
        yield f"{guessed[0]} could mean it, another file of its name was nearer"
    words = set(file.path.lower().split("/"))
    if words & {"test", "tests", "testing", "t", "example", "examples", "demo", "doc", "docs"}:
        yield "a test or example: people start it by hand"
    if file.lang in ("matlab", "idl", "r", "tcl", "lisp"):
        yield f"{file.lang} is used from its prompt"
    if any(kind in ("function", "class", "method", "module") for _, kind, _, _ in file.modules):
        if any(part in words for part in ("lib", "src", "source", "include", "inc", "util", "utils", "tools")):
            yield "a library's routine: programs outside of the tree may call it"
    elif file.lang in ("c", "cpp", "fortran") and not file.path.endswith(HEADERS):
        yield "defines nothing: a piece that is put in by means unknown"
