"""Every key of the table on a real terminal, at 80x24 and 200x60: tmux is typed into, and its screen read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archaeo.timeline import keys
from tests.cli.test_main import ROOT, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not here to be a terminal"),
]

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
    "ctrl+p": ("", r"Search for commands|search"),
    "colon": ("", r"Search for commands|search"),
    "question_mark": ("", r"down a line"),
    "escape": ("j p", r"· changes · newest first"),
}
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
LEAVE = {"q", "Q"}


def test_every_key_of_the_table_is_typed() -> None:
    known = {one for group in keys.KEYS.values() for key in group for one in key.keys.split(",")}
    assert known == set(SHOWS) | MOVES | LEAVE


class Terminal:
    """A tmux of its own, with the browser in it."""

    def __init__(self, size: str, folder: Path) -> None:
        self._server = f"archaeo-keys-{os.getpid()}-{time.monotonic_ns()}"
        width, height = size.split("x")
        command = f'cd "{folder}"; PYTHONPATH="{ROOT}" BROWSER=true "{sys.executable}" -m archaeo timeline goos-archaeo'
        self._tmux("new-session", "-d", "-x", width, "-y", height, f'{command}; echo "left with $?"; sleep 99')

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-L", self._server, "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def type(self, names: str) -> None:
        """Press keys, one after the other."""
        for name in names.split():
            self._tmux("send-keys", "-t", "0", *(["-l", name] if len(name) == 1 else [name]))
            # Escape with what follows at once is another key to a terminal; and no person types faster than this
            time.sleep(0.2 if name == "Escape" else 0.06)

    def screen(self) -> str:
        """What stands there."""
        return self._tmux("capture-pane", "-t", "0", "-p")

    def until(self, pattern: str, what: str, seconds: float = 30) -> str:
        """Wait for a pattern on the screen."""
        end = time.monotonic() + seconds
        while not re.search(pattern, shown := self.screen(), re.M):
            assert time.monotonic() < end, f"{what}: '{pattern}' did not come up\n{shown}"
            time.sleep(0.05)
        return shown

    def close(self) -> None:
        """End it."""
        subprocess.run(["tmux", "-L", self._server, "kill-server"], check=False, capture_output=True)


@pytest.fixture(scope="module")
def dug(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a dig of the sample wrote."""
    folder = tmp_path_factory.mktemp("keys")
    assert run("dig", str(SAMPLE), "-o", "goos-archaeo", "-q", cwd=folder).returncode == 0
    return folder


@pytest.fixture(params=["80x24", "200x60"])
def terminal(request: pytest.FixtureRequest, dug: Path) -> Iterator[Terminal]:
    """A browser of the sample that has read all."""
    opened = Terminal(request.param, dug)
    try:
        opened.until(r"128 of 128 · changes · newest first\s*$", "opening")
        yield opened
    finally:
        opened.close()


def test_every_key_does_what_the_table_says(terminal: Terminal) -> None:
    for key, (before, pattern) in SHOWS.items():
        terminal.type(before)
        terminal.type(NAMES.get(key, key))
        terminal.until(pattern, f"{before} {key}")
        # close pages and questions, undo the filter, go to the first line of the changes
        terminal.type("Escape Escape 1 Escape g")
        if "oldest first" in terminal.screen():
            terminal.type("r g")
        while re.search(r"\d marked", terminal.screen()):
            terminal.type("' m g")
            time.sleep(0.2)
        terminal.until(r"128 of 128 · changes .*newest first", f"back after {key}")


def test_keys_that_move_keep_the_list_and_change_the_place(terminal: Terminal) -> None:
    for key in sorted(MOVES):
        upward = key in {"k", "up", "pageup", "ctrl+b", "ctrl+u", "g", "home", "right"}
        terminal.type("G" if upward else "g")
        time.sleep(0.2)
        before = terminal._tmux("capture-pane", "-t", "0", "-p", "-e")
        terminal.type(NAMES.get(key, key))
        end = time.monotonic() + 10
        while terminal._tmux("capture-pane", "-t", "0", "-p", "-e") == before:
            assert time.monotonic() < end, f"{key} does nothing"
            time.sleep(0.05)


def test_leaving_says_how_to_come_back(terminal: Terminal) -> None:
    terminal.type("j p")
    terminal.until("who:", "p")
    terminal.type("Q")
    shown = terminal.until("left with 0", "Q")
    assert "archaeo timeline goos-archaeo 'who:\"Kenji" in shown.replace("\n", "")
