"""What a section is made of. Blocks carry plain values and know nothing of HTML; formats know blocks and no findings.

Text in a block is text: a format escapes it. Numbers in cells stay numbers, dates stay dates. A block that is drawn as
a chart has a ``sentence`` that says what is to be seen, and formats without pictures show that and its numbers.

A ``target`` is where a reader gets to from there, "" for nowhere: ``#people`` (a section), ``#event-3`` (a group in
one), ``rev:KEY`` (a commit, by its key), ``file:PATH`` (a file at the end of the history), ``?QUERY`` (the timeline,
filtered), or an ``https:`` address, which is always shown in full.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from archaeo.model import Degree


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads somewhere."""

    text: str
    target: str


Cell: TypeAlias = str | int | float | date | Link | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement, how sure it is, and what it rests on.

    Attributes:
        evidence: what a sceptic should look at, in a few words: ``README:3``, ``blame of the last commit``.
        mark: one of ``event``, ``release``, ``warning``, "" for plain.
    """

    text: str
    degree: Degree
    evidence: str = ""
    target: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    sentences: tuple[Sentence, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, one statement a line. ``brief`` is as a table's."""

    title: str
    items: tuple[Sentence, ...]
    brief: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words. ``source`` says whose and where, ``target`` leads there."""

    text: str
    source: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; a unit stands in brackets in the column's name.

    Attributes:
        note: what was left out, or how it was counted.
        shown: rows a reader sees before asking for all; 0 for every row.
        brief: rows that a short face has of it when all others have theirs too: fewer or more as there is room, none
            for 0; None where nothing speaks for more or fewer than usual.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    shown: int = 0
    brief: int | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Places to go on to."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command to type, and what it gives."""

    text: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in time above a series. ``kind``: release, event or silence; ``at`` is one of the series' labels."""

    at: str
    kind: str
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers along a scale, drawn as bars or as areas one on the other.

    Attributes:
        labels: along the scale, as ``2009-03``.
        layers: name and one number a label, the lowest first; one layer is usual.
        sentence: what is to be seen.
    """

    title: str
    sentence: str
    unit: str
    labels: tuple[str, ...]
    layers: tuple[tuple[str, tuple[int, ...]], ...]
    marks: tuple[Mark, ...] = ()
    manner: Literal["bars", "area"] = "bars"


@dataclass(frozen=True, slots=True)
class Lanes:
    """One row each of the same scale, shaded by number: people over years."""

    title: str
    sentence: str
    unit: str
    labels: tuple[str, ...]
    lanes: tuple[tuple[Link, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file of a treemap: its area, and the name of the colour group it is in."""

    path: str
    size: int
    group: str


@dataclass(frozen=True, slots=True)
class Treemap:
    """Files in their folders, area by number, coloured by group (at most eight, largest first)."""

    title: str
    sentence: str
    unit: str
    groups: tuple[str, ...]
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A folder in a layer picture. ``layer`` 0 is the bottom: what others rest on."""

    name: str
    files: int
    layer: int


@dataclass(frozen=True, slots=True)
class Layers:
    """Folders in layers, users above what they use.

    Attributes:
        boxes: at most 60; those of one layer in drawing order.
        edges: (user, used, count); those that go up or stay in a layer are drawn as against the grain.
    """

    title: str
    sentence: str
    boxes: tuple[Box, ...]
    edges: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who uses whom: rows use columns, a number a cell, 0 for not. Above the diagonal is a cycle, if layered."""

    title: str
    sentence: str
    names: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Ego:
    """One file in the middle: who uses it, what it uses, what of that is outside the tree."""

    title: str
    sentence: str
    name: str
    used_by: tuple[str, ...]
    uses: tuple[str, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together under a heading, reachable as ``#anchor``: an event's dossier, an era.

    Attributes:
        brief: a short face has its title and text; it has not where a table says the same.
    """

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    mark: str = ""
    brief: bool = True


Block: TypeAlias = (
    Text | Items | Quote | Table | Links | Command | Series | Lanes | Treemap | Layers | Matrix | Ego | Group
)


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the summary.

    Attributes:
        name: its anchor, one word.
        blocks: in reading order.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]


def number(value: int) -> str:
    """Give a count as it stands in a sentence, with thin spaces between groups of three from 10,000 on.

    >>> number(9999), number(16911)
    ('9999', '16\\u202f911')
    """
    return str(value) if abs(value) < 10_000 else f"{value:,}".replace(",", "\u202f")


def count(value: int, one: str, many: str = "") -> str:
    """Give a number with its noun.

    >>> count(1, "file"), count(2, "file"), count(2, "person", "people")
    ('1 file', '2 files', '2 people')
    """
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def listing(names: list[str] | tuple[str, ...], most: int = 4) -> str:
    """Give names as a phrase.

    >>> listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"]), listing(list("abcdef"), 3)
    ('a', 'a and b', 'a, b and c', 'a, b, c and 3 more')
    """
    if len(names) > most:
        return ", ".join(names[:most]) + f" and {len(names) - most} more"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""
