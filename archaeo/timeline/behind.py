"""The process behind the browser: reads the sources and sends their rows, the newest at once.

A thread would do, but for Python's one lock: while it read 60,000 commits a page down took a second. What it sends are
pairs of a word and a value: ``progress``; ``rows``, so many as can be unpacked between two frames; ``list``, when the
rows sent since the last one can be shown; ``done`` with what was odd; ``error`` with the error. After that it answers
what is asked about the texts of dumps, with ``answer``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archaeo.analyzers.chronicle import Row
from archaeo.collection import without_collection
from archaeo.errors import ArchaeoError
from archaeo.look import Find

from . import glimpse

if TYPE_CHECKING:
    from .dumps import ToldDump

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


def read(finds: Sequence[Find], corrections: Any, sender: Connection, opened: ExitStack) -> tuple[ToldDump, ...]:
    """Read the sources three times: their newest rows, all that can be listed at once, and all that can be known."""
    teller = _Teller(sender)
    try:
        with without_collection():
            teller.rows(glimpse.newest(finds))
            from . import sources

            said = corrections or sources.NONE
            teller.rows(sources.listing(finds, teller.progress, said))
            gathered = sources.read(finds, opened, teller.progress, said)
            teller.say("progress", ("merging names, finding events", 0, 0))
            teller.rows(sources.rows(gathered, said))
        teller.say("done", gathered.diagnostics)
    except ArchaeoError as error:
        teller.say("error", error)
        return ()
    return gathered.dumps


def depend(finds: Sequence[Find], corrections: Any, sender: Connection, opened: ExitStack) -> None:
    """Scan the newest state of each history, and send a line for each file that mentions others or is mentioned."""
    from archaeo.analyzers import dependencies

    from . import browsing, sources

    teller = _Teller(sender)
    said = corrections or sources.NONE
    try:
        with without_collection():
            for find in finds:
                files = sources.newest_files(find, opened, teller.progress, said)
                graph = dependencies.graph(dependencies.scan(files, teller.progress))
                teller.say("rows", tuple(browsing.uses(graph)))
        teller.say("done", ())
    except ArchaeoError as error:
        teller.say("error", error)


def answer(dumps: Sequence[ToldDump], asked: tuple[str, str], sender: Connection) -> None:
    """Tell what a commit changed, or what lies between two."""
    one, two = asked
    try:
        found = (dump.between(one, two) if two else dump.difference(one) for dump in dumps)
        sender.send(("answer", next((text for text in found if text is not None), None)))
    except ArchaeoError as error:
        sender.send(("error", error))


def differ(repositories: Sequence[Path], receiver: Connection, sender: Connection) -> None:
    """Tell what commits of repositories changed, until nobody asks any more."""
    import pygit2

    from .difference import Differences

    known = Differences(repositories)
    while True:
        one, two = receiver.recv()
        try:
            sender.send(("answer", known.between(one, two) if two else known.of(one)))
        except ArchaeoError as error:
            sender.send(("error", error))
        except (pygit2.GitError, KeyError, ValueError) as error:
            sender.send(("error", ArchaeoError(f"the repository does not tell: {error}", hint="git fsck tells more")))


def main() -> None:
    """Do what the process at the other end of standard input asks for."""
    with Connection(os.dup(0), writable=False) as receiver, Connection(os.dup(1), readable=False) as sender:
        # what a library prints must not get among the rows
        with Path(os.devnull).open("r+b") as nothing:
            for stream in (0, 1):
                os.dup2(nothing.fileno(), stream)
        with ExitStack() as opened:
            try:
                wanted, finds, corrections = receiver.recv()
                if wanted == "differences":
                    differ(finds, receiver, sender)
                if wanted == "dependencies":
                    depend(finds, corrections, sender, opened)
                    return
                dumps = read(finds, corrections, sender, opened)
                while True:
                    answer(dumps, receiver.recv(), sender)
            except (EOFError, ConnectionError, KeyboardInterrupt):
                pass  # the browser was left


if __name__ == "__main__":
    main()
