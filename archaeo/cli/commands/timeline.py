"""``archaeo timeline``: everything dated of some sources in one list."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import config, terminal
from ._corrections import corrections

if TYPE_CHECKING:
    from archaeo.dates import Dates
    from archaeo.timeline.loading import Loader
    from archaeo.timeline.rows import Term
    from archaeo.timeline.sources import Corrections

NAME = "timeline"
ORDER = 60


_OPTION = re.compile("-[hqv]+|--.*", re.S)
_WITH_VALUE = frozenset({"--since", "--until", "--author", "--grep", "--path"})
_TERM = "\0"
"""Stands in front of what click must not take for an option."""


class _WithQuery(click.Command):
    """A command whose arguments may be terms of a query that begin with a minus: ``-who:cvs``."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Hide such terms from click, which would take ``-who:cvs`` for seven options."""
        end = args.index("--") if "--" in args else len(args)
        shown = [
            _TERM + arg
            if before not in _WITH_VALUE and arg[:1] == "-" and len(arg) > 1 and not _OPTION.fullmatch(arg)
            else arg
            for before, arg in zip(["", *args], args[:end], strict=False)
        ]
        return super().parse_args(context, shown + args[end:])


@click.command(NAME, cls=_WithQuery, short_help="Browse changes, entries, releases and events by date.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE... [QUERY]")
@click.option("--since", metavar="DATE", help="From this day, month or year on: 2012, 2012-05, 2012-05-30.")
@click.option("--until", metavar="DATE", help="Up to and including this day, month or year.")
@click.option("--author", metavar="NAME", help="By people whose name has this in it.")
@click.option("--grep", metavar="WORDS", help="With these words, together, in the message or a path; any case.")
@click.option("--path", "glob", metavar="GLOB", help="Touching this file, folder or glob: 'src/**', '*.F'.")
@corrections("layout", "authors", "ignore", "date")
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
    layout: str,
    authors: Path | None,
    ignore: tuple[str, ...],
    dates: Dates,
    plain: bool,
    ascii: bool,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Browse changes, ChangeLog entries, releases and events by date; in a pipe, list them, oldest first.

    SOURCE is a git repository, a Subversion dump (which is not converted for it), a ChangeLog, or a folder that holds
    such things, as one that dig wrote; several are merged into one list. In the browser, ? shows the keys.

    The last arguments may be a query, as in the search box of summary.html: who: path: ext: after: before: circa: kind:
    rev: branch: tag: files: and words; a minus before a term turns it round.

    \b
    Examples:
      archaeo timeline goos-archaeo
      archaeo timeline goos.dump ChangeLog 'circa:2012-05-30 -who:cvs'
      archaeo timeline ChangeLog --since 2011 --grep "svn disaster"
    """
    from archaeo.timeline import rows as timeline

    paths, text = _split(sources)
    query = [*timeline.parse(text), *_terms(since, until, author, grep, glob)]
    said = _corrections(paths, layout, authors, ignore, dates)
    if sys.stdout.isatty() and sys.stdin.isatty() and not (plain or as_json or as_csv):
        return _browse(paths, said, " ".join(map(str, query)), ascii)
    return _list(paths, said, query, "json" if as_json else "csv" if as_csv else "lines")


def _corrections(
    paths: list[Path], layout: str, authors: Path | None, ignore: tuple[str, ...], dates: Dates
) -> Corrections:
    from archaeo.importers import authors as people
    from archaeo.timeline.sources import Corrections

    known = people.read(authors) if authors else {}
    confirmed = config.people([str(path) for path in paths])
    return Corrections(layout, known, confirmed, ignore, dates)


def _browse(paths: list[Path], said: Corrections, query: str, ascii: bool) -> int:
    from archaeo.timeline.found import dated
    from archaeo.timeline.loading import Loader

    finds = dated(paths)  # says at once, before the screen is taken, when a source is not there
    loader = Loader(finds, said)  # it reads while the libraries that draw are loaded
    try:
        return _on_screen(loader, paths, query, ascii)
    finally:
        loader.close()


def _on_screen(loader: Loader, paths: list[Path], query: str, ascii: bool) -> int:
    from archaeo.look import name_of
    from archaeo.timeline.app import Browser

    browser = Browser(
        loader,
        title=name_of(paths[0]),
        query=query,
        dependencies=loader.dependencies,
        difference=loader.difference,
        is_listed=lambda: loader.is_listed,
        ascii=ascii or "utf" not in (sys.stdout.encoding or "").lower(),
    )
    last = browser.run()
    if browser.failed is not None:
        raise browser.failed
    if browser.return_code == 130:
        raise KeyboardInterrupt
    terminal.note(f"archaeo timeline {' '.join(map(shlex.quote, (*map(str, paths), *([last] if last else []))))}")
    return terminal.diagnostics(loader.diagnostics)


def _list(paths: list[Path], said: Corrections, query: list[Term], form: str) -> int:
    from archaeo.timeline import export, plain
    from archaeo.timeline import rows as timeline
    from archaeo.timeline.sources import gather, rows

    with terminal.progress() as progress:
        gathered = gather(paths, progress, said)
    found = timeline.select(rows(gathered, said), query)
    terminal.summed_up(
        terminal.counted(len(found), "row") if found or not query else f"nothing matches {' '.join(map(str, query))}"
    )
    if form == "json":
        terminal.write(plain.as_json(found))
    elif form == "csv":
        terminal.write(export.as_csv(found))
    elif sys.stdout.isatty():
        click.echo_via_pager(terminal.clean(line) + "\n" for line in plain.lines(found))
    else:
        for line in plain.lines(found):
            terminal.out(line)
    return terminal.diagnostics(gathered.diagnostics)


def _split(arguments: tuple[str, ...]) -> tuple[list[Path], str]:
    """Give sources and query.

    The query is the last argument, if no such file exists and another source stands before it, and the ones before
    that which cannot be files: they begin with a minus, or with a word of the grammar.
    """
    from archaeo.analyzers.query import KEYS

    def is_term(text: str) -> bool:
        return text[:1] == _TERM or (text.partition(":")[0] in KEYS and not Path(text).exists())

    rest = list(arguments)
    query: list[str] = []
    if len(rest) > 1 and not Path(rest[-1]).exists() and "/" not in rest[-1].partition(":")[0]:
        query.insert(0, rest.pop())
    while len(rest) > 1 and is_term(rest[-1]):
        query.insert(0, rest.pop())
    return [Path(source.removeprefix(_TERM)) for source in rest], " ".join(query).replace(_TERM, "")


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
