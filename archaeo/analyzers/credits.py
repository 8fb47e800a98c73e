"""Who is named and never committed: authors in descriptions, lists and heads of programs, patches by and thanks to.

    DESCRIPTION     Author: Eve Li [aut], Gary Weiss [ctb]
    AUTHORS         * Hao Wu - the first version
    src/thal.c      Author: Triinu Saar
    a log message   patch by Nils Berg, thanks to Ada Stone

A repository knows its committers; much of an old project was written by people who mailed patches to them. Somebody
who may be one of the committers by another spelling is not named here, and neither is what is no full name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archaeo.model import Identity, SourceFile

from . import heads as heads_
from ._prose import text_of
from .identities import Person, alike, fold, full_name, is_authors_name, is_whole_login_of, login_of, same_name

_MOST_BYTES = 60_000
DEEPEST = 1
_NAMED = rf"(?P<name>{heads_.NAME})"
_THANKED = re.compile(
    rf"\b(?i:patch(?:es|ed)?|contribut(?:ed|ions?)|submitted|provided|supplied|donated|report(?:ed)?|suggest(?:ed|ions?)|"
    rf"fix(?:es|ed)?|code|bug|spotted|pointed out|written|implemented|courtesy)\s+(?i:by|from|of)\s+{_NAMED}"
    rf"|\b(?i:thanks?|thank you|thx|kudos|credits?)(?:\s+(?i:a lot|very much|goes?|go|again|also))*,?\s+(?i:to)\s+"
    rf"(?P<thanked>{heads_.NAME})"
    rf"|^[ \t]*(?i:(?:reported|suggested|co-authored|tested|submitted|patch|original patch|based-on-patch|contributed)"
    rf"-by):[ \t]*(?P<trailer>{heads_.NAME})",
    re.M,
)
# the address of a program, or its version
_NO_PERSON = re.compile(r"(?:[ ]+v?\d[\d.]*)?(?:[ ]*\([^()\n]*\))?[ ]*<[^>\n]*\bno-?reply@|[ ]+v?\d", re.I)
_WRITTEN = re.compile(
    rf"\b(?i:written|developed|created|designed|maintained) by (?P<name>{heads_.NAME})(?=[\s,.;:)]|\Z)"
)
_FIELD = re.compile(r"^(?P<field>Author|Maintainer|Contributors?)s?:[ \t]*(?P<text>.+(?:\n[ \t]+.+)*)", re.M)
_IN_CODE = re.compile(r"\b(?:author|maintainer)\s*=\s*u?[\"'](?P<text>[^\"'\n]{3,200})[\"']")
_IN_XML = re.compile(r"<(?:developer|contributor)>.*?<name>(?P<text>[^<]+)</name>", re.S)
_CFF = re.compile(
    r"family-names:[ \t]*\"?(?P<last>[^\"\n]+?)\"?[ \t]*\n[ \t-]*given-names:[ \t]*\"?(?P<first>[^\"\n]+?)\"?[ \t]*$",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody who is named.

    Attributes:
        files: lists and descriptions near the top that name them as an author, by path.
        heads: programs whose heads do.
        thanked: keys of the commits whose messages thank them or say what is by them.
    """

    name: str
    files: tuple[str, ...]
    heads: tuple[str, ...]
    thanked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credits:
    """Who is named.

    Attributes:
        others: those whose name no committer has: lists first, then whom most programs and messages name.
        logins: (login of a committer, the one name among all that are given which it can be made of).
    """

    others: tuple[Credit, ...] = ()
    logins: tuple[tuple[str, str], ...] = ()


def find(
    files: Iterable[SourceFile],
    heads: Mapping[str, heads_.Head],
    messages: Iterable[tuple[str, str]],
    committers: Iterable[Person],
) -> Credits:
    """Give who is named.

    Args:
        messages: (key of a commit, its message).
    """
    found: dict[str, tuple[list[str], list[str], list[str]]] = {}
    for path, name in _listed(files):
        found.setdefault(name, ([], [], []))[0].append(path)
    for name, paths in heads_.authors(heads).items():
        found.setdefault(name, ([], [], []))[1].extend(paths)
    for key, name in _thanked(messages):
        found.setdefault(name, ([], [], []))[2].append(key)
    people = list(committers)
    known = [item.identity for person in people for item in person.known_as]
    others = {name: told for name, told in found.items() if not may_be_one_of(Identity(name), known)}
    made = [
        Credit(
            name, *(tuple(dict.fromkeys(place for one in names for place in others[one][kind])) for kind in range(3))
        )
        for name, names in _joined(others).items()
    ]
    made.sort(key=lambda one: (not one.files, -len(one.heads) - len(one.thanked), one.name))
    return Credits(tuple(made), tuple(_logins(found, people)))


def _logins(found: Iterable[str], people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """Yield the logins whose owner is given nowhere by name, with the only name that fits and that fits no other."""
    named = [item.identity for person in people for item in person.known_as if full_name(item.identity)]
    bare = [person for person in people if not any(full_name(item.identity) for item in person.known_as)]
    names = [name for name in _joined(found) if not any(_are_one(name, other.name) for other in named)]
    fits: dict[str, list[str]] = {}
    for person in bare:
        for name in names:
            words = full_name(Identity(name))
            logins = {login_of(item.identity) for item in person.known_as} - {""}
            if any(is_whole_login_of(one, words) or _is_last_name(one, words) for one in logins):
                fits.setdefault(person.name, []).append(name)
    taken = [name for mine in fits.values() for name in mine]
    yield from ((login, mine[0]) for login, mine in fits.items() if len(mine) == 1 and taken.count(mine[0]) == 1)


def _is_last_name(login: str, words: Sequence[str]) -> bool:
    """Whether a login is a last name, as ``sherrill``, or one cut short behind initials, as ``mlleinin``."""
    last = words[-1]
    near = len(login) >= 7 and login[0] == words[0][0] and any(login[at:] == last[: len(login) - at] for at in (1, 2))
    return len(last) >= 5 and (login == last or near)


def may_be_one_of(identity: Identity, known: Iterable[Identity]) -> bool:
    """Whether somebody may be one of these: a like name, or the same last name (Bill and William, Li Wu and L. Wu)."""
    words = full_name(identity)
    last = words[-1:]
    return any(
        fold(identity.name) == fold(other.name)
        or (words and _has_initials(login_of(other), words))
        or (words and (is_whole_login_of(login_of(other), words) or _is_last_name(login_of(other), words)))
        or (len(words) > 1 and set(words) < set(full_name(other)))
        or (last and last == full_name(other)[-1:])
        or same_name(identity, other)
        or alike(identity, other)
        for other in known
    )


def _has_initials(login: str, words: Sequence[str]) -> bool:
    """Whether a short login begins and ends as a name does: dfs may be Debby Swayne, with a middle name nobody told."""
    login = login.rstrip("0123456789")
    return 2 <= len(login) <= 4 and login[0] == words[0][0] and login[-1] == words[-1][0]


def _joined(found: Iterable[str]) -> dict[str, list[str]]:
    """Give each person's names by the longest of them: K. Weiss is Konrad Weiss where there is one of that name."""
    groups: dict[str, list[str]] = {}
    for name in sorted(found, key=lambda name: (-len(name), name)):
        like = [other for other in groups if _are_one(name, other)]
        groups.setdefault(like[0] if len(like) == 1 else name, []).append(name)
    return groups


def _are_one(one: str, other: str) -> bool:
    words, others = full_name(Identity(one)), full_name(Identity(other))
    if words and others and words[-1] == others[-1]:  # Dan and J. Daniel
        given = [(a, b) for a in words[:-1] for b in others[:-1] if min(len(a), len(b)) >= 3]
        if any(a.startswith(b) or b.startswith(a) for a, b in given):
            return True
    return same_name(Identity(one), Identity(other)) or bool(alike(Identity(one), Identity(other)))


def _listed(files: Iterable[SourceFile]) -> Iterator[tuple[str, str]]:
    """Yield (path, name) of the authors that files near the top list."""
    for file in files:
        base = file.path.rpartition("/")[2]
        if file.path.count("/") > DEEPEST or file.link is not None:
            continue
        if is_authors_name(file.path):
            yield from ((file.path, name) for name in _of_list(text_of(file, _MOST_BYTES)))
        elif base == "DESCRIPTION" and re.search(r"^Package:", text := text_of(file, _MOST_BYTES), re.M):
            for hit in _FIELD.finditer(text):
                joined = re.sub(r"<[^<>]*>|\([^()]*\)|\[[^\[\]]*\]", "", " ".join(hit["text"].split()))
                pieces = re.split(r"\s*[,;&]\s*|\s+and\s+|\s+(?:with|from|by)\s+", joined)
                yield from ((file.path, name.strip(" .")) for name in pieces if heads_.is_name(name.strip(" .")))
        elif base in ("setup.py", "pom.xml", "CITATION.cff"):
            yield from ((file.path, name) for name in _packaged(base, text_of(file, _MOST_BYTES)))


def _packaged(base: str, text: str) -> Iterator[str]:
    if base == "CITATION.cff":
        names = (f"{hit['first']} {hit['last']}" for hit in _CFF.finditer(text))
        yield from (name for name in names if heads_.is_name(name))
        return
    for hit in (_IN_CODE if base == "setup.py" else _IN_XML).finditer(text):
        yield from heads_.persons(hit["text"])


def _of_list(text: str) -> Iterator[str]:
    r"""Yield the names that begin lines of a list.

    A name below a line that is none belongs to an address.

    >>> list(_of_list("* Hao Wu <w@lab.example>\nThis is a list\n- Eve Li: the manual\nBob Stone, Ada Weiss\n"))
    ['Hao Wu', 'Eve Li', 'Bob Stone', 'Ada Weiss']
    """
    is_inside = False
    for line in text.split("\n"):
        bare = re.sub(r"\A[\s*+•-]*(?:\d+[.)]\s*|[NA]:\s*)?", "", line)
        whole = re.split(r"\s*(?:[<(\[:\t]|\s-+\s|--|\s{2,})", bare, maxsplit=1)[0].strip(" .,*")
        names = re.split(r"\s*,\s*|\s+and\s+", whole)
        is_new = not is_inside or line.lstrip()[:1] in "*+•-" or line[:1].isdigit()
        is_list = is_new and all(map(heads_.is_name, names))
        if is_list:
            yield from names
        is_inside = bool(line.strip()) and not is_list
    for hit in _WRITTEN.finditer(" ".join(text.split())):
        if heads_.is_name(hit["name"]):
            yield hit["name"]


def _thanked(messages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (key, name) of whom messages thank, or say that something is by."""
    for key, text in messages:
        for hit in _THANKED.finditer(text):
            name = hit["name"] or hit["thanked"] or hit["trailer"]
            words = name.split(" ")
            # "patch by Eve Li Fixes the ..." goes on with the next sentence, a name of three words ends with one
            if not re.match(r"[\s.,;:!?)\]>\"'&/<(\[-]|\Z", text[hit.end() : hit.end() + 1]):
                continue  # cut short by a letter that could not be read
            if _NO_PERSON.match(text, hit.end()):
                continue
            goes_on = len(words) > 2 and re.match(r"\s*(?:[\w'\"]|\Z)", text[hit.end() : hit.end() + 2]) is not None
            is_sure = any(word.islower() or len(word.strip(".")) == 1 for word in words[1:-1])
            written = sum(len(word.strip(".")) > 1 for word in words)
            if heads_.is_name(name) and written >= 2 and (is_sure or not goes_on or text[hit.end() :].strip() == ""):
                yield key, name
