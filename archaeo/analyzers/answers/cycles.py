"""Cycles: files that need each other in a circle, and the fewest edges to cut so that none is left.

Source of the larger cuts: P. Eades, X. Lin, W. F. Smyth, "A fast and effective heuristic for the feedback arc set
problem", 1993. Small cycles are cut by trying; larger ones by the heuristic, whose cut is small, but not surely the
smallest, and is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from ..graphs import simple

if TYPE_CHECKING:
    import networkx

    from ..graphs import Graph

_TRIED = 3000
"""So many combinations of edges are tried at most before the heuristic takes over."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An edge whose removal helps to open a cycle; the line is one place that makes it, there are ``edges`` of them."""

    source: str
    target: str
    kind: str
    line: int
    edges: int


@dataclass(frozen=True, slots=True)
class Cycle:
    """Files that all need each other, directly or not.

    Attributes:
        nodes: sorted.
        edges: how many pairs of them are joined.
        cut: the edges to remove so that no circle is left.
        is_smallest: no smaller cut exists.
    """

    nodes: tuple[str, ...]
    edges: int
    cut: tuple[Cut, ...]
    is_smallest: bool


READING = ("include", "use", "import")
"""Kinds of edges that a compiler or interpreter follows: a cycle of them is in the way of every build."""


def cycles(graph: Graph, kinds: Iterable[str] = READING) -> tuple[Cycle, ...]:
    """Give the cycles of the tree's files, the largest first; guesses are no part of one.

    Args:
        kinds: of the edges to follow; empty for all, with which files that call each other are a cycle too.
    """
    import networkx

    plain = simple(graph, kinds)
    found = []
    for component in networkx.strongly_connected_components(plain):
        if len(component) > 1:
            part = plain.subgraph(component)
            pairs, is_smallest = _cut(part)
            cut = tuple(_told(graph, source, target) for source, target in sorted(pairs))
            found.append(Cycle(tuple(sorted(component)), part.number_of_edges(), cut, is_smallest))
    return tuple(sorted(found, key=lambda cycle: (-len(cycle.nodes), cycle.nodes)))


def _told(graph: Graph, source: str, target: str) -> Cut:
    edges = list(graph.get_edge_data(source, target).values())
    first = min(edges, key=lambda data: data.get("line") or 0)
    return Cut(source, target, first["kind"], first.get("line") or 0, len(edges))


def _cut(part: networkx.DiGraph[str]) -> tuple[list[tuple[str, str]], bool]:
    import networkx

    edges = sorted(part.edges, key=lambda edge: (part.edges[edge]["weight"], edge))
    tried = 0
    for size in (1, 2, 3):
        for chosen in combinations(edges, size):
            tried += 1
            if tried > _TRIED or len(edges) > 400:
                return _heuristic(part), False
            rest = networkx.restricted_view(part, [], chosen)
            if networkx.is_directed_acyclic_graph(rest):
                return list(chosen), True
    return _heuristic(part), False


def _heuristic(part: networkx.DiGraph[str]) -> list[tuple[str, str]]:
    """Order the nodes so that few edges point backwards, and cut those."""
    out = {node: sum(data["weight"] for _, _, data in part.out_edges(node, data=True)) for node in part}
    into = {node: sum(data["weight"] for _, _, data in part.in_edges(node, data=True)) for node in part}
    left: list[str] = []
    right: list[str] = []
    rest = sorted(part)
    while rest:
        sink = next((node for node in rest if not out[node]), None)
        source = next((node for node in rest if not into[node]), None) if sink is None else None
        node = sink or source or max(rest, key=lambda one: out[one] - into[one])
        (right if node == sink else left).append(node)
        rest.remove(node)
        for _, target, data in part.out_edges(node, data=True):
            into[target] -= data["weight"]
        for origin, _, data in part.in_edges(node, data=True):
            out[origin] -= data["weight"]
    place = {node: number for number, node in enumerate([*left, *reversed(right)])}
    return [(source, target) for source, target in part.edges if place[source] > place[target]]
