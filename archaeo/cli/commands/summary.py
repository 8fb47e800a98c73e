"""``archaeo summary``: what a repository was, as a page, as text, and for scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archaeo.errors import ArchaeoError

from .. import config, terminal
from ._corrections import corrections
from ._manner import manner_options

if TYPE_CHECKING:
    from archaeo.dates import Dates
    from archaeo.summary import Manner

NAME = "summary"
ORDER = 80


@click.command(NAME, short_help="Say what a git repository was, on a page to open.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder to write to. [default: NAME-archaeo]")
@click.option("--name", default="", help="What to call the project. [default: the folder's name]")
@click.option("--force", is_flag=True, help="Write over a summary that is there.")
@manner_options
@click.option("--no-cache", is_flag=True, help="Compute all anew, and remember nothing for the next time.")
@corrections("ignore", "date")
@click.option("--json", "as_json", is_flag=True, help="Print what was written, and the numbers, as one JSON object.")
def command(
    path: Path,
    output: Path | None,
    name: str,
    force: bool,
    manner: Manner,
    no_cache: bool,
    ignore: tuple[str, ...],
    dates: Dates,
    as_json: bool,
) -> int:
    """Say what a git repository was: who, what, when, releases, dependencies, events.

    Writes summary.html (one file that needs no network: open it, mail it, print it), summary.md, summary.json,
    archaeo.sqlite, and people.toml (who was taken for whom). The repository may be a converted one or any other; its
    ChangeLogs are read with it.

    \b
    Examples:
      archaeo summary goos-archaeo/repo.git -o goos-archaeo
      archaeo summary ~/src/project.git --name "Project X" -o summary
    """
    from archaeo.collection import without_collection
    from archaeo.shelf import default_folder
    from archaeo.summary import build
    from archaeo.summary.read import project_name, read
    from archaeo.summary.write import write

    folder = output or Path(f"{name or project_name(path)}-archaeo")
    if (folder / "summary.html").exists() and not force:
        raise ArchaeoError(f"'{folder / 'summary.html'}' is there already", hint="write over it with --force")
    with terminal.progress() as progress, without_collection():
        cache = None if no_cache else default_folder()
        who = config.people([str(path)])
        project = read(path, name, progress, confirmed=who, ignore=ignore, cache=cache, dates=dates)
        summary = build(project, manner)
        project.shelves.save()
        files = write(summary, folder)
    if as_json:
        import json

        document = {"schema": "archaeo/written/1", "files": [str(file) for file in files], "facts": dict(summary.facts)}
        terminal.write(json.dumps(document, indent=1, default=str) + "\n")
    for sentence in () if as_json else (*summary.cover.sentences, *summary.cover.loud):
        terminal.out(f"- {sentence.text}")
    names = dict.fromkeys(file.name if file.parent == folder else f"{file.parent.name}/" for file in files)
    terminal.summed_up(f"wrote {', '.join(names)} into {folder}")
    return terminal.diagnostics(project.diagnostics)
