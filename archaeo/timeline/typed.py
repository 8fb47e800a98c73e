"""Keys go where they belong, however fast they are typed.

Textual hands a key to the widget that has the focus when the key comes, and moves the focus some messages after the key
that opens a question: what was typed within 60 ms behind ``/`` went to the list. Here the app takes each key wholly,
into the question's field too, before it looks at the next one.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen
from textual.widgets import Input


class Asking(Screen[None]):
    """A screen with a field that is typed into."""

    @property
    def field(self) -> Input | None:
        """The field, as soon as it is there."""
        return next(iter(self.query(Input)), None)

    def typed(self) -> None:
        """Look at the field again, which another key changed."""


class Typed(App[str]):
    """An app that takes one key after the other."""

    def __init__(self) -> None:
        super().__init__(ansi_color=True)
        self._is_settling = True
        self._held: deque[events.Key | events.Paste] = deque()

    def get_driver_class(self) -> type[Driver]:
        """Give what reads the terminal."""
        found = super().get_driver_class()
        if found.__module__ == "textual.drivers.linux_driver":
            # what it replaces is Textual's own affair; where it has gone, Esc and a key at once are Alt again
            with suppress(ImportError):
                from .escape import take_apart

                take_apart()
        return found

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pasted text; all else goes Textual's way."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self.app_focus = True
        if self._interrupts(event):
            self._held.clear()
            await self._take(event)
        elif self._held or self._must_wait(event):
            self._held.append(event)
        else:
            await self._take(event)

    def _must_wait(self, event: events.Key | events.Paste) -> bool:
        """Say whether the key has to wait until more is there to act on; `_take_held` goes on with it."""
        return self._is_settling

    def _interrupts(self, event: events.Key | events.Paste) -> bool:
        """Say whether a key goes before those that wait, and drops them."""
        return False

    def _settle(self) -> None:
        """Let the keys wait until what the last one opened has its size on the screen."""
        self._is_settling = True
        self.call_after_refresh(self._settled)

    def _settled(self) -> None:
        self._is_settling = False
        self.call_later(self._take_held)  # among the app's own messages: no other key comes between

    async def _open(self, screen: Screen[None]) -> None:
        """Put a screen over this one."""
        await self.push_screen(screen)
        self._settle()

    async def _take_held(self) -> None:
        """Take the keys that had to wait."""
        while self._held and not self._must_wait(self._held[0]):
            await self._take(self._held.popleft())

    async def _take(self, event: events.Key | events.Paste) -> None:
        if isinstance(event, events.Paste):
            self._paste(event.text)
            return
        # Enter comes as Ctrl-J when it was typed before the screen was taken
        await self._press("enter" if event.key == "ctrl+j" else event.key, event.character)

    def _field(self) -> Input | None:
        """Give the field that is typed into now."""
        return self.screen.field if isinstance(self.screen, Asking) else None

    def _changed(self) -> None:
        """Look at the field again, which a key changed."""
        if isinstance(self.screen, Asking):
            self.screen.typed()

    def _answer(self) -> bool:
        """Take what stands in the field as the answer; say whether somebody had asked."""
        return False

    def _paste(self, text: str) -> None:
        if (field := self._field()) is not None and text:
            field.replace(text.splitlines()[0], *field.selection)
            self._changed()

    async def _press(self, key: str, character: str | None) -> None:
        field = self._field()
        if field is not None and await self._edit(field, key, character):
            self._changed()
        elif not (key == "enter" and self._answer()):
            target = self.screen if len(self.screen_stack) > 1 else self
            await self._bound(target, key)

    async def _edit(self, field: Input, key: str, character: str | None) -> bool:
        if character is not None and character.isprintable():
            field.replace(character, *field.selection)
            return True
        return key != "enter" and await self._bound(field, key)

    async def _bound(self, target: DOMNode, key: str) -> bool:
        """Do what a key is bound to."""
        bound: list[Binding] = target._bindings.key_to_bindings.get(key, [])
        for binding in bound:
            if await self.run_action(binding.action, target):
                return True
        return False
