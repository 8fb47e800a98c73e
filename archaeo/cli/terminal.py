"""What the commands print with: results on stdout, talk on stderr, nothing of a source unescaped."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from archaeo import model
from archaeo.errors import ArchaeoError

# C0 except tab and newline, DEL, C1, and the invisible and direction-changing characters of Unicode: what a terminal
# would obey, or a reader could not see. Lone surrogates stand for bytes that were not UTF-8.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def clean(text: str) -> str:
    r"""Give the text with every character that a terminal would obey made visible.

    >>> clean("a\x1b[2Jb")
    'a\\x1b[2Jb'
    >>> clean("caf\udce9")
    'caf\\xe9'
    """
    return _UNSAFE.sub(lambda match: _visible(ord(match[0])), text)


def _visible(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def out(text: str = "") -> None:
    """Print a line of the result; the text is cleaned."""
    click.echo(clean(text))


def write(text: str) -> None:
    """Write a machine form (JSON, CSV) to stdout as it is."""
    sys.stdout.write(text)


def note(text: str) -> None:
    """Say something to the person, on stderr; the text is cleaned."""
    click.echo(clean(text), err=True)


def error(problem: ArchaeoError) -> None:
    """Print an error in the house's form, without traceback."""
    note(f"archaeo: {problem}")


@contextmanager
def progress() -> Iterator[model.Progress]:
    """Show progress bars on stderr while the block runs; only on a terminal, and not for the first half second."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield model.no_progress
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}
        begun = last = time.monotonic()

        def show(stage: str, done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - begun < 0.5 or (now - last < 0.1 and done != total):
                return
            last = now
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield show
