"""Layers: what rests on nothing, what rests on that, and so on; what runs in a circle shares a layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..graphs import simple

if TYPE_CHECKING:
    from ..graphs import Graph


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer.

    Attributes:
        number: 0 for what needs nothing of the tree.
        nodes: sorted.
    """

    number: int
    nodes: tuple[str, ...]


def layers(graph: Graph) -> tuple[Layer, ...]:
    """Give the layers, lowest first: every node's needs lie in lower layers, or in its own cycle."""
    found: dict[int, list[str]] = {}
    for node, number in _numbers(graph).items():
        found.setdefault(number, []).append(node)
    return tuple(Layer(number, tuple(sorted(nodes))) for number, nodes in sorted(found.items()))


def ordered(graph: Graph) -> list[str]:
    """Give the nodes of the tree lowest layer first, by name inside a layer; members of a cycle stay together."""
    numbers = _numbers(graph)
    return sorted(numbers, key=lambda node: (numbers[node], node))


def _numbers(graph: Graph) -> dict[str, int]:
    import networkx

    plain = simple(graph)
    condensed = networkx.condensation(plain)
    number: dict[int, int] = {}
    for component in reversed(list(networkx.topological_sort(condensed))):
        number[component] = max((number[below] + 1 for below in condensed.successors(component)), default=0)
    return {node: number[condensed.graph["mapping"][node]] for node in plain}
