"""The timeline browser: what its keys look at, keep and leave. It writes only what `w` and `o` ask for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from rich.text import Text
from textual.worker import Worker

from archaeo.errors import ArchaeoError
from archaeo.inert import clean

from . import browsing, export, keys
from .difference import Drawn
from .finding import Finding
from .pages import Page
from .palette import Palette
from .rows import Row


class Browser(Finding):
    """The timeline on the whole screen. Returns the query it was left with."""

    _finding: Worker[None] | None = None

    def action_view(self, view: str) -> None:
        """Show another view of what the filter takes."""
        self._stop_reading_uses()
        if view == "dependencies" and self._uses is None:
            self._say("")
            self._say_progress("reading the sources ... (Esc stops it)")
            self._reading_uses = self.run_worker(self._read_uses, thread=True, group="uses")
        elif view != self._view:
            self._go(view, self._query)

    def _stop_reading_uses(self) -> bool:
        """Stop it if it is going on; say whether it was."""
        worker, self._reading_uses = self._reading_uses, None
        if worker is None or worker.is_finished:
            return False
        worker.cancel()
        self._say("stopped; 6 begins again")
        return True

    async def action_diff(self) -> None:
        """Show what the change changed, line by line."""
        row = self._row
        if row is None or not row.ref or self._difference is None:
            self._say("no difference to show for this line; only changes have one")
        elif "@" not in row.ref or not self._waits(self.action_diff):
            await self._show_difference(row.id, row.ref)

    async def action_diff_marks(self) -> None:
        """Show the difference between the two newest marks."""
        if self._waits(self.action_diff_marks):
            return
        if pair := self._marked_pair():
            one, two = pair
            if not one.ref or not two.ref or self._difference is None:
                self._say("no difference to show for these lines; only changes have one")
            else:
                await self._show_difference(f"{one.id} to {two.id}", one.ref, two.ref)

    async def _show_difference(self, title: str, one: str, two: str = "") -> None:
        """Open a page for it at once; what is large is found behind, for as long as the page is open."""
        page = Page(title, Text("looking for the difference ... (q leaves)"), self._glyphs, is_busy=True)
        await self._open(page)
        find = partial(self._find_difference, page, one, two)
        self._finding = self.run_worker(find, thread=True, group="difference", exit_on_error=True)

    def _find_difference(self, page: Page, one: str, two: str) -> None:
        if self._difference is None:
            return
        try:
            patch = self._difference(one, two, self._progress())
        except KeyboardInterrupt:
            return
        except ArchaeoError as error:
            self.call_from_thread(self._no_difference, page, str(error))
            return
        self.call_from_thread(self._fill, page, Drawn(patch if patch.strip() else "no line of any file changed"))

    def _no_difference(self, page: Page, why: str) -> None:
        if self.screen is page:
            page.action_shut()
            self._say(why)
        self.call_later(self._take_held)

    def _fill(self, page: Page, lines: Drawn) -> None:
        if self.screen is page:
            page.fill(lines)
        self.call_later(self._take_held)

    def _page_is_busy(self) -> bool:
        return isinstance(self.screen, Page) and self.screen.is_busy

    def on_page_shut(self) -> None:
        """Stop looking for what nobody waits for any more."""
        if self._finding is not None:
            self._finding.cancel()
        self.call_after_refresh(self._draw_again)  # the size may be another one since the page was opened

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

    async def action_compare(self) -> None:
        """Say what lies between the two newest marks."""
        if self._waits(self.action_compare):
            return
        if pair := self._marked_pair():
            text = Text(clean(browsing.compared(*pair, self._rows)))
            await self._open(Page(f"{pair[0].id} to {pair[1].id}", text, self._glyphs))

    # keys: keep

    def action_cite(self) -> None:
        """Copy a citation, and show it."""
        if row := self._row:
            text = export.citation(row, self.title)
            self.copy_to_clipboard(text)
            self._say(f"copied: {text}")

    def action_write(self) -> None:
        """Ask for a file and write the lines shown."""
        if self._waits(self.action_write):
            return

        def answer(name: str) -> None:
            if name.strip():
                self._write(Path(name.strip().removesuffix("!")).expanduser(), name.strip().endswith("!"))

        self._ask("file to write: .txt .json .csv .html", "timeline.txt", answer)

    def action_write_page(self) -> None:
        """Write the lines shown as a page here."""
        if self._waits(self.action_write_page):
            return
        self._write(_free(Path("timeline.html")), False)

    def action_open_page(self) -> None:
        """Write the lines shown as a page here and open it in the browser."""
        import webbrowser

        if self._waits(self.action_open_page):
            return
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

    async def action_commands(self) -> None:
        """Find a command by name, and do it."""

        await self._open(Palette(self._glyphs))

    # keys: leave

    async def action_keys(self) -> None:
        """Show all keys."""
        await self._open(Page("keys", keys.drawn(), self._glyphs))

    def action_step_back(self) -> None:
        """Close the question, the detail, or go back a step."""
        if self._asking is not None:
            revert, self._revert = self._revert, None
            live = self._asked_live
            self._end_question()
            if revert and live:
                revert()
        elif self._stop_reading_uses():
            pass
        elif self.screen.has_class("opened"):
            self.screen.remove_class("opened")
        elif self._detail_has_keys():
            self._focus(self._list)
        elif self._trail:
            place = self._trail.pop()
            self._view = place.view
            self._apply(place.query, place.id, here=self._last)
        elif self._query:
            self._apply("")
        else:
            self._say("")

    def action_interrupt(self) -> None:
        """Stop what is going on: waiting, reading uses, a question; copy what the mouse marked; else leave."""
        if marked := self.screen.get_selected_text():
            self.copy_to_clipboard(marked)
            self.screen.clear_selection()
        elif self._wish is not None:
            self._wish = None
            self._say("")
        elif self._asking is not None or self._stop_reading_uses():
            self.action_step_back()
        else:
            self.exit(None, 130)

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
