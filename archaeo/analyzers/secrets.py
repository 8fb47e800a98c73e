"""Secrets by place, never by value: what should not be handed on with the old code.

Found are private keys, tokens of known shapes, passwords in addresses, and passwords that stand as literals in
programs, scripts and configuration. The value is never kept, not even cut short, nor the line it stands in. A password
that was taken out is still in the history: `Watch` looks on while another analyzer goes through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from archaeo.errors import ArchaeoError
from archaeo.model import Degree, SourceFile
from archaeo.shelf import Shelf

from .remembered import once

MOST_BYTES = 500_000
# kind, degree, what a content must hold in small letters for the pattern to be worth running, and the pattern, which
# costs a hundred times as much
_SHAPES: tuple[tuple[str, Degree, tuple[bytes, ...], re.Pattern[bytes]], ...] = (
    (
        "private key",
        "likely",
        (b"private key",),
        re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----\s*[\w+/=:\r\n]{20}"),
    ),
    ("cloud key", "likely", (b"akia",), re.compile(rb"\b(?P<value>AKIA[0-9A-Z]{16})\b")),
    (
        "forge token",
        "likely",
        (b"ghp_", b"gho_", b"ghs_", b"glpat-"),
        re.compile(rb"\b(?P<value>gh[pos]_[A-Za-z0-9]{36,}|glpat-[\w-]{20,})\b"),
    ),
    (
        "password in an address",
        "likely",
        (b"://",),
        re.compile(rb"://[\w.%+-]+:(?P<value>[^\s:/@\"'<>$]{3,})@[\w.-]"),
    ),
    (
        "password on a command line",
        "likely",
        (b"passw", b"passphrase"),
        re.compile(
            rb"--?(?:[\w-]*passw(?:or)?d|passphrase)[= ][\"']?"
            rb"(?P<value>[^\s\"'$<>{}()%\\-][^\s\"'$<>{}()]{3,})"
        ),
    ),
    (
        "password in an assignment",
        "guess",
        (b"passw", b"passphrase", b"secret", b"apikey", b"api_key", b"auth_token", b"mysql_pwd"),
        re.compile(
            rb"(?<![\w.])[\w.]*(?:passw(?:or)?d|passphrase|secret_?key|api_?key|auth_token|MYSQL_PWD)[\"']?\s*(?:=>|:=|=|:)"
            rb"\s*(?P<quote>[\"'])(?P<value>[^\"'\s$<>{}()%]{4,64})(?P=quote)",
            re.I,
        ),
    ),
    (
        "password in a login file",
        "likely",
        (b"passw",),
        re.compile(rb"^[ \t]*+machine\s+\S+\s+login\s+\S+\s+password\s+(?P<value>\S{3,})", re.M),
    ),
)
_HINTS = frozenset(hint for _, _, hints, _ in _SHAPES for hint in hints)
_NO_SECRET = re.compile(
    rb"(?:x+|\*+|\.+|-+|_+|(?:your|my|the|some|new|old|enter|user|foo|dummy|test|sample|example)?[-_ ]?"
    rb"(?:passw(?:or)?d|pwd|secret|passphrase|token|key|foo|bar|dummy|test|example|string|none|null|true|false|changeme))[\d:.?!]?\Z",
    re.I,
)
_SIGNS = tuple(b"passw passphrase secret api_key apikey api-key auth_token authtoken pgpassword mysql_pwd".split())
_EXACT_SIGNS = (b"PRIVATE KEY", b"AKIA", b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_", b"glpat-")
_TEST = re.compile(r"(?:.*/)?(?:tests?|testing|examples?|samples?|fixtures?)/|(?:.*/)?test_", re.I)


Mark: TypeAlias = tuple[str, int, Degree]
"""Kind, line, degree."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A place where a secret stands or stood.

    Attributes:
        kind: ``private key``, ``password on a command line``, ...
        line: 1-based, in the state of ``commit``; commit "" is the newest state.
        is_gone: it stands only in the history.
    """

    kind: str
    path: str
    line: int
    degree: Degree
    commit: str = ""
    is_gone: bool = False


def find(files: Iterable[SourceFile], shelf: Shelf | None = None) -> tuple[Secret, ...]:
    """Give the secrets of the newest state, by path and line."""
    found: list[Secret] = []
    for file in sorted(files, key=lambda file: file.path):
        if file.link is None:
            try:
                found += _placed(file.path, once(shelf, file, marks), "")
            except ArchaeoError:
                continue
    return tuple(found)


def scan(path: str, content: bytes, commit: str = "") -> Iterator[Secret]:
    """Yield the secrets in one file, each line once."""
    yield from _placed(path, marks(content), commit)


def _placed(path: str, found: Iterable[Mark], commit: str) -> Iterator[Secret]:
    for kind, line, degree in found:
        yield Secret(kind, path, line, "guess" if _TEST.match(path) else degree, commit)


def marks(content: bytes) -> list[Mark]:
    """Give what a content holds wherever it lies, each line once."""
    if len(content) > MOST_BYTES or b"\0" in content[:8000] or not _may_hold(content):
        return []
    lines: dict[int, tuple[str, Degree]] = {}
    small = content.lower()
    hinted = {hint for hint in _HINTS if hint in small}
    for kind, degree, hints, pattern in _SHAPES:
        if not hinted.intersection(hints):
            continue
        for hit in pattern.finditer(content):
            value = hit.groupdict().get("value")
            if value is not None and _NO_SECRET.match(value):
                continue
            line = content.count(b"\n", 0, hit.start("value") if value is not None else hit.start()) + 1
            lines.setdefault(line, (kind, degree))
    return [(kind, line, degree) for line, (kind, degree) in sorted(lines.items())]


def _may_hold(content: bytes) -> bool:
    """Say whether a content has one of the words that every shape needs.

    Looking for them first takes the search through the 40,000 contents of Gwyddion's history from 53 CPU seconds to 3.
    """
    lower = content.lower()
    return (
        any(sign in lower for sign in _SIGNS)
        or any(sign in content for sign in _EXACT_SIGNS)
        or (b"://" in content and b"@" in content)
    )


class Watch:
    """Notes what others see who go through a history.

    Going through it costs much more than looking: an analyzer that does so anyway (`ownership.follow`) asks ``look`` of
    each content, and tells ``saw`` of each place where that content stood. ``found`` is asked afterwards.
    """

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Secret] = {}

    def look(self, content: bytes) -> list[Mark]:
        """Give what a content holds, which does not depend on where it stood."""
        return marks(content)

    def saw(self, commit: str, path: str, found: Iterable[Mark]) -> None:
        """Note that a content with these marks stood there."""
        for secret in _placed(path, found, commit):
            self._first.setdefault((secret.kind, path), secret)

    def found(self, now: Iterable[Secret] = (), root: str = "") -> tuple[Secret, ...]:
        """Give the first place of each kind in each path, by path; those not among ``now`` are gone.

        Args:
            now: secrets of the newest state, with paths relative to ``root``.
        """
        standing = {(secret.kind, secret.path) for secret in now}
        result = []
        for (kind, path), secret in sorted(self._first.items(), key=lambda item: (item[0][1], item[0][0])):
            own = path.removeprefix(root)
            gone = (kind, own) not in standing
            result.append(Secret(kind, own, secret.line, secret.degree, secret.commit, gone))
        return tuple(result)
