"""archaeo authors: a map of logins to people, as far as the sources know them."""

from __future__ import annotations

from pathlib import Path

import click

from archaeo.errors import ArchaeoError, Location

from .. import terminal

NAME = "authors"
ORDER = 25


@click.command(NAME, short_help="Draft the map of logins to people that convert takes.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.  [default: standard output]")
@click.option("--mailmap", is_flag=True, help="Write a .mailmap for a repository that is converted already.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--layout", default="auto", show_default=True, help="As for convert.")
def command(sources: tuple[str, ...], output: Path | None, mailmap: bool, force: bool, layout: str) -> None:
    """Draft the map of authors that convert takes, from logs, ChangeLogs and AUTHORS files.

    SOURCE is a dump, or a git repository that was made of one. Every login gets a line; names and addresses come from
    what the project wrote about itself, with the evidence as a comment. Correct it, and give it to convert.

    \b
    Examples:
      archaeo authors goos.dump -o people.txt
      archaeo authors goos.git --mailmap -o .mailmap
    """
    from archaeo import authors
    from archaeo.model import ImportOptions

    if output is not None and output.exists() and not force:
        raise ArchaeoError("exists already", hint="name another file, or say --force", location=Location(str(output)))
    with terminal.progress() as progress:
        if mailmap:
            text = authors.mailmap(authors.people(Path(sources[0])))
        else:
            text = authors.draft(sources, ImportOptions(layout, progress=progress))
    logins = sum(" = " in line and line[:1] != "#" for line in text.splitlines())
    used = f"archaeo convert --authors {output or 'FILE'}"
    terminal.summed_up(
        f"{terminal.counted(len(text.splitlines()), 'line')}; git log uses it as .mailmap"
        if mailmap
        else f"{terminal.counted(logins, 'login')}; correct it, then: {used}"
    )
    if output is None:
        terminal.write(text)
    else:
        output.write_text(text, "utf-8", errors="surrogateescape")
        terminal.out(f"{output}: {logins} logins" if not mailmap else f"{output}: {len(text.splitlines())} lines")
