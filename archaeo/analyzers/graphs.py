"""Views of a dependency graph: another level, a neighbourhood, folders folded into one. Every view is a graph again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from archaeo.errors import ArchaeoError

if TYPE_CHECKING:
    import networkx

    Graph: TypeAlias = networkx.MultiDiGraph[str]

LEVELS = ("symbol", "file", "directory", "target", "library")


def files_only(graph: Graph) -> Graph:
    """Give the graph without what is not in the tree."""
    import networkx

    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    made.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True) if data["kind"] == "file")
    for source, target, key, data in graph.edges(keys=True, data=True):
        if source in made and target in made:
            made.add_edge(source, target, key, **data)
    return made


def simple(graph: Graph, kinds: Iterable[str] = ()) -> networkx.DiGraph[str]:
    """Give the graph of the files alone, one edge for each pair, with ``weight`` the number of edges it stands for.

    Guesses are left out: what follows from many edges would rest on the weakest of them.

    Args:
        kinds: only edges of these kinds; empty for all.
    """
    import networkx

    wanted = set(kinds)
    made: networkx.DiGraph[str] = networkx.DiGraph()
    inside = {node for node, data in graph.nodes(data=True) if data["kind"] != "external"}
    made.add_nodes_from(node for node in graph if node in inside)
    for source, target, data in graph.edges(data=True):
        if data.get("certainty") == "guess" or (wanted and data["kind"] not in wanted):
            continue
        if source in inside and target in inside:
            if made.has_edge(source, target):
                made[source][target]["weight"] += 1
            else:
                made.add_edge(source, target, weight=1)
    return made


def folder(path: str) -> str:
    """Give the folder of a path, ``.`` for the tree's root."""
    return path.rpartition("/")[0] or "."


def directories(graph: Graph) -> Graph:
    """Give the graph of the folders; an edge for each pair of folders, kind and its number of file edges ``weight``."""
    return merged(graph, lambda node, data: folder(node) if data["kind"] == "file" else node, "directory")


def libraries(graph: Graph) -> Graph:
    """Give the graph of the folders and of the external libraries, each library one node."""

    def place(node: str, data: dict[str, Any]) -> str:
        return folder(node) if data["kind"] == "file" else data.get("library") or node

    return merged(graph, place, "directory")


def collapsed(graph: Graph, folders: Sequence[str]) -> Graph:
    """Give the graph with everything below each of the folders as one node."""
    heads = [name.strip("/") for name in folders]

    def place(node: str, data: dict[str, Any]) -> str:
        if data["kind"] == "file":
            for head in heads:
                if node.startswith(head + "/"):
                    return head
        return node

    return merged(graph, place, "directory")


def merged(graph: Graph, place: Callable[[str, dict[str, Any]], str], kind: str) -> Graph:
    """Give the graph in which all nodes of one place are one node; edges inside a place are left out.

    A node that stays what it was keeps what is said of it; a new one has ``kind`` and ``files``, their number.
    """
    import networkx

    made: Graph = networkx.MultiDiGraph()
    home: dict[str, str] = {}
    for node, data in graph.nodes(data=True):
        at = home[node] = place(node, data)
        if at == node:
            made.add_node(node, **data)
        elif at not in made:
            made.add_node(at, kind=kind if data["kind"] == "file" else data["kind"], lang="", files=1)
        else:
            made.nodes[at]["files"] = made.nodes[at].get("files", 0) + 1
    for source, target, data in graph.edges(data=True):
        a, b = home[source], home[target]
        if a == b:
            continue
        known = made.get_edge_data(a, b, data["kind"])
        if known is None:
            example = {"example": f"{source}:{data['line']}"} if (a, b) != (source, target) else {}
            made.add_edge(a, b, data["kind"], **data, weight=1, **example)
        else:
            known["weight"] += 1
    return made


def focused(graph: Graph, names: Sequence[str], depth: int) -> Graph:
    """Give the part of the graph within so many edges of the named nodes, in either direction.

    Raises:
        ArchaeoError: if a name is no node.
    """
    import networkx

    near: set[str] = set()
    for name in names:
        start = find(graph, name)
        reached = {start}
        frontier = {start}
        for _ in range(depth):
            frontier = {n for node in frontier for n in (*graph.successors(node), *graph.predecessors(node))} - reached
            reached |= frontier
        near |= reached
    made: Graph = networkx.MultiDiGraph()
    made.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in near)
    for source, target, data in graph.edges(data=True):
        if source in near and target in near:
            made.add_edge(source, target, **data)
    return made


def find(graph: Graph, name: str) -> str:
    """Give the node that a person means: its full name, or the only one that ends in ``/name``.

    Raises:
        ArchaeoError: if there is none, or several.
    """
    import difflib

    name = name.removeprefix("./")
    if name in graph:
        return name
    ending = sorted(str(node) for node in graph if str(node).endswith("/" + name))
    if len(ending) == 1:
        return ending[0]
    if ending:
        shown = ", ".join(f"'{node}'" for node in ending[:5]) + (", ..." if len(ending) > 5 else "")
        raise ArchaeoError(f"'{name}' can be {len(ending)} files", hint=f"say which: {shown}")
    close = difflib.get_close_matches(name, list(graph), 3, 0.6)
    hint = (
        "did you mean " + " or ".join(f"'{node}'" for node in close) + "?"
        if close
        else "paths begin at the tree's root"
    )
    raise ArchaeoError(f"'{name}' is not in the graph", hint=hint)
