"""``archaeo dig``: the main job in one command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import config, terminal
from ._corrections import corrections
from ._manner import manner_options

if TYPE_CHECKING:
    from rich.padding import Padding

    from archaeo.dates import Dates
    from archaeo.dig import Dug
    from archaeo.summary import Manner

NAME = "dig"
ORDER = 10
_SCREEN_LINES = 24
"""Of a terminal as it opens."""


@click.command(NAME, short_help="Look, convert, analyse, summarise: the one command to remember.")
@click.argument(
    "sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path, exists=True, readable=True)
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to make.  [default: NAME-archaeo in the current folder]",
)
@click.option("--force", is_flag=True, help="Replace the folder if an earlier dig wrote it.")
@corrections("layout", "authors", "ignore", "date")
@manner_options
@click.option("--no-cache", is_flag=True, help="Compute all anew, and remember nothing for the next time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document (schema archaeo/dig/1) instead of lines.")
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    force: bool,
    layout: str,
    authors: Path | None,
    ignore: tuple[str, ...],
    dates: Dates,
    manner: Manner,
    no_cache: bool,
    as_json: bool,
) -> int:
    """Dig up an old project: say what lies there, convert it, and write a summary to open.

    SOURCE is a file or a folder: Subversion dumps (plain or compressed) and repositories, git repositories, ChangeLogs,
    tarballs of releases, source trees, papers that lie beside them. Nothing in it is changed. The output folder appears
    when it is complete, with repo.git (a bare git repository), summary.html (one file that needs no network),
    summary.md and summary.json.

    \b
    Examples:
      archaeo dig ~/old/BoostedGOOS
      archaeo dig goos.dump.gz ChangeLog -o goos-dug --authors people.txt
    """
    from archaeo import inert
    from archaeo.analyzers import identities
    from archaeo.dig import dig
    from archaeo.importers import authors as people
    from archaeo.model import ImportOptions
    from archaeo.shelf import default_folder

    def say(step: str, what: str) -> None:
        terminal.note(f" {step:10} {inert.line(what)}")  # a file's name may hold a line end

    who = config.people([str(source) for source in sources])
    known = identities.logins(who) | (people.read(authors) if authors else {})
    with terminal.progress() as progress:
        options = ImportOptions(layout, known, progress, dates=dates)
        cache = None if no_cache else default_folder()
        dug = dig(
            *(sources, output, options),
            confirmed=who,
            ignore=ignore,
            cache=cache,
            force=force,
            say=say,
            manner=manner,
        )
    terminal.summed_up(f"{terminal.counted(len(dug), 'folder')} written: {', '.join(str(one.folder) for one in dug)}")
    if as_json:
        _write_json(dug)
    else:
        for one in dug:
            _show(one)
    if manner.anonymize:
        terminal.note("note: repo.git and changelogs hold the names as they were; hand on the summary's files alone")
    status = [terminal.diagnostics(one.diagnostics) for one in dug]
    return max(status)


def _write_json(dug: tuple[Dug, ...]) -> None:
    import json

    items = [{"name": one.site.name, "folder": one.folder.as_posix(), "facts": dict(one.summary.facts)} for one in dug]
    terminal.write(json.dumps({"schema": "archaeo/dig/1", "items": items}, indent=1, default=str) + "\n")


def _show(dug: Dug) -> None:
    """Print what a person wants to know first, on one screen: fewer of the sentences where they are long."""
    console = terminal.console()
    for most in (4, 3):
        screen = _screen(dug, most)
        with console.capture() as printed:
            console.print(screen)
        if printed.get().count("\n") <= _SCREEN_LINES:
            break
    console.print(screen)


def _screen(dug: Dug, most: int) -> Padding:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    cover = dug.summary.cover
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="cyan", width=11, no_wrap=True)
    grid.add_column(overflow="fold")

    def row(step: str, text: str, style: str = "") -> None:
        grid.add_row(step, Text(terminal.clean(text), style))

    row("", dug.summary.name, "bold")
    for step, sentences in (("found", cover.sentences[:most]), ("to know", cover.loud)):
        for number, sentence in enumerate(sentences):
            row(step if number == 0 else "", sentence.text)
    files = sorted(path for path in dug.folder.iterdir() if path.name != "summary.html")
    size = (dug.folder / "summary.html").stat().st_size / 1e6
    others = ", ".join(path.name for path in files)
    row("wrote", f"{dug.folder}/summary.html ({size:.1f} MB), {others}")
    row("next", f"open it in a browser, or:  archaeo timeline {dug.folder}")
    return Padding(grid, (0, 0, 0, 1))
