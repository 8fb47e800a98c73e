"""A graph written down: CSV, JSON (node-link), GraphML, GEXF, DOT, Mermaid, a matrix.

Order and bytes depend on the graph alone. Names of a source are quoted as each format wants it, so that none of them
can become syntax.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from archaeo.inert import clean

if TYPE_CHECKING:
    from .graphs import Graph

_COLUMNS = ("source", "target", "kind", "lang", "line")


def to_csv(graph: Graph) -> str:
    """Give one line an edge: source, target, kind, lang, line, then certainty, reason and candidates.

    A field that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    weighted = any("weight" in data for _, _, data in graph.edges(data=True))
    extra = ("weight",) if weighted else ("certainty", "reason", "candidates")
    writer.writerow((*_COLUMNS, *extra))
    for source, target, data in graph.edges(data=True):
        rest = [" ".join(value) if isinstance(value := data.get(key, ""), list) else value for key in extra]
        row = [source, _name(graph, target), data["kind"], data.get("lang", ""), data.get("line", ""), *rest]
        writer.writerow([plain(value) for value in row])
    return out.getvalue()


def _name(graph: Graph, node: str) -> str:
    return str(graph.nodes[node].get("name", node))


def plain(value: object) -> object:
    """Give a value for CSV with an apostrophe before what a spreadsheet would take for a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") and len(value) > 1 else value


def to_json(graph: Graph) -> str:
    """Give the node-link form of networkx: ``networkx.node_link_graph(json.load(file), edges="edges")`` reads it."""
    nodes = [{"id": node, **data} for node, data in graph.nodes(data=True)]
    edges = [{"source": s, "target": t, "key": key, **data} for s, t, key, data in graph.edges(keys=True, data=True)]
    form = {"directed": True, "multigraph": True, "graph": dict(graph.graph), "nodes": nodes, "edges": edges}
    return json.dumps(form, indent=1) + "\n"


def _attributes(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Give the names of all attributes with their type, ``int`` or ``string``, sorted."""
    kinds: dict[str, str] = {}
    for data in rows:
        for key, value in data.items():
            number = isinstance(value, int) and not isinstance(value, bool)
            kinds[key] = "int" if number and kinds.get(key, "int") == "int" else "string"
    return sorted(kinds.items())


def _said(value: object) -> str:
    return clean(" ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)).replace("\n", " ")


def to_graphml(graph: Graph) -> str:
    """Give GraphML, as Gephi, yEd and networkx read it."""
    nodes = [data for _, data in graph.nodes(data=True)]
    edges = [data for _, _, data in graph.edges(data=True)]
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for domain, rows in (("node", nodes), ("edge", edges)):
        for key, kind in _attributes(rows):
            out.append(f'<key id="{domain}-{key}" for="{domain}" attr.name={quoteattr(key)} attr.type="{kind}"/>')
    out.append('<graph edgedefault="directed">')
    for node, data in graph.nodes(data=True):
        out.append(f"<node id={quoteattr(_said(node))}>{_data('node', data)}</node>")
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        ends = f"source={quoteattr(_said(source))} target={quoteattr(_said(target))}"
        out.append(f'<edge id="e{number}" {ends}>{_data("edge", data)}</edge>')
    return "\n".join([*out, "</graph>", "</graphml>", ""])


def _data(domain: str, data: Mapping[str, Any]) -> str:
    return "".join(f'<data key="{domain}-{key}">{escape(_said(value))}</data>' for key, value in sorted(data.items()))


def to_gexf(graph: Graph) -> str:
    """Give GEXF 1.3, as Gephi reads it; parallel edges keep their own ids."""
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
        '<graph defaultedgetype="directed">',
    ]
    for domain, rows in (
        ("node", [data for _, data in graph.nodes(data=True)]),
        ("edge", [data for _, _, data in graph.edges(data=True)]),
    ):
        out.append(f'<attributes class="{domain}">')
        for key, kind in _attributes(rows):
            type_ = {"int": "integer"}.get(kind, kind)
            out.append(f'<attribute id="{domain}-{key}" title={quoteattr(key)} type="{type_}"/>')
        out.append("</attributes>")
    out.append("<nodes>")
    for node, data in graph.nodes(data=True):
        name = quoteattr(_said(node))
        out.append(f"<node id={name} label={name}>{_values('node', data)}</node>")
    out.append("</nodes>")
    out.append("<edges>")
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        ends = f"source={quoteattr(_said(source))} target={quoteattr(_said(target))}"
        out.append(f'<edge id="{number}" {ends} kind={quoteattr(_said(data["kind"]))}>{_values("edge", data)}</edge>')
    return "\n".join([*out, "</edges>", "</graph>", "</gexf>", ""])


def _values(domain: str, data: Mapping[str, Any]) -> str:
    values = (
        f'<attvalue for="{domain}-{key}" value={quoteattr(_said(value))}/>' for key, value in sorted(data.items())
    )
    return f"<attvalues>{''.join(values)}</attvalues>"


def _quoted(text: str) -> str:
    return '"' + _said(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def to_dot(graph: Graph) -> str:
    """Give DOT for graphviz: externals dashed, guesses dotted, folders as clusters where nodes are files."""
    out = ["digraph dependencies {", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif", fontsize=10];']
    for node, data in graph.nodes(data=True):
        style = ', style="dashed"' if data["kind"] == "external" else ""
        out.append(f"  {_quoted(node)} [label={_quoted(_name(graph, node))}{style}];")
    for source, target, data in graph.edges(data=True):
        style = ', style="dotted"' if data.get("certainty") == "guess" else ""
        out.append(f"  {_quoted(source)} -> {_quoted(target)} [label={_quoted(data['kind'])}{style}];")
    return "\n".join([*out, "}", ""])


def to_mermaid(graph: Graph) -> str:
    """Give a Mermaid flowchart, as GitHub draws it in Markdown; nodes are numbered, their names are labels only."""
    number = {node: f"n{count}" for count, node in enumerate(graph)}
    out = ["flowchart LR"]
    for node, data in graph.nodes(data=True):
        opening, closing = ("([", "])") if data["kind"] == "external" else ("[", "]")
        label = _said(_name(graph, node)).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        out.append(f'  {number[node]}{opening}"{label}"{closing}')
    for source, target, data in graph.edges(data=True):
        arrow = "-.->" if data.get("certainty") == "guess" else "-->"
        out.append(f"  {number[source]} {arrow}|{''.join(c for c in data['kind'] if c.isalnum())}| {number[target]}")
    return "\n".join([*out, ""])


def to_matrix(graph: Graph) -> str:
    """Give the design structure matrix as CSV: a row needs what its columns say, by number of edges.

    Rows and columns stand in the order of the layers, lowest first, so that what lies above the diagonal is against the
    layers: a cycle or a guess to look at.
    """
    from .answers.layers import ordered

    nodes = [node for node in ordered(graph) if graph.nodes[node]["kind"] != "external"]
    place = {node: count for count, node in enumerate(nodes)}
    counts = [[0] * len(nodes) for _ in nodes]
    for source, target, data in graph.edges(data=True):
        if source in place and target in place:
            counts[place[source]][place[target]] += data.get("weight", 1)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["needs", *map(plain, nodes)])
    for node, row in zip(nodes, counts, strict=True):
        writer.writerow([plain(node), *(count or "" for count in row)])
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Graph], str]] = {
    "csv": to_csv,
    "json": to_json,
    "graphml": to_graphml,
    "gexf": to_gexf,
    "dot": to_dot,
    "mermaid": to_mermaid,
    "matrix": to_matrix,
}
"""Name of a format to the function that writes it."""
