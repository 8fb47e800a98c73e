"""Glossary: the project's private words, with what was found to say what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from archaeo.analyzers.glossary import Word

from ..blocks import Block, Cell, Link, Section, Table
from ..project import Project

NAME = "glossary"
ORDER = 110


def section(project: Project) -> Section | None:
    """Give the words with a meaning, then those without."""
    known = [word for word in project.glossary if word.meaning]
    other = [word for word in project.glossary if not word.meaning]
    if not known and not other:
        return None
    blocks: list[Block] = []
    if known:
        rows = tuple(_known(project, word) for word in known)
        columns = ("word", "in its own words", "where", "used", "first", "last")
        note = "a sentence that seems to say what it means; first and last: messages and ChangeLog"
        blocks.append(Table("Words with a meaning", columns, rows, note, shown=25, brief=6))
    if other:
        cells: tuple[tuple[Cell, ...], ...] = tuple((_link(w), w.count, w.first, w.last) for w in other)
        note = "used in several places, explained in none; some may be names from elsewhere"
        blocks.append(Table("Words without", ("word", "used", "first", "last"), cells, note, shown=15, brief=0))
    return Section(NAME, "Glossary", tuple(blocks))


def _known(project: Project, word: Word) -> tuple[Cell, ...]:
    assert word.meaning is not None
    name, target = project.place(word.meaning.where)
    where = Link(name, target) if target else name
    return _link(word), word.meaning.quote, where, word.count, word.first, word.last


def _link(word: Word) -> Link:
    return Link(word.word, f'?"{word.word}"')


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give the words for the database."""
    rows = tuple((w.word, w.count, w.meaning.quote if w.meaning else None) for w in project.glossary)
    yield "glossary", Table("glossary", ("word", "uses", "meaning"), rows)
