"""``archaeo timeline``: everything dated of some sources in one list."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal

if TYPE_CHECKING:
    from archaeo.timeline.loading import Loader
    from archaeo.timeline.rows import Term

NAME = "timeline"
ORDER = 60


@click.command(NAME)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE... [QUERY]")
@click.option("--since", metavar="DATE", help="From this day, month or year on: 2012, 2012-05, 2012-05-30.")
@click.option("--until", metavar="DATE", help="Up to and including this day, month or year.")
@click.option("--author", metavar="NAME", help="By people whose name has this in it.")
@click.option("--grep", metavar="WORDS", help="With these words, together, in the message or a path; any case.")
@click.option("--path", "glob", metavar="GLOB", help="Touching this file, folder or glob: 'src/**', '*.F'.")
@click.option("--plain", is_flag=True, help="Lines through the pager, even on a terminal.")
@click.option("--ascii", is_flag=True, help="Draw with ASCII only, for terminals without other signs.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document (schema archaeo/timeline/1).")
@click.option("--csv", "as_csv", is_flag=True, help="A table for spreadsheets, one line a row.")
def command(
    sources: tuple[str, ...],
    since: str | None,
    until: str | None,
    author: str | None,
    grep: str | None,
    glob: str | None,
    plain: bool,
    ascii: bool,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Browse changes, ChangeLog entries, releases and events by date; in a pipe, list them, oldest first.

    SOURCE is a git repository, a Subversion dump (which is not converted for it), a ChangeLog, or a folder that holds
    such things, as one that dig wrote; several are merged into one list. In the browser, ? shows the keys.

    The last argument may be a query, as in the search box of summary.html: who: path: ext: after: before: circa: kind:
    rev: branch: tag: files: and words; a minus before a term turns it round. (Where a query begins with one, write --
    before the sources.)

    \b
    Examples:
      archaeo timeline goos-archaeo
      archaeo timeline goos.dump ChangeLog 'circa:2012-05-30 -who:cvs'
      archaeo timeline ChangeLog --since 2011 --grep "svn disaster"
    """
    from archaeo.timeline import rows as timeline

    paths, text = _split(sources)
    query = [*timeline.parse(text), *_terms(since, until, author, grep, glob)]
    if sys.stdout.isatty() and sys.stdin.isatty() and not (plain or as_json or as_csv):
        return _browse(paths, " ".join(map(str, query)), ascii)
    return _list(paths, query, "json" if as_json else "csv" if as_csv else "lines")


def _browse(paths: list[Path], query: str, ascii: bool) -> int:
    from archaeo.timeline.found import dated, repositories
    from archaeo.timeline.loading import Loader

    finds = dated(paths)  # says at once, before the screen is taken, when a source is not there
    loader = Loader(finds)  # it reads while the libraries that draw are loaded
    try:
        return _on_screen(loader, paths, repositories(finds), query, ascii)
    finally:
        loader.close()


def _on_screen(loader: Loader, paths: list[Path], repositories: tuple[Path, ...], query: str, ascii: bool) -> int:
    from archaeo.look import name_of
    from archaeo.timeline.app import Browser

    browser = Browser(
        loader,
        title=name_of(paths[0]),
        query=query,
        repositories=repositories,
        dependencies=loader.dependencies,
        ascii=ascii or "utf" not in (sys.stdout.encoding or "").lower(),
    )
    last = browser.run()
    if browser.failed is not None:
        raise browser.failed
    terminal.note(f"archaeo timeline {' '.join(map(shlex.quote, (*map(str, paths), *([last] if last else []))))}")
    return terminal.diagnostics(loader.diagnostics)


def _list(paths: list[Path], query: list[Term], form: str) -> int:
    from archaeo.timeline import export, plain
    from archaeo.timeline import rows as timeline
    from archaeo.timeline.sources import gather, rows

    with terminal.progress() as progress:
        gathered = gather(paths, progress)
    found = timeline.select(rows(gathered), query)
    if form == "json":
        terminal.write(plain.as_json(found))
    elif form == "csv":
        terminal.write(export.as_csv(found))
    elif sys.stdout.isatty():
        click.echo_via_pager(terminal.clean(line) + "\n" for line in plain.lines(found))
    else:
        for line in plain.lines(found):
            terminal.out(line)
    if not found and query and form == "lines":
        terminal.note("nothing matches " + " ".join(map(str, query)))
    return terminal.diagnostics(gathered.diagnostics)


def _split(arguments: tuple[str, ...]) -> tuple[list[Path], str]:
    """Give sources and query: the last argument is one if no such file exists and another source stands before it."""
    *first, last = arguments
    if first and not Path(last).exists() and "/" not in last.partition(":")[0]:
        return [Path(source) for source in first], last
    return [Path(source) for source in arguments], ""


def _terms(
    since: str | None, until: str | None, author: str | None, grep: str | None, glob: str | None
) -> Iterator[Term]:
    from archaeo.timeline.rows import Term, period

    if since is not None:
        period(since)
        yield Term("after", since)
    if until is not None:
        yield Term("before", period(until)[1].isoformat())
    yield from (Term(key, value) for key, value in (("who", author), ("", grep), ("path", glob)) if value)
