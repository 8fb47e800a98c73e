"""The options by which a person puts something right; archaeo.toml says the same under the same names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from datetime import datetime

F = TypeVar("F", bound=Callable[..., object])


def _dates(_: click.Context, __: click.Parameter, told: tuple[str, ...]) -> dict[str, datetime]:
    from archaeo import dates

    try:
        return dict(dates.read(text) for text in told)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


_ALL: dict[str, Callable[[Any], Any]] = {
    "date": click.option(
        "--date",
        "dates",
        metavar="WHAT=DATE",
        multiple=True,
        callback=_dates,
        help="The right date of a revision (r64), a commit or an entry (ChangeLog:812). May be given several times.",
    ),
    "ignore": click.option(
        "--ignore",
        metavar="GLOB",
        multiple=True,
        help="Paths that nothing is said of: vendored code, data. May be given several times.",
    ),
    "layout": click.option(
        "--layout",
        default="auto",
        show_default=True,
        help="Where Subversion's branches are: auto, std (trunk, branches/*, tags/*), single, or a list of branch "
        "roots; see archaeo convert.",
    ),
    "authors": click.option(
        "--authors",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A file with lines 'login = Name <mail>', as git-svn reads it.",
    ),
}


def corrections(*names: str) -> Callable[[F], F]:
    """Give a command function these options: ``date``, ``ignore``, ``layout``, ``authors``."""

    def decorate(function: F) -> F:
        for name in reversed(names):
            function = _ALL[name](function)
        return function

    return decorate
