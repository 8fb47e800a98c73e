"""The ``DESCRIPTION`` of a package of R, or of Octave: what it depends on, imports, links to, and asks of the system.

Reads::

    Package: goos
    Depends: R (>= 3.5.0), sp (>= 1.4.1)
    Imports: Rcpp, methods
    Suggests: knitr
    SystemRequirements: C++11, GDAL (>= 2.0)

    Name: goos
    Depends: octave (>= 3.4), signal (>= 1.2)

Source: "Writing R Extensions", section 1.1.1; "Creating Packages" in Octave's manual. What is suggested, and what the
package enhances, may be missing.
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
        yield from _of_octave(file)
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


def _of_octave(file: SourceText) -> Iterator[Statement]:
    """Yield what a package of Octave asks for; a file without its two names is none."""
    depends = re.search(r"^Depends:[ \t]*(?P<value>[^\n]*\boctave\b[^\n]*)", file.text, re.M | re.I)
    if depends and re.search(r"^Name:[ \t]*\S", file.text, re.M):
        line = file.text.count("\n", 0, depends.start()) + 1
        for word in depends["value"].split(","):
            need = _NEED.match(word)
            if need:
                name = "Octave" if need["name"].lower() == "octave" else f"{need['name']} (Octave)"
                yield Statement("package", name, need["version"] or "", line)
