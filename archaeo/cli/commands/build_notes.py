"""``archaeo build-notes``: what it would take to build it today."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import terminal
from ._corrections import corrections

if TYPE_CHECKING:
    from archaeo.analyzers.buildnotes import BuildNotes

    from ._deps_answers import Answer

NAME = "build-notes"
ORDER = 75


@click.command(NAME)
@click.argument("path", type=click.Path(path_type=Path))
@corrections("ignore")
@click.option(
    "--rev", metavar="REV", help="A branch, tag or commit of the git repository at PATH [default: its files]."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document with everything.")
@click.option("--all", "show_all", is_flag=True, help="Every row of every table [default: the first 12].")
def command(path: Path, ignore: tuple[str, ...], rev: str | None, as_json: bool, show_all: bool) -> int:
    """Say what it would take to build and run it today.

    Compilers and dialects, the order of the build, external libraries and whether they can still be had, generated and
    missing files, and what the code expects of the machine: paths, hosts, environment variables, data. PATH is a folder
    with sources or a git repository. Nothing is built or run.

    \b
    Examples:
      archaeo build-notes fixtures/boostedgoos/sources
      archaeo build-notes goos-archaeo/repo.git --rev BoostedGOOS-00-00-05 --json
    """
    from archaeo.analyzers.buildnotes import build_notes

    from . import _deps_state, _deps_tables

    with _deps_state.State(path, rev, ignore) as state:
        with terminal.progress() as progress:
            notes = build_notes(state.scan, state.resolved, state.files, progress)
        terminal.summed_up(f"{terminal.counted(len(state.files), 'file')} read; nothing was built or run")
        if as_json:
            import json

            terminal.write(json.dumps(_document(notes), indent=1, ensure_ascii=False) + "\n")
        else:
            for answer in _answers(notes):
                _deps_tables.table(answer, None if show_all else 12)
        return terminal.diagnostics(state.diagnostics())


def _document(notes: BuildNotes) -> dict[str, Any]:
    from dataclasses import asdict

    document = {"schema": "archaeo/build-notes/1", **asdict(notes)}
    document["packages"] = [package._asdict() for package in notes.packages]
    return document


def _answers(notes: BuildNotes) -> list[Answer]:
    from ._deps_answers import Answer, count

    libraries = [one for one in notes.externals if not one.library.standard]
    listed = (f"{name} ({count(number, 'file')})" for name, number in notes.systems.items())
    systems = ", ".join(listed) or "none, there is no build file"
    answers = [
        Answer(
            *("languages", f"Languages; build systems: {systems}", ("language", "files", "lines", "read today by")),
            tuple((one.name, one.files, one.lines, one.compiler) for one in notes.languages),
        ),
        Answer(
            *(
                "dialects",
                f"{count(len(notes.dialects), 'sign')} of old dialects",
            ),
            ("language", "sign", "files", "today", "evidence"),
            tuple((one.lang, one.name, one.files, one.advice, " ".join(one.evidence[:2])) for one in notes.dialects),
        ),
        Answer(
            *("order", f"Order of the build: {count(len(notes.order), 'stage')} of folders", ("stage", "folders")),
            tuple((step.number, " ".join(step.folders)) for step in notes.order),
        ),
        Answer(
            *(
                "externals",
                f"{count(len(libraries), 'external library')} wanted",
            ),
            ("library", "files", "to be had", "where", "instead", "versions", "evidence"),
            tuple(
                (
                    *(one.library.name, one.files, one.library.had, one.library.where, one.library.instead),
                    *(" ".join(one.versions), " ".join(one.evidence[:2])),
                )
                for one in libraries
            ),
        ),
        Answer("tools", f"Tools: {', '.join(notes.tools) or 'none beside the compilers'}", (), ()),
        Answer(
            *("generated", f"{count(len(notes.generated), 'file')} made by the build", ("file", "how")),
            notes.generated,
        ),
        Answer(
            *(
                "missing",
                f"{count(len(notes.missing), 'name')} wanted and nowhere",
            ),
            ("name", "kind", "files", "maybe", "evidence"),
            tuple((one.name, one.kind, one.users, one.maybe, " ".join(one.evidence[:2])) for one in notes.missing),
        ),
    ]
    for kind, what in (
        ("path", "hard-coded path"),
        ("host", "host"),
        ("variable", "environment variable"),
        ("data", "data file"),
    ):
        rows = [one for one in notes.expected if one.kind == kind]
        title = count(len(rows), what) + (" that the tree lacks" if kind == "data" else "")
        columns = (what, "files", "note", "evidence")
        answers.append(
            Answer(kind, title, columns, tuple((o.name, o.files, o.note, " ".join(o.evidence[:2])) for o in rows))
        )
    return answers
