"""The graph in time: what came and went between two states, how it grew, and whether files that need each other also
change together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from archaeo.model import Commit

from .cycles import Cycle, cycles

if TYPE_CHECKING:
    from ..graphs import Graph

_MOST_FILES = 50
"""A commit of more files (an import, a licence's new year) says nothing about which belong together."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What one state has and the other has not; edges are (source, target, kind), sorted."""

    born: tuple[tuple[str, str, str], ...]
    gone: tuple[tuple[str, str, str], ...]
    files_born: tuple[str, ...]
    files_gone: tuple[str, ...]
    new_cycles: tuple[Cycle, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """The graph of one state in numbers.

    Attributes:
        date: as the release has it, "" where it has none.
        guesses: edges that are no more than a guess.
        largest_cycle: files in it, 0 for none.
    """

    name: str
    date: str
    files: int
    edges: int
    externals: int
    guesses: int
    cycles: int
    largest_cycle: int


@dataclass(frozen=True, slots=True)
class Coupling:
    """Two files, how often they changed together, and the edges between them.

    Attributes:
        together: commits that touched both; ``share_percent`` of those that touched the rarer one.
        kinds: of the edges between them, either way; empty for a dependency that no text tells.
    """

    path: str
    other: str
    together: int
    share_percent: int
    kinds: tuple[str, ...]


def difference(old: Graph, new: Graph) -> Difference:
    """Give the edges and files born and gone between two states, and the cycles that the old one had not."""
    before, after = _edges(old), _edges(new)
    files_before, files_after = _files(old), _files(new)
    known = {frozenset(cycle.nodes) for cycle in cycles(old)}
    fresh = tuple(cycle for cycle in cycles(new) if not any(set(cycle.nodes) <= nodes for nodes in known))
    return Difference(
        tuple(sorted(after - before)),
        tuple(sorted(before - after)),
        tuple(sorted(files_after - files_before)),
        tuple(sorted(files_before - files_after)),
        fresh,
    )


def _edges(graph: Graph) -> set[tuple[str, str, str]]:
    return {(source, target, data["kind"]) for source, target, data in graph.edges(data=True)}


def _files(graph: Graph) -> set[str]:
    return {node for node, data in graph.nodes(data=True) if data["kind"] == "file"}


def size(name: str, date: str, graph: Graph) -> Size:
    """Measure one state."""
    circles = cycles(graph)
    guesses = sum(data.get("certainty") == "guess" for _, _, data in graph.edges(data=True))
    files = len(_files(graph))
    return Size(
        *(name, date, files, graph.number_of_edges(), len(graph) - files, guesses),
        *(len(circles), max((len(circle.nodes) for circle in circles), default=0)),
    )


def coupling(
    graph: Graph, commits: Iterable[Commit], least: int = 3
) -> tuple[tuple[Coupling, ...], tuple[Coupling, ...]]:
    """Give pairs that change together without an edge, and edges whose files both change, but never together.

    Args:
        least: times that a pair must have changed together, or each file of an edge must have changed.

    Pairs of one stem (``fit.h`` and ``fit.cxx``) are no news, and left out.
    """
    times: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    inside = _files(graph)
    for commit in commits:
        touched = sorted({change.path for change in commit.changes if change.path in inside})
        times.update(touched)
        if len(touched) <= _MOST_FILES:
            both.update(combinations(touched, 2))
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for source, target, data in graph.edges(data=True):
        if target in inside:
            kinds[min(source, target), max(source, target)].add(data["kind"])
    hidden = [
        Coupling(a, b, count, 100 * count // min(times[a], times[b]), ())
        for (a, b), count in both.items()
        if count >= least and (a, b) not in kinds and 2 * count >= min(times[a], times[b]) and _stem(a) != _stem(b)
    ]
    still = [
        Coupling(a, b, 0, 0, tuple(sorted(found)))
        for (a, b), found in kinds.items()
        if not both[a, b] and times[a] >= least and times[b] >= least
    ]
    return (
        tuple(sorted(hidden, key=lambda one: (-one.together, -one.share_percent, one.path, one.other))),
        tuple(sorted(still, key=lambda one: (-times[one.path] - times[one.other], one.path, one.other))),
    )


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def sizes(states: Sequence[tuple[str, str, Graph]]) -> tuple[Size, ...]:
    """Measure several states: name, date and graph of each."""
    return tuple(size(*state) for state in states)
