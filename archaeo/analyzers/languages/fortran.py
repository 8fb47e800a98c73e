"""Fortran 66, 77, 90 and later, in fixed and free form, with or without preprocessor.

Reads::

      use fit_module, only: chisq
      include 'goos.inc'
#include "config.h"
      common /event/ nhit, xhit(100)
      call hfill(10, x, 0., 1.)

Source: ISO 1539 (1980 and later); the extensions of g77 and VAX Fortran for INCLUDE and tab form.
Not understood: blanks inside words, names split by a continuation line, type-bound procedures (a call through
``%`` has no name of its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..mentions import Dependency, Lines, Module, SourceText
from . import _fortranform

NAME = "fortran"
SUFFIXES = (
    *(".f", ".F", ".for", ".FOR", ".ftn", ".f77", ".F77", ".fpp", ".FPP", ".fi", ".cmn", ".com", ".finc", ".car"),
    *(".f90", ".F90", ".f95", ".F95", ".f03", ".F03", ".f08", ".F08"),
)

_INCLUDE = re.compile(r"^[ \t]*+(#?)[ \t]*+include[ \t]*+(['\"<])([^'\">\n]+)['\">]", re.M | re.I)
_STATEMENT = re.compile(
    r"""(?:^|;)[ \t\x1f]*+(?:\d++[ \t\x1f]++)?+(?:\w+[ \t]*:(?!:)[ \t]*)?(?:
        (?P<use>use\b)[ \t\x1f]*+(?:,[ \t]*(?:non_)?intrinsic[ \t]*)?(?:::)?[ \t\x1f]*(?P<used>[a-z]\w*)
      | (?P<end>end[ \t]*(?:module|interface|submodule|program|subroutine|function|block[ \t]*data)?\b)
            (?![ \t]*(?:if|do|select|where|type|forall|associate|enum|file|\w+[ \t]*=|[=(%]))
      | (?P<interface>(?:abstract[ \t]+)?interface\b)(?![ \t]*[=(%,])
      | (?P<contains>contains)[ \t]*$
      | module[ \t]+(?!procedure\b|subroutine\b|function\b)(?P<module>[a-z]\w*)[ \t]*(?=$|;)
      | submodule[ \t]*\([ \t]*(?P<parent>[\w:]+)[ \t]*\)[ \t]*(?P<submodule>\w+)
      | program[ \t]+(?P<program>[a-z]\w*)[ \t]*(?=$|;)
      | block[ \t]*data\b[ \t]*(?P<blockdata>\w*)
      | entry[ \t]+(?P<entry>[a-z]\w*)
      | (?:(?:recursive|pure|elemental|impure|module)[ \t]+)*subroutine[ \t\x1f]+(?P<subroutine>[a-z]\w*)
      | (?:(?:integer|real|double[ \t]*precision|(?:double[ \t]*)?complex|logical|character|byte|type|class|pure
            |elemental|recursive|impure|module)\b[ \t]*
            (?:\*[ \t]*\(?[ \t]*[\d*]+[ \t]*\)?|\([^()\n]*+(?:\([^()\n]*\)[^()\n]*)*\))?[ \t\x1f]*)*+
            function[ \t\x1f]+(?P<function>[a-z]\w*)[ \t\x1f]*\(
      | external\b[ \t\x1f]*(?:::)?(?P<external>[^\n;]+)
      | (?P<declared>(?:integer|real|double[ \t]*precision|complex|double[ \t]*complex|logical|character|dimension
            |common|parameter|data|save|type[ \t]*\(|allocatable|pointer|target|intrinsic|namelist|equivalence)
            \b(?![ \t]*=)[^\n;]*)
    )""",
    re.M | re.X,
)
_CALL = re.compile(r"\bcall[ \t\x1f]+([a-z]\w*)(?![ \t]*%)")
_REFERENCE = re.compile(r"(?<![\w%])(?<!% )([a-z]\w*)[ \t\x1f]*\(")
_ARGUMENT = re.compile(r"[(,][ \t\x1f]*([a-z]\w*)[ \t\x1f]*(?=[,)])")
_COMMON = re.compile(r"\bcommon[ \t\x1f]*/[ \t]*(\w+)[ \t]*/")
_NAME = re.compile(r"[a-z]\w*")
_DIMENSIONED = re.compile(r"([a-z]\w*)[ \t\x1f]*\(")
_TYPED = re.compile(r"(?:integer|real|double|complex|logical|character)\b")
_BRACKETED = re.compile(r"[a-z]\w*[ \t\x1f]*\([^()]*\)|\*\s*\d+|^\w+(?:[ \t]*precision)?")
_DECLARATION = frozenset(
    (
        "integer real double precision complex logical character dimension common parameter data save type "
        "allocatable pointer target intrinsic namelist equivalence kind len intent in out inout optional"
    ).split()
)
_INTRINSIC = frozenset(
    (
        "abs acos aimag aint allocate allocated alog alog10 amax0 amax1 amin0 amin1 amod and anint any asin "
        "associated atan atan2 all btest cabs call ceiling char close cmplx conjg cos cosh count cshift csin csqrt "
        "dabs dacos dasin datan datan2 dble dcmplx dcos dcosh ddim deallocate dexp dfloat dim dimag dint dlog "
        "dlog10 dmax1 dmin1 dmod dnint do dot_product dprod dreal dsign dsin dsinh dsqrt dtan dtanh elseif epsilon "
        "exp float floor format forall function huge iabs iachar iand ibclr ibits ibset ichar idim idint idnint "
        "ieor if ifix index inquire int ior ishft isign lbound len len_trim lge lgt lle llt log log10 logical "
        "matmul max max0 max1 maxexponent maxloc maxval merge min min0 min1 minloc minval mod modulo mvbits nearest "
        "nint not null nullify only open pack precision present print product read real repeat reshape return "
        "rewind scan selected_int_kind selected_real_kind shape sign sin sinh size sngl spread sqrt stat stop "
        "subroutine sum tan tanh tiny transfer transpose trim ubound unpack verify where while write zabs zexp zlog "
        "zsqrt case select then to program xor operator assignment procedure go goto assign result"
    ).split()
)


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield what a Fortran file includes, uses, defines and calls; names in lower case, each once at its first line."""
    text = file.text
    plain = Lines(text)
    for match in _INCLUDE.finditer(text):
        form = "<" if match[2] == "<" else '"'
        yield Dependency(match[3].strip(), "include", plain.at(match.start(3)), form + match[1])
    code = _fortranform.statements(text, _fortranform.is_free(text, file.path))
    lines = Lines(code)
    said = _Said([], {}, set(), set())
    yield from _walk(code, lines, said)
    yield from _calls(code, lines, said)
    for match in _COMMON.finditer(code):
        yield Dependency(match[1], "common", lines.at(match.start(1)))


class _Said(NamedTuple):
    """What declarations say: where they stand, which names are external, arrays, or of a type without dimension."""

    spans: list[tuple[int, int]]
    external: dict[str, int]
    arrays: set[str]
    typed: set[str]


def _walk(code: str, lines: Lines, said: _Said) -> Iterator[Module | Dependency]:
    """Yield definitions and uses, and note what declarations say."""
    spans, external, arrays, typed = said
    owner = ""
    interface = 0
    first = True
    for match in _STATEMENT.finditer(code):
        what = match.lastgroup
        at = match.start()
        if match["use"]:
            yield Dependency(match["used"], "use", lines.at(match.start("used")))
        elif match["declared"]:
            spans.append(match.span())
            dimensioned = _DIMENSIONED.findall(match["declared"])
            arrays.update(dimensioned)
            if _TYPED.match(match["declared"]):
                typed.update(_NAME.findall(_BRACKETED.sub("", match["declared"])))
        elif match["external"]:
            spans.append(match.span())
            for name in _NAME.findall(match["external"]):
                external.setdefault(name, at)
        elif match["interface"]:
            interface += 1
        elif match["end"]:
            word = "".join(match["end"].split())
            if word == "endinterface":
                interface = max(0, interface - 1)
            elif word in ("endmodule", "endsubmodule"):
                owner = ""
            if word == "end" or word in ("endsubroutine", "endfunction", "endprogram"):
                spans.append(match.span())
        elif match["module"]:
            owner, interface, first = match["module"], 0, False
            yield Module(owner, "module", lines.at(match.start("module")))
        elif match["submodule"]:
            owner, first = match["submodule"], False
            yield Module(owner, "submodule", lines.at(match.start("submodule")))
            yield Dependency(match["parent"].partition(":")[0], "use", lines.at(match.start("parent")), "submodule")
        elif match["program"]:
            first = False
            yield Module(match["program"], "main", lines.at(match.start("program")))
        elif match["blockdata"] is not None:
            first = False
            yield Module(match["blockdata"], "block data", lines.at(at))
        elif what in ("subroutine", "function", "entry") and what is not None:
            spans.append((at, match.end()))
            if not interface:
                first = False
                yield Module(
                    match[what], "entry" if what == "entry" else "function", lines.at(match.start(what)), owner
                )
    if first and re.search(r"^[ \t]*+\d*+[ \t]*+(?:stop\b|end[ \t]*$)", code, re.M) and re.search(r"=|\bcall\b", code):
        yield Module("", "main", 1)  # a main program may go without its PROGRAM statement


def _calls(code: str, lines: Lines, said: _Said) -> Iterator[Dependency]:
    spans, external, arrays, typed = said
    called: dict[str, int] = {}
    for match in _CALL.finditer(code):
        called.setdefault(match[1], match.start(1))
    for name, at in called.items():
        yield Dependency(name, "call", lines.at(at))
    body = _without(code, spans)
    mentioned: dict[str, int] = {}
    for match in _REFERENCE.finditer(body):
        mentioned.setdefault(match[1], match.start(1))
    if external:
        for match in _ARGUMENT.finditer(body):
            if match[1] in external:
                mentioned.setdefault(match[1], match.start(1))
    for name, at in mentioned.items():
        if name in external:
            if name not in called:
                yield Dependency(name, "call", lines.at(at), "external")
        elif name not in called and name not in arrays and name not in _INTRINSIC:
            # a scalar with brackets behind it is a function; an undeclared name may be an array of an included file
            yield Dependency(name, "call", lines.at(at), "external" if name in typed else "function")


def _without(code: str, spans: list[tuple[int, int]]) -> str:
    """Give the code with some stretches blanked, every offset kept."""
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts.append(code[at:start])
            parts.append(
                "".join("\n" if c == "\n" else " " for c in code[start:end])
                if "\n" in code[start:end]
                else " " * (end - start)
            )
            at = end
    parts.append(code[at:])
    return "".join(parts)
