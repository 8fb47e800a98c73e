"""The options of `archaeo dig` and `archaeo summary` that say how a summary is wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from archaeo.analyzers.diffs import Which

F = TypeVar("F", bound=Callable[..., Any])


def manner_options(function: F) -> F:
    """Give a command function the options; it gets ``manner``, a `summary.Manner`."""

    @wraps(function)
    def packed(diffs: Which, emails: str, anonymize: bool, stamp: bool, **others: object) -> object:
        from archaeo.summary import Manner

        moment = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC" if stamp else ""
        return function(manner=Manner(diffs, emails == "show", anonymize, moment), **others)

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
    click.option(
        "--emails",
        type=click.Choice(["show", "hide"]),
        default="hide",
        show_default=True,
        help="Show mail addresses, or cut them at their @.",
    ),
    click.option("--anonymize", is_flag=True, help="Call people Person A, Person B, ... in all that is written."),
    click.option("--stamp", is_flag=True, help="Say when it was made; without it the same input gives the same bytes."),
)
