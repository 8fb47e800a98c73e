"""Whom to ask about one named program: an index by person, in as few words as it can be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archaeo.analyzers import askable
from archaeo.analyzers.askable import Known

from ..blocks import Items, Sentence, count, number
from ..project import Project

MOST_CHARACTERS = 9_000
"""Of names of programs; longer indexes name folders, and the programs in them that are somebody else's."""
MOST_OTHERS = 5_000
_DEEP = 4
_BROUGHT = "only brought"
_TITLE = "Whom to ask about which program"
_NOTE = (
    "by shares of work and of lines that are left; what many files got at once (imports, tidying, notices) is no work; "
    "“then”: who worked on them last"
)


class _Row(NamedTuple):
    """Something to ask about; ``name`` is written after its folder, ``size`` in programs."""

    who: str
    then: str
    folder: str
    name: str
    size: int


def index(project: Project) -> Items | None:
    """Give an item a person: the programs to ask that one about; None where nobody is known of any."""
    known = project.askable
    if not known or len({one.who for one in known}) < 2:
        return None
    rows = [_of_file(one) for one in known]
    missing = ""
    if sum(len(row.name) + 2 for row in rows) > MOST_CHARACTERS:
        rows, left_out = _by_folder(known)
        if left_out:
            missing = f"{count(left_out, 'program')} that another one knows than the rest of its folder left out"
    worked = {who: sum(row.size for row in rows if row.who == who and row.then != _BROUGHT) for who in _people(rows)}
    people = sorted(worked, key=lambda who: (-worked[who], -sum(row.size for row in rows if row.who == who), who))
    ends = {commit.author.name: commit.date.date() for commit in sorted(project.work, key=lambda one: one.date)}
    items = []
    for who in people:
        mine = [row for row in rows if row.who == who]
        seen = f", last seen {ends[who]}" if who in ends else ""
        size = f"{count(worked[who], 'program')}" if worked[who] else "none worked on"
        text = f"{who} ({size}{seen}): {'; '.join(_told(mine))}."
        items.append(Sentence(text, "counted", ""))
    note = f"{_NOTE}; {missing}" if missing else _NOTE
    return Items(f"{_TITLE} ({note})", tuple(items), brief=60)


def _people(rows: Sequence[_Row]) -> set[str]:
    return {row.who for row in rows}


def _of_file(one: Known) -> _Row:
    folder, _, name = one.path.rpartition("/")
    then = _BROUGHT if one.is_brought else one.last_by if one.last_by != one.who else ""
    return _Row(one.who, then, folder, name, 1)


def _by_folder(known: Sequence[Known]) -> tuple[list[_Row], int]:
    """Give folders, and programs that are somebody else's, most changed first; and how many of these are left out."""
    rows: list[_Row] = []
    others: list[Known] = []
    for folder, who, differ in askable.by_folder(known):
        others += differ
        if who:
            inside = [one for one in known if one.path.startswith(f"{folder}/") and one not in differ]
            worked = sum(not one.is_brought for one in inside)
            above, _, name = folder.rpartition("/")
            brought = f", {number(len(inside) - worked)} more only brought" if worked < len(inside) else ""
            if worked:
                rows.append(_Row(who, "", above, f"{name}/ ({number(worked)}{brought})", worked))
            else:
                rows.append(_Row(who, _BROUGHT, above, f"{name}/ ({number(len(inside))})", len(inside)))
    room = MOST_OTHERS
    shown = 0
    for one in sorted(others, key=lambda one: (-one.changes, one.path)):
        room -= len(one.path.rpartition("/")[2]) + 2
        if room < 0:
            break
        shown += 1
        rows.append(_of_file(one))
    return rows, len(others) - shown


def _told(rows: Sequence[_Row]) -> Iterator[str]:
    """Yield what one person is to be asked about: a clause a folder, then those on which another one worked last."""
    for then in sorted({row.then for row in rows}, key=lambda one: (one == _BROUGHT, bool(one), one)):
        mine = [row for row in rows if row.then == then]
        clauses = [
            f"{_place(folder)}: {', '.join(_joined([row.name for row in mine if row.folder == folder]))}"
            for folder in sorted({row.folder for row in mine})
        ]
        lead = "" if not then else f"{_BROUGHT}: " if then == _BROUGHT else f"then {then}: "
        yield lead + "; ".join(clauses)


def _place(folder: str) -> str:
    """Write a folder, without the middle of a deep one.

    >>> _place("core/src/main/java/org/goos/fit/io"), _place("src/fit")
    ('core/…/fit/io/', 'src/fit/')
    """
    parts = folder.split("/")
    if len(parts) > _DEEP:
        parts = [parts[0], "…", *parts[-2:]]
    return f"{'/'.join(parts)}/" if folder else "at the top"


def _joined(names: Sequence[str]) -> list[str]:
    """Write programs that differ in their suffix alone as one.

    >>> _joined(["casida.cpp", "casida.h", "main.cpp"])
    ['casida.cpp/.h', 'main.cpp']
    """
    found: dict[str, list[str]] = {}
    for name in names:
        stem, dot, suffix = name.rpartition(".")
        found.setdefault(stem if dot and stem else name, []).append(f".{suffix}" if dot and stem else "")
    return [f"{stem}{'/'.join(suffixes)}" for stem, suffixes in found.items()]
