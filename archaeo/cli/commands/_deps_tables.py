"""The answers of ``archaeo deps`` as tables on a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .. import terminal

if TYPE_CHECKING:
    from archaeo.analyzers.graphs import Graph
    from archaeo.analyzers.records import Scan


def overview(scan: Scan, graph: Graph) -> None:
    """Print one screen: languages, kinds of edges, the folders that are needed most."""
    languages = Counter(file.lang for file in scan.files if file.lang)
    kinds = Counter((data["kind"], data.get("certainty", "")) for _, _, data in graph.edges(data=True))
    terminal.out(f"{len(scan.files)} files, {graph.number_of_edges()} edges")
    for language, count in languages.most_common():
        terminal.out(f"{count:8}  {language}")
    for (kind, certainty), count in sorted(kinds.items()):
        terminal.out(f"{count:8}  {kind} ({certainty})")
