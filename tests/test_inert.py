"""Hostile text, in every form that archaeo prints."""

import json

import pytest

from archaeo.inert import clean, escaped, line

HOSTILE = [
    "\x1b]0;owned\x07",
    "\x1b[2J",
    "\x9b2J",
    "\u202egnp.exe",
    "\u2066\u2069\u200b\ufeff",
    "\x00\x08\x7f",
    "\udce9\ud800",
    "\U000e0041",
    "a\rb",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    for shown in (clean(text), line(text), escaped(text)):
        assert shown.isprintable() and shown.isascii() == all(ord(c) < 128 for c in shown)


@pytest.mark.parametrize("text", [*HOSTILE, "r\u00e9sum\u00e9 \u4e2d\u6587\n\ttab", "[/nope]"])
def test_json_says_the_same_after_escaping(text: str) -> None:
    assert json.loads(escaped(json.dumps([text], ensure_ascii=False))) == [text]


def test_ordinary_text_stays() -> None:
    assert clean("r\u00e9sum\u00e9\t\u4e2d\u6587\n[/nope]") == "r\u00e9sum\u00e9\t\u4e2d\u6587\n[/nope]"
    assert escaped("a,b\r\n") == "a,b\r\n"
