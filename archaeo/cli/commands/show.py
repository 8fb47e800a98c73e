"""``archaeo show``: the cover again, or one thing: a revision, a release, a person, a day, a file, an event."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archaeo.errors import ArchaeoError, Location

from .. import terminal

if TYPE_CHECKING:
    import sqlite3

NAME = "show"
ORDER = 85

_MOST = 40


@click.command(NAME, short_help="Repeat the cover of a summary, or show one thing of it.")
@click.argument("where", type=click.Path(path_type=Path), required=False)
@click.argument("thing", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON document (schema archaeo/show/1) instead of lines.")
def command(where: Path | None, thing: str | None, as_json: bool) -> int:
    """Repeat the cover of a summary, or show one thing of it.

    WHERE is the folder that a dig or a summary wrote, by default the nearest one ending in -archaeo. THING is a
    revision (r1234), a commit, a release, a day (2012-05-30) or month, a person, a file, or an event (event-3).

    \b
    Examples:
      archaeo show goos-archaeo
      archaeo show goos-archaeo r64
      archaeo show goos-archaeo 2012-05-30
    """
    if where is not None and thing is None and not where.exists() and not where.name.endswith("-archaeo"):
        where, thing = None, str(where)
    folder = where or _nearest_for(thing)
    if not folder.exists():
        hint = f"archaeo dig SOURCE -o {folder} makes it, or name the folder that a dig or summary wrote"
        raise ArchaeoError("there is no such folder", hint=hint, location=Location(str(folder)))
    if thing is None:
        _cover(folder, as_json)
        return 0
    return _thing(folder, thing, as_json, where)


def _nearest_for(thing: str | None) -> Path:
    """Give the nearest folder; a name alone may have been meant as one."""
    try:
        return _nearest()
    except ArchaeoError:
        if thing is None:
            raise
        hint = "archaeo dig SOURCE makes a folder to show; to ask for a thing, name the folder first"
        raise ArchaeoError(
            "there is no such folder, and none here has a summary", hint=hint, location=Location(thing)
        ) from None


def _nearest() -> Path:
    """Give the nearest folder with a summary: here, one of those here, or upwards."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        candidates = [folder, *sorted(folder.glob("*-archaeo"))]
        for candidate in candidates:
            if (candidate / "summary.json").is_file():
                return candidate
    raise ArchaeoError("there is no summary here", hint="name a folder that archaeo dig or archaeo summary wrote")


def _cover(folder: Path, as_json: bool) -> None:
    import json

    file = folder / "summary.json"
    try:
        document = json.loads(file.read_text("utf-8"))
        cover = document["cover"]
        if as_json:
            found = {"schema": "archaeo/show/1", "name": document["name"], "cover": cover}
            terminal.write(json.dumps(found, indent=1) + "\n")
            return
        terminal.out(document["name"])
        terminal.out("")
        for sentence in cover["sentences"]:
            terminal.out(f"{sentence['text']} ({sentence['degree']})")
        terminal.out("")
        for sentence in cover["loud"]:
            terminal.out(
                f"- {sentence['text']} ({sentence['degree']}{': ' * bool(sentence['evidence'])}{sentence['evidence']})"
            )
    except OSError as error:
        hint = "name a folder that archaeo dig or archaeo summary wrote"
        raise ArchaeoError(f"cannot be read: {error.strerror}", hint=hint, location=Location(str(file))) from None
    except (ValueError, KeyError, TypeError):
        raise ArchaeoError("is no summary", hint="write it again", location=Location(str(file))) from None
    terminal.summed_up(f"for more open {folder / 'summary.html'}, or: archaeo timeline {folder}")


def _thing(folder: Path, thing: str, as_json: bool, named: Path | None) -> int:
    import json
    import sqlite3

    file = folder / "archaeo.sqlite"
    if not file.is_file():
        hint = "write it with archaeo summary"
        raise ArchaeoError("there is no archaeo.sqlite", hint=hint, location=Location(str(folder)))
    base = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        rows = _find(base, thing)
        if not rows:
            hint = "archaeo timeline finds words and parts of names"
            if named is None:
                hint = f"if '{thing}' should be a folder, there is none of that name here; {hint}"
            raise ArchaeoError(f"nothing in {folder} is called '{thing}'", hint=hint)
        if as_json:
            items = [_object(base, row[0]) for row in rows]
            terminal.write(json.dumps({"schema": "archaeo/show/1", "items": items}, indent=1) + "\n")
            return 0
        if len(rows) == 1:
            _whole(base, rows[0][0])
        for id, day, time, who, subject in rows[: _MOST if len(rows) > 1 else 0]:
            terminal.out(f"{day} {time or '':5}  {id:16}  {who or '':20}  {subject}".rstrip())
        more = f", {len(rows) - _MOST:,} of them not shown; archaeo timeline lists all" if len(rows) > _MOST else ""
        terminal.summed_up(terminal.counted(len(rows), "row") + more)
    except sqlite3.DatabaseError as error:
        raise ArchaeoError(f"cannot be read: {error}", hint="write it again", location=Location(str(file))) from None
    finally:
        base.close()
    return 0


_COLUMNS = "select id, day, time, who, subject from timeline where"
_ORDER = "order by moment, id"


def _find(base: sqlite3.Connection, thing: str) -> list[tuple[str, str, str, str, str]]:
    """Ask one kind of name after the other; the first that knows the thing answers."""
    asked: list[tuple[str, tuple[str, ...]]] = [
        (f"{_COLUMNS} id in (?, ?) {_ORDER}", (thing, thing.replace("event:", "event-"))),
        (f"{_COLUMNS} id = ? {_ORDER}", (f"tag:{thing}",)),
    ]
    if re.fullmatch(r"[0-9a-f]{4,40}", thing):
        asked.append((f"{_COLUMNS} commit_id like ? and kinds like '%change%' {_ORDER}", (f"{thing}%",)))
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", thing):
        asked.append((f"{_COLUMNS} day like ? {_ORDER}", (f"{thing}%",)))
    asked.append((f"{_COLUMNS} id in (select id from changes where path = ?) {_ORDER}", (thing,)))
    asked.append((f"{_COLUMNS} who = ? collate nocase and kinds like '%change%' {_ORDER}", (thing,)))
    asked.append((f"{_COLUMNS} ',' || tags || ',' like ? {_ORDER}", (f"%,{thing},%",)))
    for query, values in asked:
        found = base.execute(query, values).fetchall()
        if found:
            return found
    return []


def _object(base: sqlite3.Connection, id: str) -> dict[str, object]:
    """Give a row with its files as plain values; null for what is not known."""
    names = ("date", "time", "author", "text", "commit", "branch", "sources", "tags")
    columns = "day, time, who, text, commit_id, branch, sources, tags"
    row = base.execute(f"select {columns} from timeline where id = ?", (id,)).fetchone()
    files = base.execute("select path, action from changes where id = ? order by path", (id,)).fetchall()
    found: dict[str, object] = {"id": id} | {name: value or None for name, value in zip(names, row, strict=True)}
    return found | {"files": [{"path": path, "action": action or None} for path, action in files]}


def _whole(base: sqlite3.Connection, id: str) -> None:
    row = base.execute(
        "select day, time, who, text, commit_id, branch, sources, tags from timeline where id = ?", (id,)
    ).fetchone()
    day, time, who, text, commit, branch, sources, tags = row
    terminal.out(f"{id}  {day} {time or ''}".rstrip())
    for name, value in (("by", who), ("commit", commit), ("branch", branch), ("tags", tags), ("told by", sources)):
        if value:
            terminal.out(f"{name:8} {value}")
    terminal.out("")
    terminal.out(text)
    paths = base.execute("select action, path from changes where id = ? order by path", (id,)).fetchall()
    if paths:
        terminal.out("")
        terminal.out(f"{len(paths)} {'file' if len(paths) == 1 else 'files'}")
        for action, path in paths[:_MOST]:
            terminal.out(f"  {action or ' '} {path}")
        if len(paths) > _MOST:
            terminal.out(f"  ... and {len(paths) - _MOST} more")
