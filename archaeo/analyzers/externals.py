"""Names what a tree wants and does not have, from ``externals.toml``, which anyone can extend."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

_FILE = Path(__file__).with_name("externals.toml")
_FACETS = ("headers", "modules", "symbols", "fortran", "idl", "links", "packages")
_FACET_OF = {"include": "headers", "use": "modules", "import": "modules", "call": "symbols", "link": "links"}


@dataclass(frozen=True, slots=True)
class Library:
    """Something that research code used to rest on.

    Attributes:
        had: whether it can still be had: with a package manager, with effort, for money, or not.
        where: where it can be had.
        instead: what replaced it, "" where nothing had to.
        standard: it comes with the compiler or interpreter.
        system: it is an operating system's own; code for several systems has headers of each behind conditions.
        several: a name over many, as CPAN.
    """

    name: str
    what: str
    had: Literal["yes", "hard", "sold", "no"]
    where: str
    instead: str
    standard: bool = False
    system: bool = False
    several: bool = False


class _Names:
    """Exact names, and patterns of which the longest that fits wins."""

    def __init__(self) -> None:
        self.exact: dict[str, Library] = {}
        self.patterns: list[tuple[str, re.Pattern[str], Library]] = []

    def add(self, names: Iterable[str], library: Library) -> None:
        for name in names:
            if any(c in name for c in "*?["):
                self.patterns.append((name, re.compile(fnmatch.translate(name)), library))
            else:
                self.exact.setdefault(name, library)

    def sort(self) -> None:
        self.patterns.sort(key=lambda row: -len(row[0]))

    def find(self, name: str) -> Library | None:
        found = self.exact.get(name)
        if found is None:
            found = next((library for _, pattern, library in self.patterns if pattern.match(name)), None)
        return found


@cache
def _tables() -> dict[str, _Names]:
    tables = {facet: _Names() for facet in _FACETS}
    for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["library"]:
        library = _library(row)
        for facet in _FACETS:
            tables[facet].add(row.get(facet, ()), library)
    for names in tables.values():
        names.sort()
    return tables


def _library(row: dict[str, Any]) -> Library:
    told = {key: row[key] for key in ("name", "what", "had", "where", "instead")}
    return Library(**told, **{flag: row.get(flag, False) for flag in ("standard", "system", "several")})


@cache
def library(name: str, kind: str, lang: str = "") -> Library | None:
    """Give the library that a name belongs to, None for one that the file does not know.

    Args:
        kind: of the edge that asks for it; ``link`` for ``-lNAME``, anything else for a package's name.
        lang: of the source that asks.

    >>> library("TH1F.h", "include").name, library("hbook1", "call", "fortran").name
    ('ROOT', 'CERNLIB')
    """
    tables = _tables()
    if kind == "call":
        return _called(name, lang)
    if lang == "r" and kind == "import":
        name, kind = f"{name} (R)", "package"
    table = tables[_FACET_OF.get(kind, "packages")]
    if lang == "python" and kind == "import":
        from .resolve.pythons import is_standard

        if is_standard(name.partition(".")[0]):
            return next(one for one in libraries() if one.name == "Python library")
    found = table.find(name)
    if found is None and kind == "include" and "/" in name and not name.startswith("."):
        found = table.find(name.rpartition("/")[2])
    if found is None and kind == "import" and lang == "python" and "." in name:
        found = table.find(name.partition(".")[0])
    return found


def _called(name: str, lang: str) -> Library | None:
    """Find a called name where its language has it: C's ``exit`` is not Fortran's, and ``dgemm_`` in C is Fortran's."""
    tables = _tables()
    if lang in ("fortran", "idl"):
        return tables[lang].find(name)
    if name.endswith("_") and len(name) > 3:
        return tables["fortran"].find(name[:-1].lower())
    return tables["symbols"].find(name)


@cache
def is_telling(name: str, kind: str, lang: str = "") -> bool:
    """Tell whether a name can be nothing else: one that is included or imported and stands in the file as it is, or
    a routine with the prefix of its library.

    >>> is_telling("fitsio.h", "include"), is_telling("gsl_fit_linear", "call"), is_telling("TKlog.h", "include")
    (True, True, False)
    """
    if kind == "call":
        patterns = _tables()["fortran" if lang == "fortran" else "symbols"].patterns
        return any(re.match(r"[A-Za-z]\w{1,8}_[*\[]", text) and pattern.match(name) for text, pattern, _ in patterns)
    table = _tables()[_FACET_OF.get(kind, "packages")]
    if name in table.exact or name.partition(".")[0] in table.exact:
        return True
    # a folder in small letters is a library's; Geometry/ is anybody's
    return any(re.match(r"[a-z0-9_]{3,}/", text) and pattern.match(name) for text, pattern, _ in table.patterns)


@cache
def libraries() -> tuple[Library, ...]:
    """Give every library of the data file, in its order."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["library"]
    return tuple(_library(row) for row in rows)


def is_standard_header(name: str) -> bool:
    """Tell whether an include in angle brackets is one that every compiler brings along."""
    found = _tables()["headers"].find(name)
    return found is not None and found.standard


def is_standard_symbol(name: str) -> bool:
    """Tell whether a called name belongs to the standard library of C."""
    found = _tables()["symbols"].exact.get(name)
    return found is not None and found.name == "C library"
