"""What is on the screen of the browser: its layout, the reading of the sources, the drawing of the state, questions.

What can be done without a terminal is in `browsing`, what is drawn in `draw`, the keys in `keys`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker

from archaeo.errors import ArchaeoError
from archaeo.inert import clean, line
from archaeo.model import Progress

from . import browsing, draw, keys
from .browsing import Filter, Group
from .periods import Unit, bars, fitting_unit, start, window
from .reading import Load, Reading
from .rows import Row
from .widgets import Detail, Histogram, LineList

NARROW = 100
"""With fewer columns the list has the screen to itself, and a row opens over it."""

_STAYS_SECONDS = 3.0
"""So long what a key said is not wiped away by how far the reading is."""

VIEWS = ("changes", "events", "people", "releases", "files", "dependencies")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person was, for the way back."""

    view: str
    query: str
    id: str


class Shown(Reading):
    """The screen, and the rows on it; what keys do is added by the classes that inherit."""

    CSS = """
    Screen { background: ansi_default; color: ansi_default; }
    #title { height: 1; text-style: bold; }
    #heading { height: 1; color: ansi_cyan; }
    #body { height: 1fr; }
    #list { width: 3fr; }
    #detail { width: 2fr; max-width: 100; padding: 0 0 0 1; border-left: solid ansi_bright_black; }
    .ascii #detail { border-left: ascii ansi_bright_black; }
    .narrow #detail { display: none; }
    .narrow.opened #list { display: none; }
    .narrow.opened #detail { display: block; width: 1fr; max-width: 100%; border-left: none; }
    #footer { height: 1; }
    #prompt { height: 1; border: none; padding: 0; display: none; background: ansi_default; color: ansi_default; }
    .asking #footer { display: none; }
    .asking #prompt { display: block; }
    .ascii LineList, .ascii Detail { scrollbar-size: 0 0; }
    """

    BINDINGS = [  # noqa: RUF012 - Textual's own way
        # the screen has a Tab of its own, which would go through widgets that are not shown
        Binding(key.keys, key.action, key.says, show=False, priority=key.keys == "tab")
        for group in keys.KEYS.values()
        for key in group
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        load: Load,
        *,
        title: str = "timeline",
        query: str = "",
        dependencies: Callable[[Progress], Iterable[Group]] = lambda progress: (),
        difference: Callable[[str, str, Progress], str] | None = None,
        is_listed: Callable[[], bool] = lambda: True,
        ascii: bool = False,
    ) -> None:
        super().__init__(load, is_listed)
        self.theme = "ansi-dark"
        self.title = title
        self._dependencies = dependencies
        self._difference = difference
        self._glyphs = draw.ASCII if ascii else draw.UNICODE
        self._rows: tuple[Row, ...] = ()
        self._filter = Filter(())
        self._hits: Sequence[int] = ()
        self._view, self._query, self._found = "changes", query, ""
        self._newest_first = True
        self._groups: list[Group] = []
        self._uses: list[Group] | None = None
        self._marks: list[str] = []
        self._last: Row | None = None
        self._trail: list[Place] = []
        self._unit: Unit | None = None
        self._asking: Callable[[str], None] | None = None
        self._asked_live, self._is_looking = False, False
        self._said, self._said_at = "", 0.0
        self._reading_uses: Worker[None] | None = None
        self._counts: dict[date, int] = {}
        self._event_days: tuple[date, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(id="title", markup=False)
        yield Histogram(id="histogram")
        yield Static(id="heading", markup=False)
        with Horizontal(id="body"):
            yield LineList(id="list")
            with Detail(id="detail"):
                yield Static(id="row", markup=False)
        yield Static(id="footer", markup=False)
        yield Input(id="prompt", compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Begin to read."""
        self.screen.set_class(self._glyphs is draw.ASCII, "ascii")
        self._focus(self._list)
        self._say_progress("reading ...")
        self._footer()
        self._settle()
        self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=True)

    def on_resize(self, event: events.Resize) -> None:
        """Use the width there is; the cursor stays where it was."""
        self.screen_stack[0].set_class(event.size.width < NARROW, "narrow")
        self.call_after_refresh(self._draw_histogram)
        self.call_after_refresh(self._footer)
        # a terminal that takes its time to be resized has moved what was drawn at once
        self.set_timer(0.3, self._draw_again)

    def _draw_again(self) -> None:
        if self.screen_stack:
            self.screen.refresh(layout=True)
            # the list may have been given its last height behind the others' lines
            self._list.call_after_refresh(self._list.reveal)

    # reading

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        here = self._row
        query = browsing.renamed(self._query, self._rows, rows)
        # the old places mean nothing among the new rows, which may be fewer: entries move to their commits' rows
        self._rows, self._filter, self._hits = rows, Filter(rows), ()
        self._title()
        self._apply(query, here=here)

    def _prepare(self) -> None:
        self._filter.prepare()

    def _read_uses(self) -> None:
        try:
            found = list(self._dependencies(self._progress(" (Esc stops it)")))
        except KeyboardInterrupt:
            return
        except ArchaeoError as error:
            self.call_from_thread(self._say, str(error))
            return
        self.call_from_thread(self._show_uses, found)

    def _show_uses(self, found: list[Group]) -> None:
        self._uses, self._reading_uses = found, None
        self._say("")
        self._go("dependencies", self._query)

    def _go(self, view: str, query: str, id: str | None = None) -> None:
        raise NotImplementedError

    # what is shown

    @property
    def _list(self) -> LineList:
        return self.screen_stack[0].query_one("#list", LineList)

    @property
    def _row(self) -> Row | None:
        """The row the cursor stands on; None in the views whose lines are no rows."""
        if self._view != "changes" or not self._hits:
            return None
        return self._rows[self._place_to_hit(self._list.cursor)]

    def _focus(self, widget: Widget) -> None:
        """Give a pane the keys at once; its own ``focus()`` would do it some messages later."""
        self.screen_stack[0].set_focus(widget)

    def _place_to_hit(self, place: int) -> int:
        return self._hits[len(self._hits) - 1 - place if self._newest_first else place]

    def _ordered(self) -> Sequence[int]:
        return self._hits[::-1] if self._newest_first else self._hits

    def _title(self) -> None:
        changes = sum("change" in row.kinds for row in self._rows)
        entries = sum("entry" in row.kinds for row in self._rows)
        tags = len({tag for row in self._rows for tag in row.tags})
        who = len({row.who for row in self._rows if row.who and {"change", "entry"}.intersection(row.kinds)})
        counts = (
            (changes, "change", "changes"),
            (entries, "ChangeLog entry", "ChangeLog entries"),
            (tags, "release", "releases"),
            (who, "person", "people"),
        )
        said = " · ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count)
        said = said.replace("·", "-") if self._glyphs is draw.ASCII else said
        self.query_one("#title", Static).update(Text(f"{line(self.title)}  {said}", no_wrap=True, overflow="ellipsis"))

    def _say(self, text: str) -> None:
        """Say something in the heading; "" takes it back."""
        self._said, self._said_at = text, time.monotonic() if text else 0.0
        self._heading()

    def _say_progress(self, text: str) -> None:
        if time.monotonic() - self._said_at > _STAYS_SECONDS:
            self._said, self._said_at = text, 0.0
            self._heading()

    def _heading(self) -> None:
        total = len(self._rows)
        parts = [f"{self._list.count:,} of {total:,}" if self._view == "changes" else f"{self._list.count:,}"]
        parts += [self._view]
        if self._query:
            parts.append(self._query)
        if self._marks:
            parts.append(f"{len(self._marks)} marked")
        if self._view == "changes":
            parts.append("newest first" if self._newest_first else "oldest first")
        said = self._said
        if self._wish is not None:
            said = f"{said or 'reading ...'} (what you typed waits for it; Ctrl-C stops that)"
        if said:
            parts.append(said)
        joint = " - " if self._glyphs is draw.ASCII else " · "
        whole = joint.join(line(part) for part in parts)
        if said and len(whole) > self.size.width:  # what is said will go, the rest can be read again then
            whole = joint.join((parts[0], line(said)))
        text = Text(whole, no_wrap=True, overflow="ellipsis")
        if said:
            text.stylize("bold yellow", len(text) - len(line(said)))
        self.screen_stack[0].query_one("#heading", Static).update(text)

    def _footer(self) -> None:
        text = Text(no_wrap=True, overflow="ellipsis")
        # how to leave and how to learn more come first: a narrow screen cuts the rest
        for group in sorted(keys.KEYS, key=lambda name: name != keys.LEAVE):
            for key in keys.KEYS[group]:
                if key.brief:
                    text.append(f" {key.shown} ", "reverse")
                    text.append(f" {key.brief}  ")
        self.screen_stack[0].query_one("#footer", Static).update(text)

    def _apply(self, query: str, id: str | None = None, here: Row | None = None) -> None:
        """Filter, and keep the cursor on the row with this id, or near the one it stands on."""
        before = here or self._row
        try:
            hits = self._filter.hits(query)
        except ArchaeoError as error:
            self._say(str(error))
            return
        self._query, self._hits, self._said = query, hits, ""
        self._counts = browsing.day_counts(self._rows, hits)
        self._event_days = tuple(browsing.days_of(self._rows, hits, "event"))
        place = 0
        if self._hits and (id or before):
            wanted = id or (before.id if before else "")
            order = self._ordered()
            places = (place for place, hit in enumerate(order) if self._rows[hit].id == wanted)
            found = next(places, None)
            if found is None and before is not None:
                found = browsing.nearest(self._rows, order, date.fromisoformat(before.day))
            place = found or 0
        if self._view == "changes":
            self._list.show(len(hits), self._draw_row, place)
        else:
            self._show_groups()
        self._draw_histogram()
        self._heading()

    def _draw_row(self, place: int, width: int) -> Text:
        row = self._rows[self._place_to_hit(place)]
        return draw.row_line(row, width, self._glyphs, row.id in self._marks, self._found)

    def _draw_group(self, place: int, width: int) -> Text:
        group = self._groups[place]
        columns = "  ".join(column.rjust(10) for column in group.columns)
        room = max(12, width - len(columns) - 4)
        text = Text(f"  {draw.fit(line(group.name), room, self._glyphs)}  ", no_wrap=True, end="")
        text.append(line(columns), "cyan")
        if self._found:
            text.highlight_words([self._found], "black on yellow", case_sensitive=False)
        return text

    def _show_groups(self, place: int = 0) -> None:
        rows = [self._rows[hit] for hit in self._hits]
        makers: dict[str, Callable[[], Iterable[Group]]] = {
            "events": lambda: browsing.events(rows),
            "people": lambda: browsing.people(rows),
            "releases": lambda: browsing.releases(rows),
            "files": lambda: browsing.files(rows),
            "dependencies": lambda: self._uses or (),
        }
        self._groups = list(makers[self._view]())
        self._list.show(len(self._groups), self._draw_group, place)
        if not self._groups:
            self._say("nothing of the kind here")

    def _draw_histogram(self) -> None:
        histogram = self.screen_stack[0].query_one("#histogram", Histogram)
        width, row = histogram.size.width, self._row
        unit = self._unit or fitting_unit(list(self._counts), width)
        here = date.fromisoformat(row.day) if row else None
        shown = window(bars(self._counts, unit), width, here)
        marked = frozenset(start(day, unit) for day in self._event_days)
        histogram.show(shown, draw.histogram(shown, unit, width, here, marked, self._glyphs))

    @on(LineList.Moved)
    def _moved(self, event: LineList.Moved) -> None:
        if not self.screen_stack:
            return  # left already
        row = self._row
        detail = self.screen_stack[0].query_one("#row", Static)
        if row is not None:
            self._last = row
            detail.update(draw.detail(row, self._glyphs))
        elif self._view != "changes" and self._groups:
            group = self._groups[self._list.cursor]
            detail.update(Text(clean(f"{group.name}\n{'  '.join(group.columns)}\n\n{group.text}")))
        else:
            detail.update(Text("nothing here; Esc takes the filter away", "dim"))
        self.screen_stack[0].query_one("#detail", Detail).scroll_home(animate=False)
        self._draw_histogram()

    # questions

    def _ask(self, label: str, text: str, answer: Callable[[str], None], live: bool = False) -> None:
        """Ask for a line; `_field` gives every key to it from now on. A live question is answered with each letter."""
        self._asking, self._asked_live = answer, live
        self._prompt.placeholder, self._prompt.value = label, text
        self._prompt.cursor_position = len(text)
        self.screen.add_class("asking")
        self.call_after_refresh(self._focus_prompt)

    def _focus_prompt(self) -> None:
        if self._asking is not None:
            self._focus(self._prompt)

    @property
    def _prompt(self) -> Input:
        return self.screen_stack[0].query_one("#prompt", Input)

    def _end_question(self) -> None:
        self._asking = None
        self.screen_stack[0].remove_class("asking")
        self._focus(self._list)

    def _field(self) -> Input | None:
        if len(self.screen_stack) > 1 or self._asking is None:
            return super()._field()
        return self._prompt

    def _changed(self) -> None:
        super()._changed()
        if self._asking and self._asked_live and not self._is_looking:
            # behind the letters that wait already: whoever types ahead waits for one look, not for one a letter
            self._is_looking = True
            self.call_later(self._look)

    def _look(self) -> None:
        self._is_looking = False
        if self._asking and self._asked_live:
            self._asking(self._prompt.value)

    def _answer(self) -> bool:
        if len(self.screen_stack) > 1 or self._asking is None:
            return super()._answer()
        answer = self._asking
        self._end_question()
        answer(self._prompt.value)
        return True
