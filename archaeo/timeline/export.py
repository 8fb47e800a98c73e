"""The lines of the browser as a file: text, JSON, CSV, a page; and one row as a citation."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from archaeo.errors import ArchaeoError, Location
from archaeo.inert import clean, escaped, line

from . import plain
from .browsing import Group
from .rows import Row

_HEAD = ("date", "time", "id", "commit", "author", "branch", "kinds", "tags", "files", "subject")


def citation(row: Row, project: str) -> str:
    """Give a row as one would cite it: project, revision or line, the commit's permanent id, date, person, subject."""
    where = {"r": "revision ", "t": ""}.get(row.id[:1] if row.id[1:2].isdigit() else "", "") + row.id
    parts = [project, where]
    if len(row.ref) == 40:
        parts.append(f"swh:1:rev:{row.ref}")
    parts += [row.day, row.who, f'"{row.subject}"']
    return line(", ".join(part for part in parts if part))


def as_csv(rows: Sequence[Row]) -> str:
    """Give rows as CSV, one line each; a cell that a spreadsheet would compute gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for row in rows:
        cells = (row.day, row.time, row.id, row.ref, row.who, row.branch, " ".join(row.kinds), " ".join(row.tags))
        writer.writerow([_inert(cell) for cell in (*cells, str(len(row.paths)), row.subject)])
    return escaped(out.getvalue())


def _inert(cell: str) -> str:
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def as_page(title: str, head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Give a table as one HTML file that needs nothing else and runs nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    cells = "\n".join("<tr>" + "".join(f"<td>{_html(cell)}" for cell in cells) for cells in lines)
    names = "".join(f"<th>{_html(name)}" for name in head)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<title>{_html(title)}</title>\n'
        "<style>body{font:15px sans-serif;margin:2em}td,th{padding:.1em .8em .1em 0;text-align:left;"
        "vertical-align:top}tr:nth-child(even){background:#8881}</style>\n"
        f"<h1>{_html(title)}</h1>\n<p>{len(lines):,} lines</p>\n<table>\n<tr>{names}\n{cells}\n</table></html>\n"
    )


def _html(text: str) -> str:
    return f"<bdi>{escape(clean(text))}</bdi>"


def write_rows(file: Path, rows: Sequence[Row], title: str, over: bool = False) -> None:
    """Write rows in the form that the file's suffix names.

    Raises:
        ArchaeoError: unknown suffix, the file is there already, or cannot be written.
    """
    lines = [(row.day, row.time, row.id, row.who, row.subject) for row in rows]
    forms: dict[str, Callable[[], str]] = {
        ".txt": lambda: "".join(clean(text) + "\n" for text in plain.lines(rows)),
        ".json": lambda: escaped(plain.as_json(rows)),
        ".csv": lambda: as_csv(rows),
        ".html": lambda: as_page(title, ("date", "time", "id", "who", "subject"), lines),
    }
    _write(file, forms, over)


def write_groups(file: Path, groups: Sequence[Group], title: str, over: bool = False) -> None:
    """Write the lines of another view, as `write_rows` does."""
    lines = [(group.name, *group.columns) for group in groups]
    head = ("name", *("" for _ in (lines[0][1:] if lines else ())))
    forms: dict[str, Callable[[], str]] = {
        ".txt": lambda: "".join(clean("  ".join(cells)) + "\n" for cells in lines),
        ".json": lambda: escaped(json.dumps({"title": title, "items": lines}, indent=1) + "\n"),
        ".csv": lambda: _csv_of(lines),
        ".html": lambda: as_page(title, head, lines),
    }
    _write(file, forms, over)


def _csv_of(lines: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([_inert(cell) for cell in cells] for cells in lines)
    return escaped(out.getvalue())


def _write(file: Path, forms: dict[str, Callable[[], str]], over: bool) -> None:
    place = Location(str(file))
    form = forms.get(file.suffix.lower())
    if form is None:
        raise ArchaeoError(f"unknown kind of file '{file.suffix}'", hint=f"known are {' '.join(forms)}", location=place)
    if file.exists() and not over:
        raise ArchaeoError("is there already", hint=f"to write over it: {file.name}!", location=place)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_text(form(), encoding="utf-8", errors="backslashreplace", newline="")
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ArchaeoError(f"cannot be written: {error.strerror}", location=place) from None
