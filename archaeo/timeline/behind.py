"""The process behind the browser: reads the sources and sends their rows, the newest at once.

A thread would do, but for Python's one lock: while it read 60,000 commits a page down took a second. What it sends are
pairs of a word and a value: ``progress``; ``rows``, so many as can be unpacked between two frames; ``list``, when the
rows sent since the last one can be shown; ``done`` with what was odd; ``error`` with a sentence.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archaeo.analyzers import chronicle
from archaeo.analyzers.chronicle import Row
from archaeo.collection import without_collection
from archaeo.errors import ArchaeoError
from archaeo.look import Find

from . import glimpse
from .found import repositories

if TYPE_CHECKING:
    from .sources import Gathered

CHUNK = 1000
"""Rows sent at once: to unpack so many takes 10 ms, in which the screen stands still."""


class _Teller:
    """Sends to the browser."""

    def __init__(self, sender: Connection) -> None:
        self._sender, self._last = sender, 0.0

    def say(self, kind: str, told: Any = None) -> None:
        self._sender.send((kind, told))

    def progress(self, stage: str, done: int, total: int) -> None:
        if time.monotonic() - self._last > 0.2:
            self._last = time.monotonic()
            self.say("progress", (stage, done, total))

    def rows(self, found: Sequence[Row]) -> None:
        for first in range(0, len(found), CHUNK):
            self.say("rows", found[first : first + CHUNK])
        self.say("list")


def read(finds: Sequence[Find], sender: Connection) -> None:
    """Read the sources three times: their newest rows, all that can be listed at once, and all that can be known."""
    teller = _Teller(sender)
    try:
        with without_collection():
            teller.rows(glimpse.newest(finds))
            from . import sources

            gathered = sources.read(finds, teller.progress, with_changes=False)
            teller.rows(_listed(gathered, with_changes=not repositories(finds)))
            del gathered
            gathered = sources.read(finds, teller.progress)
            teller.say("progress", ("merging names, finding events", 0, 0))
            teller.rows(sources.rows(gathered))
        teller.say("done", gathered.diagnostics)
    except ArchaeoError as error:
        teller.say("error", error)
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the browser was left


def _listed(gathered: Gathered, with_changes: bool) -> tuple[Row, ...]:
    """Give the rows without what needs all of them compared with one another."""
    parts = [chronicle.rows((), log.entries, changelog=log.file) for log in gathered.logs]
    found = chronicle.merged(chronicle.rows(gathered.commits, (), gathered.releases, with_changes=with_changes), *parts)
    return chronicle.merged(found, chronicle.silences(found))


def main() -> None:
    """Do what the process at the other end of standard input asks for."""
    with Connection(os.dup(0), writable=False) as receiver, Connection(os.dup(1), readable=False) as sender:
        # what a library prints must not get among the rows
        with Path(os.devnull).open("r+b") as nothing:
            for stream in (0, 1):
                os.dup2(nothing.fileno(), stream)
        try:
            read(receiver.recv(), sender)
        except EOFError:
            pass  # the browser was left


if __name__ == "__main__":
    main()
