r"""The filter grammar of the timeline: one for the page, the terminal and the command line.

    word  "two words"  -word           in messages and paths, any case
    who:NAME                           a person, or a part of the name
    path:src/**  ext:f                 a path or a glob of paths; a suffix
    after:2012-05  before:2012-07      from that month on; until the day before that month
    circa:2012-05-30                   30 days around
    kind:release                       change entry release event silence copy mass machine
    rev:r1234  rev:r100..r200          a revision or the beginning of a commit id
    branch:trunk  tag:v1.0             where it was made; what it made
    files:>200  files:3..9             how many files it touched

All terms must hold; ``-`` before a term turns it round. The page has the same grammar in ``query.js``, and both must
pass ``tests/analyzers/queries.json``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from archaeo.errors import ArchaeoError

from .chronicle import Row

KEYS = ("who", "path", "ext", "after", "before", "circa", "kind", "rev", "branch", "tag", "files")
KINDS = ("change", "entry", "release", "event", "silence", "copy", "mass", "machine")
CIRCA_DAYS = 30

_TERM = re.compile(r'(?P<minus>-?)(?:(?P<key>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S*))')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")
_REVISIONS = re.compile(r"r?(\d+)(?:\.\.r?(\d+))?\Z")
_COUNT = re.compile(r"(?:(?P<sign>[<>]=?|=)?(?P<one>\d+)|(?P<low>\d+)\.\.(?P<high>\d+))\Z")

Test: TypeAlias = Callable[[Row], bool]


class QueryError(ArchaeoError):
    """A filter that was not understood."""

    exit_status = 2


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; ``key`` is "" for a word."""

    key: str
    value: str
    negated: bool = False

    def __str__(self) -> str:
        value = f'"{self.value}"' if re.search(r"\s", self.value) or not self.value else self.value
        return f"{'-' * self.negated}{self.key}{':' * bool(self.key)}{value}"


_QUOTED = " (in quotes, words with a colon are looked for)"
"""A subject pasted from a commit often begins with `fix:`."""


def parse(text: str) -> tuple[Term, ...]:
    """Give the terms of a query.

    Raises:
        QueryError: an unknown filter, or a value that its filter does not understand.
    """
    terms = []
    for hit in _TERM.finditer(text):
        if not hit[0]:
            continue
        key = (hit["key"] or "").lower()
        value = hit["quoted"] if hit["quoted"] is not None else hit["plain"]
        if key and key not in KEYS:
            if value.startswith("//"):  # http://..., a word with a colon in it
                key, value = "", f"{hit['key']}:{value}"
            else:
                raise QueryError(f"unknown filter '{key}:'", hint=_advice(key, KEYS, ":") + _QUOTED)
        if key or value:
            terms.append(Term(key, value, bool(hit["minus"])))
    for term in terms:
        test(term)
    return tuple(terms)


def select(found: Iterable[Row], query: str | Sequence[Term]) -> tuple[Row, ...]:
    """Give the rows that a query takes, in their order."""
    terms = parse(query) if isinstance(query, str) else query
    tests = [(test(term), not term.negated) for term in terms]
    return tuple(row for row in found if all(test(row) is wanted for test, wanted in tests))


def period(text: str) -> tuple[date, date]:
    """Give first day and the day after the last of ``2012``, ``2012-05`` or ``2012-05-30``.

    Raises:
        QueryError: it is none of these, or does not exist.
    """
    hit = _DATE.match(text)
    try:
        if hit is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in hit.groups())
        assert year is not None
        first = date(year, month or 1, day or 1)
        if day:
            return first, first + timedelta(1)
        if month:
            return first, date(year + month // 12, month % 12 + 1, 1)
        return first, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        raise QueryError(f"date '{text}' does not exist", hint="write 2012, 2012-05 or 2012-05-30") from None


def _advice(word: str, known: Sequence[str], tail: str = "") -> str:
    near = difflib.get_close_matches(word, known, 1, 0.5)
    return f"did you mean '{near[0]}{tail}'?" if near else "known are " + " ".join(f"{key}{tail}" for key in known)


def test(term: Term) -> Test:
    """Give what tells whether a row fulfils a term, before its minus is looked at.

    Raises:
        QueryError: the term's filter does not understand its value.
    """
    value = term.value.lower()
    match term.key:
        case "":
            return lambda row: value in row.text.lower() or any(value in path.lower() for path in row.paths)
        case "who":
            return lambda row: value in row.who.lower()
        case "path":
            pattern = _glob(term.value)
            return lambda row: any(pattern.match(path) for path in row.paths)
        case "ext":
            suffix = "." + value.lstrip(".")
            return lambda row: any(path.lower().endswith(suffix) for path in row.paths)
        case "after":
            first = period(value)[0].isoformat()
            return lambda row: row.day >= first
        case "before":
            end = period(value)[0].isoformat()
            return lambda row: row.day < end
        case "circa":
            return _between(*period(value))
        case "kind":
            if value not in KINDS:
                raise QueryError(f"unknown kind '{value}'", hint=_advice(value, KINDS))
            return lambda row: value in row.kinds
        case "rev":
            return _revisions(value)
        case "branch":
            return lambda row: row.branch.lower() == value or row.branch.lower().endswith("/" + value)
        case "tag":
            return lambda row: any(value in tag.lower() for tag in row.tags)
        case _:
            return _files(value)


def _between(first: date, end: date) -> Test:
    margin = timedelta(CIRCA_DAYS)
    low = (first - margin).isoformat() if first > date.min + margin else ""
    high = (end + margin).isoformat() if end < date.max - margin else "9999-12-31"
    return lambda row: low <= row.day < high


def _revisions(value: str) -> Test:
    hit = _REVISIONS.match(value)
    if hit and (hit[2] or value.startswith("r")):
        low, high = int(hit[1]), int(hit[2] or hit[1])
        return lambda row: (number := _number(row.id)) is not None and low <= number <= high
    return lambda row: bool(value) and (row.ref.lower().startswith(value) or row.id.lower() in (value, "r" + value))


def _number(id: str) -> int | None:
    hit = re.match(r"r(\d+)(?:\.\d+)?\Z", id)
    return int(hit[1]) if hit else None


def _files(value: str) -> Test:
    hit = _COUNT.match(value)
    if hit is None:
        raise QueryError(f"'files:{value}' is no number of files", hint="write files:12, files:>200 or files:3..9")
    if hit["low"]:
        low, high = int(hit["low"]), int(hit["high"])
        return lambda row: low <= len(row.paths) <= high
    number = int(hit["one"])
    match hit["sign"]:
        case ">":
            return lambda row: len(row.paths) > number
        case ">=":
            return lambda row: len(row.paths) >= number
        case "<":
            return lambda row: len(row.paths) < number
        case "<=":
            return lambda row: len(row.paths) <= number
        case _:
            return lambda row: len(row.paths) == number


def _glob(pattern: str) -> re.Pattern[str]:
    """Give the pattern of whole paths for a glob; without a wildcard it names a file, a folder, or a file's name.

    >>> bool(_glob("src/**").match("src/a/b.c")), bool(_glob("src/*").match("src/a/b.c"))
    (True, False)
    >>> bool(_glob("b.c").match("src/a/b.c")), bool(_glob("src").match("src/a/b.c"))
    (True, True)
    """
    if not re.search(r"[*?]", pattern):
        name = re.escape(pattern.strip("/"))
        return re.compile(rf"(?:.*/)?{name}(?:/.*)?\Z", re.I | re.S)
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    means = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(means.get(part, re.escape(part)) for part in parts) + r"\Z", re.I | re.S)
