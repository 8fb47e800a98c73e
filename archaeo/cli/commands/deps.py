"""``archaeo deps``: who includes, uses, imports and calls whom, and what follows from it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal
from ._corrections import corrections

if TYPE_CHECKING:
    from archaeo.analyzers.graphs import Graph

    from ._deps_state import State

NAME = "deps"
ORDER = 70

_FORMATS = ("csv", "json", "dot", "graphml", "gexf", "mermaid", "matrix")
_LEVELS = ("symbol", "file", "directory", "target", "library")


@click.command(NAME, short_help="Draw who includes, uses, imports and calls whom.")
@click.argument("path", type=click.Path(path_type=Path))
@corrections("ignore")
@click.option(
    "--rev", metavar="REV", help="A branch, tag or commit of the git repository at PATH [default: its files]."
)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Write in this form [default in a pipe: csv].")
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--level", type=click.Choice(_LEVELS), default="file", show_default=True, help="What a node stands for.")
@click.option("--focus", multiple=True, metavar="FILE", help="Only what is near this file; may be repeated.")
@click.option("--depth", default=1, show_default=True, metavar="N", help="How many edges away is near.")
@click.option("--collapse", multiple=True, metavar="DIR", help="Show a folder as one node; may be repeated.")
@click.option("--layers", "question", flag_value="layers", help="What rests on nothing, what rests on that, and so on.")
@click.option(
    "--cycles", "question", flag_value="cycles", help="Files that need each other in a circle, and what to cut."
)
@click.option("--entry-points", "question", flag_value="entry-points", help="Where running can begin.")
@click.option("--unused", "question", flag_value="unused", help="Sources that nothing needs, with reasons for doubt.")
@click.option("--needed", "question", flag_value="needed", help="What everything rests on, most needed first.")
@click.option("--missing", "question", flag_value="missing", help="Included or imported, and nowhere in the tree.")
@click.option("--externals", "question", flag_value="externals", help="Libraries wanted, and whether they can be had.")
@click.option(
    "--duplicates", "question", flag_value="duplicates", help="Files of the same, or nearly the same, content."
)
@click.option("--targets", "question", flag_value="targets", help="Programs and libraries that the build files make.")
@click.option("--path", "ends", nargs=2, metavar="A B", help="The shortest way from file A to what it needs, file B.")
@click.option("--without", metavar="X", help="What breaks if file, folder or library X is taken away.")
@click.option("--diff", metavar="REV", help="Edges born and gone, and new cycles, from --rev to this one.")
@click.option("--evolution", "question", flag_value="evolution", help="The graph at every release, in numbers.")
@click.option("--coupling", "question", flag_value="coupling", help="Coupling by history laid over coupling by code.")
@click.option("--fail", is_flag=True, help="With --cycles, --missing or --unused: exit status 1 if there are any.")
def command(
    path: Path,
    ignore: tuple[str, ...],
    rev: str | None,
    form: str | None,
    level: str,
    focus: tuple[str, ...],
    depth: int,
    collapse: tuple[str, ...],
    question: str | None,
    ends: tuple[str, str] | None,
    without: str | None,
    diff: str | None,
    fail: bool,
) -> int:
    """Draw who includes, uses, imports and calls whom, without building anything.

    PATH is a folder with sources or a git repository. On a terminal you see tables; in a pipe, or with --format, the
    graph. Questions (from --layers on) are answered with a table, or with --format as CSV or JSON.

    \b
    Examples:
      archaeo deps fixtures/boostedgoos/sources
      archaeo deps goos-archaeo/repo.git --rev BoostedGOOS-00-00-05 --format csv
      archaeo deps goos-archaeo/repo.git --cycles
      archaeo deps goos-archaeo/repo.git --rev BoostedGOOS-00-00-03 --diff BoostedGOOS-00-00-05
    """
    from . import _deps_answers, _deps_state, _deps_tables

    state = _deps_state.State(path, rev, ignore)
    with state:
        asked = [name for name, is_asked in (("path", ends), ("without", without), ("diff", diff)) if is_asked]
        if question or asked:
            if len(asked) + bool(question) > 1:
                raise click.UsageError("one question at a time")
            arguments = {"ends": ends, "without": without, "diff": diff}
            answers = _deps_answers.ANSWERS[question or asked[0]](state, **arguments)
            terminal.summed_up(terminal.counted(len(answers[0].rows), "row") if answers else "no answer")
            _deps_tables.write(answers, form)
            if fail and any(answer.rows for answer in answers[:1]):
                return 1
        else:
            _graph(state, form, level, focus, depth, collapse)
        return terminal.diagnostics(state.diagnostics())


def _graph(
    state: State, form: str | None, level: str, focus: tuple[str, ...], depth: int, collapse: tuple[str, ...]
) -> None:
    from archaeo.analyzers import exports

    from . import _deps_tables

    edges = terminal.counted(state.graph.number_of_edges(), "edge")
    terminal.summed_up(f"{terminal.counted(len(state.files), 'file')}, {edges}")
    if form is None and sys.stdout.isatty():
        _deps_tables.overview(state)
    else:
        terminal.write(exports.FORMATS[form or "csv"](_view(state, level, focus, depth, collapse)))


def _view(state: State, level: str, focus: tuple[str, ...], depth: int, collapse: tuple[str, ...]) -> Graph:
    from archaeo.analyzers import dependencies, graphs

    if level == "symbol":
        graph = dependencies.symbol_graph(state.scan, state.resolved)
    elif level == "target":
        graph = dependencies.target_graph(state.scan, state.resolved)
    else:
        graph = state.graph
    if focus:
        graph = graphs.focused(graph, focus, depth)
    if collapse:
        graph = graphs.collapsed(graph, collapse)
    if level == "directory":
        return graphs.directories(graph)
    if level == "library":
        return graphs.libraries(graph)
    return graph
