"""R and S: packages attached, files sourced, functions defined and called, shared libraries loaded.

Reads::

    library(survival); require("nlme")
    source("lib/fit.R")
    fit.goos <- function(x, y) stats::lm(y ~ x)
    dyn.load("goos.so"); .C("chisq", as.double(x))

Source: "An Introduction to R"; "Writing R Extensions", section 5.
Not understood: S4 and R5 methods, names given as strings to ``do.call``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Dependency, Lines, Module, SourceText

NAME = "r"
SUFFIXES = (".R", ".r", ".S", ".q", ".Rnw", ".Rmd", ".Rprofile")
INTERPRETERS = ("Rscript", "R", "littler", "r")

_WORDLESS = re.compile(r"#[^\n]*")
_PACKAGE = re.compile(r"\b(?:library|require|requireNamespace|loadNamespace)\s*\(\s*['\"]?([A-Za-z][\w.]*)['\"]?")
_ASKED = re.compile(
    r"(?:\brequireNamespace|\bif\s*+\(\s*+(?:!\s*+)?(?:suppress\w++\(\s*+)?require)\s*\(\s*['\"]?(?P<name>[A-Za-z][\w.]*)['\"]?"
)
_FILE = re.compile(r"\b(?:source|sys\.source)\s*\(\s*(?:file\s*=\s*)?['\"]([^'\"\n]+)['\"]")
_LOAD = re.compile(r"\bdyn\.load\s*\(\s*['\"]([^'\"\n]+)['\"]")
_NATIVE = re.compile(r"\.(?:C|Fortran|Call|External)\s*\(\s*['\"](\w+)['\"]")
_SPACE = re.compile(r"(?<![\w.])([A-Za-z][\w.]*+):::?[A-Za-z.]")
_DEFINED = re.compile(r"^[ \t]*[`'\"]?([A-Za-z.][\w.]*)[`'\"]?[ \t]*(?:<<?-|=|_)[ \t]*function\b", re.M)
_CALL = re.compile(r"(?<![\w.$@:])([A-Za-z.][\w.]*)[ \t]*\(")
_WORDS = frozenset("if for while function return repeat switch c list library require source".split())


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield functions, packages attached, files sourced, libraries and native routines, functions called."""
    text = _WORDLESS.sub("", file.text)
    lines = Lines(text)
    asked = {match[1] for match in _ASKED.finditer(text)}
    seen: set[str] = set()
    for pattern in (_PACKAGE, _SPACE):
        for match in pattern.finditer(text):
            if match[1] not in seen:
                seen.add(match[1])
                # who asks whether it is there goes on without it
                yield Dependency(match[1], "import", lines.at(match.start(1)), "", "try" if match[1] in asked else "")
    for match in _FILE.finditer(text):
        yield Dependency(match[1], "include", lines.at(match.start(1)), "source")
    for match in _LOAD.finditer(text):
        yield Dependency(match[1], "load", lines.at(match.start(1)))
    for match in _NATIVE.finditer(text):
        yield Dependency(match[1], "call", lines.at(match.start(1)), "native")
    for match in _DEFINED.finditer(text):
        yield Module(match[1], "function", lines.at(match.start(1)))
    called: dict[str, int] = {}
    for match in _CALL.finditer(text):
        called.setdefault(match[1], match.start(1))
    for name, at in called.items():
        if name not in _WORDS:
            yield Dependency(name, "call", lines.at(at), "name")
