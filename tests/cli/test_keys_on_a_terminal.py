"""Every key of the table on a real terminal, at 80x24 and 200x60: tmux is typed into, and its screen read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archaeo.timeline import keys
from tests.cli import tmux
from tests.cli.test_main import ROOT, run
from tests.cli.tmux import Terminal

pytestmark = [pytest.mark.slow, tmux.MISSING]

SAMPLE = ROOT / "fixtures" / "boostedgoos"

# as Textual calls a key: as tmux does, where that differs
NAMES = {
    "down": "Down",
    "up": "Up",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "pagedown": "PageDown",
    "pageup": "PageUp",
    "space": "Space",
    "tab": "Tab",
    "escape": "Escape",
    "ctrl+f": "C-f",
    "ctrl+b": "C-b",
    "ctrl+d": "C-d",
    "ctrl+u": "C-u",
    "ctrl+p": "C-p",
    "slash": "/",
    "backslash": "\\",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "right_parenthesis": ")",
    "left_parenthesis": "(",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "apostrophe": "'",
    "colon": ":",
    "question_mark": "?",
}

# key: keys before it, and a pattern that the screen has after it (and, but for what does nothing there, not before)
SHOWS = {
    "j": ("", r"ago|2013"),
    "enter": ("", r"kind +"),
    "tab": ("", r"kind +"),
    "slash": ("", r"words, or who:"),
    "backslash": ("", r"^find"),
    "n": ("\\ C-u d i s a s t e r Enter n", r"2012-0[57]"),
    "N": ("\\ C-u d i s a s t e r Enter G N", r"2012-0[57]"),
    "p": ("j", r"who:\"?Kenji"),
    "f": ("j", r"path:|^[a-zA-Z./]+$|path or glob"),
    "b": ("j", r"branch:main"),
    "x": ("j", r"changes touch files of"),
    "r": ("", r"oldest first"),
    "right_square_bracket": ("", r"◆ 2013"),
    "left_square_bracket": ("G", r"◆ 2013|◆ 20"),
    "right_curly_bracket": ("", r"⚑ 2013"),
    "left_curly_bracket": ("G", r"⚑ 20"),
    "right_parenthesis": ("", r"days without a change"),
    "left_parenthesis": ("G", r"days without a change"),
    "y": ("", r"2012-1[12]"),
    "Y": ("G", r"2010"),
    "greater_than_sign": ("", r"2013-10"),
    "less_than_sign": ("G", r"2009-0[345]"),
    "t": ("", r"date: 2012"),
    "plus": ("", r"a bar is a (week|day)"),
    "equals_sign": ("", r"a bar is a (week|day)"),
    "minus": ("- -", r"a bar is a year"),
    "1": ("3", r"· changes"),
    "2": ("", r"· events"),
    "3": ("", r"· people"),
    "4": ("", r"· releases"),
    "5": ("", r"· files"),
    "6": ("", r"· dependencies"),
    "d": ("j", r"diff --git"),
    "m": ("", r"1 marked"),
    "apostrophe": ("m j j", r"1 marked"),
    "C": ("m j j m", r"days, .* changes, .* people"),
    "D": ("j m j j j m", r"diff --git|no line of any file"),
    "c": ("j", r"copied: goos-archaeo|copied: goos"),
    "w": ("", r"timeline.txt"),
    "o": ("", r"wrote timeline.*\.html"),
    "O": ("", r"wrote timeline.*\.html"),
    "ctrl+p": ("", r"search for commands"),
    "colon": ("", r"search for commands"),
    "question_mark": ("", r"down a line"),
    "escape": ("j p", r"· changes · newest first"),
}
READ = r"128 of 128 · changes · newest first\s*$"
FIRST, LAST = "2013-11-18", "2009-0"
MOVES = {
    "k",
    "up",
    "down",
    "pagedown",
    "space",
    "ctrl+f",
    "pageup",
    "ctrl+b",
    "ctrl+d",
    "ctrl+u",
    "g",
    "home",
    "G",
    "end",
}
MOVES |= {"left", "right"}
LEAVE = {"q", "Q", "ctrl+c"}


def test_every_key_of_the_table_is_typed() -> None:
    known = {one for group in keys.KEYS.values() for key in group for one in key.keys.split(",")}
    assert known == set(SHOWS) | MOVES | LEAVE


@pytest.fixture(scope="module")
def dug(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a dig of the sample wrote."""
    folder = tmp_path_factory.mktemp("keys")
    assert run("dig", str(SAMPLE), "-o", "goos-archaeo", "-q", cwd=folder).returncode == 0
    return folder


@pytest.fixture(params=["80x24", "200x60"])
def terminal(request: pytest.FixtureRequest, dug: Path) -> Iterator[Terminal]:
    """A browser of the sample that has read all."""
    opened = Terminal(request.param, dug, "timeline goos-archaeo")
    try:
        opened.until(READ, "opening")
        yield opened
    finally:
        opened.close()


def _back(terminal: Terminal, what: str) -> None:
    """Close pages and questions, undo the filter, go to the first line of the changes, newest first."""
    terminal.type("Escape Escape Escape Escape Escape 1 g")
    terminal.until(r"^128 of 128 · changes .*(newest|oldest) first", f"back after {what}")
    if "oldest first" in terminal.screen():
        terminal.type("r g")
        terminal.until("newest first", f"{what} turned round again")
    while found := re.search(r"\d marked", shown := terminal.screen()):
        terminal.type("' m g")
        terminal.until(rf"^(?!.*{found[0]}).*newest first", f"a mark of {what} taken away\n{shown}")
    terminal.until_cursor(FIRST, f"back after {what}")


def test_every_key_does_what_the_table_says(terminal: Terminal) -> None:
    for key, (before, pattern) in SHOWS.items():
        terminal.type(f"{before} {NAMES.get(key, key)}")
        terminal.until(pattern, f"{before} {key}")
        _back(terminal, f"{before} {key}")


# keys typed in one go, and a pattern that the screen has after them
AT_ONCE = {
    "/ d i s a s t e r": r"· disaster · ",
    "/ d i s a s t e r Enter j k": r"· disaster · ",
    "/disaster Enter": r"· disaster · ",
    "/ disaster Escape j": r"128 of 128 · changes · newest first",
    "\\ C-u d i s a s t e r Enter": r"2012-0[57]",
    "\\ C-u disaster Enter n N c": r"copied: goos, revision r71",
    "t 2012-05-30 Enter m c": r"copied: goos, tag:BoostedGOOS-00-00-05",
    "j p / Space after:2012 Enter": r"who:.*Kenji.* after:2012",
    "j p j Escape": r"128 of 128 · changes · newest first",
    "t 2009-03-16 Enter f C-u src/** Enter": r"path:src/\*\*",
    "t 2009-03-16 Enter f C-u *.F Enter j": r"path:\*\.F",
    "w C-u lines.csv! Enter": r"wrote lines.csv",
    ": oldest Enter g": r"oldest first",
    "C-p next Space event Enter c": r"copied: goos, event-18",
    "j d G q j c": r"copied: goos, ",
    "? G Escape t 2011 Enter c": r"copied: goos, .*3[5-9]",
    "3 j Enter": r"changes · who:",
    "5 / finder Enter 1": r"changes · finder · ",
    "Tab Tab t 2010-11-15 Enter c": r"copied: goos, revision r35",
}


def test_keys_typed_at_once_go_where_they_belong(terminal: Terminal) -> None:
    for typed, pattern in AT_ONCE.items():
        terminal.type(typed)
        terminal.until(pattern, typed)
        _back(terminal, typed)


def test_keys_typed_before_all_is_read_are_not_lost(dug: Path) -> None:
    for size in ("80x24", "200x60"):
        opened = Terminal(size, dug, "timeline goos-archaeo")
        try:
            opened.type("/ who:Ellen Enter t 2012-05-30 Enter m")
            opened.until("who:Ellen · 1 marked", "typed before the screen was there")
            opened.until_cursor("2012-05-30", "typed before the screen was there")
        finally:
            opened.close()


def test_keys_that_move_keep_the_list_and_change_the_place(terminal: Terminal) -> None:
    for key in sorted(MOVES):
        upward = key in {"k", "up", "pageup", "ctrl+b", "ctrl+u", "g", "home", "right"}
        terminal.type("G" if upward else "g")
        before = terminal.until_cursor(LAST if upward else FIRST, f"before {key}")
        terminal.type(NAMES.get(key, key))
        terminal.until_cursor(f"^(?!{re.escape(before)}).", key)


def test_leaving_says_how_to_come_back(terminal: Terminal) -> None:
    terminal.type("j p Q")
    shown = terminal.until("left with 0", "Q")
    assert "archaeo timeline goos-archaeo 'who:\"Kenji" in shown.replace("\n", "")


def test_ctrl_c_leaves_as_an_interrupted_command(terminal: Terminal) -> None:
    terminal.type("C-c")
    terminal.until("left with 130", "Ctrl-C")
