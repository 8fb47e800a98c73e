"""Answers on a terminal, and as CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from .. import terminal

if TYPE_CHECKING:
    from ._deps_answers import Answer
    from ._deps_state import State

_MOST_ROWS = 40
"""Rows of a table that a person is shown; CSV and JSON have them all."""

_WIDE = 240
"""Columns of a table in a pipe or file, where nobody sees the edge of a screen."""


def write(answers: list[Answer], form: str | None) -> None:
    """Write answers: tables for a person, CSV of the first, or JSON of all."""
    if form is None:
        for answer in answers:
            table(answer, _MOST_ROWS if sys.stdout.isatty() else None)
    elif form == "csv":
        terminal.write(_csv(answers[0]))
    elif form == "json":
        made = {answer.name: [dict(zip(answer.columns, row, strict=True)) for row in answer.rows] for answer in answers}
        terminal.write(json.dumps(made, indent=1, ensure_ascii=False) + "\n")
    else:
        raise click.UsageError(f"an answer is written as csv or json, not as {form}")


def _csv(answer: Answer) -> str:
    from archaeo.analyzers.exports import plain

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([plain(value) for value in row] for row in answer.rows)
    return out.getvalue()


def table(answer: Answer, most: int | None) -> None:
    """Print an answer: its sentence, and as many of its rows, all for None."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal.out(answer.sentence)
    if not answer.rows:
        return
    made = Table(box=box.SIMPLE, pad_edge=False)
    for number, column in enumerate(answer.columns):
        is_number = all(isinstance(row[number], int) for row in answer.rows)
        made.add_column(column.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
    shown = answer.rows[:most]
    for row in shown:
        made.add_row(*(Text(terminal.clean(str(value))) for value in row))
    is_terminal = sys.stdout.isatty()
    console = terminal.console() if is_terminal else Console(width=_WIDE, markup=False, highlight=False, emoji=False)
    console.print(made)
    if len(shown) < len(answer.rows):
        terminal.out(f"and {len(answer.rows) - len(shown)} more")


def overview(state: State) -> None:
    """Print one screen: languages, edges and how sure they are, folders as a tree, what to ask next."""
    from rich.text import Text
    from rich.tree import Tree

    from archaeo.analyzers.answers.reach import ranked

    graph = state.graph
    files = [file for file in state.scan.files if file.lang]
    languages = Counter(file.lang for file in files)
    terminal.out(f"{len(files)} of {len(state.scan.files)} files read: " + _listed(languages))
    if state.scan.unknown:
        terminal.out("languages nobody reads: " + _listed(Counter(state.scan.unknown), 8))
    inside = [data for _, node, data in graph.edges(data=True) if graph.nodes[node]["kind"] == "file"]
    terminal.out(f"{len(inside)} edges between them: " + _listed(Counter(data["kind"] for data in inside)))
    terminal.out("how sure: " + _listed(Counter(data["certainty"] for data in inside)))
    outside = Counter(
        data.get("library") or "unknown" for _, data in graph.nodes(data=True) if data["kind"] == "external"
    )
    terminal.out("wanted from outside: " + _listed(outside, 8))
    tree = Tree(Text("what everything rests on"))
    for rank in ranked(graph)[:8]:
        tree.add(Text(terminal.clean(f"{rank.path}  needed by {rank.all}, {rank.direct} directly")))
    terminal.console().print(tree)
    terminal.out("archaeo deps --help lists the questions: --cycles, --unused, --externals, --missing ...")


def _listed(counts: Counter[str], most: int = 20) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f", {len(ranked) - most} more" if len(ranked) > most else ""
    return (", ".join(f"{name} {number}" for name, number in ranked[:most]) or "none") + more
