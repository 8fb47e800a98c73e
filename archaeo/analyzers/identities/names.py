"""What a name, a login or an address tells of who is meant, and how two of them are alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from archaeo.model import Identity

_SHARED = """
root admin administrator nobody anonymous anon cvs svn svnadm svnadmin git hg user guest unknown none www-data apache
wwwrun daemon builder build buildbot jenkins nightly webmaster info mail me dev devel test
"""
NOBODY = frozenset(_SHARED.split())
"""Logins behind which several people may stand; they are never merged with a name."""

NO_NAMES = frozenset({"unknown", "nobody", "(no author)", "no author"})
"""What stands where nobody is named; one account for all, as root, is at least whoever it was."""

_TOOL = re.compile(
    r"(cvs2(svn|git|hg)|svn2(git|hg)|git-?svn|hg-?git|hgsubversion|convert-repo|tailor|git-cvs(import)?|p4-fusion|"
    r"(github|gitlab)( actions| merge button|-actions)?|(.* )?sync|travis ci|jenkins .*|build ?bot\b.*|"
    r"\(?no[ -_]?author\)?|(.* )?(ro)?bot|.*\[bot\])\Z",
    re.I,
)
_UUID_HOST = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z", re.I)
_HIDDEN = re.compile(r"(\A|\b)(no-?reply|users\.noreply|localhost|none|unknown|invalid)\b|\A\(", re.I)


_ADDED = re.compile(r"\s*\bext:\(.*\)\s*\Z")
"""What hg-git puts behind a name to keep bytes of it that git does not allow."""
_BESIDE = re.compile(r"(?P<login>[\w.-]+) \((?P<name>[^()]*)\)\Z")


@cache
def plain_name(name: str) -> str:
    """Take the name out of ``login (Name)``, as some servers write both; the login where the brackets hold no name.

    Quotation marks around it, and what hg-git added to it, are no part of a name.

    >>> plain_name("rhijmans (Robert Hijmans)"), plain_name("sonia (Ms. )"), plain_name("Eve Li (CERN)")
    ('Robert Hijmans', 'sonia', 'Eve Li (CERN)')
    >>> plain_name('"Eve Li ext:(%22)'), plain_name("'Eve Li'")
    ('Eve Li', 'Eve Li')
    """
    name = _ADDED.sub("", name)
    name = name.strip(" \"'") or name if name[:1] in "\"'" or name[-1:] in '"' else name
    both = _BESIDE.match(name.strip())
    if both is None:
        return name
    words = [word for word in both["name"].split() if not word.endswith(".")]
    return both["name"].strip() if len(words) >= 2 else both["login"]


_ONE_LETTER = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "œ": "oe"})
"""Letters that are no letter with a mark to Unicode."""


@cache
def login_of(identity: Identity) -> str:
    """The login by which a server knew somebody, folded; "" where only a name is given."""
    local, _, host = identity.email.partition("@")
    if local and (not host or _UUID_HOST.match(host)):
        return fold(local)
    name = identity.name.strip()
    # an address beside it is a person's own; one that a converter made up (none@none) says nothing
    other = address_of(identity) and local != name
    return fold(name) if name and not re.search(r"[\s@]", name) and not other else ""


@cache
def address_of(identity: Identity) -> str:
    """The address of one person, folded; "" for one that a machine made up or that several share."""
    local, _, host = identity.email.partition("@")
    usable = local and host and not _UUID_HOST.match(host) and not _HIDDEN.search(host) and local.lower() not in NOBODY
    return identity.email.lower() if usable and not _HIDDEN.search(local) else ""


@cache
def is_nobody(identity: Identity) -> bool:
    """Whether no person is named: a converter or another program, ``(no author)``, an account that several share.

    >>> [is_nobody(Identity(*one)) for one in (("cvs2git", ""), ("root", "root@h"), ("root", "ada@lab.org"))]
    [True, True, False]
    >>> [is_nobody(Identity(*one)) for one in (('ext:(%22)', ""), ("", ""), ("?", "ada@lab.org"))]
    [True, True, False]
    """
    name = plain_name(identity.name).strip()
    name = name if re.search(r"\w", name) else identity.email.partition("@")[0]
    if not name:
        return True
    return bool(_TOOL.match(name)) or (fold(name) in NOBODY and not address_of(identity))


@cache
def forge_login(identity: Identity) -> str:
    """The login that stands in an address which a forge made up, ``33936193+EveLi@users.noreply.github.com``; or ""."""
    local, _, host = identity.email.partition("@")
    return fold(local.rpartition("+")[2]) if re.match(r"users\.noreply\.", host, re.I) else ""


@cache
def full_name(identity: Identity) -> tuple[str, ...]:
    """The words of a name with at least two of them, folded; () for a login."""
    words = tuple(word for word in re.split(r"[\s.,_]+", fold(plain_name(identity.name))) if word)
    return words if len(words) >= 2 and "@" not in identity.name else ()


def fold(text: str) -> str:
    """Without case and accents, so that Garcia is García."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char)).strip()


def names_of(identity: Identity) -> set[str]:
    """Everything that somebody is called by, folded."""
    return {fold(text) for text in (identity.name, identity.email, login_of(identity)) if text}


def letters(identity: Identity) -> str:
    """A name's letters and digits alone; "" where they are too few to tell anything.

    Letters with marks are as those without, and as the two that stand for them where there are no marks.

    >>> letters(Identity("Raik Grünberg")) == letters(Identity("raik gruenberg"))
    True
    >>> letters(Identity("Peter L. Søndergaard")) == letters(Identity("Peter L. Soendergaard"))
    True
    """
    plain = fold(identity.name).translate(_ONE_LETTER)
    letters = re.sub(r"([aou])e", r"\1", re.sub(r"[^a-z0-9]", "", plain))
    return letters if len(letters) >= 8 else ""


def ends(identity: Identity) -> tuple[str, str] | None:
    """The first and the last word of a name, where both are written out."""
    words = full_name(identity)
    return (words[0], words[-1]) if words and min(len(words[0]), len(words[-1])) >= 3 else None


def but_for_the_middle(one: Identity, other: Identity) -> bool:
    """Whether two names are the same but for a middle name that one leaves out or cuts to its letter.

    >>> but_for_the_middle(Identity("David H. Munro"), Identity("David Munro"))
    True
    >>> but_for_the_middle(Identity("David H. Munro"), Identity("David P. Munro"))
    False
    """
    if ends(one) is None or ends(one) != ends(other):
        return False
    middle, other_middle = full_name(one)[1:-1], full_name(other)[1:-1]
    return not (middle and other_middle) or all(map(_initial_fits, middle, other_middle))


def same_name(one: Identity, other: Identity) -> bool:
    """Whether two names are the same but for case, accents, spaces, order, and a middle name.

    >>> same_name(Identity("Timothee Flutre"), Identity("Timothée Flutre"))
    True
    >>> same_name(Identity("Danny Arends"), Identity("DannyArends"))
    True
    """
    words = full_name(one)
    if words and sorted(words) == sorted(full_name(other)):
        return True
    return (bool(letters(one)) and letters(one) == letters(other)) or but_for_the_middle(one, other)


def alike(one: Identity, other: Identity) -> str:
    """Say how two names are alike, "" where they are not."""
    for short, long in ((one, other), (other, one)):
        login, words = login_of(short) or _account_of(short), full_name(long)
        if login and login not in NOBODY and words and is_login_of(login, words):
            return f"the login '{login}' can be made of the name '{long.name}'"
    name, other_name = full_name(one), full_name(other)
    if name and other_name and name[-1] == other_name[-1] and _initial_fits(name[0], other_name[0]):
        return f"'{one.name}' and '{other.name}': the same last name, the first names fit"
    login, other_login = sorted((login_of(one), login_of(other)), key=len)
    if len(login) < 4 or login == other_login or {login, other_login} & NOBODY:
        return ""
    longer = re.match(re.escape(login) + r"[-_.]?\w{1,4}\Z", other_login)
    near = longer or _one_letter_apart(login, other_login)
    return f"the logins '{login}' and '{other_login}' are alike" if near else ""


def _account_of(identity: Identity) -> str:
    """One word in the place of a name, as forges write an account beside an address; "" for a name."""
    name = identity.name.strip()
    return fold(name) if len(name) >= 4 and re.fullmatch(r"[a-z][\w.-]*\d*", name) else ""


def is_login_of(login: str, words: Sequence[str]) -> bool:
    """Whether a login is made of a name in one of the usual ways.

    >>> [is_login_of(login, ("kenji", "motohashi")) for login in ("kmoto", "motohask", "kenji.motohashi", "km", "kim")]
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
        or (len(plain) >= 6 and last.startswith(plain[:4]) and _is_inside(plain, last))
    )
    return plain in made or plain in (last, first) or cut


def is_whole_login_of(login: str, words: Sequence[str]) -> bool:
    """Whether a login has a whole name in it and a letter of the other at least, so that few others could have it.

    >>> words = ("thorsten", "becker")
    >>> [is_whole_login_of(login, words) for login in ("tbecker", "beckert", "thwbecker", "becker", "tb", "thbeck")]
    [True, True, True, False, False, False]
    >>> is_whole_login_of("graik", ("raik", "gruenberg"))
    True
    """
    plain = re.sub(r"[^a-z0-9]", "", login).rstrip("0123456789")
    first, last = words[0], words[-1]
    if min(len(first), len(last)) < 3:
        return False
    made = {first + last, last + first}
    if len(last) >= 4:
        made |= {first[0] + last, last + first[0]}
    if len(first) >= 4:
        made |= {first + last[0], last[0] + first}
    before = plain.removesuffix(last)  # two letters of the first name and one of a middle one
    return plain in made or (len(last) >= 5 and plain != before and 2 <= len(before) <= 3 and before[:2] == first[:2])


def _is_inside(short: str, long: str) -> bool:
    """Whether the letters of one stand in the other in their order, as those of ``richardn`` do in ``richardson``."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def _initial_fits(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= 3)


def _one_letter_apart(one: str, other: str) -> bool:
    if len(one) < 5 or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[start + (len(one) == len(other)) :] == other[start + 1 :]


def kept_apart(one: Identity, other: Identity, apart: Sequence[set[str]]) -> bool:
    """Whether a person said that these are two."""
    return any(names_of(one) & names and names_of(other) & names for names in apart)
