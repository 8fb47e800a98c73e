"""SCons: ``SConstruct`` and ``SConscript``.

Reads::

    env = Environment(CPPPATH=['#/inc', '.'], LIBS=['m', 'gsl'])
    if not conf.CheckLib('gsl'): Exit(1)
    env.Program('fit', ['fit.cc', 'jets.cc'])
    env.SharedLibrary('goos', Split('a.cc b.cc'))
    SConscript(['src/SConscript'])

Source: SCons user guide. The files are Python; only literal arguments are read.
Not understood: lists made by loops and globs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SourceText, Statement

NAME = "scons"

_BUILDER = re.compile(
    r"\b(Program|SharedLibrary|StaticLibrary|Library|LoadableModule)\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)"
)
_SETTING = re.compile(r"\b(CPPPATH|LIBS|F77PATH|F90PATH)\s*=\s*(\[[^\]]*\]|['\"][^'\"]*['\"])")
_CHECK = re.compile(
    r"(?P<must>\bnot[ \t]+(?:\w{1,30}\.)?)?\bCheckLib(?:WithHeader)?[ \t]*\([ \t]*\[?[ \t]*"
    r"['\"](?P<name>[\w+.-]+)['\"](?=(?P<next>[^\n]*(?:\n[^\n]*){0,3}))"
)
_STRING = re.compile(r"""['"]([^'"\n]*)['"]""")


def matches(path: str) -> bool:
    """Tell whether a file is SCons' by its name."""
    return path.rpartition("/")[2] in ("SConstruct", "SConscript", "Sconstruct", "sconstruct", "SConscript.py")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield include folders, links, programs and libraries; one that is looked for may be missing, unless it exits."""
    text = re.sub(r"^[ \t]*#[^\n]*", "", file.text, flags=re.M)
    for match in _SETTING.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        for name in _STRING.findall(match[2]):
            yield Statement("link" if match[1] == "LIBS" else "include path", "", name, line)
    for match in _CHECK.finditer(text):
        fatal = match["must"] and re.search(r"\b[Ee]xit[ \t]*\(", match["next"])
        line = text.count("\n", 0, match.start()) + 1
        yield Statement("link" if fatal else "optional link", "", match["name"], line)
    for match in _BUILDER.finditer(text):
        names = [word for part in _STRING.findall(match[2]) for word in part.split()]
        if names:
            line = text.count("\n", 0, match.start()) + 1
            kind = "program" if match[1] == "Program" else "library"
            yield Statement(kind, names[0].rpartition(".")[0] or names[0], " ".join(names[1:] or names), line)
