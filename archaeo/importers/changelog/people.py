"""Who: names and addresses as they stand in headers."""

from __future__ import annotations

import re
from functools import lru_cache

from archaeo.model import Identity

# what stands behind a name and is none
_REMARK = re.compile(
    r"\(\s*(?:tiny|trivial|small)\s+change\s*\)|\bcopyright-paperwork-exempt\b.*|\(commit\s+\w+\)", re.I
)
_ANGLE = re.compile(r"<\s*([^<>]*?)\s*(?:>|$)")
_ROUND = re.compile(r"\(\s*([^()\s]+(?:@|\s+at\s+)[^()]*?|[\w.-]+@[\w.-]*|[a-z][\w.-]*)\s*\)\s*\.?$")
_IN_FRONT = re.compile(r"([\w.+-]+@[\w.-]+)\s+\(\s*([^()@]*[^\W\d_][^()@]*?)\s*\)$")  # masao@engine (Masao Takaku)
_BEHIND = re.compile(r"(?<=\S)\s*\([^()]*\)?\s*$")  # <ada@engine (Ada Byron)>
_BARE = re.compile(r"(?<![\w.+-])([\w.+-]+@[\w-]+(?:\.[\w-]+)*)")
_BARE_AT = re.compile(r"(?<![\w.+-])([\w.+-]+ ?(?:-at-|\(at\)|\[at\]) ?[\w-]+(?:\.[\w-]+)+)", re.I)
_WITH = re.compile(r"(?:with|and|\+)\s+", re.I)
_ADDRESS = re.compile(r"@|\bat\b|-at-|\(at\)", re.I)
_EDGE = " \t,;:.*-–—=|/\\!#"
_BETWEEN = re.compile(r"\s*(?:[,，;&]|\band\b|\+|/|\bet\b|\bund\b)\s*")


@lru_cache(65536)
def parse(text: str) -> tuple[str, tuple[Identity, ...]]:
    """Give the names as written, and the people they are.

    >>> parse("Andy Buckley  <andy.buckley@cern.ch>")
    ('Andy Buckley', (Identity(name='Andy Buckley', email='andy.buckley@cern.ch'),))
    >>> parse("<ethompso>")
    ('ethompso', (Identity(name='ethompso', email=''),))
    >>> parse("Lynn Garren & Andy Buckley")[1]
    (Identity(name='Lynn Garren', email=''), Identity(name='Andy Buckley', email=''))
    >>> parse("David J. MacKenzie  (djm@hill.gnu.ai.mit.edu)")[1]
    (Identity(name='David J. MacKenzie', email='djm@hill.gnu.ai.mit.edu'),)
    """
    text = _REMARK.sub(" ", text.replace("\t", " ")).strip()
    if "<" in text:
        return _with_addresses(text, _ANGLE)
    if match := _IN_FRONT.match(text):
        return match[2], (Identity(match[2], match[1]),)
    if match := _ROUND.search(text):
        name = text[: match.start()].strip(_EDGE)
        if name or _ADDRESS.search(match[1]):
            return name, (Identity(name, match[1]),)
    if "@" in text and _BARE.search(text):
        return _with_addresses(text, _BARE)
    if "at" in text and _BARE_AT.search(text):
        return _with_addresses(text, _BARE_AT)
    written = text.strip(_EDGE.replace(".", "")).strip()
    return written, _names(written)


def _with_addresses(text: str, pattern: re.Pattern[str]) -> tuple[str, tuple[Identity, ...]]:
    people: list[Identity] = []
    written: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        name = _clean(text[end : match.start()])
        address = _BEHIND.sub("", match[1])
        end = match.end()
        if not name and not _ADDRESS.search(address):
            # `2012-05-30 <ethompso>`: a login in the place of the address
            name, address = address, ""
        if name or address:
            *others, last = _names(name) or (Identity(""),)
            people += [*others, Identity(last.name, address)]
            written.append(name)
    rest = _clean(text[end:])
    rest = _WITH.sub("", rest)
    if 1 < len(rest) < 60 and looks_like_names(rest):
        # and not `with Grace in the train to London`
        people += _names(rest)
        written.append(rest)
    return ", ".join(part for part in written if part), tuple(people)


def _clean(text: str) -> str:
    text = re.sub(r"^(?:\s*(?:and\b|&|,|;)\s*)+", "", text)
    return " ".join(re.sub(r"\s+(?:and|&)$", "", text).split()).strip(_EDGE.replace(".", "")).strip('"').strip()


def _names(text: str) -> tuple[Identity, ...]:
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return tuple(Identity(part) for part in parts)


_NAME = re.compile(
    r"(?:(?:[^\W\d_][\w'’`.-]*\.?|\([^()]+\))(?:\s+|$)){1,5}$"  # words that begin with a letter
)
_PARTICLE = re.compile(r"[a-z]{1,2}['’][A-Z]")  # d'Angelo
_LOGIN = re.compile(r"[a-z][a-z0-9_.-]{1,24}$")
# one digit a turn: a nested + would try 2^n ways before it gives up on a long number
_VERSION = re.compile(r"[a-z]{0,8}[-_.]?v?\d(?:[._-]?[a-z]?\d)+\w*$", re.I)
_FILE = re.compile(r".*\.(?:c|cc|cpp|cxx|h|hh|f|f90|py|sh|pl|txt|html?|java|tex|el|m|md)$", re.I)
# words that stand where names do
_NO_NAMES = frozenset(
    "released release updated update changed changes modified created added fixed version revised unreleased draft "
    "final initial beta alpha patch date internal public new note notes bugfix bugfixes news".split()
)
# "Ada Byron --- with modifications by GH"
_ASIDE = re.compile(r"\s+(?:---?|–|—|with|via|on behalf of)\s.*$")


@lru_cache(65536)
def looks_like_names(text: str) -> bool:
    """Tell whether a text could be one name or some.

    >>> [looks_like_names(t) for t in ("G. Cosmo", "A.Dotti, M.Asai", "echarles", "fixed the bug in foo() today")]
    [True, True, True, False]
    """
    text = _ASIDE.sub("", text).strip(_EDGE)
    parts = [part for part in _BETWEEN.split(text) if part]
    return 0 < len(parts) <= 12 and all(_one_name(part) for part in parts)


def _one_name(text: str) -> bool:
    if _FILE.match(text) or _VERSION.match(text) or text[0] == "(" or text.split()[0].lower() in _NO_NAMES:
        return False  # a comment's leader (`C  22.08.89`), too, is no name
    if len(text) == 1:
        return False
    if _LOGIN.match(text):
        return True
    if not _NAME.match(text):
        return False
    words = text.split()
    return len(words) <= 1 or all(
        word[0].isupper() or word[0] == "(" or len(word) <= 3 or _PARTICLE.match(word) for word in words
    )
