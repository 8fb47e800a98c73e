"""Dates that a person put right: of a revision, a commit, an entry of a ChangeLog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TypeAlias

from archaeo.model import ChangeLogEntry, Commit

Dates: TypeAlias = Mapping[str, datetime]
"""``r64``, seven digits or more of a commit id, or ``ChangeLog:812`` (file and line) to the right date."""

_FORM = "write r64=2012-05-30, ChangeLog:812=2012-05-30, or with a time: r64=2012-05-30 14:02"


def read(text: str) -> tuple[str, datetime]:
    """Give what is dated, and its date; a day without a time is taken at noon, in UTC as all without a zone.

    Raises:
        ValueError: it is not of this form, or there is no such date.

    >>> read("r64=2012-05-30")
    ('r64', datetime.datetime(2012, 5, 30, 12, 0, tzinfo=datetime.timezone.utc))
    """
    name, equals, told = text.rpartition("=")
    try:
        if not name.strip() or not equals:
            raise ValueError(text)
        if len(told.strip()) <= 10:
            return name.strip(), datetime.combine(date.fromisoformat(told.strip()), time(12), UTC)
        moment = datetime.fromisoformat(told.strip())
    except ValueError:
        raise ValueError(f"'{text}' is no corrected date; {_FORM}") from None
    return name.strip(), moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def commits(found: Iterable[Commit], dates: Dates) -> tuple[Commit, ...]:
    """Give the commits with the dates that were put right, in the order they came."""
    return tuple(_commit(commit, dates) for commit in found) if dates else tuple(found)


def _commit(commit: Commit, dates: Dates) -> Commit:
    _, at, number = commit.key.rpartition("@")
    names = [f"r{number}"] if at else [commit.note.partition("\n")[0]] if commit.note else []
    names += [name for name in dates if len(name) >= 7 and commit.key.startswith(name)]
    right = next((dates[name] for name in names if name in dates), None)
    return commit if right is None else replace(commit, date=right)


def entries(found: Sequence[ChangeLogEntry], file: str, dates: Dates) -> tuple[ChangeLogEntry, ...]:
    """Give the entries of a ChangeLog with the dates that were put right; it may be named with or without its folder.

    A correction to noon is one to the day: entries seldom have a time.
    """
    if not dates:
        return tuple(found)
    names = (file, file.replace("\\", "/").rpartition("/")[2])
    return tuple(_entry(entry, [f"{name}:{entry.line}" for name in names], dates) for entry in found)


def _entry(entry: ChangeLogEntry, names: Sequence[str], dates: Dates) -> ChangeLogEntry:
    right = next((dates[name] for name in names if name in dates), None)
    if right is None:
        return entry
    is_day = (right.hour, right.minute, right.tzinfo) == (12, 0, UTC)
    return replace(entry, date=right.date() if is_day else right, date_precision="day" if is_day else "minute")
