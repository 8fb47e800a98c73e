"""``summary.md``: the same in text, at most 300 lines, for a mail, a terminal, or a forge.

Text from the project is escaped: no markup of it takes effect, no ``@name`` or ``#12`` becomes a link, and a quotation
stands in a fence longer than any inside it. Long tables and lists end with how many lines were left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
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
    Links,
    Matrix,
    Quote,
    Section,
    Sentence,
    Series,
    Table,
    Text,
    Treemap,
    number,
)

if TYPE_CHECKING:
    from .. import Summary

NAME = "markdown"
FILE = "summary.md"
MOST_LINES = 300

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~!])")
_MARKS = {"event": "◆ ", "release": "⚑ ", "warning": "⚠ ", "": ""}
# rows of a table and groups of a section, taken in this order until the text is short enough
_BUDGETS = ((20, 12), (15, 9), (12, 7), (10, 6), (8, 5), (7, 5), (6, 4), (5, 4), (4, 3), (3, 3), (2, 1))


def render(summary: Summary) -> str:
    """Give the text, with as many rows of each table as 300 lines have room for."""
    for rows, groups in _BUDGETS:
        lines = list(_lines(summary, rows, groups))
        if len(lines) <= MOST_LINES:
            break
    return "\n".join(lines[:MOST_LINES]) + "\n"


def _lines(summary: Summary, rows: int, groups: int) -> Iterator[str]:
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
    for section in summary.sections:
        yield from _section(section, rows, groups)


def _note(sentence: Sentence) -> str:
    return escaped(f"{sentence.degree}{': ' if sentence.evidence else ''}{sentence.evidence}")


def _section(section: Section, rows: int, groups: int) -> Iterator[str]:
    yield from ("", f"## {escaped(section.title)}")
    shown = 0
    left = 0
    for block in section.blocks:
        if isinstance(block, Group):
            shown += 1
            if shown > groups:
                left += 1
                continue
        yield from _block(block, rows)
    if left:
        yield from ("", f"… and {left} more, in summary.html")


def _block(block: Block, rows: int) -> Iterator[str]:
    match block:
        case Text():
            yield from ("", " ".join(f"{_MARKS[s.mark]}{escaped(s.text)} ({s.degree})" for s in block.sentences))
        case Items():
            yield from ("", f"{escaped(block.title)}:", "")
            yield from (f"- {_MARKS[s.mark]}{escaped(s.text)} ({_note(s)})" for s in block.items[:rows])
            if len(block.items) > rows:
                yield f"- … and {len(block.items) - rows} more"
        case Quote():
            yield from ("", f"{escaped(block.source)}:", "")
            text = [clean(part) for part in block.text.split("\n")][:8]
            fence = "`" * max(3, 1 + max((len(run) for part in text for run in re.findall("`+", part)), default=0))
            yield from (fence, *text, fence)
        case Table():
            yield from _table(block, rows)
        case Links():
            return
        case Command():
            yield from ("", f"{escaped(block.purpose)}:", "", f"    {line(block.text)}")
        case Series():
            yield from ("", f"{escaped(block.title)}: {escaped(block.sentence)}")
        case Lanes() | Treemap() | Layers() | Matrix() | Ego():
            yield from ("", f"{escaped(block.title)}: {escaped(block.sentence)}")
        case Group():
            yield from ("", f"### {escaped(block.title)}")
            texts = [inner for inner in block.blocks if isinstance(inner, Text)]
            quotes = [inner for inner in block.blocks if isinstance(inner, Quote)]
            parts: list[Block] = [*texts, *quotes[:1]]
            for part in parts:
                yield from _block(part, rows)


def _table(table: Table, rows: int) -> Iterator[str]:
    if not table.rows:
        return
    yield from ("", f"{escaped(table.title)}" + (f" ({escaped(table.note)})" if table.note else "") + ":", "")
    yield "| " + " | ".join(escaped(column) for column in table.columns) + " |"
    yield "|" + " --- |" * len(table.columns)
    for row in table.rows[:rows]:
        yield "| " + " | ".join(_cell(cell) for cell in row) + " |"
    if len(table.rows) > rows:
        yield from ("", f"… and {number(len(table.rows) - rows)} more rows")


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
