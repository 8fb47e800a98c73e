"""Persons that only look like one, for somebody to confirm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from .names import alike, kept_apart
from .records import Person, Suggestion

MOST_SUGGESTED = 300
"""Suggestions are looked for among the persons who did most; a list of thousands would be read by nobody."""

FEW_SEEN = 3
"""Seen less often than this, nobody can be said to stop or to start."""


def suggest(persons: Sequence[Person], apart: Sequence[set[str]]) -> Iterator[Suggestion]:
    """Yield pairs of like names, sure of them where days or folders speak for it and no third has such a name."""
    for one, other in combinations(persons[:MOST_SUGGESTED], 2):
        pairs = [(a.identity, b.identity) for a in one.known_as for b in other.known_as]
        if any(kept_apart(a, b, apart) for a, b in pairs):
            continue
        likeness = next(filter(None, (alike(a, b) for a, b in pairs)), "")
        if not likeness:
            continue
        support = [reason for reason in (_succession(one, other), _same_folders(one, other)) if reason]
        rivals = sum(_is_like(one, third) or _is_like(other, third) for third in persons if third not in (one, other))
        if rivals:
            support = []
        # two people may well have like names at once: what works side by side for years needs more than that
        yield Suggestion(one.name, other.name, "likely" if support else "guess", (likeness, *support))


def _is_like(one: Person, other: Person) -> bool:
    return any(alike(a.identity, b.identity) for a in one.known_as for b in other.known_as)


def _succession(one: Person, other: Person) -> str:
    """Say that one stops where the other starts: within a year, without working side by side for more than a month."""
    spans = []
    for person in (one, other):
        days = [day for item in person.known_as for day in (item.first, item.last) if day]
        if not days or sum(item.count for item in person.known_as) < FEW_SEEN:
            return ""
        spans.append((min(days), max(days), person.name))
    (_, end, name), (begin, _, other_name) = sorted(spans)
    if -31 <= (begin - end).days <= 366:
        return f"'{name}' is last seen {end}, '{other_name}' first seen {begin}"
    return ""


def _same_folders(one: Person, other: Person) -> str:
    places = [{folder for item in person.known_as for folder in item.folders[:3] if folder} for person in (one, other)]
    shared = sorted(places[0] & places[1])
    return f"both worked most in {', '.join(shared)}" if shared and len(shared) * 2 > min(map(len, places)) else ""
