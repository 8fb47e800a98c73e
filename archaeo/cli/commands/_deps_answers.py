"""The questions of ``archaeo deps`` and the tables that answer them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from archaeo.errors import ArchaeoError

from ._deps_state import State


@dataclass(frozen=True, slots=True)
class Answer:
    """A table with a sentence above it.

    Attributes:
        columns: named as in CSV and JSON.
        rows: plain values.
        sentence: what is to be seen, or that there is nothing.
    """

    name: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def count(number: int, noun: str) -> str:
    """Give a number with its noun, in the plural where it has to be.

    >>> count(1, "cycle"), count(3, "library")
    ('1 cycle', '3 libraries')
    """
    if number != 1:
        noun = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun}"


def _layers(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.layers import layers

    found = layers(state.graph)
    rows = tuple((layer.number, node) for layer in found for node in layer.nodes)
    sentence = f"{count(len(found), 'layer')}; each file needs only what lies below it, or in its own cycle"
    return [Answer("layers", sentence, ("layer", "file"), rows)]


def _cycles(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.cycles import cycles

    read = cycles(state.graph)
    called = [cycle for cycle in cycles(state.graph, ()) if not any(set(cycle.nodes) <= set(one.nodes) for one in read)]
    made = []
    for name, found, what in (
        ("cycles", read, "cycle of files that include, use or import each other"),
        ("call cycles", called, "cycle of files that also call each other"),
    ):
        rows = tuple(
            (number, len(cycle.nodes), " ".join(cycle.nodes), _cut(cycle)) for number, cycle in enumerate(found, 1)
        )
        sentence = (
            count(len(found), "X").replace(" Xs", f" {what.replace('cycle', 'cycles', 1)}").replace(" X", f" {what}")
        )
        made.append(Answer(name, sentence, ("cycle", "size", "files", "cut"), rows))
    return made


def _cut(cycle: Any) -> str:
    shown = "; ".join(f"{cut.source}:{cut.line} -> {cut.target}" for cut in cycle.cut[:6])
    more = f"; and {len(cycle.cut) - 6} more" if len(cycle.cut) > 6 else ""
    return shown + more + ("" if cycle.is_smallest else " (small, perhaps not the smallest)")


def _entry_points(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.uses import entry_points

    found = entry_points(state.scan, state.resolved.building.targets())
    rows = tuple((entry.path, entry.kind, entry.name, entry.evidence) for entry in found)
    files = len({entry.path for entry in found})
    sentence = f"running can begin in {count(files, 'file')}"
    return [Answer("entry-points", sentence, ("file", "kind", "name", "evidence"), rows)]


def _unused(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.uses import entry_points, unused

    targets = state.resolved.building.targets()
    found = unused(state.scan, state.graph, entry_points(state.scan, targets), targets)
    rows = tuple((one.path, one.lang, one.lines, "; ".join(one.doubts)) for one in found)
    sure = sum(not one.doubts for one in found)
    sentence = f"nothing in the tree needs {count(len(found), 'source')}, {sure} of them without a reason for doubt"
    return [Answer("unused", sentence, ("file", "lang", "lines", "doubts"), rows)]


def _needed(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.reach import ranked

    found = ranked(state.graph)
    rows = tuple((rank.path, rank.all, rank.direct) for rank in found)
    sentence = "nothing needs anything"
    if found:
        sentence = f"{found[0].path} carries most: {count(found[0].all, 'file')} need it, {found[0].direct} directly"
    return [Answer("needed", sentence, ("file", "needed_by", "directly"), rows)]


def _missing(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.lacks import missing

    found = missing(state.scan, state.resolved.edges, state.files)
    rows = tuple((one.name, one.kind, one.lang, one.users, " ".join(one.evidence), one.maybe) for one in found)
    sentence = f"{count(len(found), 'name')} wanted that no file of the tree and no known library has"
    return [Answer("missing", sentence, ("name", "kind", "lang", "users", "evidence", "maybe"), rows)]


def _externals(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.lacks import externals

    paths = [file.path for file in state.scan.files]
    found = externals(state.resolved.edges, state.resolved.building.packages(), paths)
    rows = tuple(
        (
            *(one.library.name, one.files, one.library.had, one.library.where, one.library.instead),
            *(" ".join(one.versions), " ".join(one.names[:8]), " ".join(one.evidence[:3]), one.role),
        )
        for one in found
    )
    outside = sum(not one.library.standard for one in found)
    sentence = f"{count(outside, 'library')} beside what comes with compilers and interpreters"
    columns = ("library", "files", "to_be_had", "where", "instead", "versions", "names", "evidence", "role")
    return [Answer("externals", sentence, columns, rows)]


def _duplicates(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.copies import copies

    found = copies(state.scan, state.files)
    rows = tuple((one.share_percent, one.lines, len(one.paths), " ".join(one.paths)) for one in found)
    same = sum(one.share_percent == 100 and len(one.paths) > 1 for one in found)
    sentence = f"{count(same, 'group')} of equal files, {count(len(found) - same, 'pair')} of nearly equal ones"
    return [Answer("duplicates", sentence, ("share_percent", "lines", "copies", "files"), rows)]


def _targets(state: State, **_: Any) -> list[Answer]:
    found = state.resolved.building.targets()
    rows = tuple(
        (one.name, one.kind, f"{one.path}:{one.line}", " ".join(one.sources), " ".join((*one.links, *one.needs)))
        for one in found
    )
    sentence = f"{count(len(found), 'target')} in build files"
    return [Answer("targets", sentence, ("target", "kind", "evidence", "sources", "links"), rows)]


def _path(state: State, ends: tuple[str, str], **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.reach import path

    found = path(state.graph, *ends)
    rows = tuple((one.source, one.line, one.kind, one.target, one.certainty, one.reason) for one in found)
    way = f"{count(len(found), 'step')} from {ends[0]} to {ends[1]}"
    sentence = way if found else f"{ends[0]} does not need {ends[1]}"
    return [Answer("path", sentence, ("source", "line", "kind", "target", "certainty", "reason"), rows)]


def _without(state: State, without: str, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.reach import without as losses

    found = losses(state.graph, without)
    rows = tuple((one.path, one.steps, one.through) for one in found)
    direct = sum(one.steps == 1 for one in found)
    sentence = f"without {without}, {count(len(found), 'file')} break, {direct} of them directly"
    return [Answer("without", sentence, ("file", "steps", "through"), rows)]


def _diff(state: State, diff: str, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.changes import difference

    state.need_history("--diff")
    found = difference(state.graph_at(state.rev or "HEAD"), state.graph_at(diff))
    edges = [("born", *edge) for edge in found.born] + [("gone", *edge) for edge in found.gone]
    files = [("born", path) for path in found.files_born] + [("gone", path) for path in found.files_gone]
    cycles = tuple((len(cycle.nodes), " ".join(cycle.nodes), _cut(cycle)) for cycle in found.new_cycles)
    said = f"{count(len(found.born), 'edge')} born, {len(found.gone)} gone"
    return [
        Answer("diff", said, ("change", "source", "target", "kind"), tuple(edges)),
        Answer(
            "files",
            f"{len(found.files_born)} files born, {len(found.files_gone)} gone",
            ("change", "file"),
            tuple(files),
        ),
        Answer("new cycles", count(len(cycles), "new cycle"), ("size", "files", "cut"), cycles),
    ]


def _evolution(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.changes import size
    from archaeo.git import reader

    state.need_history("--evolution")
    releases = reader.releases(state.repository)
    if not releases:
        raise ArchaeoError("the repository has no tags", hint="archaeo deps PATH --rev A --diff B compares two commits")
    rows = []
    for release in releases:
        one = size(release.name, str(release.date)[:10], state.graph_at(release.commit))
        rows.append(
            (one.name, one.date, one.files, one.edges, one.externals, one.guesses, one.cycles, one.largest_cycle)
        )
    columns = ("release", "date", "files", "edges", "externals", "guesses", "cycles", "largest_cycle")
    return [Answer("evolution", f"the graph at {count(len(rows), 'release')}", columns, tuple(rows))]


def _coupling(state: State, **_: Any) -> list[Answer]:
    from archaeo.analyzers.answers.changes import coupling
    from archaeo.git import reader

    state.need_history("--coupling")
    hidden, still = coupling(state.graph, reader.commits(state.repository))
    return [
        Answer(
            "hidden coupling",
            f"{count(len(hidden), 'pair')} change together, and no text says why",
            ("file", "other", "together", "share_percent"),
            tuple((one.path, one.other, one.together, one.share_percent) for one in hidden),
        ),
        Answer(
            "still edges",
            f"{count(len(still), 'edge')} join files that both change, but never together",
            ("file", "other", "kinds"),
            tuple((one.path, one.other, " ".join(one.kinds)) for one in still),
        ),
    ]


ANSWERS: Mapping[str, Callable[..., list[Answer]]] = {
    "layers": _layers,
    "cycles": _cycles,
    "entry-points": _entry_points,
    "unused": _unused,
    "needed": _needed,
    "missing": _missing,
    "externals": _externals,
    "duplicates": _duplicates,
    "targets": _targets,
    "path": _path,
    "without": _without,
    "diff": _diff,
    "evolution": _evolution,
    "coupling": _coupling,
}
"""Name of a question to the function that answers it."""
