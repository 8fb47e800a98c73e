"""The ``DESCRIPTION`` of an R package: what it depends on, imports, links to, and asks of the system.

Reads::

    Package: goos
    Depends: R (>= 3.5.0), sp (>= 1.4.1)
    Imports: Rcpp, methods
    Suggests: knitr
    SystemRequirements: C++11, GDAL (>= 2.0)

Source: "Writing R Extensions", section 1.1.1. What is suggested, and what the package enhances, may be missing.
Not understood: conditions of platforms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SourceText, Statement

NAME = "R package"

_FIELD = re.compile(
    r"^(?P<name>Depends|Imports|LinkingTo|SystemRequirements|Suggests|Enhances):(?P<value>[^\n]*(?:\n[ \t]+[^\n]*)*)",
    re.M,
)
_NEED = re.compile(r"\s*(?P<name>[A-Za-z][\w.+]*)\s*(?:\(\s*[<>=]+\s*(?P<version>[\w.-]+)\s*\))?")


def matches(path: str) -> bool:
    """Tell whether a file is the description of a package by its name."""
    return path.rpartition("/")[2] == "DESCRIPTION"


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the packages asked for as ``NAME (R)``, and what the system must have, with their versions."""
    own = re.search(r"^Package:[ \t]*([\w.]+)", file.text, re.M)
    if own is None:
        return
    yield Statement("package name", f"{own[1]} (R)", "", file.text.count("\n", 0, own.start()) + 1)
    for field in _FIELD.finditer(file.text):
        line = file.text.count("\n", 0, field.start()) + 1
        for word in field["value"].split(","):
            need = _NEED.match(word)
            if need and need["name"] != "NULL":
                of_r = field["name"] != "SystemRequirements" and need["name"] != "R"
                kind = "optional package" if field["name"] in ("Suggests", "Enhances") else "package"
                yield Statement(kind, need["name"] + " (R)" * of_r, need["version"] or "", line)
