"""Esc, and what is typed right behind it: two keys, as the person pressed them.

A terminal sends Alt with a key as Esc and the key. Textual's parser takes the two together when they come within 0.1 s,
and drops the Esc before ``/`` or ``:``, so that a filter was not closed but typed on. The browser has no key with Alt.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

_ALONE = re.compile(r"\x1b(?![\[O\]PX^_\\])")
"""An Esc that begins no sequence of a terminal: an arrow, a click, an answer."""

_WAIT_SECONDS = 0.1
"""So long the rest of a sequence may need on a slow line."""


class Parser(XTermParser):
    """Takes Esc apart from the key behind it."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._last, self._since = "", 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what a piece of input says; an Esc at its end may be the beginning of more."""
        if not data:
            yield from super().feed(data)
            return
        data, self._last = self._last + data, ""
        if data.endswith("\x1b"):
            data, self._last, self._since = data[:-1], "\x1b", time.monotonic()
        end = 0
        for alone in _ALONE.finditer(data):
            yield from self._fed(data[end : alone.start()])
            yield events.Key("escape", "\x1b")
            end = alone.end()
        yield from self._fed(data[end:])

    def _fed(self, data: str) -> Iterable[Message]:
        return super().feed(data) if data else ()

    def tick(self) -> Iterable[Message]:
        """Yield an Esc that nothing came behind."""
        yield from super().tick()
        if self._last and time.monotonic() - self._since > _WAIT_SECONDS:
            self._last = ""
            yield events.Key("escape", "\x1b")


def take_apart() -> None:
    """Let the terminal's driver read with this parser; Textual has no option for it."""
    setattr(linux_driver, "XTermParser", Parser)  # noqa: B010 - a name that the module does not export
