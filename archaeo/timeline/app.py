"""The timeline browser: histogram, list, detail, on the whole screen.

What can be done without a terminal is in `browsing`, what is drawn in `draw`, the keys in `keys`. Read-only: only
what the person asks to be written (`w`, `o`) is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from archaeo.errors import ArchaeoError
from archaeo.inert import clean, line

from . import browsing, draw, export, keys
from .browsing import Filter, Group
from .difference import Differences, drawn
from .pages import Page
from .periods import UNITS, Unit, after, bars, fitting_unit, read_date, start, window
from .rows import Row, Term
from .widgets import Histogram, LineList

Load = Callable[[Callable[[str, int, int], None]], Iterator[tuple[Row, ...]]]
"""Reads the sources: yields rows as soon as they can be shown, then again when more is known of them."""

NARROW = 100
"""With fewer columns the list has the screen to itself, and a row opens over it."""

VIEWS = ("changes", "events", "people", "releases", "files", "dependencies")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a person was, for the way back."""

    view: str
    query: str
    id: str


class Browser(App[str]):
    """The timeline on the whole screen. Returns the query it was left with."""

    CSS = """
    Screen { background: ansi_default; color: ansi_default; }
    #title { height: 1; text-style: bold; }
    #heading { height: 1; color: ansi_cyan; }
    #body { height: 1fr; }
    #list { width: 1fr; }
    #detail { width: 2fr; max-width: 110; padding: 0 0 0 1; border-left: solid ansi_bright_black; }
    .ascii #detail { border-left: ascii ansi_bright_black; }
    .narrow #detail { display: none; }
    .narrow.opened #list { display: none; }
    .narrow.opened #detail { display: block; width: 1fr; max-width: 100%; border-left: none; }
    #footer { height: 1; }
    #prompt { height: 1; border: none; padding: 0; display: none; background: ansi_default; color: ansi_default; }
    .asking #footer { display: none; }
    .asking #prompt { display: block; }
    .ascii LineList, .ascii VerticalScroll { scrollbar-size: 0 0; }
    """

    BINDINGS = [  # noqa: RUF012 - Textual's own way
        Binding(key.keys, key.action, key.says, show=False) for group in keys.KEYS.values() for key in group
    ]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        load: Load,
        *,
        title: str = "timeline",
        query: str = "",
        repositories: Sequence[Path] = (),
        dependencies: Callable[[], Iterable[Group]] = tuple,
        ascii: bool = False,
    ) -> None:
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self.title = title
        self._load, self._dependencies = load, dependencies
        self._differences = Differences(repositories)
        self._glyphs = draw.ASCII if ascii else draw.UNICODE
        self._rows: tuple[Row, ...] = ()
        self._filter = Filter(())
        self._hits: Sequence[int] = ()
        self._view, self._query, self._found = "changes", query, ""
        self._newest_first = True
        self._groups: list[Group] = []
        self._marks: list[str] = []
        self._trail: list[_Place] = []
        self._unit: Unit | None = None
        self._asking: Callable[[str], None] | None = None
        self._asked_live = False
        self._said = ""
        self._counts: dict[date, int] = {}
        self._event_days: tuple[date, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(id="title", markup=False)
        yield Histogram(id="histogram")
        yield Static(id="heading", markup=False)
        with Horizontal(id="body"):
            yield LineList(id="list")
            with VerticalScroll(id="detail"):
                yield Static(id="row", markup=False)
        yield Static(id="footer", markup=False)
        yield Input(id="prompt", compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        """Begin to read."""
        self.screen.set_class(self._glyphs is draw.ASCII, "ascii")
        self._list.focus()
        self._say("reading ...")
        self._footer()
        self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=True)

    def on_resize(self, event: events.Resize) -> None:
        """Use the width there is; the cursor stays where it was."""
        self.screen_stack[0].set_class(event.size.width < NARROW, "narrow")
        self.call_after_refresh(self._draw_histogram)
        self.call_after_refresh(self._footer)

    # reading

    def _read(self) -> None:
        worker = get_current_worker()

        def progress(stage: str, done: int, total: int) -> None:
            if worker.is_cancelled:
                raise KeyboardInterrupt
            if done % 997 == 0:
                of = f" of {total:,}" if total else ""
                self.call_from_thread(self._say, f"{stage}: {done:,}{of}")

        try:
            for rows in self._load(progress):
                self.call_from_thread(self._show_rows, rows)
                self._filter.prepare()
        except KeyboardInterrupt:
            return
        except ArchaeoError as error:
            self.call_from_thread(self.exit, None, 1, line(f"archaeo: {error}"))
            return
        self.call_from_thread(self._say, "")

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        here = self._row
        self._rows, self._filter = rows, Filter(rows)
        self._title()
        self._apply(self._query, here.id if here else None)

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

    def _place_to_hit(self, place: int) -> int:
        return self._hits[len(self._hits) - 1 - place if self._newest_first else place]

    def _ordered(self) -> Sequence[int]:
        return self._hits[::-1] if self._newest_first else self._hits

    def _title(self) -> None:
        changes = sum("change" in row.kinds for row in self._rows)
        entries = sum("entry" in row.kinds for row in self._rows)
        tags = len({tag for row in self._rows for tag in row.tags})
        who = len({row.who for row in self._rows if row.who})
        counts = ((changes, "changes"), (entries, "ChangeLog entries"), (tags, "releases"), (who, "people"))
        said = " · ".join(f"{count:,} {name}" for count, name in counts if count)
        said = said.replace("·", "-") if self._glyphs is draw.ASCII else said
        self.query_one("#title", Static).update(Text(f"{line(self.title)}  {said}", no_wrap=True, overflow="ellipsis"))

    def _say(self, text: str) -> None:
        """Say something in the heading; "" takes it back."""
        self._said = text
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
        if self._said:
            parts.append(self._said)
        joint = " - " if self._glyphs is draw.ASCII else " · "
        text = Text(joint.join(line(part) for part in parts), no_wrap=True, overflow="ellipsis")
        if self._said:
            text.stylize("bold yellow", len(text) - len(line(self._said)))
        self.screen_stack[0].query_one("#heading", Static).update(text)

    def _footer(self) -> None:
        text = Text(no_wrap=True, overflow="ellipsis")
        for group in keys.KEYS.values():
            for key in group:
                if key.brief:
                    text.append(f" {key.shown} ", "reverse")
                    text.append(f" {key.brief}  ")
        self.screen_stack[0].query_one("#footer", Static).update(text)

    def _apply(self, query: str, id: str | None = None) -> None:
        """Filter, and keep the cursor on the row with this id, or near it."""
        before = self._rows[self._place_to_hit(self._list.cursor)] if self._view == "changes" and self._hits else None
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
            "dependencies": self._dependencies,
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
        row = self._row
        detail = self.screen_stack[0].query_one("#row", Static)
        if row is not None:
            detail.update(draw.detail(row, self._glyphs))
        elif self._view != "changes" and self._groups:
            group = self._groups[self._list.cursor]
            detail.update(Text(clean(f"{group.name}\n{'  '.join(group.columns)}\n\n{group.text}")))
        else:
            detail.update(Text("nothing here; Esc takes the filter away", "dim"))
        self.screen_stack[0].query_one("#detail", VerticalScroll).scroll_home(animate=False)
        self._draw_histogram()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_open()

    @on(Histogram.Chosen)
    def _bar_chosen(self, event: Histogram.Chosen) -> None:
        self._go_to_day(event.bar.day)

    # questions

    def _ask(self, label: str, text: str, answer: Callable[[str], None], live: bool = False) -> None:
        prompt = self.query_one("#prompt", Input)
        self._asking, self._asked_live = answer, live
        prompt.placeholder = label
        with prompt.prevent(Input.Changed):
            prompt.value = text
        prompt.cursor_position = len(text)
        self.screen.add_class("asking")
        prompt.focus()

    def _end_question(self) -> None:
        self._asking = None
        self.screen_stack[0].remove_class("asking")
        self._list.focus()

    @on(Input.Changed, "#prompt")
    def _typed(self, event: Input.Changed) -> None:
        if self._asking and self._asked_live:
            self._asking(event.value)

    @on(Input.Submitted, "#prompt")
    def _answered(self, event: Input.Submitted) -> None:
        answer, self._asking = self._asking, None
        self._end_question()
        if answer:
            answer(event.value)

    # keys: move

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a question is answered, or another page is open, only they get keys."""
        if isinstance(self.focused, Input):
            return action in ("step_back", "command_palette", "help_quit")
        return len(self.screen_stack) == 1 or action not in keys.ACTIONS

    def _detail_has_keys(self) -> VerticalScroll | None:
        detail = self.query_one("#detail", VerticalScroll)
        alone = self.screen.has_class("narrow") and self.screen.has_class("opened")
        return detail if detail.has_focus or alone else None

    def action_move(self, step: int) -> None:
        """A line up or down."""
        if detail := self._detail_has_keys():
            detail.scroll_relative(y=step, animate=False)
        else:
            self._list.go(self._list.cursor + step)

    def action_page(self, step: int) -> None:
        """A page up or down."""
        if detail := self._detail_has_keys():
            detail.scroll_relative(y=step * (detail.size.height - 1), animate=False)
        else:
            self._list.go(self._list.cursor + step * max(1, self._list.size.height - 1))

    def action_half_page(self, step: int) -> None:
        """Half a page up or down."""
        self._list.go(self._list.cursor + step * max(1, self._list.size.height // 2))

    def action_first(self) -> None:
        """To the first line."""
        if detail := self._detail_has_keys():
            detail.scroll_home(animate=False)
        else:
            self._list.go(0)

    def action_last(self) -> None:
        """To the last line."""
        if detail := self._detail_has_keys():
            detail.scroll_end(animate=False)
        else:
            self._list.go(self._list.count - 1)

    def action_open(self) -> None:
        """Open the line: a row in full, or the changes of a group."""
        if self._view == "changes":
            if self.screen.has_class("narrow"):
                self.screen.add_class("opened")
            else:
                self.query_one("#detail").focus()
        elif self._groups and (query := self._groups[self._list.cursor].query):
            self._go("changes", query)
        else:
            self._say("no changes to show for this line")

    def action_next_pane(self) -> None:
        """To the list or the detail."""
        if self.screen.has_class("narrow"):
            self.screen.toggle_class("opened")
        elif self._list.has_focus:
            self.query_one("#detail").focus()
        else:
            self._list.focus()

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

    # keys: find

    def _go(self, view: str, query: str, id: str | None = None) -> None:
        """Show something else, and remember the way back."""
        row = self._row
        self._trail.append(_Place(self._view, self._query, row.id if row else ""))
        self._view = view
        self.screen.remove_class("opened")
        self._apply(query, id or (row.id if row else None))

    def action_filter(self) -> None:
        """Filter as one types."""
        before = self._query

        def answer(text: str) -> None:
            if self._asking is None and before != text:  # the last word, not every letter, is a step on the way back
                row = self._row
                self._trail.append(_Place(self._view, before, row.id if row else ""))
            self._apply(text)

        self._ask("words, or who: path: after: before: circa: kind: rev: branch: tag: files:", before, answer, True)
        self._revert = lambda: self._apply(before)

    _revert: Callable[[], None] | None = None

    def action_find(self) -> None:
        """Find a word and keep all lines."""

        def answer(text: str) -> None:
            self._found = text.strip()
            self._list.refresh()
            if self._found:
                self.action_hit(1)

        self._ask("find", self._found, answer)

    def action_hit(self, step: int) -> None:
        """Go to the next line with the word."""
        if not self._found:
            self._say("nothing to find yet: \\ asks for a word")
            return
        word, place = self._found.lower(), self._list.cursor + step
        while 0 <= place < self._list.count:
            if word in self._searched(place):
                self._say("")
                self._list.go(place, centre=True)
                return
            place += step
        self._say(f"no more '{self._found}' {'below' if step > 0 else 'above'}")

    def _searched(self, place: int) -> str:
        if self._view == "changes":
            return self._filter.text(self._place_to_hit(place))
        return f"{self._groups[place].name}\n{self._groups[place].text}".lower()

    def _narrow(self, term: Term | None, missing: str) -> None:
        if term is None:
            self._say(missing)
            return
        self._go("changes", f"{self._query} {term}".strip() if str(term) not in self._query else self._query)

    def action_this_person(self) -> None:
        """Keep only the changes of this person."""
        row = self._row
        self._narrow(Term("who", row.who) if row and row.who else None, "nobody is named here")

    def action_this_branch(self) -> None:
        """Keep only the changes of this branch."""
        row = self._row
        self._narrow(Term("branch", row.branch) if row and row.branch else None, "no branch is named here")

    def action_this_path(self) -> None:
        """Keep only the changes of a path; of many the person says which."""
        row = self._row
        if row is None or not row.paths:
            self._say("no file is named here")
        elif len(row.paths) == 1:
            self._narrow(Term("path", row.paths[0]), "")
        else:
            self._ask("path or glob", row.paths[0], lambda text: self._narrow(Term("path", text), ""))

    def action_related(self) -> None:
        """Show the changes that touch the same files, as a list of their own."""
        row = self._row
        if row is None or not row.paths:
            self._say("no file is named here")
            return
        shared = browsing.related(self._rows, row)
        groups = [
            Group(f"{other.day}  {other.who}  {other.subject}", (other.id, f"{count} shared"), f"rev:{other.id}")
            for other, count in shared
        ]
        lines = [f"{len(shared):,} changes touch files of {row.id}, those that share most first", ""]
        lines += [f"{group.columns[1]:>11}  {group.columns[0]:16}  {group.name}" for group in groups[:2000]]
        self.push_screen(Page(f"related to {row.id}", Text(clean("\n".join(lines))), self._glyphs))

    def action_reverse(self) -> None:
        """Turn the list round; the cursor stays on its row."""
        if self._view == "changes" and self._hits:
            row = self._row
            self._newest_first = not self._newest_first
            self._apply(self._query, row.id if row else None)

    # keys: jump

    def action_jump(self, kind: str, step: int) -> None:
        """Go to the next row of a kind."""
        if self._view == "changes" and self._hits:
            place = browsing.jump(self._rows, self._ordered(), self._list.cursor, step, kind)
            self._go_to_place(place, f"no more {kind}s {'below' if step > 0 else 'above'}")

    def action_period(self, unit: Unit, step: int) -> None:
        """Go a month or a year down or up the list."""
        if self._view == "changes" and self._hits:
            place = browsing.period_on(self._rows, self._ordered(), self._list.cursor, step, unit)
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
        if self._view == "changes" and self._hits:
            self._list.go(browsing.nearest(self._rows, self._ordered(), day), centre=True)

    # keys: look

    def action_view(self, view: str) -> None:
        """Show another view of what the filter takes."""
        if view != self._view:
            if view == "dependencies":
                self._say("reading the sources ...")
            self._go(view, self._query)

    def action_diff(self) -> None:
        """Show what the change changed, line by line."""
        if row := self._row:
            self._show_difference(row.id, partial(self._differences.of, row.ref))

    def action_diff_marks(self) -> None:
        """Show the difference between the two newest marks."""
        pair = self._marked_pair()
        if pair:
            one, two = pair
            self._show_difference(f"{one.id} to {two.id}", partial(self._differences.between, one.ref, two.ref))

    def _show_difference(self, title: str, find: Callable[[], str]) -> None:
        try:
            patch = find()
        except ArchaeoError as error:
            self._say(str(error))
            return
        text = drawn(patch) if patch.strip() else Text("no line of any file changed")
        self.push_screen(Page(title, text, self._glyphs))

    def action_mark(self) -> None:
        """Mark the row, or take its mark away."""
        if row := self._row:
            if row.id in self._marks:
                self._marks.remove(row.id)
            else:
                self._marks.append(row.id)
            self._list.refresh()
            self._heading()

    def action_next_mark(self) -> None:
        """Go to the next marked row, from the last one to the first."""
        places = [place for place, hit in enumerate(self._ordered()) if self._rows[hit].id in self._marks]
        below = [place for place in places if place > self._list.cursor]
        self._go_to_place(next(iter(below or places), None), "nothing is marked: m marks a line")

    def _marked_pair(self) -> tuple[Row, Row] | None:
        if len(self._marks) < 2:
            self._say("mark two lines first (m)")
            return None
        by_id = {row.id: row for row in self._rows}
        one, two = sorted((by_id[id] for id in self._marks[-2:]), key=lambda row: row.moment)
        return one, two

    def action_compare(self) -> None:
        """Say what lies between the two newest marks."""
        if pair := self._marked_pair():
            text = Text(clean(browsing.compared(*pair, self._rows)))
            self.push_screen(Page(f"{pair[0].id} to {pair[1].id}", text, self._glyphs))

    # keys: keep

    def action_cite(self) -> None:
        """Copy a citation, and show it."""
        if row := self._row:
            text = export.citation(row, self.title)
            self.copy_to_clipboard(text)
            self._say(f"copied: {text}")

    def action_write(self) -> None:
        """Ask for a file and write the lines shown."""

        def answer(name: str) -> None:
            if name.strip():
                self._write(Path(name.strip().removesuffix("!")).expanduser(), name.strip().endswith("!"))

        self._ask("file to write: .txt .json .csv .html", "timeline.txt", answer)

    def action_write_page(self) -> None:
        """Write the lines shown as a page here."""
        self._write(_free(Path("timeline.html")), False)

    def action_open_page(self) -> None:
        """Write the lines shown as a page here and open it in the browser."""
        import webbrowser

        file = _free(Path("timeline.html"))
        if self._write(file, False) and not webbrowser.open(file.resolve().as_uri()):
            self._say(f"wrote {file}; no browser here opened it")

    def _write(self, file: Path, over: bool) -> bool:
        rows = [self._rows[hit] for hit in self._hits]
        try:
            if self._view == "changes":
                export.write_rows(file, rows, f"{self.title} {self._query}".strip(), over)
            else:
                export.write_groups(file, self._groups, f"{self.title}: {self._view}", over)
        except ArchaeoError as error:
            self._say(str(error))
            return False
        self._say(f"wrote {file}")
        return True

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Fill the command palette from the table of keys."""
        for group, listed in keys.KEYS.items():
            for key in listed:
                if key.action != "command_palette":
                    title = f"{key.says} ({key.shown})"
                    yield SystemCommand(title, group, partial(self.run_action, key.action))

    # keys: leave

    def action_keys(self) -> None:
        """Show all keys."""
        self.push_screen(Page("keys", keys.drawn(), self._glyphs))

    def action_step_back(self) -> None:
        """Close the question, the detail, or go back a step."""
        if self._asking is not None:
            revert, self._revert = self._revert, None
            live = self._asked_live
            self._end_question()
            if revert and live:
                revert()
        elif self.screen.has_class("opened"):
            self.screen.remove_class("opened")
        elif self.query_one("#detail").has_focus:
            self._list.focus()
        elif self._trail:
            place = self._trail.pop()
            self._view = place.view
            self._apply(place.query, place.id)
        elif self._query:
            self._apply("")
        else:
            self._say("")

    def action_close(self) -> None:
        """Close the detail, or quit."""
        if self.screen.has_class("opened"):
            self.screen.remove_class("opened")
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Quit."""
        self.exit(self._query)


def _free(file: Path) -> Path:
    """Give a name that no file has: ``timeline.html``, ``timeline-2.html``, ..."""
    number, free = 1, file
    while free.exists():
        number += 1
        free = file.with_stem(f"{file.stem}-{number}")
    return free
