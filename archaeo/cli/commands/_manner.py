"""The options of `archaeo dig` and `archaeo summary` that say how a summary is wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def manner_options(function: F) -> F:
    """Give a command function the options; it gets ``manner``, a `summary.Manner`."""

    @wraps(function)
    def packed(diffs: str, **others: object) -> object:
        from archaeo.summary import Manner

        return function(manner=Manner(diffs=diffs), **others)  # type: ignore[arg-type]

    for option in reversed(_OPTIONS):
        packed = option(packed)
    return packed  # type: ignore[return-value]


_OPTIONS = (
    click.option(
        "--diffs",
        type=click.Choice(["none", "events", "all"]),
        default="events",
        show_default=True,
        help="Embed what changes did, line by line: those of events and releases, or all that 24 MB of text hold.",
    ),
)
