"""``archaeo.toml``: what a person corrected, read by every command, under the names that the options have.

    layout = "proj/trunk,proj/branches/*"      for every command that has --layout
    authors = "people.txt"                     beside this file
    [date]                                     what is dated wrong: a revision, a commit, a line of a ChangeLog
    r64 = 2012-05-30
    [timeline]
    since = "2009"                             for one command only
    [[person]]                                 who is who, as in the people.toml that analyzers/identities describes
    name = "Ellen Thompson"
    also = ["ethompso"]

Only what a person corrects can be said here. Where results go, and what they replace, is for the command line: an
archaeo.toml may have come with the old disk. The file is looked for beside the sources that the command names, in the
folders above them, and in the current folder; the first one found is read. The command line goes before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archaeo.errors import ArchaeoError, FormatError, Location

if TYPE_CHECKING:
    from archaeo.analyzers.identities import Confirmed

NAME = "archaeo.toml"
PEOPLE = ("person", "apart")
"""Tables that say who is who; every command that merges names reads them."""

_HERE = frozenset({"layout", "authors", "ignore", "svn-id", "lift-references", "ignores", "group", "snapshot"})
_HERE |= {"snapshots", "dialect", "since", "until", "date"}


def find(arguments: Sequence[str]) -> Path | None:
    """Give the nearest configuration: beside or above what the arguments name, or in the current folder."""
    for argument in arguments:
        path = Path(argument)
        if not argument.startswith("-") and path.exists():
            path = path.absolute()
            for folder in (path, *path.parents) if path.is_dir() else path.parents:
                if (folder / NAME).is_file():
                    return folder / NAME
    here = Path(NAME)
    return here.absolute() if here.is_file() else None


def defaults(file: Path, commands: Mapping[str, click.Command]) -> dict[str, dict[str, Any]]:
    """Give command to option to value, as click takes it.

    Raises:
        ArchaeoError: the file is no TOML, or holds a name that no option has.
    """
    import tomllib

    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"is no TOML: {error}", location=Location(str(file))) from None
    options = {name: _options(command) for name, command in commands.items()}
    every = {option for known in options.values() for option in known} | set(PEOPLE)
    result: dict[str, dict[str, Any]] = {name: {} for name in commands}
    for key, value in told.items():
        if key in PEOPLE:
            continue
        if key in commands and isinstance(value, dict):
            for option, one in value.items():
                _check(file, option, options[key], f"{key}.")
                result[key][options[key][option].name or option] = _value(file, options[key][option], one)
            continue
        _check(file, key, every, "")
        for name, known in options.items():
            if key in known:
                result[name].setdefault(known[key].name or key, _value(file, known[key], value))
    return result


def people(arguments: Sequence[str]) -> Confirmed | None:
    """Give who is who, as the nearest configuration says; None where none does.

    Raises:
        FormatError: a table lacks its names.
    """
    from archaeo.analyzers.identities import read_people

    file = find(arguments)
    return read_people(file.read_text("utf-8"), str(file)) if file else None


def template(commands: Mapping[str, click.Command]) -> str:
    """Give a configuration with every name it may hold, commented out, with its help and default."""
    import textwrap

    used: dict[str, list[str]] = {}
    first: dict[str, click.Option] = {}
    for name, command in commands.items():
        for option, parameter in _options(command).items():
            used.setdefault(option, []).append(name)
            first.setdefault(option, parameter)
    lines = [
        "# What archaeo should know of the project that lies here. Every command reads it; what stands on the command",
        "# line goes before it. Take the # away before what you want to say. Paths are relative to this file.",
    ]
    for option, parameter in sorted(first.items(), key=lambda item: item[0] == "date"):
        lines += [
            "",
            *textwrap.wrap(
                f"{parameter.help} ({', '.join(used[option])})", 110, initial_indent="# ", subsequent_indent="# "
            ),
        ]
        if option == "date":  # a table, and those come last in TOML
            lines += [
                "#[date]",
                "#r64 = 2012-05-30",
                '#"ChangeLog:812" = 2012-05-30',
                "#3f2c9d1 = 2012-05-30T14:02:00Z",
            ]
        else:
            lines.append(f"#{option} = {_example(parameter)}")
    lines += [
        "",
        "# Who is who: names that are one person, and names that look alike and are not.",
        "#[[person]]",
        '#name = "Ellen Thompson"',
        '#also = ["ethompso", "ethompso@hep.example"]',
        "#[[apart]]",
        '#names = ["yeti", "yeti-dn"]',
    ]
    return "\n".join(lines) + "\n"


def _example(option: click.Option) -> str:
    import json

    if option.is_flag:
        return "true"
    default = option.default if isinstance(option.default, str | int) and not callable(option.default) else ""
    text = json.dumps(default) if isinstance(default, int) else json.dumps(str(default))
    return f"[{text}]" if option.multiple else text


def _options(command: click.Command) -> dict[str, click.Option]:
    """Give an option by each of its long names, without the dashes."""
    return {
        name[2:]: parameter
        for parameter in command.params
        if isinstance(parameter, click.Option) and parameter.expose_value
        for name in parameter.opts
        if name.startswith("--") and name[2:] in _HERE
    }


def _check(file: Path, key: str, known: Sequence[str] | Mapping[str, object] | set[str], table: str) -> None:
    if key not in known:
        import difflib

        near = difflib.get_close_matches(key, list(known), 1, 0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(sorted(known))}"
        raise ArchaeoError(f"unknown name '{table}{key}'", hint=hint, location=Location(str(file)))


def _value(file: Path, option: click.Option, value: Any) -> Any:
    """A file that the configuration names lies beside it; what is said as a table comes as its lines."""
    if isinstance(value, dict) and option.multiple:
        return [f"{name}={told}" for name, told in value.items()]
    if isinstance(option.type, click.Path) and isinstance(value, str):
        return str(file.parent / Path(value).expanduser())
    return value
