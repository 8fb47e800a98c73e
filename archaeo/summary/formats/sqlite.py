"""``archaeo.sqlite``: the same numbers as tables, views and a full-text index, for sqlite3 or Datasette.

    sqlite3 archaeo.sqlite "select day, who, subject from timeline where id in
        (select id from search where search match 'disaster')"

Tables: ``facts`` (name, value), ``timeline`` (every row), ``changes`` (a path a row), those that the sections give
(people, releases, events, files, ...), ``sentences`` (each with its degree and evidence), ``diffs`` (those that are
embedded). Views:
``changes_by_month``, ``changes_by_person``, ``files_by_change``. ``search`` is FTS5 over message and paths.
Parameters only: no text of a project is ever part of a statement.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..blocks import Group, Items, Section, Sentence, Table, Text

if TYPE_CHECKING:
    from .. import Summary

NAME = "sqlite"
FILE = "archaeo.sqlite"
SCHEMA = "archaeo/sqlite/1"

_TABLES = """
create table about (name text primary key, value text);
create table facts (name text primary key, value);
create table timeline (id text primary key, kinds text, day text, time text, moment text, who text, subject text,
    text text, files integer, commit_id text, branch text, sources text, tags text);
create table changes (id text references timeline(id), action text, path text);
create table sentences (section text, text text, degree text, evidence text, mark text);
create table diffs (commit_id text, path text, action text, text text, left_out text);
create virtual table search using fts5(id unindexed, text, paths);
"""
_VIEWS = """
create index timeline_day on timeline(day);
create index changes_path on changes(path);
create index changes_id on changes(id);
create view changes_by_month as select substr(day, 1, 7) as month, count(*) as changes, count(distinct who) as people
    from timeline where kinds like '%change%' and kinds not like '%machine%' group by month order by month;
create view changes_by_person as select who, count(*) as changes, min(day) as first_day, max(day) as last_day
    from timeline where kinds like '%change%' and kinds not like '%machine%' group by who order by changes desc, who;
create view files_by_change as select path, count(*) as changes, count(distinct who) as people, min(day) as first_day,
    max(day) as last_day from changes join timeline using (id) group by path order by changes desc, path;
"""


def render(summary: Summary) -> bytes:
    """Give the database file."""
    base = sqlite3.connect(":memory:")
    base.executescript(_TABLES)
    about = [("schema", SCHEMA), ("project", _storable(summary.name))]
    about += [("generated", summary.stamp)] if summary.stamp else []
    base.executemany("insert into about values (?, ?)", about)
    base.executemany(
        "insert into facts values (?, ?)", [(name, _value(value)) for name, value in summary.facts.items()]
    )
    _put_rows(base, summary)
    base.executemany("insert into diffs values (?, ?, ?, ?, ?)", list(_diffs(summary)))
    base.executemany("insert into sentences values (?, ?, ?, ?, ?)", list(_sentences(summary)))
    for name, table in summary.tables.items():
        _put_table(base, name, table)
    base.executescript(_VIEWS)
    base.commit()
    content = bytearray(base.serialize())
    # the number of SQLite's own version, which would make the same project differ from machine to machine
    content[96:100] = bytes(4)
    return bytes(content)


def _put_rows(base: sqlite3.Connection, summary: Summary) -> None:
    timeline, changes, search = [], [], []
    for row in summary.rows:
        id, text, paths = _storable(row.id), _storable(row.text), [_storable(path) for path in row.paths]
        timeline.append(
            (
                *(id, ",".join(row.kinds), row.day, row.time or None, row.moment.isoformat()),
                *(_storable(row.who) or None, _storable(row.subject), text, len(paths), row.ref or None),
                *(_storable(row.branch) or None, row.sources, _storable(",".join(row.tags)) or None),
            )
        )
        actions = row.actions or " " * len(paths)
        changes += [(id, action.strip() or None, path) for action, path in zip(actions, paths, strict=True)]
        search.append((id, text, "\n".join(paths)))
    base.executemany(f"insert into timeline values ({', '.join('?' * 13)})", timeline)
    base.executemany("insert into changes values (?, ?, ?)", changes)
    base.executemany("insert into search values (?, ?, ?)", search)


def _diffs(summary: Summary) -> Iterator[tuple[str, str, str, str, str | None]]:
    for key, diff in summary.diffs.of.items():
        for file in diff.files:
            yield key, _storable(file.path), file.action, _storable(file.text), _storable(file.left_out) or None


def _put_table(base: sqlite3.Connection, name: str, table: Table) -> None:
    """Make a table as a section names it; its names are ours, not a project's."""
    columns = ", ".join(f'"{column}"' for column in table.columns)
    base.execute(f'create table "{name}" ({columns})')
    marks = ", ".join("?" * len(table.columns))
    base.executemany(f'insert into "{name}" values ({marks})', [tuple(map(_value, row)) for row in table.rows])


def _sentences(summary: Summary) -> Iterator[tuple[str, str, str, str, str]]:
    for sentence in (*summary.cover.sentences, *summary.cover.loud):
        yield _sentence("cover", sentence)
    for section in summary.sections:
        for sentence in _said(section):
            yield _sentence(section.name, sentence)


def _said(part: Section | Group) -> Iterator[Sentence]:
    for block in part.blocks:
        if isinstance(block, Text):
            yield from block.sentences
        elif isinstance(block, Items):
            yield from block.items
        elif isinstance(block, Group):
            yield from _said(block)


def _sentence(section: str, sentence: Sentence) -> tuple[str, str, str, str, str]:
    return section, _storable(sentence.text), sentence.degree, _storable(sentence.evidence), sentence.mark


def _value(value: Any) -> Any:
    if type(value) is str:
        return _storable(value)
    if value is None or isinstance(value, (int, float)):  # a union is made anew for each of 500,000
        return value
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=True)
    return _storable(str(value))


def _storable(text: str) -> str:
    """Give text that SQLite can hold: bytes that were not UTF-8 as ``\\xNN``, NUL as ``\\x00``."""
    if "\0" not in text and text.isprintable():
        return text
    return text.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode()
