"""Imakefiles: makefiles written in the macros of the X window system, and of CERNLIB.

Reads::

    SRCS_F := hbook1.F hfill.F
    INCLUDES = -I$(XINCLUDE) -I../inc
    ComplexProgramTarget(xgoos)
    NormalLibraryTarget(hbook,$(OBJS))

Source: imake(1) and Imake.rules of X11R6.
Not understood: macros that a project defines for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SourceText, Statement
from . import make

NAME = "imake"

_MACRO = re.compile(r"^(\w*(?:Program|Library)\w*)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", re.M)


def matches(path: str) -> bool:
    """Tell whether a file is an Imakefile by its name."""
    return path.rpartition("/")[2] in ("Imakefile", "imakefile") or path.endswith(".imake")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield what a makefile would say, and the programs and libraries of the macros."""
    yield from make.scan(file)
    for match in _MACRO.finditer(file.text):
        name, _, rest = match[2].partition(",")
        line = file.text.count("\n", 0, match.start()) + 1
        kind = "library" if "Library" in match[1] else "program"
        yield Statement(kind, name.strip(), " ".join(rest.replace(",", " ").split()) or "$(SRCS)", line)
