"""autoconf's ``configure.ac`` and ``configure.in``: what a build looks for before it begins.

Reads::

    AC_INIT([citcoms], [3.1])
    AC_CHECK_LIB([hdf5], [H5Fopen])
    AC_CHECK_HEADERS([mpi.h malloc.h])
    PKG_CHECK_MODULES(GTK, gtk+-2.0 >= 2.8)
    AM_PATH_XML2([2.6])
    SWIN_LIB_CFITSIO
    AX_LAPACK
    AC_CONFIG_FILES([Makefile src/Makefile])

Source: autoconf manual 2.13 and 2.69; pkg-config(1).
Macros that a project defines for itself are taken by their names: ``X_LIB_NAME`` and ``X_PATH_NAME`` ask for NAME,
``X_CHECK_PKG(NAME)`` does.
What a user can switch (``AC_ARG_WITH``) or whose failure is no error may be missing.
Not understood: other macros of a project's own, shell code between macros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SourceText, Statement

NAME = "autotools"

_MACRO = re.compile(
    r"^[^#\n]*?\b(AC_CHECK_LIB|AC_CHECK_HEADERS?|PKG_CHECK_MODULES|AC_CONFIG_FILES|AC_OUTPUT|AC_CONFIG_HEADERS?"
    r"|AM_CONFIG_HEADER|AC_SEARCH_LIBS|AC_PROG_\w+|AC_PATH_X\w*|AC_ARG_WITH|AM_PATH_\w+|AC_PREREQ|AC_PATH_ZLIB"
    r"|[A-Z_]{2,16}_CHECK_(?:PKG|PACKAGE|MODULE)|[A-Z]{2,8}_(?:LIB|PATH|FIND)_[A-Z][A-Z0-9]+|ACX?_(?:BLAS|LAPACK|MPI)|AX_(?:BLAS|LAPACK|MPI|OPENMP|BOOST_BASE))\b"
    r"[ \t]*(?:\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\))?",
    re.M,
)
_WITH = re.compile(r"^[^#\n]*?\bAC_ARG_(?:WITH|ENABLE)[ \t]*+\([ \t]*+(?:\[[ \t]*+)?([\w.+-]+)", re.M)
_PACKAGE = re.compile(r"([\w.+-]+)(?:\s*(?:[<>]?=|[<>])\s*([\w.]+))?")
_OWN = re.compile(r"(?:ACX?|AX|[A-Z]{2,8}_(?:LIB|PATH|FIND))_(?P<name>[A-Z][A-Z0-9]+?)(?:_BASE)?\Z")
_TOOL_PATHS = ("python", "lispdir", "prog", "tool", "tools", "progs")
_MADE = ("AC_CONFIG_FILES", "AC_OUTPUT", "AC_CONFIG_HEADER", "AC_CONFIG_HEADERS", "AM_CONFIG_HEADER")


def matches(path: str) -> bool:
    """Tell whether a file is autoconf's by its name."""
    return path.rpartition("/")[2] in ("configure.ac", "configure.in", "acinclude.m4")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the libraries, headers, packages and programs asked for, and the files that configure makes."""
    with_ = {re.sub(r"\W|_", "", match[1]).lower() for match in _WITH.finditer(file.text)}
    for match in _MACRO.finditer(file.text):
        line = file.text.count("\n", 0, match.start(1)) + 1
        words = [part.strip(" \t\n[]\"'") for part in _arguments(match[2] or "")]
        spare = _may_fail(match[1], words)
        for said in _said(match[1], words, line):
            if said.kind in ("package", "link", "header"):
                name = re.sub(r"\W|_|[-\d.]+$", "", (said.name or said.value).lower()).removeprefix("lib")
                if spare or (spare is None and name in with_):
                    said = said._replace(kind=f"optional {said.kind}")
            yield said


def _may_fail(macro: str, words: list[str]) -> bool | None:
    """Tell whether the build goes on without what a macro looks for, None where the macro does not say."""
    place = {"AC_CHECK_LIB": 3, "PKG_CHECK_MODULES": 3, "AC_CHECK_HEADER": 2, "AC_CHECK_HEADERS": 2}.get(macro)
    if place is None:
        return None
    if len(words) > place and words[place]:
        return not re.search(r"AC_MSG_ERROR|AC_MSG_FAILURE|\bexit\b", words[place])
    # AC_CHECK_HEADERS defines HAVE_X_H, and the sources decide; PKG_CHECK_MODULES ends what it does not find
    return {"AC_CHECK_HEADERS": True, "PKG_CHECK_MODULES": False}.get(macro)


def _arguments(text: str) -> list[str]:
    """Split what stands between a macro's brackets at the commas that no inner bracket holds."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign in "[(") - (sign in "])")
        if sign == "," and depth <= 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _said(macro: str, words: list[str], line: int) -> Iterator[Statement]:
    if macro == "AC_CHECK_LIB":
        if words[0] and "$" not in words[0]:
            yield Statement("link", "", words[0], line)
    elif macro == "AC_SEARCH_LIBS":
        for word in words[1].split() if len(words) > 1 else ():
            yield Statement("link", "", word, line)
    elif macro.startswith("AC_CHECK_HEADER"):
        for word in words[0].split():
            yield Statement("header", word, "", line)
    elif macro == "PKG_CHECK_MODULES":
        for found in _PACKAGE.finditer(words[1] if len(words) > 1 else ""):
            yield Statement("package", found[1], found[2] or "", line)
    elif macro in _MADE:
        for word in words[0].split():
            made, _, origin = word.partition(":")
            yield Statement("generated", made, origin or f"{made}.in", line)
    elif re.search(r"_CHECK_(?:PKG|PACKAGE|MODULE)\Z", macro):
        if re.fullmatch(r"[A-Za-z][\w.+-]*", words[0]):
            yield Statement("package", words[0], "", line)
    elif macro.startswith("AC_PATH_X"):
        yield Statement("package", "X11", "", line)
    elif macro == "AC_ARG_WITH":
        yield Statement("option", words[0], "", line)
    elif macro == "AC_PREREQ":
        if words[0]:
            yield Statement("package", "autoconf", words[0], line)
    elif macro.startswith("AC_PROG_"):
        yield Statement("tool", macro.removeprefix("AC_PROG_").lower(), "", line)
    else:
        name = _OWN.match(macro)
        asked = name["name"].lower() if name else ""
        if asked in _TOOL_PATHS:
            if asked == "python":
                yield Statement("tool", asked, "", line)
        elif asked:
            version = words[0] if re.fullmatch(r"\d[\w.]*", words[0]) else ""
            yield Statement("package", _NAMED.get(asked, asked), version, line)


_NAMED = {"xml2": "libxml-2.0", "openmp": "OpenMP", "zlib": "zlib", "gtk": "gtk+-2.0"}
