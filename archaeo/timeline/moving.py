"""The keys that move: lines, pages, panes, bars, and jumps to the next of a kind."""

from __future__ import annotations

from datetime import date
from functools import partial

from textual import on

from . import browsing, keys
from .periods import UNITS, Unit, after, fitting_unit, read_date, start
from .shown import Shown
from .widgets import Detail, Histogram


class Moving(Shown):
    """A browser in which one can move."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a question is answered, or another page is open, only they get keys."""
        if self._asking is not None:
            return action in ("step_back", "commands", "quit", "interrupt")
        return len(self.screen_stack) == 1 or action not in keys.ACTIONS

    def _detail_has_keys(self) -> Detail | None:
        detail = self.query_one("#detail", Detail)
        alone = self.screen.has_class("narrow") and self.screen.has_class("opened")
        return detail if self.screen_stack[0].focused is detail or alone else None

    def action_move(self, step: int) -> None:
        """A line up or down."""
        if detail := self._detail_has_keys():
            detail.scroll_relative(y=step, animate=False, immediate=True)
        else:
            self._list.go(self._list.cursor + step)

    def action_page(self, step: int) -> None:
        """A page up or down."""
        if detail := self._detail_has_keys():
            detail.scroll_relative(y=step * (detail.size.height - 1), animate=False, immediate=True)
        else:
            self._list.go(self._list.cursor + step * max(1, self._list.size.height - 1))

    def action_half_page(self, step: int) -> None:
        """Half a page up or down."""
        self._list.go(self._list.cursor + step * max(1, self._list.size.height // 2))

    def action_first(self) -> None:
        """To the first line."""
        if detail := self._detail_has_keys():
            detail.scroll_home(animate=False, immediate=True)
        else:
            self._list.go(0)

    def action_last(self) -> None:
        """To the last line."""
        if detail := self._detail_has_keys():
            detail.scroll_end(animate=False, immediate=True)
        elif self._view != "changes" or not self._waits(self.action_last, listed=not self._query):
            self._list.go(self._list.count - 1)

    def action_next_pane(self) -> None:
        """To the list or the detail."""
        if self.screen.has_class("narrow"):
            self.screen.toggle_class("opened")
        elif self._detail_has_keys():
            self._focus(self._list)
        else:
            self._focus(self.query_one("#detail"))
        self._settle()

    def action_bar(self, step: int) -> None:
        """A bar of the histogram back or on."""
        row = self._row
        if row is None:
            return
        unit = self._unit or fitting_unit(list(self._counts), self.size.width)
        day, limit = start(date.fromisoformat(row.day), unit), 100_000
        filled = {start(day, unit) for day in self._counts}
        edge = (max if step > 0 else min)(filled, default=day)
        while day != edge and limit:
            day, limit = after(day, unit, step), limit - 1
            if day in filled:
                break
        self._go_to_day(day)

    def action_zoom(self, step: int) -> None:
        """Shorter or longer bars."""
        unit = self._unit or fitting_unit(list(self._counts), self.size.width)
        self._unit = UNITS[max(0, min(UNITS.index(unit) + step, len(UNITS) - 1))]
        self._draw_histogram()
        self._say(f"a bar is a {self._unit}")

    def action_jump(self, kind: str, step: int) -> None:
        """Go to the next row of a kind."""
        if self._waits(partial(self.action_jump, kind, step), listed=kind != "event" and not self._query):
            return
        if self._view == "changes" and self._hits:
            place = browsing.jump(self._rows, self._ordered(), self._list.cursor, step, kind)
            self._go_to_place(place, f"no more {kind}s {'below' if step > 0 else 'above'}")

    def action_period(self, unit: Unit, step: int) -> None:
        """Go a month or a year down or up the list."""
        if self._view == "changes" and self._hits:
            place = browsing.period_on(self._rows, self._ordered(), self._list.cursor, step, unit)
            if place is None and self._waits(partial(self.action_period, unit, step), listed=not self._query):
                return
            self._go_to_place(place, f"no other {unit} {'below' if step > 0 else 'above'}")

    def _go_to_place(self, place: int | None, missing: str) -> None:
        if place is None:
            self._say(missing)
        else:
            self._say("")
            self._list.go(place, centre=True)

    def action_go_to_date(self) -> None:
        """Ask for a date and go there."""

        def answer(text: str) -> None:
            day = read_date(text)
            if day is None:
                self._say(f"'{text}' is no date; write 2012, 2012-05, may 2012 or 30.5.2012")
            else:
                self._go_to_day(day)

        self._ask("date: 2012, 2012-05, may 2012, 30.5.2012", "", answer)

    def _go_to_day(self, day: date) -> None:
        if self._waits(partial(self._go_to_day, day), listed=not self._query):
            return
        if self._view == "changes" and self._hits:
            self._list.go(browsing.nearest(self._rows, self._ordered(), day), centre=True)

    @on(Histogram.Chosen)
    def _bar_chosen(self, event: Histogram.Chosen) -> None:
        self._go_to_day(event.bar.day)
