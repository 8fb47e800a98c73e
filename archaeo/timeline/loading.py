"""Reads the sources for the browser in a process of its own, which begins before the screen is drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from archaeo.analyzers.chronicle import Row
from archaeo.errors import ArchaeoError
from archaeo.look import Find
from archaeo.model import Diagnostic, Progress

from .browsing import Group
from .found import repositories
from .rows import Term


class Loader:
    """Yields rows again and again, each time knowing more; see `behind`. Close it in the end.

    Attributes:
        diagnostics: what was odd in the sources, when they have been read.
    """

    def __init__(self, finds: Sequence[Find]) -> None:
        self._finds = tuple(finds)
        self.diagnostics: tuple[Diagnostic, ...] = ()
        self._process, self._sender, self._receiver = _started()
        self._sender.send(self._finds)

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.terminate()
        self._process.wait()
        self._sender.close()
        self._receiver.close()

    def __call__(self, progress: Progress) -> Iterator[tuple[Row, ...]]:
        """Read.

        Raises:
            ArchaeoError: a source cannot be read.
        """
        found: list[Row] = []
        while True:
            while not self._receiver.poll(0.2):
                progress("", 0, 0)  # raises where the person has left
            try:
                kind, told = self._receiver.recv()
            except (EOFError, ConnectionError):
                hint = "--plain reads in one"
                raise ArchaeoError("the process that reads the changes ended early", hint=hint) from None
            match kind:
                case "progress":
                    progress(*told)
                case "rows":
                    found += told
                case "list":
                    if found:
                        yield tuple(found)
                    found = []
                case "error":
                    raise told
                case "done":
                    self.diagnostics = told
                    return

    def dependencies(self) -> Iterator[Group]:
        """Yield a line for each file of the newest state that mentions others or is mentioned."""
        from archaeo.analyzers import dependencies
        from archaeo.git import reader

        for path in repositories(self._finds):
            graph = dependencies.graph(dependencies.scan(reader.files(reader.open_repository(path))))
            ranked = sorted(graph.nodes, key=lambda node: (-graph.in_degree(node), str(node)))
            for node in ranked:
                uses = sorted({(str(target), data["kind"]) for _, target, data in graph.out_edges(node, data=True)})
                used = sorted({str(source) for source, _ in graph.in_edges(node)})
                told = ["used by", *(f"  {name}" for name in used), "", "uses"]
                told += [f"  {name} ({kind})" for name, kind in uses]
                inside = graph.nodes[node].get("kind") == "file"
                columns = (f"used by {len(used)}", f"uses {len(uses)}" if inside else "not here")
                query = str(Term("path", str(node))) if inside else ""
                yield Group(str(node), columns, query, "\n".join(told))


def _started() -> tuple[subprocess.Popen[bytes], Connection, Connection]:
    """Start the process behind; give it and the two ends to talk with it."""
    # multiprocessing cannot start a process while Textual holds the standard streams
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "archaeo.timeline.behind"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdin is not None and process.stdout is not None
    ends = (Connection(os.dup(process.stdin.fileno()), readable=False), Connection(os.dup(process.stdout.fileno())))
    process.stdin.close()
    process.stdout.close()
    return process, *ends
