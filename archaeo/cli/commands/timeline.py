"""``archaeo timeline``: everything dated of some sources in one list."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal

if TYPE_CHECKING:
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
@click.option("--json", "as_json", is_flag=True, help="One JSON document (schema archaeo/timeline/1).")
def command(
    sources: tuple[str, ...],
    since: str | None,
    until: str | None,
    author: str | None,
    grep: str | None,
    glob: str | None,
    as_json: bool,
) -> int:
    """List changes, ChangeLog entries and releases by date, oldest first.

    SOURCE is a git repository, a ChangeLog, or a folder that holds such things; several are merged into one list.
    The last argument may be a query, as in the search box of summary.html: who: path: ext: after: before: circa: kind:
    rev: branch: tag: files: and words; a minus before a term turns it round. (Where a query begins with one, write --
    before the sources.)

    \b
    Examples:
      archaeo timeline goos-archaeo/repo.git
      archaeo timeline goos-archaeo/repo.git 'circa:2012-05-30 -who:cvs'
      archaeo timeline ChangeLog --since 2011 --grep "svn disaster"
    """
    from archaeo.timeline import plain
    from archaeo.timeline import rows as timeline
    from archaeo.timeline.sources import gather, rows

    paths, text = _split(sources)
    query = [*timeline.parse(text), *_terms(since, until, author, grep, glob)]
    with terminal.progress() as progress:
        gathered = gather(paths, progress)
    found = timeline.select(rows(gathered), query)
    if as_json:
        terminal.write(plain.as_json(found))
    elif sys.stdout.isatty():
        click.echo_via_pager(terminal.clean(line) + "\n" for line in plain.lines(found))
    else:
        for line in plain.lines(found):
            terminal.out(line)
    if not found and query and not as_json:
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
