"""A page over the browser: a difference, a comparison, the keys. Read like less."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from archaeo.inert import line

from .difference import Drawn
from .draw import ASCII, Glyphs
from .widgets import LineList


class Page(Screen[None]):
    """Text of any length with a title; ``q`` or Esc closes it."""

    CSS = """
    Page { background: ansi_default; color: ansi_default; }
    Page > Static { height: 1; text-style: reverse; }
    Page > LineList { height: 1fr; }
    Page.ascii LineList { scrollbar-size: 0 0; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual's own way
        Binding("j,down", "go(1)", show=False),
        Binding("k,up", "go(-1)", show=False),
        Binding("pagedown,space,ctrl+f", "page(1)", show=False),
        Binding("pageup,ctrl+b", "page(-1)", show=False),
        Binding("g,home", "go(-1000000000)", show=False),
        Binding("G,end", "go(1000000000)", show=False),
        Binding("right_square_bracket", "head(1)", show=False),
        Binding("left_square_bracket", "head(-1)", show=False),
        Binding("left,h", "aside(-20)", show=False),
        Binding("right,l", "aside(20)", show=False),
        Binding("q,escape,question_mark,ctrl+c", "shut", show=False),
        Binding("Q", "app.leave", show=False),
    ]

    class Shut(Message):
        """Nobody looks at the page any more."""

    def __init__(self, title: str, text: Text, glyphs: Glyphs, is_busy: bool = False) -> None:
        super().__init__()
        self._title, self._glyphs, self._aside = title, glyphs, 0
        self._lines: Sequence[Text] = list(text.split("\n", allow_blank=True))
        self.is_busy = is_busy
        """Say whether its text is still to come; keys wait for it, but for those that leave."""

    def fill(self, lines: Sequence[Text]) -> None:
        """Show the text that it was opened for."""
        self._lines, self.is_busy = lines, False
        self._list.show(len(lines), self._draw)

    def compose(self) -> ComposeResult:
        """A title, the lines, the keys."""
        yield Static(Text(line(self._title), no_wrap=True), markup=False)
        yield LineList(id="page")
        yield Static(Text("q back   j k Space move   [ ] file   arrows sideways", no_wrap=True), markup=False)

    def on_mount(self) -> None:
        """Show the first lines."""
        self.set_class(self._glyphs is ASCII, "ascii")
        self._list.show(len(self._lines), self._draw)
        self._list.focus()

    @property
    def _list(self) -> LineList:
        return self.query_one("#page", LineList)

    def _draw(self, index: int, width: int) -> Text:
        text = self._lines[index]
        piece = text[self._aside : self._aside + width] if self._aside < len(text) else Text()
        piece.expand_tabs(8)
        piece.end = ""
        return piece

    def action_go(self, step: int) -> None:
        """So many lines on."""
        self._list.go(self._list.cursor + step)

    def action_page(self, step: int) -> None:
        """A page on."""
        self.action_go(step * max(1, self._list.size.height - 1))

    def action_head(self, step: int) -> None:
        """To the next file of a difference."""
        heads = self._lines.heads if isinstance(self._lines, Drawn) else []
        here = self._list.cursor
        found = [head for head in heads if (head > here if step > 0 else head < here)]
        if found:
            self._list.go(found[0 if step > 0 else -1], centre=True)

    def action_aside(self, columns: int) -> None:
        """Look at what lies to the right."""
        self._aside = max(0, self._aside + columns)
        self._list.refresh()

    def action_shut(self) -> None:
        """Close the page."""
        self.app.post_message(self.Shut())
        self.dismiss()
