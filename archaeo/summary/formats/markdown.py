"""``summary.md``: the same in text, at most 300 lines, for a mail, a terminal, or a forge.

Text from the project is escaped: no markup of it takes effect, no ``@name`` or ``#12`` becomes a link, and a quotation
stands in a fence longer than any inside it. Long tables and lists end with how many lines were left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

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
    count,
    number,
)

if TYPE_CHECKING:
    from .. import Summary

NAME = "markdown"
FILE = "summary.md"
MOST_LINES = 300

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~!])")
_MARKS = {"event": "◆ ", "release": "⚑ ", "warning": "⚠ ", "": ""}


class _Share(NamedTuple):
    """How much of a section is shown: rows of a table or list, groups, and blocks."""

    rows: int
    groups: int
    blocks: int


_SHARES = (
    _Share(1, 1, 1),
    _Share(2, 1, 2),
    _Share(3, 2, 4),
    _Share(4, 3, 6),
    _Share(6, 4, 9),
    _Share(9, 6, 14),
    _Share(14, 9, 20),
    _Share(20, 12, 40),
)
# what a person asks first, the most asked first, and what answers it; given before anything else grows
_WANTED = {
    "timeline": _Share(40, 1, 2),
    "releases": _Share(8, 1, 3),
    "people": _Share(8, 1, 4),
    "build": _Share(6, 1, 3),
    "events": _Share(10, 1, 2),
    "story": _Share(3, 7, 7),
    "licences": _Share(4, 1, 3),
    "dependencies": _Share(6, 1, 5),
    "papers": _Share(6, 3, 3),
}
# what is for looking at, or says once more what another section says: no table while anything else has use of the lines
_LAST = ("map", "compare", "survival", "hotspots", "glossary")
_NO_TABLES = _Share(0, 1, 1)


def render(summary: Summary) -> str:
    """Give the text, with as much of each section as 300 lines have room for."""
    cover = list(_cover(summary))
    made = [f"Made {summary.stamp}.", ""] if summary.stamp else []
    parts = _parts(summary.sections, MOST_LINES - len(cover) - len(made))
    return "\n".join([*cover, *made, *(line for part in parts for line in part)][:MOST_LINES]) + "\n"


def _parts(sections: Sequence[Section], room: int) -> list[list[str]]:
    """Give the lines of each section: what is asked first has its wanted share, then all grow while there is room."""
    parts = [list(_section(section, _NO_TABLES if section.name in _LAST else _SHARES[0])) for section in sections]
    shares = [-1 if section.name in _LAST else 0 for section in sections]
    free = room - sum(map(len, parts))

    def enlarge(place: int, share: _Share) -> bool:
        nonlocal free
        larger = list(_section(sections[place], share))
        if len(larger) - len(parts[place]) > free:
            return False
        free -= len(larger) - len(parts[place])
        parts[place] = larger
        return True

    places = {section.name: place for place, section in enumerate(sections)}
    for name, wanted in _WANTED.items():
        if name in places:
            within = (share for share in _SHARES[::-1] if share.rows <= wanted.rows and share.groups <= wanted.groups)
            if enlarge(places[name], wanted) or any(enlarge(places[name], share) for share in within):
                shares[places[name]] = max(n for n, share in enumerate(_SHARES) if share.rows <= wanted.rows)
    late = [place for place, section in enumerate(sections) if section.name in _LAST]
    for round_, most in ((dict.fromkeys(late), 1), (dict.fromkeys(range(len(sections))), len(_SHARES))):
        while round_:
            for place in tuple(round_):
                shares[place] += 1
                if shares[place] >= most or not enlarge(place, _larger(sections[place].name, shares[place])):
                    del round_[place]
    return parts


def _larger(name: str, level: int) -> _Share:
    """Give a share that is nowhere below what the section was given first."""
    return _Share(*map(max, zip(_SHARES[level], _WANTED.get(name, _NO_TABLES), strict=True)))


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


def _section(section: Section, share: _Share) -> Iterator[str]:
    yield from ("", f"## {escaped(section.title)}")
    groups = others = 0
    left = 0
    for block in section.blocks:
        lines = list(_block(block, share.rows))
        if isinstance(block, Group):
            groups += 1
            wanted = groups <= share.groups
        else:
            others += bool(lines)
            wanted = others <= share.blocks and not (isinstance(block, Table) and not _rows_shown(block, share.rows))
        if wanted:
            yield from lines
        elif lines:
            left += 1
    if left:
        yield from ("", f"… and {count(left, 'more part', 'more parts')} in summary.html")


def _block(block: Block, rows: int) -> Iterator[str]:
    match block:
        case Text():
            yield from ("", " ".join(f"{_MARKS[s.mark]}{escaped(s.text)} ({s.degree})" for s in block.sentences))
        case Items():
            yield from ("", f"{escaped(block.title)}:", "")
            # to say that one is left out takes as long as to show it
            shown = len(block.items) if len(block.items) <= rows + 1 else rows
            yield from (f"- {_MARKS[s.mark]}{escaped(s.text)} ({_note(s)})" for s in block.items[:shown])
            if len(block.items) > shown:
                yield f"- … and {len(block.items) - shown} more"
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
    shown = _rows_shown(table, rows)
    for row in table.rows[:shown]:
        yield "| " + " | ".join(_cell(cell) for cell in row) + " |"
    if len(table.rows) > shown:
        yield from ("", f"… and {number(len(table.rows) - shown)} more rows")


def _rows_shown(table: Table, rows: int) -> int:
    # to say that two are left out takes as long as to show them
    return len(table.rows) if rows and len(table.rows) <= rows + 2 else min(rows, len(table.rows))


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
