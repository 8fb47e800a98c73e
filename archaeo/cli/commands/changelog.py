"""``archaeo changelog``: the entries of ChangeLogs, for people or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archaeo.errors import ArchaeoError

from .. import config, terminal
from ._corrections import corrections

if TYPE_CHECKING:
    from collections.abc import Callable

    from archaeo.dates import Dates
    from archaeo.importers.changelog import ChangeLog
    from archaeo.model import ChangeLogEntry, Identity

NAME = "changelog"
ORDER = 50


@click.command(NAME)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file; a list of them for several files.")
@click.option("--explain", is_flag=True, help="Say how the dialect was chosen, and what belongs to no entry.")
@click.option(
    "--dialect",
    default="",
    metavar="NAME",
    help="Read the whole file in this dialect [default: chosen by what it accounts for].",
)
@corrections("date")
def command(files: tuple[Path, ...], as_json: bool, explain: bool, dialect: str, dates: Dates) -> int:
    """Read ChangeLogs: what was done when, by whom, to which files.

    FILES are ChangeLogs (- is standard input), or folders or git repositories to look for them. Exit status 1 if there
    is no dated entry in any.

    \b
    Examples:
      archaeo changelog fixtures/boostedgoos/ChangeLog
      archaeo changelog --json ChangeLog doc/release.notes
    """
    from dataclasses import replace

    from archaeo.analyzers import identities
    from archaeo.importers import changelog

    rename = identities.renamer(config.people([str(path) for path in files]))
    logs = [changelog.parse(content, name, dialect) for name, content in _sources(files)]
    logs = [replace(log, entries=_corrected(log, rename, dates)) for log in logs]
    if as_json:
        objects = [file_object(log) for log in logs]
        terminal.write(_json(objects[0] if len(objects) == 1 and len(files) == 1 else objects))
    for log in logs:
        if not as_json:
            _print(log)
        _talk(log, explain)
    entries = terminal.counted(sum(len(log.entries) for log in logs), "entry", "entries")
    terminal.summed_up(f"{entries} in {terminal.counted(len(logs), 'file')}")
    return int(not any(log.entries for log in logs))


def _corrected(log: ChangeLog, rename: Callable[[Identity], Identity], dates: Dates) -> tuple[ChangeLogEntry, ...]:
    """Give the entries with the dates and people that a person put right."""
    from dataclasses import replace

    from archaeo import dates as right

    found = right.entries(log.entries, log.file, dates)
    renamed = [tuple(map(rename, entry.authors)) for entry in found]
    return tuple(
        entry if entry.authors == authors else replace(entry, authors=authors, author_text="")
        for entry, authors in zip(found, renamed, strict=True)
    )


def _sources(paths: tuple[Path, ...]) -> list[tuple[str, bytes]]:
    """Give name and content of the ChangeLogs that were named, or that lie in the folders and repositories named."""
    from archaeo.importers import changelog

    found: list[tuple[str, bytes]] = []
    for path in paths:
        if (path / "HEAD").is_file() and (path / "objects").is_dir():
            inside = _in_repository(path)
        else:
            files = changelog.discover(path) if path.is_dir() else [path]
            inside = [(str(file), _content(file)) for file in files]
        if not inside:
            raise ArchaeoError(f"{path}: no ChangeLog found in this folder", hint="name the files themselves")
        found += inside
    return found


def _in_repository(path: Path) -> list[tuple[str, bytes]]:
    """Give the ChangeLogs of a bare repository's newest state, as ``goos.git:doc/ChangeLog``."""
    from archaeo.git import reader
    from archaeo.importers import changelog
    from archaeo.reconcile import repository

    named = repository.changelogs(reader.open_repository(path))
    return [(f"{path}:{name}", content) for name, content in named if len(changelog.parse(content, name).entries) >= 2]


def _content(path: Path) -> bytes:
    try:
        if str(path) == "-":
            with click.open_file("-", "rb") as stream:
                return bytes(stream.read())
        if path.is_fifo() and not str(path).startswith("/dev/"):
            terminal.note(f"{path}: a pipe; waiting for what is written to it")
        return path.read_bytes()
    except OSError as problem:
        raise ArchaeoError(f"{path}: {problem.strerror}", hint="check the name") from problem


def _json(value: object) -> str:
    import json

    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def file_object(log: ChangeLog) -> dict[str, Any]:
    """Give a file as plain values: what ``--json`` prints."""
    return {
        "schema": "archaeo/changelog/1",
        "file": log.file,
        "dialect": log.dialect or None,
        "score": log.score,
        "runner_up": {"dialect": log.runner_up.dialect, "score": round(log.runner_up.score, 4)}
        if log.runner_up
        else None,
        "coverage": log.coverage,
        "unaccounted": [list(lines) for lines in log.unaccounted],
        "sections": [dict(zip(("dialect", "line", "end_line", "entries"), row, strict=True)) for row in log.sections],
        "doubts": list(log.doubts),
        "newest_first": log.newest_first,
        "encodings": dict(log.encodings),
        "entries": [entry_object(entry) for entry in log.entries],
        "diagnostics": [
            {"line": d.location.line, "kind": d.kind, "what": d.what, "done": d.done} for d in log.diagnostics
        ],
    }


def entry_object(entry: ChangeLogEntry) -> dict[str, Any]:
    """Give an entry as plain values; null where not known."""
    from datetime import datetime

    moment = entry.date if isinstance(entry.date, datetime) else None
    day = entry.date.isoformat()[: {"month": 7, "year": 4}.get(entry.date_precision, 10)] if entry.date else None
    names = entry.author_text or ", ".join(person.name for person in entry.authors if person.name)
    addresses = [person.email for person in entry.authors if person.email]
    return {
        "date": day,
        "time": moment.timetz().isoformat() if moment else None,
        "date_text": entry.date_text or None,
        "date_precision": entry.date_precision or None,
        "author": names or None,
        "email": addresses[0] if len(addresses) == 1 else addresses or None,
        "people": [{"name": person.name or None, "email": person.email or None} for person in entry.authors],
        "files": list(entry.files),
        "symbols": list(entry.symbols),
        "tags": list(entry.tags),
        "revision": entry.revision or None,
        "revisions": list(entry.revisions),
        "issues": list(entry.issues),
        "quotes": list(entry.quotes),
        "items": len(entry.items),
        "text": entry.text,
        "line": entry.line,
        "end_line": entry.end_line,
    }


def _print(log: ChangeLog) -> None:
    """Show the entries of a file, one block each."""
    for entry in log.entries:
        row = entry_object(entry)
        tags = f"  [{', '.join(entry.tags)}]" if entry.tags else ""
        terminal.out(
            f"{row['date'] or '(no date)'}  {row['author'] or row['email'] or '(no author)'}{tags}  line {entry.line}"
        )
        for item in entry.items:
            terminal.out("    " + " ".join(item.split()))
        terminal.out()


def _talk(log: ChangeLog, explain: bool) -> None:
    """Say on stderr what was read how, and what was odd."""
    if not log.entries:
        terminal.note(f"{log.file}: no dated entry found")
    else:
        told = f"{len(log.entries)} {'entry' if len(log.entries) == 1 else 'entries'}"
        share = f"entries account for {100 * log.coverage:.1f} % of the lines"
        terminal.note(f"{log.file}: {told}, dialect {log.dialect} (score {log.score:.2f}); {share}")
    for doubt in log.doubts:
        terminal.note(f"{log.file}: not sure: {doubt}")
    for diagnostic in log.diagnostics:
        terminal.note(str(diagnostic))
    if explain:
        for row in log.candidates[:5]:
            terminal.note(f"  {row.dialect}: score {row.score:.2f}, {row.heads} dated entries")
        for dialect, start, end, count in log.sections:
            terminal.note(f"  lines {start}-{end}: {dialect}, {count} entries")
        for start, end in log.unaccounted:
            terminal.note(f"  lines {start}-{end}: in no entry")
