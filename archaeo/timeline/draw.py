"""What the browser draws: a row as a line, a row in full, the histogram. Functions of their arguments, no terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from archaeo.inert import clean, line

from .periods import Bar, Unit
from .rows import Row

MOST_PATHS = 400
"""So many paths of a change are listed; a mass import may have 60,000."""

MOST_CHARACTERS = 10_000
"""A line of a message longer than this is cut, and so is a message of more than ten times as many characters."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs for what a row is; without colour they alone tell the kinds apart."""

    release: str = "⚑"
    event: str = "◆"
    silence: str = "░"
    entry: str = "¶"
    mass: str = "▲"
    copy: str = "»"
    machine: str = "·"
    change: str = " "
    mark: str = "●"
    cut: str = "…"
    rule: str = "│"
    here: str = "▲"
    bars: str = " ▁▂▃▄▅▆▇█"

    def of(self, row: Row) -> str:
        """Give the sign of a row: of what is rarest about it."""
        return next((getattr(self, kind) for kind in RAREST if kind in row.kinds), self.change)


RAREST = ("event", "release", "silence", "mass", "copy", "machine")
ASCII = Glyphs("R", "E", "~", "L", "M", "C", "-", " ", "*", "...", "|", "^", " .:-=+*#@")
UNICODE = Glyphs()

_COLOURS = {
    "event": "bold magenta",
    "release": "bold green",
    "silence": "dim",
    "mass": "yellow",
    "copy": "blue",
    "machine": "dim",
    "entry": "cyan",
}
_ACTIONS = {"A": "green", "M": "yellow", "D": "red", "R": "magenta"}


def sign(row: Row, glyphs: Glyphs) -> str:
    """Give the sign of a row; an entry that stands for itself has one, one that is on its commit's row has none."""
    if row.kinds[:1] == ("entry",):
        return glyphs.entry
    return glyphs.of(row)


def colour(row: Row) -> str:
    """Give the style of a row's sign."""
    kinds = row.kinds[:1] if row.kinds[:1] == ("entry",) else row.kinds
    return next((_COLOURS[kind] for kind in (*RAREST, "entry") if kind in kinds), "")


def row_line(row: Row, width: int, glyphs: Glyphs, marked: bool = False, found: str = "") -> Text:
    """Give a row as one line: mark, sign, day, id where there is room, who, subject."""
    text = Text(no_wrap=True, end="")
    text.append(glyphs.mark if marked else " ", "bold yellow")
    text.append(sign(row, glyphs) + " ", colour(row))
    text.append(row.day if width >= 50 else row.day[2:], "cyan")
    text.append(" ")
    if width >= 90:
        text.append(fit(line(row.id), 16, glyphs) + " ", "yellow")
    if "silence" in row.kinds:
        text.append(fit(line(row.subject), max(0, width - cell_len(text.plain)), glyphs), "dim")
        return text
    who_width = 10 if width < 60 else 14 if width < 100 else 20
    text.append(fit(line(row.who), who_width, glyphs) + " ", "green")
    text.append(fit(line(row.subject), max(0, width - cell_len(text.plain)), glyphs))
    if found:
        text.highlight_words([found], "black on yellow", case_sensitive=False)
    return text


def fit(text: str, width: int, glyphs: Glyphs) -> str:
    """Give the text in exactly so many columns, cut with a sign or filled with spaces."""
    # a message may be a megabyte on one line: nothing longer than the screen is measured
    text = text[: 2 * width + 8]
    if cell_len(text) > width:
        return set_cell_size(set_cell_size(text, max(0, width - cell_len(glyphs.cut))) + glyphs.cut, width)
    return set_cell_size(text, width)


def detail(row: Row, glyphs: Glyphs) -> Text:
    """Give all there is of a row."""
    text = Text(end="")
    kinds = ", ".join(kind for kind in row.kinds)
    _field(text, "id", row.id, "yellow")
    if row.ref and not row.ref.startswith(row.id.partition(".")[0]):
        _field(text, "commit", row.ref, "yellow")
    _field(text, "date", f"{row.day} {row.time}".strip(), "cyan")
    _field(text, "who", row.who, "green")
    _field(text, "branch", row.branch)
    _field(text, "release", ", ".join(row.tags), "green")
    _field(text, "kind", f"{sign(row, glyphs)} {kinds}".strip(), colour(row))
    _field(text, "from", row.sources)
    text.append("\n")
    text.append(message(row.text, glyphs))
    if row.paths:
        text.append("\n\n")
        text.append(summed(row) + "\n", "bold")
        actions = row.actions or " " * len(row.paths)
        for action, path in list(zip(actions, row.paths, strict=False))[:MOST_PATHS]:
            text.append(f" {action} ", _ACTIONS.get(action, ""))
            text.append(line(path) + "\n")
        if len(row.paths) > MOST_PATHS:
            text.append(f" {glyphs.cut} {len(row.paths) - MOST_PATHS} more\n", "dim")
    return text


def message(text: str, glyphs: Glyphs) -> str:
    """Give a message cleaned, with monstrous lines cut."""
    lines = clean(text[: 10 * MOST_CHARACTERS]).split("\n")
    shown = "\n".join(line if len(line) <= MOST_CHARACTERS else line[:MOST_CHARACTERS] + glyphs.cut for line in lines)
    return shown + (f"\n{glyphs.cut} {len(text):,} characters in all" if len(text) > 10 * MOST_CHARACTERS else "")


def summed(row: Row) -> str:
    """Give how many files a change touched, by what was done: ``96 files: A 94, M 2``."""
    counts = [f"{action} {row.actions.count(action)}" for action in "AMDR" if action in row.actions]
    files = f"{len(row.paths)} file" + "s" * (len(row.paths) != 1)
    return f"{files}: {', '.join(counts)}" if counts else f"{files} named"


def histogram(
    bars: Sequence[Bar], unit: Unit, width: int, here: date | None, events: frozenset[date], glyphs: Glyphs
) -> tuple[Text, Text]:
    """Give the two lines of the histogram: bars, and below them years, the cursor's place and events.

    Args:
        events: first days of the periods that have an event; their bar has the event's sign.
    """
    top, steps = max((bar.count for bar in bars), default=1) or 1, len(glyphs.bars) - 1
    upper, lower = Text(no_wrap=True, end=""), [" "] * max(width, 1)
    place = None
    for column, bar in enumerate(bars):
        height = 0 if not bar.count else max(1, round(bar.count / top * steps))
        is_event = bar.day in events
        upper.append(
            glyphs.event if is_event else glyphs.bars[height] if height else glyphs.silence,
            "bold magenta" if is_event else "blue" if height else "dim",
        )
        if here is not None and bar.day <= here:
            place = column
        label = _label(bar, unit)
        if label and column + len(label) <= width and not "".join(lower[max(0, column - 1) : column]).strip():
            lower[column : column + len(label)] = label
    axis = Text("".join(lower[:width]), "dim", no_wrap=True, end="")
    if place is not None and place < width:
        upper.stylize("reverse", place, place + 1)
        axis = Text.assemble(axis[:place], (glyphs.here, "bold"), axis[place + 1 :], end="")
    return upper, axis


def _label(bar: Bar, unit: Unit) -> str:
    if unit == "year":
        return f"{bar.day.year}" if bar.day.year % 5 == 0 else ""
    if unit == "month":
        return f"{bar.day.year}" if bar.day.month == 1 else ""
    if unit == "week":
        return f"{bar.day.year}" if bar.day.isocalendar().week == 1 else ""
    return f"{bar.day:%Y-%m}" if bar.day.day == 1 else ""


def _field(text: Text, name: str, value: str, style: str = "") -> None:
    if value:
        text.append(f"{name:8}", "dim")
        text.append(line(value) + "\n", style)
