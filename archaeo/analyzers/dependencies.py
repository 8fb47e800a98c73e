"""Who includes, uses, imports and calls whom: scan the files, resolve what they mention, assemble the graph."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from archaeo import registry
from archaeo.errors import ArchaeoError, Location
from archaeo.model import Diagnostic, Progress, SourceFile, no_progress

from .cache import ScanCache
from .externals import library
from .languages._choose import choose, suffix
from .mentions import Dependency, Module, SourceText, Statement
from .records import Scan, Scanned
from .resolve.edges import Resolved, edges, resolve
from .resolve.records import Edge

if TYPE_CHECKING:
    import networkx

__all__ = ["Edge", "Resolved", "Scan", "Scanned", "edges", "graph", "resolve", "scan", "symbol_graph", "target_graph"]

LARGEST_BYTES = 20_000_000
"""Text longer than this is no source that a person wrote: its first part is read, and a diagnostic says so."""


def scan(files: Iterable[SourceFile], progress: Progress = no_progress, cache: ScanCache | None = None) -> Scan:
    """Read every file once and keep what it defines and mentions.

    A file that cannot be read, or is not text, is passed over with a diagnostic; so is a language that nobody reads,
    which is counted.

    Args:
        cache: where scans are remembered; a content of known blob id that is in it is not even read.
    """
    scanned: list[Scanned] = []
    links: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    sources = sorted(files, key=lambda file: file.path)
    for count, file in enumerate(sources):
        progress("reading sources", count, len(sources))
        if file.link is not None:
            links[file.path] = file.link
            continue
        try:
            scanned.append(_scanned(file, cache, diagnostics))
        except ArchaeoError as error:
            diagnostics.append(_odd(file.path, "unreadable file", error.what, "passed over"))
    progress("reading sources", len(sources), len(sources))
    scanned = _included_too(scanned, {file.path: file for file in sources})
    names = (suffix(file.path) or file.path.rpartition("/")[2] for file in scanned if not file.lang and file.lines)
    diagnostics.extend(_dangling(links, scanned))
    return Scan(tuple(scanned), links, dict(sorted(Counter(names).items())), tuple(diagnostics))


def _scanned(file: SourceFile, cache: ScanCache | None, diagnostics: list[Diagnostic]) -> Scanned:
    content = None if file.blob else file.read()
    blob = file.blob.hex() if file.blob else _blob_id(content or b"")
    known = cache.get(blob, file.path) if cache else None
    if known is not None:
        return known if known.path == file.path else replace(known, path=file.path)
    odd = len(diagnostics)
    made = _scan_one(file.path, blob, file.read() if content is None else content, diagnostics)
    if cache and len(diagnostics) == odd:  # a diagnostic has to be told each time
        cache.put(made)
    return made


def _blob_id(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def scan_content(path: str, content: bytes) -> Scanned:
    """Give what one content says under a path, whatever is odd in it."""
    return _scan_one(path, "", content, [])


def _scan_one(path: str, blob: str, content: bytes, diagnostics: list[Diagnostic]) -> Scanned:
    text = _text(path, content, diagnostics)
    if text is None:
        return Scanned(path, "", "not text", blob, len(content), 0)
    lang, because = choose(path, text[:8000])
    build = _build_system(path)
    said: dict[type, list[Any]] = {Module: [], Dependency: [], Statement: []}
    source = SourceText(path, text)
    if lang:
        for found in registry.load("archaeo.analyzers.languages")[lang].scan(source):
            said[type(found)].append(found)
    if lang and text[:2] == "#!" and not any(module.kind == "main" for module in said[Module]):
        said[Module].append(Module("", "main", 1))
    if build:
        said[Statement].extend(registry.load("archaeo.analyzers.builds")[build].scan(source))
        lang, because = lang or build, because if lang else f"{build} by its name"
    told = (tuple(said[Module]), tuple(said[Dependency]), tuple(said[Statement]))
    return Scanned(path, lang, because, blob, len(content), text.count("\n"), *told, build)


def _included_too(scanned: list[Scanned], sources: dict[str, SourceFile]) -> list[Scanned]:
    """Scan what no rule knew in the language that includes it: ``pi.par`` of a Fortran source is Fortran."""
    including: dict[str, str] = {}
    for file in scanned:
        if file.lang in ("fortran", "c", "cpp"):
            for mention in file.dependencies:
                if mention.kind == "include":
                    including.setdefault(mention.name.rpartition("/")[2], file.lang)
    return [_again(file, including, sources[file.path]) if not file.lang and file.lines else file for file in scanned]


def _again(file: Scanned, including: dict[str, str], source: SourceFile) -> Scanned:
    lang = including.get(file.path.rpartition("/")[2])
    if lang is None or suffix(file.path) in (".html", ".txt", ".tex"):
        return file
    try:
        text = _text(file.path, source.read(), [])
    except ArchaeoError:
        return file
    said: dict[type, list[Any]] = {Module: [], Dependency: [], Statement: []}
    for found in registry.load("archaeo.analyzers.languages")[lang].scan(SourceText(file.path, text or "")):
        said[type(found)].append(found)
    told = (tuple(said[Module]), tuple(said[Dependency]))
    return replace(file, lang=lang, because=f"included by {lang}", modules=told[0], dependencies=told[1])


@cache
def _build_plugs() -> tuple[tuple[str, ModuleType], ...]:
    return tuple(registry.load("archaeo.analyzers.builds").items())


def _build_system(path: str) -> str:
    return next((name for name, plug in _build_plugs() if plug.matches(path)), "")


def _text(path: str, content: bytes, diagnostics: list[Diagnostic]) -> str | None:
    """Give the text of a file with plain line ends, None for one that is not text."""
    known, _ = choose(path, "")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16", "replace")
    else:
        zeros = content[:8000].count(0)
        if zeros:
            if not known or zeros > 20:
                if known:
                    diagnostics.append(_odd(path, "binary file", "holds zero bytes, so it is no source", "passed over"))
                return None
            diagnostics.append(_odd(path, "zero bytes", "holds zero bytes", "read without them"))
            content = content.replace(b"\0", b" ")
        if len(content) > LARGEST_BYTES:
            done = f"its first {LARGEST_BYTES} bytes were read"
            diagnostics.append(_odd(path, "huge file", f"has {len(content)} bytes", done))
            content = content[:LARGEST_BYTES]
        text = content.decode("utf-8", "surrogateescape")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\f", " ").replace("\x1a", " ")


def _dangling(links: dict[str, str], scanned: list[Scanned]) -> Iterator[Diagnostic]:
    from .resolve.records import FileIndex

    index = FileIndex((file.path for file in scanned), links)
    for path, said in links.items():
        if path not in index.aliases and not _leads_to_folder(path, said, index):
            yield _odd(path, "dangling link", f"leads to '{said}', which the tree does not have", "passed over")


def _leads_to_folder(path: str, said: str, index: object) -> bool:
    import posixpath

    from .resolve.records import FileIndex

    assert isinstance(index, FileIndex)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), said))
    return ("" if target == "." else target) in index.folders


def _odd(path: str, kind: str, what: str, done: str) -> Diagnostic:
    return Diagnostic(Location(path), kind, what, done)


def graph(scan: Scan, resolved: Resolved | None = None) -> networkx.MultiDiGraph[str]:
    """Give the graph of a scanned tree, nodes and edges in a repeatable order.

    Nodes are paths with ``kind`` "file" and ``lang``, and names of what the tree lacks with ``kind`` "external" and the
    ``library`` they belong to, "" where nobody knows. Edges have ``kind``, ``lang``, ``line``, ``certainty``,
    ``reason``, ``candidates``, ``condition`` and ``name``, what the text says.

    Args:
        resolved: what ``resolve`` gave for the scan, if it is at hand.
    """
    import networkx

    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for file in scan.files:
        if file.lang:
            made.add_node(file.path, kind="file", lang=file.lang, lines=file.lines)
    for edge in (resolved or resolve(scan)).edges:
        made.add_edge(edge.source, _node(made, edge), **_told(edge))
    return made


def _told(edge: Edge) -> dict[str, Any]:
    return {
        "kind": edge.kind,
        "lang": edge.lang,
        "line": edge.line,
        "certainty": edge.certainty,
        "reason": edge.reason,
        "candidates": list(edge.candidates),
        "condition": edge.condition,
        "name": edge.name,
    }


def _node(made: networkx.MultiDiGraph[str], edge: Edge) -> str:
    """Add the node an edge leads to; an external that has the name of a file gets ``external:`` before it."""
    if not edge.external:
        if edge.target not in made:
            made.add_node(edge.target, kind="file", lang="", lines=0)
        return edge.target
    name = edge.target
    if made.nodes.get(name, {}).get("kind") == "file":
        name = f"external:{name}"
    if name not in made:
        found = library(edge.target, edge.kind, edge.lang)
        made.add_node(name, kind="external", lang=edge.lang, name=edge.target, library=found.name if found else "")
    return name


def symbol_graph(scan: Scan, resolved: Resolved) -> networkx.MultiDiGraph[str]:
    """Give the graph in which a call, use or import leads to the symbol it means: ``PATH::NAME``, ``kind`` "symbol".

    Each symbol has an edge "defined in" to its file; COMMON blocks are symbols that no file owns, ``common:NAME``.
    """
    made = graph(scan, resolved)
    for source, target, key, data in list(made.edges(keys=True, data=True)):
        if data["kind"] in ("call", "use", "dictionary") and made.nodes[target]["kind"] == "file":
            symbol = f"{target}::{data['name']}"
            if symbol not in made:
                made.add_node(symbol, kind="symbol", lang=made.nodes[target]["lang"], path=target)
                made.add_edge(symbol, target, kind="defined in", lang="", line=0, certainty="recorded", reason="")
            made.remove_edge(source, target, key)
            made.add_edge(source, symbol, **data)
    for file in scan.files:
        for mention in file.dependencies:
            if mention.kind == "common":
                name = f"common:{mention.name}"
                made.add_node(name, kind="symbol", lang=file.lang)
                if not made.has_edge(file.path, name):
                    made.add_edge(
                        *(file.path, name),
                        kind="common",
                        lang=file.lang,
                        line=mention.line,
                        certainty="recorded",
                        reason="",
                    )
    return made


def target_graph(scan: Scan, resolved: Resolved) -> networkx.MultiDiGraph[str]:
    """Give the graph of what builds make: programs and libraries, their sources, what they link and ask for.

    Nodes are ``target:FOLDER/NAME`` with ``kind`` "target", files, and externals. Edges: ``build`` to a source,
    ``link`` to a library of the tree or outside, ``package`` from a build file to what it asks for.
    """
    import networkx

    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    targets = resolved.building.targets()
    by_name: dict[str, str] = {}
    for target in targets:
        node = f"target:{target.folder}/{target.name}" if target.folder else f"target:{target.name}"
        made.add_node(node, kind="target", lang="", built=target.kind, path=target.path)
        stem = target.name.rpartition("/")[2]
        by_name.setdefault(stem, node)
        by_name.setdefault(stem.partition(".")[0].removeprefix("lib"), node)
    for target in targets:
        node = f"target:{target.folder}/{target.name}" if target.folder else f"target:{target.name}"
        said = {"lang": "", "line": target.line, "certainty": "recorded", "reason": f"{target.path}:{target.line}"}
        for source in target.sources:
            if source not in made:
                made.add_node(source, kind="file", lang="", lines=0)
            made.add_edge(node, source, kind="build", **said)
        for name in (*target.links, *target.needs):
            other = by_name.get(name)
            if other is None:
                found = library(name, "link")
                other = found.name if found else f"-l{name}"
                made.add_node(other, kind="external", lang="", library=found.name if found else "")
            if other != node and not made.has_edge(node, other):
                made.add_edge(node, other, kind="link", **said)
    for package in resolved.building.packages():
        if package.how == "package":
            made.add_node(package.path, kind="file", lang="", lines=0)
            found = library(package.name, "package")
            other = found.name if found else package.name
            if other not in made:
                made.add_node(other, kind="external", lang="", library=found.name if found else "")
            reason = f"asks for {package.name} {package.version}".strip()
            made.add_edge(
                package.path, other, kind="package", lang="", line=package.line, certainty="recorded", reason=reason
            )
    return made
