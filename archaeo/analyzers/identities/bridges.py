"""Logins joined with the name they are made of, where their days say so too.

A server knew `dgrell`; the system that came after it, and the ChangeLog, know David Grellscheid. That the login can be
made of the name is not enough to take them for one: it has to fit this name alone, and either the commits under one
begin when those under the other end, or the login committed on the days of the entries under the name, far more often
than on any day. A login that is a whole last name needs only that the two never committed side by side; one that has a
letter of the first name beside it, nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from archaeo.model import Identity

from .names import NOBODY, fold, full_name, is_login_of, is_whole_login_of, kept_apart, login_of
from .records import Person, Seen
from .sights import Diary

_SIDE_BY_SIDE = 31
"""Days."""
_FEW_COMMITS = 3
_FEW_ENTRIES = 5
_SHARE = 0.5
"""Of the days of entries, those on which the login committed; and the odds by which that must beat any day."""
_ODDS = 1.5
_LONG_NAME = 6
"""Letters of a last name that is not everybody's."""
_DAY = timedelta(days=1)


def find(
    persons: Sequence[Person], diaries: Mapping[Identity, Diary], apart: Sequence[set[str]]
) -> Iterator[tuple[Seen, Seen, str]]:
    """Yield one identity of each side, and why they are one person.

    Args:
        persons: as far as they are known.
        apart: see `kept_apart`.
    """
    named = [person for person in persons if any(full_name(item.identity) for item in person.known_as)]
    for person in persons:
        if any(full_name(item.identity) for item in person.known_as):
            continue
        fitting = [other for other in named if _fits(person, other)]
        if len(fitting) != 1:
            continue
        other = fitting[0]
        if any(kept_apart(a.identity, b.identity, apart) for a in person.known_as for b in other.known_as):
            continue
        why = (
            _again(person, other)
            or _whole(person, other)
            or _follows(person, other, diaries)
            or _wrote(person, other, diaries)
            or _apart(person, other, diaries)
        )
        if why:
            reason = f"the login '{person.name}' can be made of the name '{other.name}' alone, and {why}"
            yield other.known_as[0], person.known_as[0], reason


def _fits(person: Person, other: Person) -> bool:
    return any(is_login_of(one, name) or is_whole_login_of(one, name) for one, name in _pairs(person, other))


def _pairs(person: Person, other: Person) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each login of a person with each whole name of the other."""
    # a login stands where there is no name, whatever address is beside it
    logins = {login_of(item.identity) or fold(item.identity.name) for item in person.known_as} - NOBODY - {""}
    names = {full_name(item.identity) for item in other.known_as} - {()}
    yield from product(logins, names)


def _days(person: Person, diaries: Mapping[Identity, Diary]) -> tuple[list[date], set[date]]:
    """Give the days of a person's commits, in order, and those of the entries under the name."""
    known = [diaries[item.identity] for item in person.known_as if item.identity in diaries]
    commits = sorted(set().union(*(diary.commits for diary in known)))
    return commits, set().union(*(diary.entries for diary in known))


def _follows(person: Person, other: Person, diaries: Mapping[Identity, Diary]) -> str:
    """Say that the commits of one begin within a year of the other's end, side by side for a month at most.

    Side by side no longer than a quarter of the time of either: in a project of three weeks all work side by side.
    """
    spans = []
    for one in (person, other):
        commits, _ = _days(one, diaries)
        if len(commits) < _FEW_COMMITS:
            return ""
        spans.append((commits[0], commits[-1], one.name))
    (start, end, name), (begin, last, next_name) = sorted(spans)
    most = min(_SIDE_BY_SIDE, (end - start).days // 4, (last - begin).days // 4)
    if -most <= (begin - end).days <= 366 and last >= end:
        return f"'{name}' commits until {end}, '{next_name}' from {begin}"
    return ""


def _again(person: Person, other: Person) -> str:
    """Say that the same login stands among those of the other already, with another address."""
    own, known = ({fold(item.identity.name) for item in one.known_as} for one in (person, other))
    lasts = {full_name(item.identity)[-1] for item in other.known_as if full_name(item.identity)}
    logins = sorted(
        login for login in own & known if (len(login) >= _LONG_NAME or login in lasts) and login not in NOBODY
    )
    return f"'{logins[0]}' is theirs elsewhere" if logins else ""


def _whole(person: Person, other: Person) -> str:
    """Say that a login has a whole name in it, and a letter of the other name."""
    fits = any(is_whole_login_of(one, name) for one, name in _pairs(person, other))
    return "it has one name whole and begins the other" if fits else ""


def _apart(person: Person, other: Person, diaries: Mapping[Identity, Diary]) -> str:
    """Say that a login is the whole last name, and that its commits end before the other's begin, or the reverse."""
    logins = {login_of(item.identity) for item in person.known_as} - NOBODY
    lasts = {full_name(item.identity)[-1] for item in other.known_as if full_name(item.identity)}
    if not any(len(last) >= _LONG_NAME for last in logins & lasts):
        return ""
    (own, _), (theirs, _) = _days(person, diaries), _days(other, diaries)
    if not own or not theirs or (own[0] <= theirs[-1] and theirs[0] <= own[-1]):
        return ""
    return f"it is the last name, and they never committed side by side ({own[0]} to {own[-1]}, from {theirs[0]} on)"


def _wrote(person: Person, other: Person, diaries: Mapping[Identity, Diary]) -> str:
    """Say that a login committed on the days of the entries under a name."""
    commits, _ = _days(person, diaries)
    _, entries = _days(other, diaries)
    if len(commits) < _FEW_COMMITS:
        return ""
    # the day of an entry is the writer's, that of a commit the server's
    near = {day + shift for day in commits for shift in (-_DAY, timedelta(), _DAY)}
    inside = [day for day in entries if commits[0] - _DAY <= day <= commits[-1] + _DAY]
    hits = sum(day in near for day in inside)
    usual = len(near) / ((commits[-1] - commits[0]).days + 3)
    if hits < _FEW_ENTRIES or hits < _SHARE * len(inside) or hits < _ODDS * usual * len(inside):
        return ""
    return f"'{person.name}' committed on {hits} of the {len(inside)} days of entries by '{other.name}'"
