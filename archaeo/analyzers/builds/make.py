"""Makefiles: plain, GNU and BSD make, SoftRelTools' GNUmakefile, automake's Makefile.am.

Reads::

    include $(NEMOLIB)/makedefs
    CFLAGS = -O -I$(NEMOINC)
    snapplot: snapplot.o trans.o
        $(CC) -o $@ snapplot.o trans.o -lnemo -lm
    bin_PROGRAMS = citcoms
    citcoms_SOURCES = main.c

Source: GNU make manual; automake manual; SoftRelTools' standard.mk (variables ``LIB``, ``BINS``, ``LIBREMOTEFILES``).
Not understood: functions of GNU make, conditionals: of both branches everything counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SOFT_NEWLINE, Lines, SourceText, Statement

NAME = "make"

_NAMES = re.compile(
    r"^(?:GNU|BSD)?[Mm]akefile(?:[._-]?\w[\w.+-]*)?$|^.*\.(?:mk|mak|make)$|^[Mm]ake\.\w[\w.-]*$|^[Mm]akedefs?(?:\.\w+)?$"
    r"|^MAKEFILE$|^[Mm]ake[_-]\w+$|^configure\.wrf|^Makeconf.*$|^Makevars.*$"
)
_NO_MAKEFILE = re.compile(r"\.(?:c|f|py|pl|sh|PL|txt|html|o|d|m4|dsp|vc\w*proj|tex)$")
_VARIABLE = re.compile(
    r"^[ ]*(?:export[ \t]+|override[ \t]+)*([\w.@$(){}/%+-]+?)[ \t]*(\+=|::?=|\?=|!=|=)[ \t]*(.*)$", re.S
)
_READ = re.compile(r"^[ \t]*[!.]?[-s]?include[ \t]+(.+)$", re.S)
_RULE = re.compile(r"^([^\t#=:][^=:#]*+)::?(?!=)([^=#;]*+)(?:[;#].*)?$", re.S)
_COMMENT = re.compile(r"(?<!\\)#.*$", re.S)
_CONDITIONAL = ("ifeq", "ifneq", "ifdef", "ifndef", "else", "endif", "-", "@", "!")
_PROGRAMS = re.compile(r"^(?:EXTRA_|noinst_|check_|\w*bin_|\w*exec_)+(?:PROGRAMS|SCRIPTS)$|^(?:BINS|PROGRAMS?|PROGS?)$")
_LIBRARIES = re.compile(r"^\w*?_?(?:LTLIBRARIES|LIBRARIES)$")


def matches(path: str) -> bool:
    """Tell whether a file is a makefile by its name."""
    name = path.rpartition("/")[2]
    return bool(_NAMES.match(name)) and not _NO_MAKEFILE.search(name)


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield variables, read files, rules and recipes in file order; automake's programs and libraries as targets."""
    text = re.sub(r"\\[ \t]*\n", SOFT_NEWLINE, file.text)
    lines = Lines(text)
    at = 0
    target = ""
    in_define = False
    variables: dict[str, tuple[str, int]] = {}
    for line in text.split("\n"):
        number = lines.at(at)
        at += len(line) + 1
        if line.startswith("define "):
            in_define = True
        elif line.startswith("endef"):
            in_define = False
        elif in_define or not line.strip():
            continue
        elif line[0] == "\t" and target:
            yield Statement("recipe", target, " ".join(line.split()), number)
        elif line.lstrip()[0] != "#":
            for said in _said(line.rstrip(), number):
                if said.kind == "rule":
                    target = said.name
                elif said.kind in ("variable", "append"):
                    before, first = variables.get(said.name, ("", number))
                    variables[said.name] = (f"{before} {said.value}".strip(), first)
                yield said
    yield from _automake(variables)


def _said(line: str, number: int) -> Iterator[Statement]:
    line = _COMMENT.sub("", line).replace(SOFT_NEWLINE, " ")
    match = _READ.match(line)
    if match:
        for name in match[1].split():
            yield Statement("read", "", name.strip('<>"'), number)
        return
    match = _VARIABLE.match(line)
    if match:
        kind = "append" if match[2] == "+=" else "variable"
        yield Statement(kind, match[1], " ".join(match[3].split()), number)
        return
    match = _RULE.match(line)
    if match and not match[1].lstrip().startswith(_CONDITIONAL):
        yield Statement("rule", " ".join(match[1].split()), " ".join(match[2].split()), number)


def _automake(variables: dict[str, tuple[str, int]]) -> Iterator[Statement]:
    """Yield a target for each name in ``bin_PROGRAMS`` and its kin, built from its ``_SOURCES``."""
    for name, (value, number) in variables.items():
        program, library = _PROGRAMS.match(name), _LIBRARIES.match(name)
        if not program and not library:
            continue
        for product in value.split():
            if "$" in product or "@" in product:
                continue
            stem = re.sub(r"\W", "_", product)
            sources = variables.get(f"{stem}_SOURCES", ("", 0))[0]
            linked = " ".join(variables.get(f"{stem}_{end}", ("", 0))[0] for end in ("LDADD", "LIBADD", "LDFLAGS"))
            if sources or linked.strip():
                yield Statement("program" if program else "library", product, f"{sources} {linked}".strip(), number)
