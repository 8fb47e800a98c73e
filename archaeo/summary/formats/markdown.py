"""``summary.md``: the same in text, at most 300 lines, for a mail, a terminal, or a forge.

Text from the project is escaped: no markup of it takes effect, no ``@name`` or ``#12`` becomes a link, and a quotation
stands in a fence longer than any inside it. A long table or list says how many of its rows are shown.
How many that are follows from what each block asks for and from what is left for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from archaeo.inert import clean, line

from ..blocks import (
    Block,
    Cell,
    Command,
    Ego,
    Group,
    Items,
    Lanes,
    Layers,
    Link,
    Matrix,
    Quote,
    Section,
    Sentence,
    Series,
    Table,
    Text,
    Treemap,
    listing,
    number,
)

if TYPE_CHECKING:
    from .. import Summary

NAME = "markdown"
FILE = "summary.md"
MOST_LINES = 300

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~!])")
_MARKS = {"event": "◆ ", "release": "⚑ ", "warning": "⚠ ", "": ""}


_SIZES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.2, 1.5, 2.0)
"""How much of what each block asks for (`Table.brief`) is shown; the largest is taken that fits for all sections. More
than twice of it is no more read, and a short history needs no 300 lines."""
_USUAL = 5
"""Rows of a block that asks for nothing."""
_MOST_GROUPS = 24
"""Groups take a line each."""
_FEW_COLUMNS, _FEW_ROWS = 4, 12
"""A table that is smaller and asks for no more is given in one line."""
_ASKED = ("timeline", "people", "releases", "map", "build", "events", "dependencies", "branches", "licences", "papers")
"""What a person asks first: these grow before the others where lines are left."""
_LATE = {"compare": 1, "survival": 1, "hotspots": 1, "glossary": 1, "provenance": 2}
"""What says once more what others say, or is for looking at, stands behind what is asked."""


def render(summary: Summary) -> str:
    """Give the text, with as much of each section as 300 lines have room for."""
    cover = list(_cover(summary))
    made = [f"Made {summary.stamp}.", ""] if summary.stamp else []
    sections = sorted(summary.sections, key=lambda section: _LATE.get(section.name, 0))
    parts = _parts(sections, MOST_LINES - len(cover) - len(made) - _REST_LINES)
    missing = [section.title for section, part in zip(sections, parts, strict=True) if not part]
    rest = list(_rest(missing)) if sections else []
    return "\n".join([*cover, *made, *(line for part in parts for line in part), *rest][:MOST_LINES]) + "\n"


_REST_LINES = 2


def _rest(missing: Sequence[str]) -> Iterator[str]:
    """Say where what is cut here can be read, which sections altogether."""
    alone = f"; {escaped(listing(list(missing), len(missing)))} there alone" if missing else ""
    yield from ("", f"All of it is in summary.html{alone}.")


def _parts(sections: Sequence[Section], room: int) -> list[list[str]]:
    """Give the lines of each section: as much of every one as there is room for, then what is asked first grows."""
    sizes = [0] * len(sections)
    parts = [list(_section(section, _SIZES[0])) for section in sections]
    for size in range(1, len(_SIZES)):
        # what comes late waits with what it has until the others have all they ask for
        step = [size if section.name not in _LATE or _SIZES[size] > 1 else 0 for section in sections]
        larger = [list(_section(section, _SIZES[place])) for section, place in zip(sections, step, strict=True)]
        if sum(map(len, larger)) > room:
            break
        parts, sizes = larger, step
    free = room - sum(map(len, parts))
    names = [section.name for section in sections]
    growing = [names.index(name) for name in _ASKED if name in names]
    growing += [place for place in range(len(sections)) if place not in growing]
    while growing:
        for place in tuple(growing):
            sizes[place] += 1
            made = list(_section(sections[place], _SIZES[sizes[place]])) if sizes[place] < len(_SIZES) else None
            if made is None or len(made) - len(parts[place]) > free:
                growing.remove(place)
            else:
                free -= len(made) - len(parts[place])
                parts[place] = made
    return parts


def _cover(summary: Summary) -> Iterator[str]:
    yield f"# {escaped(summary.name)}"
    notes: list[str] = []
    yield ""
    for sentence in summary.cover.sentences:
        notes.append(_note(sentence))
        yield f"{escaped(sentence.text)} [{len(notes)}]"
    if summary.cover.loud:
        yield from ("", "Three things to know:", "")
        for sentence in summary.cover.loud:
            notes.append(_note(sentence))
            yield f"- {_MARKS[sentence.mark]}{escaped(sentence.text)} [{len(notes)}]"
    yield ""
    yield "; ".join(f"[{place}] {note}" for place, note in enumerate(notes, 1))


def _note(sentence: Sentence) -> str:
    return escaped(f"{sentence.degree}{': ' if sentence.evidence else ''}{sentence.evidence}")


def _section(section: Section, size: float) -> Iterator[str]:
    """Give a section at a size, nothing where that leaves nothing of it."""
    lines = [line for block in section.blocks if not isinstance(block, Command) for line in _block(block, size)]
    lines += _groups([block for block in section.blocks if isinstance(block, Group) and block.brief], size)
    if lines:
        commands = [line for block in section.blocks if isinstance(block, Command) for line in _block(block, size)]
        yield from ("", f"## {escaped(section.title)}", *lines, *commands)


def _block(block: Block, size: float) -> Iterator[str]:
    match block:
        case Text() if block.sentences:
            yield from ("", " ".join(f"{_MARKS[s.mark]}{escaped(s.text)} ({s.degree})" for s in block.sentences))
        case Items():
            shown = _shown(len(block.items), block.brief, size, 1)
            if shown:
                left = f" ({shown} of {number(len(block.items))})" if shown < len(block.items) else ""
                yield from ("", f"{escaped(block.title)}{left}:", "")
                yield from (f"- {_MARKS[s.mark]}{escaped(s.text)} ({_note(s)})" for s in block.items[:shown])
        case Quote():
            yield from ("", f"{escaped(block.source)}:", "")
            text = [clean(part) for part in block.text.split("\n")][:8]
            fence = "`" * max(3, 1 + max((len(run) for part in text for run in re.findall("`+", part)), default=0))
            yield from (fence, *text, fence)
        case Table():
            yield from _table(block, size)
        case Command() if size > 1:
            yield from ("", f"{escaped(block.purpose)}:", "", f"    {line(block.text)}")
        case Series() | Lanes() | Ego():
            yield from ("", f"{escaped(block.title)}: {escaped(block.sentence)}")
        case Treemap() | Layers() | Matrix() if size > 1:
            yield from ("", f"{escaped(block.title)}: {escaped(block.sentence)}")


def _groups(groups: Sequence[Group], size: float) -> Iterator[str]:
    """Give title and text of each, one a line; the words that are quoted in them are left to the page."""
    shown = _shown(len(groups), _MOST_GROUPS, size, 1)
    if shown:
        yield ""
    for group in groups[:shown]:
        said = [s for block in group.blocks if isinstance(block, Text) for s in block.sentences]
        yield f"- **{escaped(group.title)}** {' '.join(f'{escaped(s.text)} ({s.degree})' for s in said)}".rstrip()
    if shown and shown < len(groups):
        yield f"- … and {len(groups) - shown} more"


def _shown(there: int, brief: int | None, size: float, spare: int) -> int:
    """Give how many rows are shown; those that would take as long to leave out as to show are."""
    wanted = ceil((_USUAL if brief is None else brief) * size)
    return there if wanted and there <= wanted + spare else min(wanted, there)


def _table(table: Table, size: float) -> Iterator[str]:
    shown = _shown(len(table.rows), table.brief, size, 2)
    if not shown:
        return
    notes = [escaped(table.note)] if table.note else []
    notes += [f"{shown} of {number(len(table.rows))}"] if shown < len(table.rows) else []
    if len(table.columns) <= _FEW_COLUMNS and (_USUAL if table.brief is None else table.brief) <= _FEW_ROWS:
        first, *others = map(escaped, table.columns)
        of = f" – {first}: {', '.join(others)}" if others else ""
        told = f" ({'; '.join(notes)})" if notes else ""
        yield from ("", f"{escaped(table.title)}{of}{told}: {'; '.join(map(_in_a_line, table.rows[:shown]))}.")
        return
    yield from ("", f"{escaped(table.title)}" + (f" ({'; '.join(notes)})" if notes else "") + ":", "")
    yield "| " + " | ".join(escaped(column) for column in table.columns) + " |"
    yield "|" + " --- |" * len(table.columns)
    for row in table.rows[:shown]:
        yield "| " + " | ".join(_cell(cell) for cell in row) + " |"


def _in_a_line(row: Sequence[Cell]) -> str:
    first, *others = map(_cell, row)
    said = ", ".join(filter(None, others))
    return f"{first}: {said}" if said else first


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Link():
            return escaped(cell.text)
        case bool() | str() | date():
            return escaped(str(cell))
        case int():
            return number(cell)
        case float():
            return f"{cell:.1f}"


def escaped(text: str) -> str:
    r"""Give text on one line that Markdown takes literally, and in which no forge finds names or numbers to link.

    >>> escaped("see @eve, #12 and <b>*this*</b>")
    'see @\u2060eve, #\u206012 and \\<b\\>\\*this\\*\\</b\\>'
    """
    text = _SPECIAL.sub(r"\\\1", line(text))
    text = re.sub(r"([@#])(?=\w)", "\\1\u2060", text)
    text = re.sub(r"\b(https?|ftp):(?=//)", "\\1:\u2060", text)
    return re.sub(r"^(\s*)([#+>-]|\d+[.)])(?=\s)", r"\1\\\2", text)
