"""A terminal that is one: tmux is typed into, and its screen read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_main import ROOT

MISSING = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not here to be a terminal")

SECONDS = 90
"""What is waited for at most: a machine with six other things to do needs 20 s to import what draws."""


class Terminal:
    """A tmux of its own, with a command in it that has the repository's archaeo."""

    def __init__(self, size: str, folder: Path, arguments: str) -> None:
        self._server = f"archaeo-{os.getpid()}-{time.monotonic_ns()}"
        width, height = size.split("x")
        command = f'cd "{folder}"; PYTHONPATH="{ROOT}" BROWSER=true "{sys.executable}" -m archaeo {arguments}'
        self.tmux("new-session", "-d", "-x", width, "-y", height, f'{command}; echo "left with $?"; sleep 600')

    def tmux(self, *arguments: str) -> str:
        """Tell tmux something."""
        command = ["tmux", "-L", self._server, "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def type(self, names: str) -> None:
        """Press keys, all at once: no person is faster."""
        if names:
            self.tmux("send-keys", "-t", "0", *names.split())

    def screen(self) -> str:
        """What stands there."""
        return self.tmux("capture-pane", "-t", "0", "-p")

    def cursor(self) -> str:
        """The text of the line of the list that is turned round; "" when none is."""
        shown, turned = self.tmux("capture-pane", "-t", "0", "-p", "-e"), False
        lines = []
        for text in shown.splitlines():
            first, plain = None, ""
            for codes, piece in re.findall(r"\x1b\[([0-9;]*)m|([^\x1b]+)", text):
                if piece:
                    first, plain = turned if first is None else first, plain + piece
                for code in codes.split(";") if not piece else ():
                    turned = code == "7" or (turned and code not in ("", "0", "27"))  # a line goes on as the last ended
            lines.append((first, plain))
        return next((plain.partition("│")[0].strip() for first, plain in lines[4:-1] if first), "")

    def until(self, pattern: str, what: str = "") -> str:
        """Wait for a pattern on the screen."""
        end = time.monotonic() + SECONDS
        while not re.search(pattern, shown := self.screen(), re.M):
            assert time.monotonic() < end, f"{what}: '{pattern}' did not come up\n{shown}"
            time.sleep(0.05)
        return shown

    def until_cursor(self, pattern: str, what: str = "") -> str:
        """Wait until the cursor stands on a line with a pattern."""
        end = time.monotonic() + SECONDS
        while not re.search(pattern, found := self.cursor()):
            assert time.monotonic() < end, f"{what}: the cursor is at '{found}', not at '{pattern}'\n{self.screen()}"
            time.sleep(0.05)
        return found

    def close(self) -> None:
        """End it."""
        subprocess.run(["tmux", "-L", self._server, "kill-server"], check=False, capture_output=True)
