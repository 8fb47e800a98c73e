"""All commands by name: what is typed finds them, Enter does the first, or the one that was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from . import keys
from .draw import ASCII, Glyphs
from .keys import Key
from .typed import Asking
from .widgets import LineList


class Palette(Asking):
    """A field and the commands that it finds.

    Textual has one of its own, which looks for commands behind: an Enter typed right behind a word found none.
    """

    CSS = """
    Palette { background: ansi_default; color: ansi_default; }
    Palette > Static { height: 1; text-style: reverse; }
    Palette > Input { height: 1; border: none; padding: 0; background: ansi_default; color: ansi_default; }
    Palette > LineList { height: 1fr; }
    Palette.ascii LineList { scrollbar-size: 0 0; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual's own way
        Binding("down,ctrl+n,tab", "go(1)", show=False),
        Binding("up,ctrl+p,shift+tab", "go(-1)", show=False),
        Binding("pagedown", "go(10)", show=False),
        Binding("pageup", "go(-10)", show=False),
        Binding("enter", "choose", show=False),
        Binding("escape,ctrl+c", "leave", show=False),
    ]

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._found: Sequence[Key] = ()

    def compose(self) -> ComposeResult:
        """A title, the field, the commands."""
        yield Static(Text("all commands", no_wrap=True), markup=False)
        yield Input(placeholder="search for commands", compact=True, select_on_focus=False)
        yield LineList(id="commands")

    def on_mount(self) -> None:
        """Show all of them."""
        self.set_class(self._glyphs is ASCII, "ascii")
        self.query_one(Input).focus()
        self.typed()

    @property
    def _list(self) -> LineList:
        return self.query_one("#commands", LineList)

    def typed(self) -> None:
        """Show what has all the words typed."""
        self._found = matching(self.query_one(Input).value)
        self._list.show(len(self._found), self._draw)

    def _draw(self, index: int, width: int) -> Text:
        key = self._found[index]
        text = Text(f"  {key.shown:12}", "cyan", no_wrap=True, end="")
        text.append(key.says, "default")
        return text

    def action_go(self, step: int) -> None:
        """To another command."""
        self._list.go(self._list.cursor + step)

    @on(LineList.Opened)
    async def action_choose(self) -> None:
        """Do it."""
        self.dismiss()
        if self._found:
            await self.app.run_action(self._found[self._list.cursor].action)

    def action_leave(self) -> None:
        """Do nothing."""
        self.dismiss()


def matching(text: str) -> list[Key]:
    """Give the keys whose description has all words, those first whose words begin with them.

    >>> [key.shown for key in matching("event next")]
    [']']
    """
    words = text.lower().split()
    listed = [key for group in keys.KEYS.values() for key in group if key.action != "commands"]
    found = [key for key in listed if all(word in f"{key.says} {key.shown}".lower() for word in words)]
    return sorted(found, key=lambda key: not all(f" {word}" in f" {key.says}".lower() for word in words))
