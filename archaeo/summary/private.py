"""A summary without addresses, or without names: the same change on every text of it, so that all faces agree.

Nothing is analysed anew: the finished summary is gone through, and each text of it. People that archaeo knows (by the
commits, ChangeLogs and lists of authors) become ``Person A``, ``Person B`` in the order in which they came, wherever
their names, logins and addresses stand: as authors, in messages, paths, quotations and diffs. A name that stands
nowhere but in running text is not known and stays, which the page of provenance says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from operator import is_not
from typing import Any
from unicodedata import combining, normalize

from archaeo.analyzers.identities import NOBODY, People, Person, Seen
from archaeo.model import Identity

from .blocks import Items, Section, Sentence, Text

Scrub = Callable[[str], str]

_NO_DOMAIN = "png|jpe?g|gif|svg|ico|css|js|py|txt|html?|xml|json|conf|service|tar|gz"
_ADDRESS = re.compile(rf"(?<![\w.])([\w.+%-]{{1,64}})@((?:[A-Za-z0-9-]+\.)+(?!(?:{_NO_DOMAIN})\b)[A-Za-z]{{2,}})\b")
# letters as LaTeX (``Garc\\'{\\i}a``, ``Ne\\v{c}as``, ``M{\\"u}ller``) and HTML (``Garc&iacute;a``) write them
_MARK = r"""\\(?:["'`^~=.]|[uvHtcdbkr](?=[{ ]))[ ]?(?:\{\\?[A-Za-z]\}|\\?[A-Za-z])"""
_SPECIAL = r"\\(?:ss|[oOlLi]|a[ae]|A[AE]|oe|OE)(?![A-Za-z])(?:\{\})?"
_ENTITY = r"&[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|ring|caron|slash);"
_MADE = re.compile(rf"\{{(?:{_MARK}|{_SPECIAL})\}}|{_MARK}|{_SPECIAL}|{_ENTITY}")
# where something lies; a name in it goes with all of it, or what is left leads nowhere and tells who it was
_PLACE = re.compile(
    r"(?:\b[a-z][a-z+]{1,9}://|\bmailto:|(?<![\w.@/])(?:www\.|[\w.-]+@[\w.-]+\.[a-z]{2,}:(?=[\w~./-]*/))"
    r"|(?<![\w.@/-])(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|info|de|uk|fr|ch|it|jp|nl|se|es|au|ca|eu|ru)/)[^\s<>\"'`|\\]+",
    re.I,
)
_WORD = re.compile(rf"(?:[^\W_]|{_MADE.pattern})+")
_PIECE = re.compile(r"[^\W\d_a-zß-öø-ÿ]+(?![a-zß-öø-ÿ])|[^\W\d_a-zß-öø-ÿ]?[a-zß-öø-ÿ]+|\d+|\w")
_TRAILER = re.compile(
    r"^([ \t]*(?:signed-off|reported|reviewed|acked|tested|suggested|submitted|co-authored|patch(?:ed)?|found)[ -]"
    r"(?:off[ -])?by:?[ \t]+)(?!Person )([^\n]+)$",
    re.I | re.M,
)
_HOLDER = re.compile(r"((?:copyright|©)[ \t]*(?:\(c\)|©)?[ \t]*[\d, –-]*)(?!Person )([^\W\d][^\n]*)", re.I)
# words of the records themselves, which a login may be by chance
_RESERVED = frozenset(
    "change entry release event silence copy mass machine recorded counted likely guess commit changelog tag trunk "
    "main master file external include call use import".split()
)
LEAST_PART = 3
LEAST_SURNAME = 5
LEAST_PIECE = 4
"""Letters of a name that is found as a piece of a word: ``garciaFit``, ``FitGARCIA2``."""
LEAST_INSIDE = 7
"""Letters of a name that is found anywhere in a word, where nothing marks where it begins."""


def without_addresses(text: str) -> str:
    """Give a text whose mail addresses end at their @.

    >>> without_addresses("by eve@hep.example.org, icon@2x.png, trunk@17")
    'by eve@…, icon@2x.png, trunk@17'
    """
    return _ADDRESS.sub(r"\1@…", text) if "@" in text else text


class Pseudonyms:
    """Gives texts in which known people are ``Person A`` and so on."""

    def __init__(self, persons: list[Person]) -> None:
        self._names: dict[tuple[str, ...], set[int]] = {}
        self._parts: dict[str, set[int]] = {}
        self._whole: dict[str, int] = {}
        self._known: dict[str, str] = {}
        for number, person in enumerate(persons):
            for name in _known_names(person):
                self._add(name, number)
        self._first = {words[0] for words in self._names} | {folded(part) for part in self._parts}
        self._inside = {words[0]: who for words, who in self._names.items() if len(words) == 1}
        self._lengths = sorted({len(name) for name in self._inside if len(name) >= LEAST_INSIDE}, reverse=True)
        self._made: dict[str, str] = {}

    def _add(self, name: str, number: int) -> None:
        self._whole.setdefault(name, number)
        local = name.partition("@")[0]
        if local.casefold() in NOBODY | _RESERVED or not _WORD.search(local):
            return
        words = _WORD.findall(local)
        if len("".join(words)) >= LEAST_PART:
            self._names.setdefault(tuple(map(folded, words)), set()).add(number)
        if " " not in local:
            return
        self._names.setdefault((folded("".join(words)),), set()).add(number)
        for word in words:
            if len(word) >= LEAST_PART and word[0].isupper():
                self._parts.setdefault(word, set()).add(number)
        if len(words[-1]) >= LEAST_SURNAME:
            for surname in {folded(words[-1]), folded(_german(words[-1]))}:
                self._names.setdefault((surname,), set()).add(number)

    def __call__(self, text: str) -> str:
        """Give the text without the names."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._scrubbed(text)
        return found

    def _scrubbed(self, text: str) -> str:
        if text in self._whole:
            return pseudonym(self._whole[text])
        if "/" in text or "mailto:" in text:
            text = _PLACE.sub(self._place, text)
        if "@" in text:
            text = _ADDRESS.sub(self._address, text)
        found = {hit[0] for hit in _WORD.finditer(text)}
        if not any(folded(word) in self._first or self._word(word) != word for word in found):
            made = text
        else:
            made = "".join(self._replaced(text))
        made = _TRAILER.sub(r"\1(a name)", made)
        return _HOLDER.sub(lambda hit: hit[0] if "Person " in hit[2] else f"{hit[1]}(a holder)", made)

    def _place(self, hit: re.Match[str]) -> str:
        """Give where something lies as it was, or that it is left out where a name stands in it."""
        whole = _ADDRESS.sub(self._address, hit[0])
        return hit[0] if "".join(self._replaced(whole)) == hit[0] else "(a link)"

    def _address(self, hit: re.Match[str]) -> str:
        known = self._whole.get(hit[0]) if hit[0] in self._whole else self._whole.get(hit[1])
        return pseudonym(known) if known is not None else "(address)"

    def _replaced(self, text: str) -> Iterator[str]:
        words = [(hit.start(), hit.end(), hit[0]) for hit in _WORD.finditer(text)]
        at = place = 0
        while place < len(words):
            start, end, word = words[place]
            taken, who = self._at(text, words, place) if folded(word) in self._first else (0, set())
            if taken:
                yield text[at:start]
                yield _one_of(who)
                at = words[place + taken - 1][1]
                place += taken
            else:
                yield text[at:start]
                yield self._word(word)
                at = end
                place += 1
        yield text[at:]

    def _word(self, word: str) -> str:
        """Give a word without the names that are parts of it."""
        made = self._made.get(word)
        if made is None:
            made = self._made[word] = "".join(self._without(word)) if len(word) > LEAST_PIECE else word
        return made

    def _without(self, word: str) -> Iterator[str]:
        pieces = _PIECE.findall(word)
        if "".join(pieces) != word:
            pieces = [word]
        place = 0
        while place < len(pieces):
            for count in (3, 2, 1):
                part = "".join(pieces[place : place + count])
                who = self._inside.get(folded(part)) if len(part) >= LEAST_PIECE else None
                if who and part != word and not part.isdigit():
                    yield _one_of(who).replace(" ", "")
                    place += count
                    break
            else:
                yield self._anywhere(pieces[place])
                place += 1

    def _anywhere(self, piece: str) -> str:
        small = folded(piece)
        if len(small) != len(piece):
            return piece
        for length in self._lengths:
            for start in range(len(small) - length + 1):
                who = self._inside.get(small[start : start + length])
                if who:
                    before, after = piece[:start], piece[start + length :]
                    return before + _one_of(who).replace(" ", "") + self._anywhere(after)
        return piece

    def _at(self, text: str, words: list[tuple[int, int, str]], place: int) -> tuple[int, set[int]]:
        """Give how many words from a place on are a name, and whose it may be."""
        longest = 1
        while longest < 4 and place + longest < len(words):
            between = text[words[place + longest - 1][1] : words[place + longest][0]]
            if between not in (" ", ".", "_", "-", ". ", "'", ""):
                break
            longest += 1
        for length in range(longest, 0, -1):
            key = tuple(folded(word) for _, _, word in words[place : place + length])
            if key in self._names:
                return length, self._names[key]
        word = words[place][2]
        word = word.capitalize() if word.isupper() else word
        return (1, self._parts[word]) if word in self._parts else (0, set())


@lru_cache(100_000)
def folded(word: str) -> str:
    """Give a word in small letters without accents, which names are written with and without.

    >>> folded("García"), folded(r"Garc\\'{\\i}a"), folded(r"Ne\\v{c}as"), folded("Garc&iacute;a")
    ('garcia', 'garcia', 'necas', 'garcia')
    """
    if "\\" in word or "&" in word:
        word = _MADE.sub(_letter, word)
    plain = word if word.isascii() else "".join(c for c in normalize("NFKD", word) if not combining(c))
    return plain.casefold()


def _letter(hit: re.Match[str]) -> str:
    """Give the letter that a mark of LaTeX or HTML is put on."""
    if hit[0][0] == "&":
        return hit[0][1]
    return re.sub(r"[^A-Za-z]", "", re.sub(r"\\[uvHtcdbkr](?=[{ ])", "", hit[0]))


def _german(word: str) -> str:
    """Give a name as those write it who have no umlauts."""
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ø", "oe"), ("å", "aa")):
        word = word.replace(letter, written).replace(letter.upper(), written.capitalize())
    return word


def _one_of(who: set[int]) -> str:
    return pseudonym(next(iter(who))) if len(who) == 1 else "(a name)"


@cache
def pseudonym(number: int) -> str:
    """Give the name of the n-th person.

    >>> pseudonym(0), pseudonym(25), pseudonym(26), pseudonym(702)
    ('Person A', 'Person Z', 'Person AA', 'Person AAA')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"Person {letters}"


def _known_names(person: Person) -> list[str]:
    names = [person.name, person.name.partition("@")[0]]
    for seen in person.known_as:
        names += [seen.identity.name, seen.identity.email, seen.identity.email.partition("@")[0]]
        names.append(seen.identity.name.partition("@")[0])
    return [name for name in dict.fromkeys(names) if name]


_HONEST = (
    Sentence(
        "People are called Person A, Person B and so on, in the order in which they came; logins and addresses went "
        "with the names.",
        "recorded",
        "authors of commits and ChangeLog entries, lists of authors",
    ),
    Sentence(
        "A name that stands only in running text or in a file is not known to archaeo and stands as it was written; so "
        "do names in titles and references of papers, and short ones inside a longer word.",
        "recorded",
    ),
    Sentence(
        "Dates, commit ids and the wording of messages are unchanged: whoever has the repository can tell who it was.",
        "recorded",
    ),
)


def without_names(summary: Any, named: Iterable[str] = ()) -> Any:
    """Give the summary with pseudonyms, and a paragraph on what may still tell who it was.

    Args:
        named: who is known by name and did not commit.
    """
    first: dict[str, int] = {}
    for place, row in enumerate(summary.rows):
        first.setdefault(row.who, place)
    persons = sorted(
        summary.people.persons,
        key=lambda person: (min(first.get(name, len(first) + 10**9) for name in _known_names(person)), person.name),
    )
    others = (Person(name, (Seen(Identity(name), (), 0, None, None),), "likely") for name in named)
    made = mapped(summary, Pseudonyms([*persons, *others]))
    # which name was taken for which is what shall not be known
    sections = tuple(
        replace(
            section, blocks=tuple(b for b in section.blocks if not (isinstance(b, Items) and b.title[:5] == "Names"))
        )
        for section in made.sections
    )
    made = replace(made, sections=sections)
    return _noted(replace(made, people=People(())), "Names", _HONEST)


def without_mail(summary: Any) -> Any:
    """Give the summary with mail addresses cut at their @."""
    return mapped(summary, without_addresses)


def _noted(summary: Any, title: str, sentences: tuple[Sentence, ...]) -> Any:
    note = Text(sentences, title)
    sections = [
        replace(section, blocks=(*section.blocks, note)) if section.name == "provenance" else section
        for section in summary.sections
    ]
    if not any(section.name == "provenance" for section in sections):
        sections.append(Section("provenance", "Provenance", (note,)))
    return replace(summary, sections=tuple(sections))


def mapped(value: Any, scrub: Scrub) -> Any:
    """Give a record with every text in it changed, keys of mappings left as they are but paths.

    What holds nothing that changes is given back as it is. Two million values are gone through for 17,000 changes:
    how a type is gone through is decided once.
    """
    walk = _Walk(scrub)
    made = walk(value)
    left = getattr(made, "left", None)
    return replace(made, left={scrub(path): held for path, held in left.items()}) if left else made


class _Walk:
    """Goes through a value of any type; see `mapped`."""

    def __init__(self, scrub: Scrub) -> None:
        self._ways: dict[type, Callable[[Any], Any]] = {str: scrub}

    def __call__(self, one: Any) -> Any:
        way = self._ways.get(type(one))
        return way(one) if way else self._new(one)

    def _new(self, one: Any) -> Any:
        kind = type(one)
        if isinstance(one, tuple):
            self._ways[kind] = self._tuple
        elif isinstance(one, Mapping):
            self._ways[kind] = self._mapping
        elif is_dataclass(one):
            self._ways[kind] = self._record(tuple(field.name for field in fields(one)))
        else:
            self._ways[kind] = _as_it_is
        return self(one)

    def _all(self, old: Iterable[Any]) -> list[Any]:
        ways = self._ways
        # a loop of its own saves a call a value
        return [ways[type(one)](one) if type(one) in ways else self(one) for one in old]

    def _tuple(self, one: tuple[Any, ...]) -> tuple[Any, ...]:
        made = self._all(one)
        return tuple(made) if any(map(is_not, made, one)) else one

    def _mapping(self, one: Mapping[Any, Any]) -> Mapping[Any, Any]:
        made = self._all(one.values())
        return dict(zip(one, made, strict=True)) if any(map(is_not, made, one.values())) else one

    def _record(self, names: tuple[str, ...]) -> Callable[[Any], Any]:
        def way(one: Any) -> Any:
            old = [getattr(one, name) for name in names]
            new = self._all(old)
            if not any(map(is_not, new, old)):
                return one
            return replace(
                one, **{name: item for name, item, was in zip(names, new, old, strict=True) if item is not was}
            )

        return way


def _as_it_is(one: Any) -> Any:
    return one
