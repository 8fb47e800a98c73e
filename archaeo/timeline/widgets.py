"""The two widgets that draw line by line: a list of any length, and the histogram.

Textual's own DataTable took 13 to 16 s for 30,000 rows; a list that draws only the lines on screen (Line API) shows the
first frame in 0.16 s, whatever its length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from rich.text import Text
from textual import events
from textual.containers import VerticalScroll
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from .periods import Bar

Draw = Callable[[int, int], Text]
"""Draws a line of a list: ``draw(index, width)``."""


class LineList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list with a cursor that draws a line only when it comes on screen.

    Textual's keys for scrolling are not taken over: they would leave the cursor behind, and be animated.
    """

    DEFAULT_CSS = "LineList { scrollbar-size-vertical: 1; overflow-x: hidden; }"

    class Moved(Message):
        """The cursor stands on another line."""

        def __init__(self, index: int) -> None:
            self.index = index
            super().__init__()

    class Opened(Message):
        """A line was clicked that the cursor stood on already."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._count, self._cursor = 0, 0
        self._draw: Draw = lambda index, width: Text()

    def show(self, count: int, draw: Draw, cursor: int = 0) -> None:
        """Show another list, with the cursor on a line in the middle of the screen, if it can be there."""
        self._count, self._draw = count, draw
        self.virtual_size = Size(self.size.width, count)
        self._cursor = max(0, min(cursor, count - 1))
        self._reveal(centre=True)
        self.refresh()
        self.post_message(self.Moved(self._cursor))

    @property
    def cursor(self) -> int:
        """The line that the cursor stands on, from 0."""
        return self._cursor

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._count

    def go(self, index: int, centre: bool = False) -> None:
        """Put the cursor on a line."""
        index = max(0, min(index, self._count - 1))
        before, self._cursor = self._cursor, index
        self._reveal(centre)
        for line in (before, index):
            self.refresh(Region(0, line - self.scroll_offset.y, self.size.width, 1))
        if index != before:
            self.post_message(self.Moved(index))

    def _reveal(self, centre: bool) -> None:
        height, top = max(1, self.scrollable_content_region.height), self.scroll_offset.y
        if self._cursor < top or self._cursor >= top + height or centre:
            middle = self._cursor - height // 2
            edge = self._cursor if self._cursor < top else self._cursor - height + 1
            # animation of 20 page-downs took 16.8 s instead of 1.5
            self.scroll_to(y=max(0, middle if centre else edge), animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        index, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if index >= self._count:
            return Strip.blank(width, self.rich_style)
        text = self._draw(index, width)
        base = self.rich_style
        if index == self._cursor:
            # one bar: colours turned round one by one would make a patchwork of it
            text = Text(text.plain)
            base += Style(reverse=True, bold=self.has_focus)
        segments = text.render(self.app.console)
        return Strip(segments).apply_style(base).adjust_cell_length(width, base)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor's line on screen."""
        self.virtual_size = Size(event.size.width, self._count)
        self.call_after_refresh(self.reveal)

    def reveal(self) -> None:
        """Scroll as far as the cursor's line needs to be seen."""
        self._reveal(False)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; open what it stands on already."""
        index = event.y + self.scroll_offset.y
        if index == self._cursor:
            self.post_message(self.Opened())
        self.go(index)


class Detail(VerticalScroll, can_focus=True, inherit_bindings=False):
    """What lies beside the list; the browser's keys scroll it."""


class Histogram(Widget):
    """Bars of how many changes lie in each period, and below them the years and where the cursor is."""

    DEFAULT_CSS = "Histogram { height: 2; }"

    class Chosen(Message):
        """A bar was clicked."""

        def __init__(self, bar: Bar) -> None:
            self.bar = bar
            super().__init__()

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._bars: Sequence[Bar] = ()
        self._lines: tuple[Text, Text] = (Text(), Text())

    def show(self, bars: Sequence[Bar], lines: tuple[Text, Text]) -> None:
        """Show bars, already drawn."""
        self._bars, self._lines = bars, lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one of the two lines."""
        text = self._lines[y] if y < 2 else Text()
        return Strip(text.render(self.app.console)).apply_style(self.rich_style).adjust_cell_length(self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Tell which bar was clicked."""
        if 0 <= event.x < len(self._bars):
            self.post_message(self.Chosen(self._bars[event.x]))
