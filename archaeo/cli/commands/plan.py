"""archaeo plan: what a conversion would do, and why."""

from __future__ import annotations

from pathlib import Path

import click

from .. import terminal
from ._corrections import corrections

NAME = "plan"
ORDER = 20


@click.command(NAME, short_help="Say what a conversion would do, and why.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Save the plan to a TOML file, to be edited.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@corrections("layout")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(sources: tuple[str, ...], output: Path | None, as_json: bool, layout: str, force: bool) -> int:
    """Say what a conversion of a Subversion dump would do, and why.

    Reads the headers only. Prints where the branches are and by what evidence, what becomes of each of them, what
    lies outside, what is odd, and what to expect. Nothing is converted.

    \b
    Examples:
      archaeo plan goos.dump
      archaeo plan goos.dump -o plan.toml && archaeo convert --plan plan.toml goos.dump
    """
    import json

    from archaeo.importers.svn import plan as planning
    from archaeo.importers.svn import plan_file
    from archaeo.model import ImportOptions

    from . import _plan_text

    if output is not None and output.exists() and not force:
        from archaeo.errors import ArchaeoError, Location

        raise ArchaeoError("exists already", hint="name another file, or say --force", location=Location(str(output)))
    _check_kind(sources)
    with terminal.progress() as progress:
        plan = planning.build(sources, ImportOptions(layout, progress=progress))
    if output is not None:
        _save(output, plan_file.write(plan))
        terminal.note(f"{output}: saved; edit it, then archaeo convert --plan {output} {' '.join(sources)}")
    if as_json:
        terminal.write(json.dumps(_plan_text.as_object(plan), indent=1, ensure_ascii=False) + "\n")
    elif output is None:
        for line in _plan_text.lines(plan, full=terminal.manner.verbose):
            terminal.out(line)
    commits = terminal.counted(plan.commits, "commit")
    terminal.summed_up(f"{commits} to be made; next: archaeo convert {' '.join(sources)}")
    return 3 if any(oddity.grave for oddity in plan.oddities) else 0


def _check_kind(sources: tuple[str, ...]) -> None:
    from archaeo import importers
    from archaeo.errors import NotMineError

    kind = importers.detect_all(sources).NAME
    if kind != "svn":
        what = {"changelog": "a ChangeLog", "releases": "releases that were kept"}.get(kind, kind)
        raise NotMineError(
            f"'{sources[0]}' is {what}, which needs no plan: only Subversion's histories have a layout",
            hint=f"archaeo convert {sources[0]}",
        )


def _save(file: Path, text: str) -> None:
    from archaeo.errors import ArchaeoError, Location

    beside = file.with_name(f".{file.name}.partial")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(file)
    except OSError as error:
        raise ArchaeoError(
            f"cannot be written: {(error.strerror or 'unknown').lower()}", location=Location(str(file))
        ) from None
