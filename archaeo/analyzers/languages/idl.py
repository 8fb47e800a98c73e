"""IDL, the Interactive Data Language: routines defined and called, files included, compiled and loaded.

Reads::

    @idlutils_common
    pro fit_spectra, wave, flux, _extra=extra
       result = mpfitfun('model', wave, flux)
       djs_oplot, wave, result
    .run plotall.pro

Source: IDL reference guide, "Routines"; a routine NAME is searched in the file name.pro. Case does not count.
Not understood: object methods called on results, ``call_function`` with computed names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Dependency, Lines, Module, SourceText

NAME = "idl"
SUFFIXES = (".pro",)
INTERPRETERS = ("idl", "gdl")

_WORDLESS = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|;[^\n]*")
_DEFINED = re.compile(r"^[ \t]*(pro|function)[ \t]+([a-z_]\w*)(?:::(\w+))?", re.M)
_INCLUDE = re.compile(r"^[ \t]*@[ \t]*([\w./~$-]+)", re.M)
_RUN = re.compile(r"^[ \t]*\.(?:run|rnew|r|compile|com)[ \t]+([^\n;]+)", re.M | re.I)
_RESOLVE = re.compile(
    r"\b(?:resolve_routine|call_procedure|call_function|resolve_all)[ \t]*[,(][ \t]*['\"]([\w ]+)['\"]", re.I
)
_EXTERNAL = re.compile(r"\bcall_external[ \t]*\([ \t]*['\"]([^'\"\n]+)['\"]", re.I)
_PROCEDURE = re.compile(r"(?:^|[&:]|\bthen\b|\belse\b|\bdo\b|\bbegin\b)[ \t]*([a-z_]\w*)[ \t]*(?=,|$|&)", re.M)
_FUNCTION = re.compile(r"(?<![\w.>])([a-z_]\w*)[ \t]*\(")
_ASSIGNED = re.compile(r"(?:^|[&(,])[ \t]*([a-z_]\w*)[ \t]*=(?!=)", re.M)
_WORDS = frozenset(
    "if then else endif endelse for endfor foreach endforeach while endwhile repeat endrep until do begin end case "
    "endcase of switch endswitch return goto pro function common and or not xor eq ne lt le gt ge mod break continue "
    "on_error compile_opt forward_function inherits on_ioerror".split()
)


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield routines, the files included and run, and the routines called; names in lower case."""
    text = file.text
    plain = Lines(text)
    for match in _INCLUDE.finditer(text):
        yield Dependency(match[1], "include", plain.at(match.start(1)), "@")
    for match in _RUN.finditer(text):
        for name in match[1].replace(",", " ").split():
            if not name.startswith("-"):
                yield Dependency(name.strip("'\""), "run", plain.at(match.start(1)))
    for match in _RESOLVE.finditer(text):
        yield Dependency(match[1].strip().lower(), "call", plain.at(match.start(1)), "dynamic")
    for match in _EXTERNAL.finditer(text):
        yield Dependency(match[1], "load", plain.at(match.start(1)), "dynamic")
    code = _WORDLESS.sub(lambda match: "" if match[0][0] == ";" else "''", text).lower()
    code = re.sub(r"\$[ \t]*\n", "\x1f", code)
    lines = Lines(code)
    defined = set()
    for match in _DEFINED.finditer(code):
        name = match[2] if match[3] is None else f"{match[2]}__{match[3]}"
        defined.add(match.start(2))
        yield Module(name, "function", lines.at(match.start(2)))
    yield from _calls(code, lines, defined)


def _calls(code: str, lines: Lines, defined: set[int]) -> Iterator[Dependency]:
    seen: dict[str, int] = {}
    local = set(_ASSIGNED.findall(code))
    for pattern in (_PROCEDURE, _FUNCTION):
        for match in pattern.finditer(code):
            name = match[1]
            if match.start(1) not in defined and name not in _WORDS and (pattern is _PROCEDURE or name not in local):
                seen.setdefault(name, match.start(1))
    for name, at in seen.items():
        yield Dependency(name, "call", lines.at(at))
