"""Who is who: logins, names and addresses of one person brought together, or suggested to be.

What proves itself is merged: the same login, the same address, an address that begins with the login, the same full
name. What only looks so is a suggestion with its reasons, for a person to confirm in a small text file
(``archaeo.toml``), which is read on the next run:

    [[person]]
    name = "Ellen Thompson"
    also = ["ethompso", "ethompso@hep.northfield.example"]

    [[apart]]                         # two that look alike and are not one
    names = ["yeti", "yeti-dn"]
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import combinations
from pathlib import PurePosixPath

from archaeo.errors import FormatError, Location
from archaeo.model import ChangeLogEntry, Commit, Degree, Identity

_SHARED = """
root admin administrator nobody anonymous anon cvs svn svnadm svnadmin git hg user guest unknown none www-data apache
wwwrun daemon builder build buildbot jenkins nightly webmaster info mail me dev devel test
"""
NOBODY = frozenset(_SHARED.split())
"""Logins behind which several people may stand; they are never merged with a name."""

MOST_SUGGESTED = 300
"""Suggestions are looked for among the persons who did most; a list of thousands would be read by nobody."""

FEW_SEEN = 3
"""Seen less often than this, nobody can be said to stop or to start."""

_UUID_HOST = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z", re.I)
_HIDDEN = re.compile(r"(\A|\b)(no-?reply|users\.noreply|localhost|none|unknown|invalid)\b|\A\(", re.I)
_AUTHORS_LINE = re.compile(
    r"^[^\w\n]*(?P<name>[^\W\d_][^<>@:;,\n]*?)[ \t,:;]+[<(]?(?P<email>[\w.+-]+@[\w.-]+\w)[>)]?", re.M
)


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
    seen = _observe(commits, entries, listed)
    groups = _Groups(seen)
    for names in confirmed.together:
        wanted = {_fold(name) for name in names}
        groups.join([item for item in seen if wanted & _names_of(item.identity)], "confirmed", "recorded")
        groups.shown.update({item.identity: names[0] for item in seen if wanted & _names_of(item.identity)})
    apart = [{_fold(name) for name in names} for names in confirmed.apart]
    for one, other in _candidates(seen):
        reason = _same(one.identity, other.identity)
        if reason and not _kept_apart(one.identity, other.identity, apart):
            groups.join([one, other], *reason)
    persons = tuple(sorted(groups.persons(), key=lambda p: (-sum(item.count for item in p.known_as), p.name)))
    return People(persons, tuple(_suggest(persons, apart)))


def namer(people: People) -> Callable[[Identity], str]:
    """Give the function from an identity as written to the name its person is shown by."""
    names = {item.identity: person.name for person in people.persons for item in person.known_as}
    return lambda identity: names.get(identity) or identity.name or identity.email.partition("@")[0]


def listed_people(text: str) -> tuple[Identity, ...]:
    """Give the names with an address in an AUTHORS, CREDITS or MAINTAINERS file, in order.

    >>> listed_people("* Kenji Motohashi   kmoto@hep.example (fits)")
    (Identity(name='Kenji Motohashi', email='kmoto@hep.example'),)
    """
    found = (Identity(hit["name"].strip(), hit["email"]) for hit in _AUTHORS_LINE.finditer(text))
    return tuple(dict.fromkeys(identity for identity in found if len(identity.name.split()) <= 5))


def is_authors_name(path: str) -> bool:
    """Whether a file is one that lists people, by its name."""
    return PurePosixPath(path).stem.upper() in {"AUTHORS", "CREDITS", "MAINTAINERS", "CONTRIBUTORS", "THANKS"}


def read_people(text: str, file: str = "people.toml") -> Confirmed:
    """Read what was confirmed.

    Raises:
        FormatError: it is no TOML, or a table lacks its names.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"no TOML: {error}", location=Location(file)) from None
    together: list[tuple[str, ...]] = []
    apart: list[tuple[str, ...]] = []
    for number, table in enumerate(_tables(content, "person", file), 1):
        name, also = table.get("name"), _strings(table.get("also", []))
        if not isinstance(name, str) or also is None:
            raise FormatError(f'person {number} needs name = "..." and also = ["..."]', location=Location(file))
        together.append((name, *also))
    for number, table in enumerate(_tables(content, "apart", file), 1):
        names = _strings(table.get("names"))
        if names is None:
            raise FormatError(f'apart {number} needs names = ["...", "..."]', location=Location(file))
        apart.append(names)
    return Confirmed(tuple(together), tuple(apart))


def write_people(people: People, with_addresses: bool = True) -> str:
    """Give ``people.toml``: persons with more than one name, and the suggestions as comments to be uncommented."""
    parts = ["# Who is who, as it was found. What you correct goes into archaeo.toml, beside the sources.\n"]
    for person in people.persons:
        also = sorted(name for name in set(_also(person)) if with_addresses or "@" not in name)
        if also:
            reasons = "".join(f"# {_comment(reason)}\n" for reason in person.reasons)
            parts.append(
                f"{reasons}[[person]]\nname = {_quoted(person.name)}\nalso = [{', '.join(map(_quoted, also))}]\n"
            )
    for suggestion in people.suggestions:
        reasons = "".join(f"# {suggestion.degree}: {_comment(reason)}\n" for reason in suggestion.reasons)
        one, other = _quoted(suggestion.one), _quoted(suggestion.other)
        parts.append(f"{reasons}# [[person]]\n# name = {_comment(one)}\n# also = [{_comment(other)}]\n")
    return "\n".join(parts)


def _also(person: Person) -> Iterator[str]:
    for item in person.known_as:
        for text in (item.identity.name, item.identity.email):
            if text and text != person.name:
                yield text


# what is seen ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sight:
    sources: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    folders: Counter[str] = field(default_factory=Counter)


def _observe(
    commits: Iterable[Commit], entries: Iterable[ChangeLogEntry], listed: Iterable[Identity]
) -> tuple[Seen, ...]:
    sights: dict[Identity, _Sight] = {}
    for commit in commits:
        sight = sights.setdefault(commit.author, _Sight())
        sight.sources.add("commits")
        sight.days.append(commit.date.date())
        sight.folders.update(_folder(change.path) for change in commit.changes if change.copyfrom is None)
    for entry in entries:
        for author in entry.authors:
            sight = sights.setdefault(author, _Sight())
            sight.sources.add("ChangeLog")
            sight.folders.update(_folder(path) for path in entry.files)
            if entry.date:
                sight.days.append(entry.date.date() if isinstance(entry.date, datetime) else entry.date)
    for identity in listed:
        sights.setdefault(identity, _Sight()).sources.add("AUTHORS")
    return tuple(
        Seen(
            identity,
            tuple(sorted(sight.sources)),
            len(sight.days),
            min(sight.days, default=None),
            max(sight.days, default=None),
            tuple(name for name, _ in sorted(sight.folders.items(), key=lambda item: (-item[1], item[0]))[:5]),
        )
        for identity, sight in sorted(sights.items(), key=lambda item: (item[0].name, item[0].email))
        if identity.name or identity.email
    )


def _folder(path: str) -> str:
    """The folder two levels deep; files at the top are everybody's and say nothing of who wrote them."""
    return "/".join(path.split("/")[:-1][:2])


# what is certain ------------------------------------------------------------------------------------------------------


@cache
def _login(identity: Identity) -> str:
    """The login by which a server knew somebody, folded; "" where only a name is given."""
    local, _, host = identity.email.partition("@")
    if local and (not host or _UUID_HOST.match(host)):
        return _fold(local)
    name = identity.name.strip()
    return _fold(name) if name and not re.search(r"[\s@]", name) and not (local and local != name) else ""


@cache
def _address(identity: Identity) -> str:
    local, _, host = identity.email.partition("@")
    usable = local and host and not _UUID_HOST.match(host) and not _HIDDEN.search(host) and local.lower() not in NOBODY
    return identity.email.lower() if usable and not _HIDDEN.search(local) else ""


@cache
def _full_name(identity: Identity) -> tuple[str, ...]:
    """The words of a name with at least two of them, folded; () for a login."""
    words = tuple(word for word in re.split(r"[\s.,_]+", _fold(identity.name)) if word)
    return words if len(words) >= 2 and "@" not in identity.name else ()


def _fold(text: str) -> str:
    """Without case and accents, so that Garcia is García."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char)).strip()


def _names_of(identity: Identity) -> set[str]:
    return {_fold(text) for text in (identity.name, identity.email, _login(identity)) if text}


def _candidates(seen: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Pairs that share a login, an address, the beginning of one, or a name: a thousand authors make half a million
    pairs, and nearly all of them share nothing."""
    by_key: dict[str, list[Seen]] = {}
    for item in seen:
        identity = item.identity
        local = _fold(_address(identity).partition("@")[0])
        keys = {_login(identity), local, _address(identity), " ".join(_full_name(identity)), _letters(identity)}
        for key in keys - {""}:
            by_key.setdefault(key, []).append(item)
    for _, items in sorted(by_key.items()):
        yield from combinations(items, 2)


def _same(one: Identity, other: Identity) -> tuple[str, Degree] | None:
    """Say why two identities are one person, None where that is not certain enough."""
    login, other_login = _login(one), _login(other)
    if login and login == other_login:
        return f"the same login '{login}'", "recorded"
    if _address(one) and _address(one) == _address(other):
        return "the same address", "recorded"
    name, other_name = _full_name(one), _full_name(other)
    if name and name == other_name:
        return f"the same name '{other.name}'", "likely"
    if (name or other_name) and _letters(one) and _letters(one) == _letters(other):
        return f"'{one.name}' and '{other.name}' are the same but for spaces and marks", "likely"
    for short, long in ((one, other), (other, one)):
        local = _fold(_address(long).partition("@")[0])
        if local and len(local) > 2 and local == _login(short) and not (_full_name(short) and _full_name(long)):
            return f"the address of '{long.name}' begins with the login '{local}'", "likely"
    return None


def _letters(identity: Identity) -> str:
    """A name's letters and digits alone; "" where they are too few to tell anything."""
    letters = re.sub(r"[^a-z0-9]", "", _fold(identity.name))
    return letters if len(letters) >= 8 else ""


def _kept_apart(one: Identity, other: Identity, apart: Sequence[set[str]]) -> bool:
    return any(_names_of(one) & names and _names_of(other) & names for names in apart)


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
        name = item.identity.name
        return bool(_full_name(item.identity)), name != name.lower(), item.count if name else -1, len(name), name

    best = max(items, key=rank).identity
    return best.name or best.email.partition("@")[0]


# what is only suggested -----------------------------------------------------------------------------------------------


def _suggest(persons: Sequence[Person], apart: Sequence[set[str]]) -> Iterator[Suggestion]:
    for one, other in combinations(persons[:MOST_SUGGESTED], 2):
        pairs = [(a.identity, b.identity) for a in one.known_as for b in other.known_as]
        if any(_kept_apart(a, b, apart) for a, b in pairs):
            continue
        likeness = next(filter(None, (_alike(a, b) for a, b in pairs)), "")
        if not likeness:
            continue
        support = [reason for reason in (_succession(one, other), _same_folders(one, other)) if reason]
        rivals = sum(_is_like(one, third) or _is_like(other, third) for third in persons if third not in (one, other))
        if rivals:
            support = []
        # two people may well have like names at once: what works side by side for years needs more than that
        yield Suggestion(one.name, other.name, "likely" if support else "guess", (likeness, *support))


def _is_like(one: Person, other: Person) -> bool:
    return any(_alike(a.identity, b.identity) for a in one.known_as for b in other.known_as)


def _alike(one: Identity, other: Identity) -> str:
    """Say how two names are alike, "" where they are not."""
    for short, long in ((one, other), (other, one)):
        login, words = _login(short), _full_name(long)
        if login and login not in NOBODY and words and _is_login_of(login, words):
            return f"the login '{login}' can be made of the name '{long.name}'"
    name, other_name = _full_name(one), _full_name(other)
    if name and other_name and name[-1] == other_name[-1] and _initial_fits(name[0], other_name[0]):
        return f"'{one.name}' and '{other.name}': the same last name, the first names fit"
    login, other_login = sorted((_login(one), _login(other)), key=len)
    if len(login) < 4 or login == other_login or {login, other_login} & NOBODY:
        return ""
    longer = re.match(re.escape(login) + r"[-_.]?\w{1,4}\Z", other_login)
    near = longer or _one_letter_apart(login, other_login)
    return f"the logins '{login}' and '{other_login}' are alike" if near else ""


def _is_login_of(login: str, words: Sequence[str]) -> bool:
    """Whether a login is made of a name in one of the usual ways.

    >>> [_is_login_of(login, ("kenji", "motohashi")) for login in ("kmoto", "motohask", "kenji.motohashi", "km", "kim")]
    [True, True, True, True, False]
    """
    plain = re.sub(r"[^a-z0-9]", "", login).rstrip("0123456789")
    first, last = words[0], words[-1]
    if len(plain) < 2:
        return False
    made = {first + last, last + first, first[0] + last, last + first[0], first + last[0], "".join(w[0] for w in words)}
    cut = len(plain) >= 4 and (
        (plain[0] == first[0] and last.startswith(plain[1:]))
        or (plain[-1] == first[0] and last.startswith(plain[:-1]))
        or (len(plain) >= 5 and last.startswith(plain))
    )
    return plain in made or plain in (last, first) or cut


def _initial_fits(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= 3)


def _one_letter_apart(one: str, other: str) -> bool:
    if len(one) < 5 or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[start + (len(one) == len(other)) :] == other[start + 1 :]


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


# people.toml ----------------------------------------------------------------------------------------------------------


def _tables(content: dict[str, object], name: str, file: str) -> list[dict[str, object]]:
    tables = content.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise FormatError(f"'{name}' is no list of tables", hint=f"write [[{name}]]", location=Location(file))
    return tables


def _strings(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    strings = tuple(item for item in value if isinstance(item, str))
    return strings if len(strings) == len(value) else None


def _quoted(text: str) -> str:
    """A TOML basic string; everything that is not plain text is escaped."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable():
        return char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"  # TOML has no word for a byte that was not UTF-8
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _comment(text: str) -> str:
    """Text that stays on its comment's line."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
