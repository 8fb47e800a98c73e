"""A browser whose rows come piece by piece: what a key asks too early waits, and the keys behind it too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import isawaitable

from textual import events
from textual.css.query import NoMatches
from textual.worker import WorkerFailed, get_current_worker

from archaeo.errors import ArchaeoError
from archaeo.model import Progress

from .rows import Row
from .typed import Typed

Load = Callable[[Callable[[str, int, int], None]], Iterator[tuple[Row, ...]]]
"""Reads the sources: yields rows as soon as they can be shown, then again when more is known of them."""


_LEAVE = frozenset({"ctrl+c", "q", "Q", "escape"})
"""Keys that close a page whose text is still to come."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a key asked for that cannot be done with the rows there are.

    Attributes:
        again: does what the key does.
        listed: whether it can be done when all is listed; else when all is known, as what a filter takes is only then.
    """

    again: Callable[[], object]
    listed: bool


class Reading(Typed):
    """Reads the rows behind; `_show_rows` gets them again and again, each time knowing more."""

    def __init__(self, load: Load, is_listed: Callable[[], bool]) -> None:
        super().__init__()
        self._load, self._all_listed = load, is_listed
        self._has_rows = self._is_listed = self._is_read = False
        self._wish: _Wish | None = None
        self.failed: Exception | None = None

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        raise NotImplementedError

    def _prepare(self) -> None:
        """Make what the first filter would have to wait for, behind."""

    def _say(self, text: str) -> None:
        raise NotImplementedError

    def _say_progress(self, text: str) -> None:
        """Say how far it is, unless that would wipe away what a key has just said."""
        raise NotImplementedError

    def _progress(self, more: str = "") -> Progress:
        """Give what a worker tells its progress with; it raises KeyboardInterrupt in a worker that was cancelled."""
        worker, told = get_current_worker(), [0.0]

        def progress(stage: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise KeyboardInterrupt
            if stage and time.monotonic() - told[0] > 0.2:
                told[0] = time.monotonic()
                of = f": {done:,} of {total:,}" if total else f": {done:,}" if done else " ..."
                self.call_from_thread(self._say_progress, stage + of + more)

        return progress

    def _read(self) -> None:
        try:
            for rows in self._load(self._progress()):
                self.call_from_thread(self._take_rows, rows, self._all_listed())
                self._prepare()
        except KeyboardInterrupt:
            return
        except ArchaeoError as error:
            self.failed = error
            self.call_from_thread(self.exit, None, 1)
            return
        self.call_from_thread(self._end_reading)

    def _take_rows(self, rows: tuple[Row, ...], is_listed: bool) -> None:
        self._show_rows(rows)
        self._has_rows, self._is_listed = True, is_listed
        self.call_later(self._go_on)

    def _end_reading(self) -> None:
        self._has_rows = self._is_listed = self._is_read = True
        self._say("")
        self.call_later(self._go_on)

    def _waits(self, again: Callable[[], object], listed: bool = False) -> bool:
        """Say whether more must be read for what a key asks; it is done then, and the keys behind it wait."""
        if self._is_read or (listed and self._is_listed):
            return False
        self._wish = _Wish(again, listed)
        self._say("")
        return True

    async def _go_on(self) -> None:
        """Do what waited for more rows, and what was typed behind it."""
        if self._wish is not None and (self._is_read or (self._wish.listed and self._is_listed)):
            wish, self._wish = self._wish, None
            self._say("")
            if isawaitable(done := wish.again()):
                await done
        await self._take_held()

    def _must_wait(self, event: events.Key | events.Paste) -> bool:
        if self._page_is_busy() and isinstance(event, events.Key) and event.key in _LEAVE:
            return False
        return super()._must_wait(event) or not self._has_rows or self._wish is not None or self._page_is_busy()

    def _page_is_busy(self) -> bool:
        """Say whether a page is open whose text is still to come."""
        return False

    def _interrupts(self, event: events.Key | events.Paste) -> bool:
        if not isinstance(event, events.Key):
            return False
        if self._page_is_busy():
            return event.key in _LEAVE
        return event.key == "ctrl+c" or (not self._has_rows and event.key in ("q", "Q"))

    def _handle_exception(self, error: Exception) -> None:
        """End, and let whoever started the browser say what was wrong; Textual would print a traceback."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._has_rows and (not self.screen_stack or isinstance(cause, NoMatches)):
            return  # a message to a list that went with the screen: the person has left
        self._return_code = 1
        if self._exception is None:  # tests look at it
            self._exception = error
            self._exception_event.set()
        if self.failed is None:
            self.failed = cause  # type: ignore[assignment]
        self._close_messages_no_wait()
