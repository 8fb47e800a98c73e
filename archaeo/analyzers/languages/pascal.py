"""Pascal: units used, files included.

Reads::

    program fit(input, output);
    uses crt, minuit in 'lib/minuit.pas';
    {$I goos.inc}
    {$L fast.o}

Source: Turbo Pascal and Free Pascal language guides; VAX Pascal's ``%include``.
Not understood: procedures without units (each includes its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Dependency, Lines, Module, SourceText

NAME = "pascal"
SUFFIXES = (".pas", ".pp", ".dpr", ".lpr", ".p")

_INCLUDE = re.compile(
    r"[{(]\*?\$(?:I|INCLUDE)[ \t]+'?([\w./\\-]+)'?[ \t]*\*?[})]|^[ \t]*%include[ \t]+'([^'\n]+)'", re.M | re.I
)
_LINK = re.compile(r"[{(]\*?\$(?:L|LINKLIB)[ \t]+'?([\w./\\-]+)'?[ \t]*\*?[})]", re.I)
_COMMENT = re.compile(r"\{[^}]*+(?:\}|\Z)|\(\*(?:.*?\*\)|.*\Z)|//[^\n]*|'[^'\n]*'", re.S)
_USES = re.compile(r"\buses\b([^;]*);", re.I)
_UNIT = re.compile(r"^[ \t]*+(program|unit|module)\s+([A-Za-z]\w*)", re.I | re.M)
_ROUTINE = re.compile(r"^[ \t]*(?:procedure|function)\s+([A-Za-z]\w*)", re.I | re.M)


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield the unit or program, its routines, the units used and the files included; names in lower case."""
    lines = Lines(file.text)
    for match in _INCLUDE.finditer(file.text):
        yield Dependency(match[1] or match[2], "include", lines.at(match.start()), '"')
    for match in _LINK.finditer(file.text):
        yield Dependency(match[1], "load", lines.at(match.start()))
    code = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), file.text)
    lines = Lines(code)
    for match in _UNIT.finditer(code):
        kind = "main" if match[1].lower() == "program" else "module"
        yield Module(match[2].lower(), kind, lines.at(match.start(2)))
    for match in _ROUTINE.finditer(code):
        yield Module(match[1].lower(), "function", lines.at(match.start(1)), "unit")
    for match in _USES.finditer(code):
        for part in match[1].split(","):
            words = part.split()
            if words:
                yield Dependency(words[0].lower(), "use", lines.at(match.start()))
