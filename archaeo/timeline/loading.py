"""Reads the sources for the browser: a list at once, and what takes longer behind it, in a process of its own.

A thread would do, but for Python's one lock: while it read 60,000 commits a page down took a second.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from archaeo.analyzers import chronicle
from archaeo.analyzers.chronicle import Row
from archaeo.collection import without_collection
from archaeo.errors import ArchaeoError
from archaeo.model import Diagnostic, Progress

from .browsing import Group
from .rows import Term
from .sources import Gathered, gather, repositories, rows

CHUNK = 1000
"""Rows sent at once: to unpack so many takes 10 ms, in which the screen stands still."""


class Loader:
    """Yields rows twice: as soon as they can be listed, and again with paths, merged names and events.

    Attributes:
        diagnostics: what was odd in the sources, when they have been read.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self.diagnostics: tuple[Diagnostic, ...] = ()

    def __call__(self, progress: Progress) -> Iterator[tuple[Row, ...]]:
        """Read."""
        with without_collection():
            gathered = gather(self._paths, progress, with_changes=False)
            yield _listed(gathered, with_changes=not repositories(self._paths))
            del gathered
        # multiprocessing cannot start a process while Textual holds the standard streams
        command = [sys.executable, "-P", "-m", __name__, *map(str, self._paths)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        assert process.stdout is not None
        receiver = Connection(os.dup(process.stdout.fileno()), writable=False)
        process.stdout.close()
        try:
            yield from self._received(receiver, progress)
        finally:
            process.terminate()
            process.wait()
            receiver.close()

    def _received(self, receiver: Connection, progress: Progress) -> Iterator[tuple[Row, ...]]:
        found: list[Row] = []
        while True:
            while not receiver.poll(0.2):
                progress("", 0, 0)  # raises where the person has left
            try:
                kind, told = receiver.recv()
            except EOFError:
                raise ArchaeoError(
                    "the process that reads the changes ended early", hint="--plain reads in one"
                ) from None
            if kind == "progress":
                progress(*told)
            elif kind == "rows":
                found += told
            elif kind == "error":
                raise ArchaeoError(told)
            else:
                self.diagnostics = told
                yield tuple(found)
                return

    def dependencies(self) -> Iterator[Group]:
        """Yield a line for each file of the newest state that mentions others or is mentioned."""
        from archaeo.analyzers import dependencies
        from archaeo.git import reader

        for path in repositories(self._paths):
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


def _listed(gathered: Gathered, with_changes: bool) -> tuple[Row, ...]:
    """Give the rows without what needs all of them compared with one another."""
    parts = [chronicle.rows((), log.entries, changelog=log.file) for log in gathered.logs]
    found = chronicle.merged(chronicle.rows(gathered.commits, (), gathered.releases, with_changes=with_changes), *parts)
    return chronicle.merged(found, chronicle.silences(found))


def _read_behind(paths: Sequence[Path], sender: Connection) -> None:
    """Read all there is, and send it; this is what the process runs that `Loader` starts."""
    last = 0.0

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > 0.2:
            last = time.monotonic()
            sender.send(("progress", (stage, done, total)))

    def send(kind: str, told: Any) -> None:
        sender.send((kind, told))

    try:
        with without_collection():
            gathered = gather(paths, progress)
            progress("merging names, finding events", 0, 0)
            found = rows(gathered)
        for first in range(0, len(found), CHUNK):
            send("rows", found[first : first + CHUNK])
        send("done", gathered.diagnostics)
    except ArchaeoError as error:
        send("error", str(error))
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the browser was left


if __name__ == "__main__":
    _read_behind([Path(path) for path in sys.argv[1:]], Connection(sys.stdout.fileno(), readable=False))
