"""Who made a thing, in the words of a table."""

from __future__ import annotations

from archaeo.analyzers.credits import may_be_one_of
from archaeo.analyzers.making import Making
from archaeo.model import Identity

from ..blocks import count, listing, number


def came(made: Making) -> str:
    """Say when something came and by whom; with how many others, where it was brought."""
    if made.came is None:
        return ""
    return f"{made.came}, {made.came_by}" + (f" (with {number(made.came_with)} files)" if made.was_brought else "")


def most(made: Making) -> str:
    """Say who changed it most, and until when; the second too, who did nearly as much."""
    if not made.by:
        return ""
    who, changes, until = made.by[0]
    of = f"{number(changes)} of {number(made.changes)}" if changes < made.changes else f"all {number(changes)}"
    text = f"{who} ({of}, until {until:%Y-%m})"
    if len(made.by) > 1 and 2 * made.by[1][1] >= changes:
        text += f", {made.by[1][0]} ({number(made.by[1][1])})"
    return text


def last(made: Making) -> str:
    """Say when it was changed last, and by whom."""
    return f"{made.last}, {made.last_by}" if made.last else ""


def in_short(made: Making, authors: tuple[str, ...] = ()) -> str:
    """Say who made something in a few words; of the authors that its head names, those who never changed it.

    >>> from datetime import date
    >>> day = date(2009, 3, 2)
    >>> in_short(Making(3, (("Eve", 3, day),), day, "Eve", 1, day, "Eve"))
    'Eve 2009, alone, 3 changes'
    >>> in_short(Making(3, (("Bob", 2, day), ("Eve", 1, day)), day, "Eve", 60, date(2012, 1, 1), "Bob"))
    'brought by Eve 2009; Bob 2 of 3; Bob 2012'
    >>> in_short(Making(1, (("Eve Li", 1, day),), day, "Eve Li", 1, day, "Eve Li"), ("E. Li", "Ada Stone"))
    'Eve Li 2009, alone, 1 change; its head names Ada Stone'
    """
    if made.came is None or made.last is None:
        return ""
    known = [Identity(who) for who, _, _ in made.by]
    others = [name for name in authors if not may_be_one_of(Identity(name), known)]
    told = f"; its head names {listing(others, 2)}" if others else ""
    first = f"{'brought by ' if made.was_brought else ''}{made.came_by} {made.came:%Y}"
    if made.by and made.by[0][:2] == (made.came_by, made.changes):
        until = "" if made.came.year == made.last.year else f" until {made.last:%Y}"
        return f"{first}, alone{until}, {count(made.changes, 'change')}{told}"
    main = f"; {made.by[0][0]} {number(made.by[0][1])} of {number(made.changes)}" if made.by else ""
    return f"{first}{main}; {made.last_by} {made.last:%Y}{told}"
