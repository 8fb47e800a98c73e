"""``archaeo deps``: who includes, uses, imports and calls whom."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal

if TYPE_CHECKING:
    from archaeo.analyzers.graphs import Graph
    from archaeo.model import SourceFile

NAME = "deps"
ORDER = 70

_FORMATS = ("csv", "json", "dot", "graphml", "gexf", "mermaid", "matrix")
_LEVELS = ("symbol", "file", "directory", "target", "library")


@click.command(NAME)
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--rev", metavar="REV", help="A branch, tag or commit of the git repository at PATH [default: its files]."
)
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="Write the graph in this form [default in a pipe: csv]."
)
@click.option("--level", type=click.Choice(_LEVELS), default="file", show_default=True, help="What a node stands for.")
@click.option("--focus", multiple=True, metavar="FILE", help="Only what is near this file; may be repeated.")
@click.option("--depth", default=1, show_default=True, metavar="N", help="How many edges away is near.")
@click.option("--collapse", multiple=True, metavar="DIR", help="Show a folder as one node; may be repeated.")
def command(
    path: Path,
    rev: str | None,
    form: str | None,
    level: str,
    focus: tuple[str, ...],
    depth: int,
    collapse: tuple[str, ...],
) -> int:
    """Draw who includes, uses, imports and calls whom, without building anything.

    PATH is a folder with sources or a git repository. On a terminal the answer is tables; in a pipe, or with --format,
    it is the graph.

    \b
    Examples:
      archaeo deps fixtures/boostedgoos/sources
      archaeo deps goos-archaeo/repo.git --rev BoostedGOOS-00-00-05 --format csv
    """
    from archaeo.analyzers import dependencies, exports

    with terminal.progress() as progress:
        scan = dependencies.scan(_files(path, rev), progress)
    graph = _view(dependencies.graph(scan), level, focus, depth, collapse)
    if form or not _is_terminal():
        terminal.write(exports.FORMATS[form or "csv"](graph))
    else:
        from . import _deps_tables

        _deps_tables.overview(scan, graph)
    return terminal.diagnostics(scan.diagnostics)


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _files(path: Path, rev: str | None) -> Iterable[SourceFile]:
    """Give the files of a folder, or of a state of a repository straight from its objects."""
    from archaeo.analyzers import sources

    bare = (path / "objects").is_dir() and (path / "HEAD").is_file()
    if rev is None and not bare:
        return sources.folder_files(path)
    from archaeo.git import reader

    return reader.files(reader.open_repository(path), rev or "HEAD")


def _view(graph: Graph, level: str, focus: tuple[str, ...], depth: int, collapse: tuple[str, ...]) -> Graph:
    from archaeo.analyzers import graphs

    if focus:
        graph = graphs.focused(graph, focus, depth)
    if collapse:
        graph = graphs.collapsed(graph, collapse)
    if level == "directory":
        return graphs.directories(graph)
    if level == "library":
        return graphs.libraries(graph)
    return graph
