"""The records of who is who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archaeo.model import Degree, Identity


@dataclass(frozen=True, slots=True)
class Seen:
    """One way in which somebody is named.

    Attributes:
        sources: what names them so: ``commits``, ``ChangeLog``, ``AUTHORS``.
        count: commits and entries.  first, last: days, None where only a list names them.
        folders: top folders that they changed, those changed most first.
    """

    identity: Identity
    sources: tuple[str, ...]
    count: int
    first: date | None
    last: date | None
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by every way in which they are named; ``reasons`` say why these are one."""

    name: str
    known_as: tuple[Seen, ...]
    degree: Degree
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two persons that may be one."""

    one: str
    other: str
    degree: Degree
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, those who did most first, and what should be asked."""

    persons: tuple[Person, ...]
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person said in ``archaeo.toml``: groups of names that are one, and names that are not."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
