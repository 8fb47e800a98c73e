"""Reads the sources for the browser in a process of its own, which begins before the screen is drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from archaeo.analyzers.chronicle import Row
from archaeo.errors import ArchaeoError
from archaeo.look import Find
from archaeo.model import Diagnostic, Progress

from .browsing import Group
from .found import repositories

if TYPE_CHECKING:
    from .sources import Corrections


_Behind = tuple["subprocess.Popen[bytes]", Connection, Connection]
"""A process, and the two ends to talk with it."""


class Loader:
    """Yields rows again and again, each time knowing more; see `behind`. Close it in the end.

    Attributes:
        diagnostics: what was odd in the sources, when they have been read.
        is_listed: whether the rows given last are all that can be listed, if not all that can be known.
    """

    def __init__(self, finds: Sequence[Find], corrections: Corrections | None = None) -> None:
        self._finds, self._corrections = tuple(finds), corrections
        self._is_done, self._one_at_a_time, self._unheard = False, Lock(), 0
        self._differ: _Behind | None = None
        self.is_listed = False
        self.diagnostics: tuple[Diagnostic, ...] = ()
        self._process, self._sender, self._receiver = _started()
        self._sender.send(("rows", self._finds, corrections))

    def close(self) -> None:
        """End the process, whatever it does."""
        _end(self._process, self._sender, self._receiver)
        self._forget_differ()

    def __call__(self, progress: Progress) -> Iterator[tuple[Row, ...]]:
        """Read.

        Raises:
            ArchaeoError: a source cannot be read.
        """
        found: list[Row] = []
        lists = 0
        for kind, told in _heard(self._receiver, progress):
            match kind:
                case "rows":
                    found += told
                case "list":
                    lists += 1
                    self.is_listed = lists > 1
                    if found:
                        yield tuple(found)
                    found = []
                case "done":
                    self.diagnostics, self._is_done = told, True

    def difference(self, one: str, two: str, progress: Progress) -> str:
        """Give what a commit changed, or what lies between two, as git writes it; found in a process of its own.

        Raises:
            ArchaeoError: the source does not tell, or the dump is still being read.
        """
        if "@" not in one:
            return self._of_repositories(one, two, progress)
        if not self._is_done:
            raise ArchaeoError("the dump is still being read", hint="ask again when the heading is quiet")
        with self._one_at_a_time:
            while self._unheard:  # answers to somebody who left
                with suppress(ArchaeoError):
                    _answer(self._receiver, progress)
                self._unheard -= 1
            self._sender.send((one, two))
            try:
                told = _answer(self._receiver, progress)
            except KeyboardInterrupt:
                self._unheard += 1
                raise
        if told is None:
            what = "neither of the two came before the other" if two else "no difference to show for this line"
            raise ArchaeoError(what, hint="only changes have one")
        return told

    def _of_repositories(self, one: str, two: str, progress: Progress) -> str:
        if self._differ is None:
            self._differ = _started()
            self._differ[1].send(("differences", repositories(self._finds), None))
        _, sender, receiver = self._differ
        sender.send((one, two))
        try:
            return _answer(receiver, progress) or ""
        except (EOFError, ConnectionError):
            self._forget_differ()
            raise ArchaeoError("the process that compares ended early", hint="git diff does it too") from None
        except KeyboardInterrupt:
            self._forget_differ()
            raise

    def _forget_differ(self) -> None:
        if self._differ is not None:
            _end(*self._differ)
        self._differ = None

    def dependencies(self, progress: Progress) -> Iterator[Group]:
        """Yield a line for each file of the newest state that mentions others or is mentioned; read in a process too.

        Raises:
            ArchaeoError: the sources cannot be read.
        """
        process, sender, receiver = _started()
        sender.send(("dependencies", self._finds, self._corrections))
        try:
            for kind, told in _heard(receiver, progress):
                if kind == "rows":
                    yield from told
        finally:
            _end(process, sender, receiver)


def _answer(receiver: Connection, progress: Progress) -> str | None:
    """Wait for the answer to a question."""
    while not receiver.poll(0.1):
        progress("", 0, 0)  # raises where the person has left
    kind, told = receiver.recv()
    if kind == "error":
        raise told
    return None if told is None else str(told)


def _heard(receiver: Connection, progress: Progress) -> Iterator[tuple[str, Any]]:
    """Yield what the process behind says, up to ``done`` and with it, but for its progress, which is passed on."""
    while True:
        while not receiver.poll(0.2):
            progress("", 0, 0)  # raises where the person has left
        try:
            kind, told = receiver.recv()
        except (EOFError, ConnectionError):
            hint = "--plain reads in one"
            raise ArchaeoError("the process that reads the changes ended early", hint=hint) from None
        if kind == "error":
            raise told
        if kind == "progress":
            progress(*told)
        else:
            yield kind, told
        if kind == "done":
            return


def _end(process: subprocess.Popen[bytes], sender: Connection, receiver: Connection) -> None:
    process.terminate()
    process.wait()
    sender.close()
    receiver.close()


def _started() -> _Behind:
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
