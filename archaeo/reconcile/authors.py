"""Whether two names are one person, and what the matches reveal of that."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from archaeo.model import Commit, Identity

from .records import Alias, Match


def is_same(one: Identity, two: Identity, known: Mapping[str, str]) -> bool:
    """Tell whether an entry's author and a commit's may be one person.

    >>> is_same(Identity("Ellen Thompson"), Identity("ethompso"), {})
    True
    >>> is_same(Identity("ethompso"), Identity("kmoto"), {})
    False
    """
    if one.email and two.email and _local(one.email) == _local(two.email):
        return True
    names = [name for name in (one.name, _local(one.email)) if name]
    others = [name for name in (two.name, _local(two.email)) if name]
    if known.get(_plain(two.name)) in {_plain(name) for name in names}:
        return True
    return any(_alike(a, b) for a in names for b in others)


@lru_cache(65536)
def _alike(a: str, b: str) -> bool:
    if _plain(a) == _plain(b):
        return bool(_plain(a))
    first, second = sorted((a.split(), b.split()), key=len, reverse=True)
    if len(first) >= 2 and len(second) == 1:
        return _is_login(second[0].lower(), [_plain(word) for word in first if _plain(word)])
    if len(first) >= 2 and len(second) >= 2:
        return _plain(first[-1]) == _plain(second[-1]) and first[0][:1].lower() == second[0][:1].lower()
    return False


def _is_login(login: str, words: list[str]) -> bool:
    """Tell whether a login is made of a name: initial and surname (cut), surname, first name, initials."""
    login = re.sub(r"[\d._-]", "", login)
    if len(login) < 2 or len(words) < 2:
        return False
    name, surname = words[0], words[-1]
    made = {name, surname, name + surname, surname + name, surname + name[0], "".join(word[0] for word in words)}
    return login in made or (len(login) >= 4 and ((name[0] + surname).startswith(login) or surname.startswith(login)))


def _local(email: str) -> str:
    return re.split(r"@|\s+(?:at|AT|-at-)\s+", email)[0].strip().lower()


@lru_cache(65536)
def _plain(name: str) -> str:
    return re.sub(r"[^a-z]+", "", name.lower())


def learn(matches: Mapping[int, Match], commits: Sequence[Commit]) -> dict[str, str]:
    """Give the commit's name to the entry's name, both in plain letters, where most matches agree on it."""
    counts = _counts(matches.values(), commits)
    found = {}
    for login, names in counts.items():
        (person, count), total = names.most_common(1)[0], sum(names.values())
        if count >= 2 and count * 5 >= total * 4:
            found[_plain(login.name)] = _plain(person.name or _local(person.email))
    return found


def aliases(matches: Iterable[Match], commits: Sequence[Commit]) -> tuple[Alias, ...]:
    """Give the people who appear under another name in the ChangeLog, where most of their matches agree on it."""
    sure = [match for match in matches if match.degree in ("recorded", "counted")]
    found = []
    for login, names in _counts(sure, commits).items():
        (person, count), total = names.most_common(1)[0], sum(names.values())
        differs = _plain(person.name) and (_plain(person.name) != _plain(login.name))
        if differs and count >= 2 and count * 3 >= total * 2:
            found.append(Alias(login.name, person.name, person.email, count))
    return tuple(sorted(found, key=lambda alias: (-alias.count, alias.login)))


def _counts(matches: Iterable[Match], commits: Sequence[Commit]) -> dict[Identity, Counter[Identity]]:
    by_key = {commit.key: commit.author for commit in commits}
    counts: dict[Identity, Counter[Identity]] = defaultdict(Counter)
    for match in matches:
        if len(match.entry.authors) == 1 and match.commit in by_key:
            counts[by_key[match.commit]][match.entry.authors[0]] += 1
    return counts
