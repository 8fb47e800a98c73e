"""What the commands print with: results on stdout, talk on stderr, nothing of a source unescaped.

rich is imported where something is drawn, since its 0.2 s would otherwise be paid by every ``--help``.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from archaeo.errors import ArchaeoError
from archaeo.inert import clean, escaped

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from archaeo import model

__all__ = [
    "clean",
    "console",
    "counted",
    "detail",
    "diagnostics",
    "error",
    "manner",
    "note",
    "out",
    "progress",
    "summed_up",
    "write",
]


@dataclass
class Manner:
    """How talkative this run is; the options that every command takes set it.

    Attributes:
        kept: what an interrupted run leaves behind, for the last line.
        summary: the last line of a run that came to its end; `summed_up` sets it.
    """

    quiet: bool = False
    verbose: bool = False
    progress: bool = True
    kept: list[str] = field(default_factory=list)
    summary: str = ""

    def reset(self) -> None:
        """Begin again as talkative as one is unless told otherwise."""
        self.quiet, self.verbose, self.progress, self.summary = False, False, True, ""
        self.kept.clear()


manner = Manner()


def out(text: str = "") -> None:
    """Print a line of the result; the text is cleaned."""
    click.echo(clean(text))


def write(text: str) -> None:
    """Write a machine form (JSON, CSV, DOT) to stdout, with nothing in it that a terminal would obey."""
    sys.stdout.write(escaped(text))


def note(text: str) -> None:
    """Say something to the person, on stderr, unless they want quiet; the text is cleaned."""
    if not manner.quiet:
        click.echo(clean(text), err=True)


def summed_up(text: str) -> None:
    """Say in one line what came of the command; it is the last one, on stderr, and left out with ``--quiet``."""
    manner.summary = text


def counted(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun.

    >>> counted(1, "entry", "entries"), counted(2000, "row")
    ('1 entry', '2,000 rows')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def detail(text: str) -> None:
    """Say something that only a person who asked with ``--verbose`` wants to read."""
    if manner.verbose:
        note(text)


def error(problem: ArchaeoError) -> None:
    """Print an error in the house's form, where and what on a line, what to do below it; without traceback."""
    where = f"{problem.location}: " if problem.location and str(problem.location) else ""
    click.echo(clean(f"archaeo: {where}{problem.what}" + (":" if problem.hint else "")), err=True)
    if problem.hint:
        click.echo(clean(f"    {problem.hint}"), err=True)


def diagnostics(found: Iterable[model.Diagnostic]) -> int:
    """Say what was odd in a source: counts by kind, each one with ``--verbose``; give the exit status, 0 or 3."""
    records = list(found)
    for kind, count in Counter(record.kind for record in records).most_common():
        first = next(record for record in records if record.kind == kind)
        note(f"note: {first}" + (f" ({count} times {kind}; -v shows each)" if count > 1 and not manner.verbose else ""))
        if manner.verbose:
            for record in [record for record in records if record.kind == kind][1:]:
                note(f"note: {record}")
    return 3 if any(record.grave for record in records) else 0


def console() -> Console:
    """Give a rich console for results. Hand it ``Text(clean(...))``, never strings with markup of a source."""
    from rich.console import Console

    return Console(markup=False, highlight=False, emoji=False)


@contextmanager
def progress() -> Iterator[model.Progress]:
    """Show progress bars on stderr while the block runs; only on a terminal, and not for the first half second."""
    if manner.quiet or not manner.progress or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    bars: Progress | None = None
    tasks = {}
    begun = last = time.monotonic()

    def show(stage: str, done: int, total: int) -> None:
        nonlocal last, bars
        now = time.monotonic()
        if now - begun < 0.5 or (now - last < 0.1 and done != total):
            return
        last = now
        if bars is None:
            bars = _bars()
            bars.start()
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total or None)
        bars.update(tasks[stage], completed=done, total=total or None)

    try:
        yield show
    finally:
        if bars is not None:
            bars.stop()


def _bars() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Task as RichTask
    from rich.text import Text

    class Rate(ProgressColumn):
        """Steps a second."""

        def render(self, task: RichTask) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(compact=True),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True, expand=True)
