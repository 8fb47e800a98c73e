"""What depends on what: folders in layers, what everything rests on, cycles, what is wanted from outside and what is
missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from archaeo.analyzers import dependencies, graphs
from archaeo.analyzers.answers import changes, copies, cycles, lacks, layers, most_used, reach, uses

from ..blocks import Block, Box, Cell, Ego, Layers, Link, Matrix, Section, Sentence, Table, Text, count, listing
from ..project import Project
from . import _library

if TYPE_CHECKING:
    from archaeo.analyzers.answers.lacks import External
    from archaeo.analyzers.graphs import Graph

NAME = "dependencies"
ORDER = 70
MOST_ROWS = 100
MOST_FOLDERS = 40
MOST_MATRIX = 30
LOUD_PART = 20
UNKNOWN_PART, FEW = 10, 3
"""What a tenth of all sources want, and more than a few, is said on the cover."""
_ROLES = {"needed": "the whole", "optional": "a part, can be left out", "beside": "tests, documents, scripts"}
_HAD = {"yes": "yes", "hard": "with effort", "sold": "for money", "no": "no longer"}


def section(project: Project) -> Section | None:
    """Give the graph in words, pictures and tables; None where no file needs another or anything outside."""
    if project.scan is None or project.graph is None or not project.graph.number_of_edges():
        return None
    resolved = project.resolution
    blocks: list[Block] = [_opening(project, resolved)]
    folders = _folders(project.graph)
    blocks += [picture for picture in (_layers(folders), _matrix(folders)) if picture]
    blocks += _favourites(project, resolved)
    blocks += _needed(project)
    blocks += _outside(project.externals)
    blocks += _cycles(project.graph)
    blocks += _missing(project, resolved)
    blocks += _begins_and_ends(project, resolved)
    blocks += _copies(project)
    blocks += _coupling(project)
    return Section(NAME, "Dependencies", tuple(blocks))


def cover(project: Project) -> Iterator[Sentence]:
    """Say what it rests on from outside."""
    if project.scan is None or project.graph is None:
        return
    outside = lacks.needed(project.externals)
    # what many files want and nobody here knows is as much needed as what has a name
    files = sum(bool(file.lang) for file in project.scan.files)
    lost = [one for one in project.lost if not one.maybe and "config" not in one.name.lower()]
    unknown = [one for one in lost if one.users > FEW and one.users * UNKNOWN_PART >= files][:3]
    if outside or unknown:
        names = [one.called for one in outside[:6]]
        names += [f"what gives {listing([one.name for one in unknown])}"] if unknown else []
        places = (outside[0] if outside else unknown[0]).evidence
        spare = lacks.needed(project.externals, "optional")
        text = f"From outside it needs {listing(names, 7)}"
        text += f"; {listing([one.called for one in spare[:3]], 3)} can be left out." if spare else "."
        yield Sentence(text, "likely", f"{places[0]} and others", f"#{NAME}")
    first = _first_to_read(project)
    if first is not None:
        yield first


def _first_to_read(project: Project) -> Sentence | None:
    """Name the file that most rests on, a place where running begins, and the text that says what it is."""
    named: list[str] = []
    ranked = _ranked(project)
    if ranked and ranked[0].all > 2:
        named.append(f"{ranked[0].path} ({count(ranked[0].all, 'file')} rest on it)")
    library = _library.use(project)
    start = _start(project)
    # what lies about in a library begins nothing, but for what bears its name
    if start and not (library and start.rpartition("/")[2].partition(".")[0].lower() != project.name.lower()):
        named.append(f"{start} (running begins there)")
    text = project.purpose.path if project.purpose else ""
    if not text:
        paths = sorted((file.path for file in project.own_files), key=lambda path: (path.count("/"), path))
        text = next((path for path in paths if path.rpartition("/")[2].lower().startswith("readme")), "")
    named += [text] * bool(text)
    if len(named) < 2:
        return None
    said = f"Where to start reading: {listing(named)}"
    said += f"; it is used by “{library}”." if library else "."
    return Sentence(said, "counted", "include, use and import edges", f"#{NAME}")


_ASIDE = re.compile(
    r"(?:^|/)(?:[^/]*tests?|tests?[^/]*|unittest\w*|testsuite|examples?|samples?|demos?|docs?|config|cmake|m4|autoconf\w*|contrib|"
    r"benchmarks?|debian|[^/]*config[^/]*)(?:/|$)|(?:^|/)(?:(?:setup|conf)[.]py|(?:Build|Makefile)[.]PL|conftest[.]c|"
    r"(?:\w*configure|bootstrap|autogen|buildconf|prepare|install|clean|missing|depcomp|ltmain|mkinstalldirs|config[.]|make|"
    r"copy|upload|pull|grab|init)[^/]*)$",
    re.I,
)
MOST_STARTS = 200


def _start(project: Project) -> str:
    """Give the program that running begins with: the one with the project's name, else the one that needs most.

    Tests, examples and what builds or installs are no such programs, nor is a script that needs nothing else.
    """
    import networkx

    entries = uses.entry_points(project.scan, project.resolution.building.targets())
    own = {one.path: one.kind for one in entries if one.kind != "build target" and not _ASIDE.search(one.path)}
    if any(kind != "script" for kind in own.values()):
        own = {path: kind for path, kind in own.items() if kind != "script"}
    plain = graphs.files_only(project.graph)
    ranked: list[tuple[bool, int, int, str]] = []
    for path in sorted(own, key=lambda path: (path.count("/"), path))[:MOST_STARTS]:
        reached = len(networkx.descendants(plain, path)) if path in plain else 0
        # Artemis begins with ArtemisMain.java
        stem, name = path.rpartition("/")[2].partition(".")[0].lower(), project.name.lower()
        has_name = stem in (name, f"{name}main", f"main{name}")
        ranked.append((has_name, reached, -path.count("/"), path))
    best = max(ranked, key=lambda row: (*row[:3], [-ord(sign) for sign in row[3]]), default=None)
    return best[3] if best and (best[0] or best[1]) else ""


def _ranked(project: Project) -> list[reach.Rank]:
    """Give the files that others need, those in the middle first: needed directly by many, and through them by most.

    What many need only by way of one other is at the bottom of everything, and little seen.
    """
    return sorted(project.ranked, key=lambda rank: (-rank.direct * rank.all, rank.path))


def loud(project: Project) -> Iterator[tuple[int, Sentence]]:
    """Offer what can no longer be had, and the largest cycle."""
    if project.scan is None or project.graph is None:
        return
    # what two files of a thousand want is no trouble of the whole
    sources = sum(bool(file.lang) for file in project.scan.files)
    gone = [
        one
        for one in lacks.needed(project.externals)
        if one.library.had != "yes" and one.files > 1 and one.files * LOUD_PART >= sources
    ]
    if gone:
        first = gone[0]
        text = f"It needs {first.library.name}, which can be had {_HAD[first.library.had]} ({first.library.where})."
        yield 45, Sentence(text, "likely", first.evidence[0], f"#{NAME}", "warning")
    found = cycles.cycles(project.graph)
    if found and len(found[0].nodes) > 4:
        text = f"{len(found[0].nodes)} files need each other in a circle, {found[0].nodes[0]} among them."
        yield 30, Sentence(text, "counted", "include, use and import edges", f"#{NAME}")


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give the edges for the database."""
    if project.graph is None:
        return
    columns = ("source", "target", "kind", "language", "line", "certainty", "reason", "target_kind")
    rows = tuple(
        (
            *(source, data_name(project.graph, target), data["kind"], data["lang"], data["line"]),
            *(data["certainty"], data["reason"], project.graph.nodes[target]["kind"]),
        )
        for source, target, data in project.graph.edges(data=True)
    )
    yield "dependencies", Table("dependencies", columns, rows)


def data_name(graph: Graph, node: str) -> str:
    """Give a node's name as the text has it."""
    return str(graph.nodes[node].get("name", node))


def _file(path: str) -> Link:
    return Link(path, f"file:{path}")


def _opening(project: Project, resolved: dependencies.Resolved) -> Text:
    inside = [data for _, node, data in project.graph.edges(data=True) if project.graph.nodes[node]["kind"] == "file"]
    languages = Counter(file.lang for file in project.scan.files if file.lang)
    files = sum(languages.values())
    kinds = listing([f"{number} {kind}" for kind, number in Counter(data["kind"] for data in inside).most_common()], 8)
    sentences = [
        Sentence(
            f"{count(files, 'file')} in {count(len(languages), 'language')} are joined by "
            f"{count(len(inside), 'edge')}" + (f" ({kinds})." if kinds else "."),
            "counted",
            "the text of the files, nothing was built",
        )
    ]
    guesses = sum(data["certainty"] == "guess" for data in inside)
    if guesses:
        text = f"{count(guesses, 'edge')} of them lead to the nearest of several files that fit, and may be wrong."
        sentences.append(Sentence(text, "guess", "cycles, layers and rankings leave them out"))
    lost = project.lost
    if lost:
        names = listing([f"{one.name} (by {count(one.users, 'file')})" for one in lost[:4]], 4)
        more = f"; {len(lost) - 4} more" if len(lost) > 4 else ""
        text = f"Wanted and neither here nor known: {names}{more}."
        sentences.append(Sentence(text, "likely", f"{lost[0].evidence[0]} and others", "", "warning"))
    unread = listing([f"{name} ({number})" for name, number in Counter(project.scan.unknown).most_common(6)], 6)
    if unread:
        sentences.append(Sentence(f"Not read, for want of a reader: {unread}.", "counted", "files by suffix"))
    return Text(tuple(sentences))


def _folders(graph: Graph) -> Graph:
    """Give the graph of folders, folded upwards until it is small enough to draw."""
    inside = graphs.files_only(graph)
    made = graphs.directories(inside)
    for depth in (4, 3, 2, 1):
        if len(made) <= MOST_FOLDERS:
            break

        def place(node: str, data: dict[str, Any], depth: int = depth) -> str:
            return "/".join(graphs.folder(node).split("/")[:depth])

        made = graphs.merged(inside, place, "directory")
    return made


def _layers(folders: Graph) -> Layers | None:
    if not 1 < len(folders) <= MOST_FOLDERS * 2 or not folders.number_of_edges():
        return None
    found = layers.layers(folders)
    boxes = tuple(
        Box(name, int(folders.nodes[name].get("files", 0)), layer.number) for layer in found for name in layer.nodes
    )
    weights: Counter[tuple[str, str]] = Counter()
    for source, target, data in folders.edges(data=True):
        weights[source, target] += data.get("weight", 1)
    edges = tuple((source, target, number) for (source, target), number in sorted(weights.items()))
    lowest = max(found[0].nodes, key=lambda name: (sum(n for _, t, n in edges if t == name), name))
    sentence = f"{count(len(boxes), 'folder')} in {count(len(found), 'layer')}; {lowest} is what most of it rests on."
    return Layers("Folders in layers", sentence, boxes[:60], edges)


def _matrix(folders: Graph) -> Matrix | None:
    if not 2 < len(folders) <= MOST_MATRIX or not folders.number_of_edges():
        return None
    names = tuple(layers.ordered(folders))
    place = {name: number for number, name in enumerate(names)}
    cells = [[0] * len(names) for _ in names]
    for source, target, data in folders.edges(data=True):
        cells[place[source]][place[target]] += data.get("weight", 1)
    against = sum(1 for row in range(len(names)) for column in range(row + 1, len(names)) if cells[row][column])
    sentence = (
        f"{count(against, 'cell')} above the diagonal: folders that need what needs them, or a guess."
        if against
        else "Nothing stands above the diagonal: no folder needs one that needs it."
    )
    return Matrix("Who uses whom", sentence, names, tuple(tuple(row) for row in cells))


def _needed(project: Project) -> Iterator[Block]:
    graph, found = project.graph, _ranked(project)
    if not found:
        return
    first = found[0].path
    around = sorted({node for node in graph.predecessors(first) if node != first})
    below = sorted({node for node in graph.successors(first) if node != first})
    sentence = f"{count(found[0].all, 'file')} need {first}, {found[0].direct} of them directly."
    uses_ = tuple(node for node in below if graph.nodes[node]["kind"] == "file")
    outside = tuple(data_name(graph, node) for node in below if graph.nodes[node]["kind"] == "external")
    yield Ego("The file that most rests on", sentence, first, tuple(around), uses_, outside)
    rows: tuple[tuple[Cell, ...], ...] = tuple((_file(r.path), r.all, r.direct) for r in found[:MOST_ROWS])
    note = "through others, and directly; guesses left out"
    yield Table("What everything rests on", ("file", "needed by", "directly"), rows, note, shown=12, brief=0)


_LANGUAGES = {"cpp": "C and C++", "idl": "IDL", "r": "R", "matlab": "MATLAB"}


def _favourites(project: Project, resolved: dependencies.Resolved) -> Iterator[Table]:
    """Give what most files include, use or import, of each language apart."""
    rows: list[tuple[Cell, ...]] = []
    for one in most_used.favourites(resolved.edges, project.scan):
        where: Cell = f"outside: {one.library}" if one.library else "not in the tree"
        if one.path or one.template:
            where = _file(one.path) if one.path else Link(f"made of {one.template}", f"file:{one.template}")
        language = _LANGUAGES.get(one.lang, one.lang.capitalize())
        rows.append((f"{one.kind}, {language}", one.name, one.users, where))
    if rows:
        note = "files that name it themselves; guesses, and what comes with the language, left out"
        yield Table("Used most", ("how", "what", "files", "where it is"), tuple(rows), note, shown=24, brief=20)


def _cycles(graph: Graph) -> Iterator[Block]:
    found = cycles.cycles(graph)
    if not found:
        text = "No file includes, uses or imports itself by way of others: there is no cycle."
        yield Text((Sentence(text, "counted", "include, use and import edges"),))
        return
    rows: list[tuple[Cell, ...]] = []
    for cycle in found[:MOST_ROWS]:
        cut = "; ".join(f"{one.source}:{one.line} → {one.target}" for one in cycle.cut[:4])
        more = f" and {len(cycle.cut) - 4} more" if len(cycle.cut) > 4 else ""
        rows.append((len(cycle.nodes), listing(cycle.nodes, 6), cut + more))
    note = "cut: the edges to remove so that no circle is left; for large cycles a small cut, perhaps not the smallest"
    yield Table("Cycles", ("files", "which", "cut"), tuple(rows), note, shown=10, brief=0)


def _outside(found: tuple[External, ...]) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        if not one.library.standard:
            names = listing(one.names, 5)
            rows.append(
                (
                    *(one.library.name, one.library.what, _ROLES[one.role], one.files, _HAD[one.library.had]),
                    *(one.library.where, one.library.instead, names, one.evidence[0]),
                )
            )
    if rows:
        columns = ("library", "what", "for", "files", "to be had", "where", "instead", "names used", "first place")
        note = "what comes with compilers and interpreters is left out"
        yield Table("Wanted from outside", columns, tuple(rows), note, shown=20, brief=6)


def _missing(project: Project, resolved: dependencies.Resolved) -> Iterator[Block]:
    found = project.lost
    if found:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (one.name, one.kind, one.users, one.maybe, one.evidence[0]) for one in found[:MOST_ROWS]
        )
        columns = ("name", "wanted by", "files", "what may have become of it", "first place")
        yield Table(
            "Wanted and nowhere", columns, rows, "neither in the tree nor of a library known here", shown=12, brief=0
        )


def _begins_and_ends(project: Project, resolved: dependencies.Resolved) -> Iterator[Block]:
    targets = resolved.building.targets()
    entries = uses.entry_points(project.scan, targets)
    if entries:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (_file(one.path), one.kind, one.name, one.evidence) for one in entries[: MOST_ROWS * 2]
        )
        yield Table("Where running begins", ("file", "kind", "name", "evidence"), rows, shown=12, brief=0)
    dead = uses.unused(project.scan, project.graph, entries, targets)
    if dead:
        lines: tuple[tuple[Cell, ...], ...] = tuple(
            (_file(one.path), one.lines, "; ".join(one.doubts)) for one in dead[:MOST_ROWS]
        )
        note = "no file names it, no build target has it, nothing in it can be started"
        yield Table("Sources that nothing needs", ("file", "lines", "doubts"), lines, note, shown=12, brief=0)


def _copies(project: Project) -> Iterator[Block]:
    found = copies.copies(project.scan, project.own_files, project.shelves.shelf("sketches", (copies.__file__,)))
    if found:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (one.share_percent, one.lines, listing(one.paths, 6)) for one in found[:MOST_ROWS]
        )
        note = "100 % are the same bytes; less is the estimated share of lines in common"
        yield Table("Files that exist more than once", ("share [%]", "lines", "files"), rows, note, shown=10, brief=0)


def _coupling(project: Project) -> Iterator[Block]:
    hidden, still = changes.coupling(project.graph, project.work)
    if hidden:
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (_file(one.path), _file(one.other), one.together, one.share_percent) for one in hidden[:MOST_ROWS]
        )
        note = "changed together at least three times and on half of the occasions, and no text says why"
        columns = ("file", "changed with", "times", "share [%]")
        yield Table("Coupled by history, not by code", columns, rows, note, shown=10, brief=0)
    if still:
        rows = tuple((_file(one.path), _file(one.other), ", ".join(one.kinds)) for one in still[:MOST_ROWS])
        note = "both changed three times and more, never together: a stable interface between them"
        yield Table("Coupled by code, never by history", ("file", "and", "by"), rows, note, shown=10, brief=0)
