"""``archaeo reconcile``: which ChangeLog entry is which commit, and what only one side knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import config, terminal
from ._corrections import corrections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from archaeo.dates import Dates
    from archaeo.importers.changelog import ChangeLog
    from archaeo.model import Commit, Identity
    from archaeo.reconcile import Reconciliation

NAME = "reconcile"
ORDER = 55

_SHOWN = 12
_DEGREES = ("recorded", "counted", "likely", "guess")


@click.command(NAME, short_help="Match commits with ChangeLogs; say what only one knows.")
@click.argument("repo", type=click.Path(path_type=Path), metavar="REPO")
@click.argument("changelogs", nargs=-1, type=click.Path(path_type=Path), metavar="[CHANGELOG]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON document with everything.")
@click.option("--all", "everything", is_flag=True, help="List all matches and all commits, not the first few.")
@corrections("date")
def command(repo: Path, changelogs: tuple[Path, ...], as_json: bool, everything: bool, dates: Dates) -> None:
    """Match a repository's commits with its ChangeLogs, and say what only one side knows.

    REPO is a git repository, bare or not. Without CHANGELOG the ChangeLogs of its newest state are taken.

    \b
    Examples:
      archaeo reconcile boostedgoos.git
      archaeo reconcile boostedgoos.git old/ChangeLog --json
    """
    from archaeo import dates as right
    from archaeo.analyzers import identities
    from archaeo.errors import ArchaeoError
    from archaeo.git import reader
    from archaeo.importers import changelog
    from archaeo.reconcile import repository as whole

    rename = identities.renamer(config.people([str(repo), *map(str, changelogs)]))
    repository = reader.open_repository(repo)
    sources = [(path.name, _content(path)) for path in changelogs] or whole.changelogs(repository)
    if not sources:
        hint = "name one: archaeo reconcile REPO CHANGELOG"
        raise ArchaeoError(f"{repo}: no ChangeLog in the newest state", hint=hint)
    with terminal.progress() as progress:
        commits = right.commits(reader.commits(repository, progress=progress), dates)
        commits = tuple(replace(commit, author=rename(commit.author)) for commit in commits)
        logs = [_corrected(changelog.parse(content, name), rename, dates) for name, content in sources]
        result = whole.of_repository(repository, commits, sources=sources, logs=logs, progress=progress)
    view = _View(result, {commit.key: commit for commit in commits}, whole.revisions(repository, commits))
    alone = terminal.counted(len(result.entries_without_commit), "entry", "entries")
    terminal.summed_up(f"{len(result.matches):,} matched; {alone} without a commit")
    if as_json:
        import json

        terminal.write(json.dumps(_document(view), indent=1, ensure_ascii=False) + "\n")
        return
    for line in _told(view, None if everything else _SHOWN):
        terminal.out(line)


def _corrected(log: ChangeLog, rename: Callable[[Identity], Identity], dates: Dates) -> ChangeLog:
    from archaeo import dates as right

    found = right.entries(log.entries, log.file, dates)
    return replace(log, entries=tuple(replace(one, authors=tuple(map(rename, one.authors))) for one in found))


@dataclass(frozen=True, slots=True)
class _View:
    """A reconciliation, and what is needed to call its commits by name."""

    result: Reconciliation
    commits: Mapping[str, Commit]
    revisions: Mapping[str, str]

    def name(self, key: str) -> str:
        from archaeo.reconcile.loose import name_of

        return name_of(key, self.revisions)

    def dated(self, key: str) -> str:
        return f"{self.name(key)} of {self.commits[key].date.date()}"


def _content(path: Path) -> bytes:
    from archaeo.errors import ArchaeoError

    try:
        return path.read_bytes()
    except OSError as problem:
        raise ArchaeoError(f"{path}: {problem.strerror}", hint="check the name") from problem


def _told(view: _View, limit: int | None) -> Iterator[str]:
    """Yield the reconciliation as lines to read; ``limit`` is the number of commits listed, None lists all."""
    result = view.result
    total = len(result.matches) + len(result.entries_without_commit)
    found = [sum(match.degree == degree for match in result.matches) for degree in _DEGREES]
    counts = ", ".join(f"{number} {degree}" for number, degree in zip(found, _DEGREES, strict=True) if number)
    yield f"{len(result.matches)} of {total} entries have their commit" + (f": {counts}" if counts else "")
    for match in result.matches if limit is None else ():
        place = f"{match.file}:{match.entry.line} {_day(match.entry.date)}"
        yield f"  {place} = {view.name(match.commit)}  {match.degree}: {'; '.join(match.reasons)}"
    yield from _absences(view)
    yield from _lost(result)
    yield from _tags(result)
    yield from _people(result)
    yield from _silent(view, limit)


def _absences(view: _View) -> Iterator[str]:
    result = view.result
    entries = [*(match.entry for match in result.matches), *(lost.entry for lost in result.entries_without_commit)]
    for absence in result.absences:
        yield ""
        line = f"{absence.path} was removed in {view.dated(absence.lost)}"
        if not absence.back:
            yield f"{line} and did not come back"
            continue
        yield f"{line} and came back in {view.dated(absence.back)}"
        days = sorted(_day(entry.date) for entry in entries if entry.line in absence.new_lines)
        if days:
            yield f"  with {len(days)} entries that it had not had before, of {days[0]} to {days[-1]}"


def _lost(result: Reconciliation) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for lost in result.entries_without_commit:
        first = lost.entry.items[0] if lost.entry.items else lost.entry.text
        who = lost.entry.author_text or "(no author)"
        line = f"    {lost.file}:{lost.entry.line}  {_day(lost.entry.date)}  {who}  {' '.join(first.split())[:90]}"
        groups.setdefault(lost.why, []).append(line)
    if groups:
        yield ""
        yield f"{len(result.entries_without_commit)} entries have no commit:"
    for why, lines in groups.items():
        yield f"  {why}:"
        yield from lines


def _tags(result: Reconciliation) -> Iterator[str]:
    if result.missing_tags:
        yield ""
        yield f"{len(result.missing_tags)} tags were announced and never made:"
    for tag in result.missing_tags:
        near = f"; the nearest there is: {tag.nearest}" if tag.nearest else ""
        yield f"  {tag.name}  {_day(tag.entry.date)} ({tag.file}:{tag.entry.line}){near}"


def _people(result: Reconciliation) -> Iterator[str]:
    if result.aliases:
        yield ""
        yield "who is who, as the matches show:"
    for alias in result.aliases:
        mail = f" <{alias.email}>" if alias.email else ""
        yield f"  {alias.login} = {alias.name}{mail}  ({alias.count} times)"


def _silent(view: _View, limit: int | None) -> Iterator[str]:
    silent = view.result.commits_without_entry
    if silent:
        yield ""
        yield f"{len(silent)} commits have no entry:"
    for key in silent[:limit]:
        commit = view.commits[key]
        subject = commit.message.partition("\n")[0][:80]
        yield f"  {view.name(key)}  {commit.date.date()}  {commit.author.name}  {subject}"
    if limit is not None and len(silent) > limit:
        yield f"  ... and {len(silent) - limit} more (--all)"


def _day(value: object) -> str:
    return str(value)[:10] if value else "(no date)"


def _document(view: _View) -> dict[str, Any]:
    """Give the reconciliation as plain values: what ``--json`` prints."""
    result = view.result
    return {
        "schema": "archaeo/reconcile/1",
        "matches": [
            {
                "file": match.file,
                "line": match.entry.line,
                "date": _day(match.entry.date),
                "commit": match.commit,
                "name": view.name(match.commit),
                "degree": match.degree,
                "reasons": list(match.reasons),
            }
            for match in result.matches
        ],
        "entries_without_commit": [
            {
                "file": lost.file,
                "line": lost.entry.line,
                "date": str(lost.entry.date)[:10] if lost.entry.date else None,
                "author": lost.entry.author_text or None,
                "why": lost.why,
                "seen_in": lost.seen_in or None,
            }
            for lost in result.entries_without_commit
        ],
        "commits_without_entry": list(result.commits_without_entry),
        "missing_tags": [
            {"name": tag.name, "file": tag.file, "line": tag.entry.line, "nearest": tag.nearest or None}
            for tag in result.missing_tags
        ],
        "aliases": [
            {"login": alias.login, "name": alias.name, "email": alias.email or None, "count": alias.count}
            for alias in result.aliases
        ],
        "absences": [
            {"path": gone.path, "lost": gone.lost, "back": gone.back or None, "new_lines": list(gone.new_lines)}
            for gone in result.absences
        ],
    }
