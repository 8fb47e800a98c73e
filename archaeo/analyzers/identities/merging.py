"""Brings together what is certain, or certain enough, to be one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from archaeo.model import ChangeLogEntry, Commit, Degree, Identity

from . import bridges
from .names import (
    NO_NAMES,
    NOBODY,
    address_of,
    but_for_the_middle,
    ends,
    fold,
    forge_login,
    full_name,
    kept_apart,
    letters,
    login_of,
    names_of,
    plain_name,
)
from .records import Confirmed, People, Person, Seen
from .sights import observe
from .suggestions import suggest


def identify(
    commits: Iterable[Commit],
    entries: Iterable[ChangeLogEntry] = (),
    listed: Iterable[Identity] = (),
    confirmed: Confirmed | None = None,
) -> People:
    """Give the persons behind the names of commits, ChangeLog entries and an AUTHORS file.

    Args:
        listed: see ``listed_people``.
    """
    confirmed = confirmed or Confirmed()
    seen, diaries = observe(commits, entries, listed)
    groups = _Groups(seen)
    for names in confirmed.together:
        wanted = {fold(name) for name in names}
        groups.join([item for item in seen if wanted & names_of(item.identity)], "confirmed", "recorded")
        groups.shown.update({item.identity: names[0] for item in seen if wanted & names_of(item.identity)})
    apart = [{fold(name) for name in names} for names in confirmed.apart]
    for one, other in _candidates(seen):
        reason = _same(one.identity, other.identity)
        if reason and not kept_apart(one.identity, other.identity, apart):
            groups.join([one, other], *reason)
    for one, other, why in bridges.find(tuple(groups.persons()), diaries, apart):
        groups.join([one, other], why, "likely")
    persons = tuple(sorted(groups.persons(), key=lambda p: (-sum(item.count for item in p.known_as), p.name)))
    return People(persons, tuple(suggest(persons, apart)))


def namer(people: People) -> Callable[[Identity], str]:
    """Give the function from an identity as written to the name its person is shown by."""
    names = {item.identity: person.name for person in people.persons for item in person.known_as}
    return lambda identity: names.get(identity) or identity.name or identity.email.partition("@")[0]


def _candidates(seen: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Pairs that share a login, an address, the beginning of one, or a name: a thousand authors make half a million
    pairs, and nearly all of them share nothing."""
    by_key: dict[str, list[Seen]] = {}
    for item in seen:
        identity = item.identity
        local = fold(address_of(identity).partition("@")[0])
        keys = {login_of(identity), local, address_of(identity), " ".join(full_name(identity)), letters(identity)}
        keys |= {" … ".join(ends(identity) or ()), forge_login(identity)}
        for key in keys - {""}:
            by_key.setdefault(key, []).append(item)
    for _, items in sorted(by_key.items()):
        yield from combinations(items, 2)


def _same(one: Identity, other: Identity) -> tuple[str, Degree] | None:
    """Say why two identities are one person, None where that is not certain enough."""
    login, other_login = login_of(one), login_of(other)
    if login and login == other_login:
        return f"the same login '{login}'", "recorded"
    if address_of(one) and address_of(one) == address_of(other):
        return "the same address", "recorded"
    if forge_login(one) and one.email.casefold() == other.email.casefold():
        return "the same address at a forge", "recorded"
    name, other_name = full_name(one), full_name(other)
    if name and name == other_name:
        return f"the same name '{other.name}'", "likely"
    if (name or other_name) and letters(one) and letters(one) == letters(other):
        return f"'{one.name}' and '{other.name}' are the same but for spaces and marks", "likely"
    for made_up, real in ((one, other), (other, one)):
        account = forge_login(made_up)
        if len(account) >= 6 and account in (forge_login(real), login_of(real), letters(real)):
            return f"the account '{account}' of a forge", "likely"
    if but_for_the_middle(one, other):
        return f"'{one.name}' and '{other.name}': the same first and last name", "likely"
    for short, long in ((one, other), (other, one)):
        local = fold(address_of(long).partition("@")[0])
        if local and len(local) > 2 and local == login_of(short) and not (full_name(short) and full_name(long)):
            return f"the address of '{long.name}' begins with the login '{local}'", "likely"
    return None


class _Groups:
    """Union-find over what was seen, keeping the reasons."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self._seen = seen
        self._parent = {item.identity: item.identity for item in seen}
        self._reasons: list[tuple[Identity, str, Degree]] = []
        self.shown: dict[Identity, str] = {}

    def join(self, items: Sequence[Seen], reason: str, degree: Degree) -> None:
        """Make these one; a reason is kept only where it joined something."""
        for item in items[1:]:
            a, b = self._root(items[0].identity), self._root(item.identity)
            if a != b:
                self._parent[b] = a
                self._reasons.append((a, reason, degree))

    def persons(self) -> Iterator[Person]:
        groups: dict[Identity, list[Seen]] = {}
        for item in self._seen:
            groups.setdefault(self._root(item.identity), []).append(item)
        for root, items in groups.items():
            why = [(reason, degree) for start, reason, degree in self._reasons if self._root(start) == root]
            degree: Degree = "likely" if any(degree == "likely" for _, degree in why) else "recorded"
            shown = next((self.shown[item.identity] for item in items if item.identity in self.shown), "")
            reasons = tuple(dict.fromkeys(reason for reason, _ in why))
            yield Person(shown or _best_name(items), tuple(items), degree, reasons)

    def _root(self, identity: Identity) -> Identity:
        while self._parent[identity] != identity:
            identity = self._parent[identity]
        return identity


def _best_name(items: Sequence[Seen]) -> str:
    """The fullest name: words first, then how often it was used; a login where there is no name."""

    def rank(item: Seen) -> tuple[bool, bool, int, int, str]:
        name = _own_name(item.identity)
        return bool(full_name(item.identity)), name != name.lower(), item.count if name else -1, len(name), name

    best = max(items, key=rank).identity
    return _own_name(best) or best.email.partition("@")[0]


def _own_name(identity: Identity) -> str:
    """The name; "" for one that is everybody's, where an address says who it was."""
    name = plain_name(identity.name)
    return "" if fold(name) in NOBODY | NO_NAMES and address_of(identity) else name
