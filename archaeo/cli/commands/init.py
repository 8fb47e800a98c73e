"""``archaeo init``: a configuration to correct what archaeo took for granted."""

from __future__ import annotations

from pathlib import Path

import click

from archaeo.errors import ArchaeoError, Location

from .. import config, terminal

NAME = "init"
ORDER = 92


@click.command(NAME, short_help="Write a commented archaeo.toml, to correct what is assumed.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path())
def command(folder: Path) -> None:
    """Write a commented archaeo.toml, to correct what archaeo takes for granted.

    It lies beside the sources, in FOLDER (the current one), and holds what options can say, under their names: where
    the branches are, who is who. Nothing in it is needed; every line is commented out.

    \b
    Examples:
      archaeo init
      archaeo init ~/old/BoostedGOOS
    """
    from .. import archaeo

    file = folder / config.NAME
    if file.exists():
        raise ArchaeoError("exists already", hint="edit it, or remove it first", location=Location(str(file)))
    context = click.Context(archaeo)
    commands = {name: archaeo.get_command(context, name) for name in archaeo.list_commands(context)}
    text = config.template({name: command for name, command in commands.items() if command is not None})
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise ArchaeoError(f"cannot be written: {reason}", location=Location(str(file))) from None
    terminal.out(f"wrote {file}")
    terminal.summed_up("take the # away before what you want to say; every command reads it")
