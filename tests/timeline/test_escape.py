"""Input as a terminal sends it, taken apart into keys."""

from __future__ import annotations

import pytest
from textual import events

from archaeo.timeline import escape


def _keys(*pieces: str) -> list[str]:
    parser = escape.Parser()
    return [event.key for piece in pieces for event in parser.feed(piece) if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    ("pieces", "keys"),
    [
        (("\x1b/",), ["escape", "slash"]),
        (("\x1b1",), ["escape", "1"]),
        (("\x1bG\x1b\x1b:",), ["escape", "G", "escape", "escape", "colon"]),
        (("\x1b", "j"), ["escape", "j"]),
        (("\x1b[A\x1bOB",), ["up", "down"]),
        (("\x1b", "[A"), ["up"]),
        (("j\x1b[", "A"), ["j", "up"]),
        (("\x1b\r",), ["escape", "enter"]),
    ],
)
def test_escape_and_the_key_behind_it_are_two(pieces: tuple[str, ...], keys: list[str]) -> None:
    assert _keys(*pieces) == keys


def test_escape_with_nothing_behind_it_comes_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = escape.Parser()
    monkeypatch.setattr(escape, "_WAIT_SECONDS", -1.0)
    assert not list(parser.feed("\x1b"))
    assert [event.key for event in parser.tick() if isinstance(event, events.Key)] == ["escape"]
    assert not list(parser.tick())


def test_clicks_and_pasted_text_come_whole() -> None:
    parser = escape.Parser()
    found = [event for piece in ("\x1b[200~two wo", "rds\x1b[201~", "\x1b[<0;5;3M") for event in parser.feed(piece)]
    assert [type(event).__name__ for event in found] == ["Paste", "MouseDown"]
