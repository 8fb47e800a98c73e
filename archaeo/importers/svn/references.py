"""Mentions of revisions in log messages: ``r1234`` gets the commit beside it, where it is known which one is meant."""

from __future__ import annotations

import re
from collections.abc import Callable

# "r12", "rev 12", "rev. 12", "revision 12", "[12]"; not "r12.3", "bar12", "r12-pre"
_MENTION = re.compile(r"(?<![\w./-])(?:r(\d+)|rev(?:ision)?\.? ?(\d+)|\[(\d+)\])(?![\w-]|\.\d)", re.I)
_SHORT = 12


def lift(message: str, resolve: Callable[[int], str | None]) -> str:
    """Give the message with the commit behind each mention of a revision that resolves.

    >>> lift("reverts r12, see rev. 7 and r99", {12: "c0ffee" * 6 + "beef", 7: "f00d" * 10}.get)
    'reverts r12 (c0ffeec0ffee), see rev. 7 (f00df00df00d) and r99'

    Args:
        resolve: gives the hexadecimal id of the commit made of a revision, None where there is no single one.
    """

    def with_commit(match: re.Match[str]) -> str:
        commit = resolve(int(match[1] or match[2] or match[3]))
        return f"{match[0]} ({commit[:_SHORT]})" if commit else match[0]

    return _MENTION.sub(with_commit, message)
