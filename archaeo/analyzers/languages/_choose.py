"""Which language a file is written in, and why: an ordered list of rules, the first that decides wins.

A suffix is only a hint: ``.inc`` is Fortran, C or neither, ``.pro`` is IDL or a Qt project, ``.m`` MATLAB or
Objective-C, ``.h`` whatever includes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from archaeo import registry

_SHEBANG = re.compile(r"#!\s*(?:/\S*/)?(?:env\s+(?:-\S+\s+)*)?([\w.+-]+)")
_FORTRAN = re.compile(
    r"^(?:[cC*!][^\n]*|[ \t]+(?:integer|real|common|double precision|parameter|dimension|character|logical|call"
    r"|include|type)\b[^\n]*)$",
    re.M | re.I,
)
_C = re.compile(
    r"^[^\S\n]*(?:#\s*(?:define|include|ifdef|ifndef|pragma)\b|/\*|typedef\b|extern\b|static\b|struct\b|//|\})", re.M
)
_IDL = re.compile(
    r"^[^\S\n]*(?:pro|function)\s+\w+|^[^\S\n]*;|^[^\S\n]*(?:endif|endfor|endelse|return)\b|^@\w+", re.M | re.I
)
_QT = re.compile(r"^[^\S\n]*(?:SOURCES|HEADERS|TEMPLATE|CONFIG|TARGET|QT|include\s*\()\s*[+=(]", re.M)
_MATLAB = re.compile(r"^[^\S\n]*(?:function\b|%|end\b|\w+\s*=.*;\s*$)", re.M)
_OBJECTIVE = re.compile(r"^[^\S\n]*(?:@(?:interface|implementation|end|class|property)\b|#import\b)", re.M)
_PERL = re.compile(r"^[^\S\n]*(?:use\s+\w|package\s+[\w:]+;|my\s*[($@%]|sub\s+\w+|#!.*perl)", re.M)
_PROLOG = re.compile(r"^[^\S\n]*:-|^[a-z]\w*\(.*\)\s*:-", re.M)
_R = re.compile(r"<-|^[^\S\n]*(?:library|require|source)\s*\(", re.M)
_LISP = re.compile(r"^[^\S\n]*(?:;|\((?:def\w+|setq?|setf|load|require|in-package|if|let)\b)", re.M)
_CPLUSPLUS = re.compile(
    r"^[^\S\n]*(?:class\s+\w+[^;]*$|namespace\b|template\s*<|(?:public|private|protected)\s*:|using\s+namespace\b)"
    r"|\bstd::|\bvirtual\b|pragma\s+link\s+(?:off|C\+\+)|^[^\S\n]*\#\s*include\s*<(?:string|vector|map|list|set|iostream"
    r"|fstream|sstream|cmath|cstdlib|cstdio|cstring|utility|algorithm|iosfwd|ostream|iostream\.h)>",
    re.M,
)
_CSH = re.compile(r"^[ \t]*setenv[ \t]+[A-Z_]\w*[ \t]+\S+", re.M)
_LEX = re.compile(r"^%%|^%\{|^%option", re.M)


_PASCAL = re.compile(r"^[ \t]*(?:program|unit|procedure|function|begin|var|const|type)\b", re.M | re.I)


def _either(language: str, sign: re.Pattern[str], reason: str) -> Callable[[str], tuple[str, str] | None]:
    def rule(head: str) -> tuple[str, str] | None:
        return (language, reason) if sign.search(head) else None

    return rule


def _include_file(head: str) -> tuple[str, str] | None:
    """Decide an ``.inc``: whichever language accounts for more of its lines."""
    fortran, c = len(_FORTRAN.findall(head)), len(_C.findall(head))
    if not fortran and not c:
        return None
    return ("fortran", "its lines read as Fortran") if fortran >= c else ("c", "its lines read as C")


_FORTRAN_ONLY = re.compile(
    r"^[ \t]*(?:use[ \t]+\w+[ \t]*(?:,|!|$)|end[ \t]*(?:if|do|subroutine|module)\b|subroutine[ \t]+\w+"
    r"|(?:integer|real|logical|character|type|dimension|double[ \t]+precision)\b[^;\n]*(?:::|\bintent\b)"
    r"|implicit[ \t]+none|call[ \t]+\w+|parameter[ \t]*\(|common[ \t]*/"
    r"|(?:integer|real|logical)(?:\*\d)?[ \t]+\w+(?:[ \t]*,[ \t]*\w+)*[ \t]*$)",
    re.M | re.I,
)
_C_ONLY = re.compile(r";[ \t]*(?:/[*/][^\n]*)?$|^[ \t]*(?:/\*|//|typedef\b|extern\b|\})", re.M)


def _fortran_header(head: str) -> tuple[str, str] | None:
    """Decide a ``.h`` that Fortran sources include."""
    fortran = len(_FORTRAN_ONLY.findall(head))
    return ("fortran", "its lines read as Fortran") if fortran > 2 * len(_C_ONLY.findall(head)) else None


def _none(head: str) -> tuple[str, str] | None:
    return ("", "its content is of another kind")


_CONTESTED: dict[str, tuple[Callable[[str], tuple[str, str] | None], ...]] = {
    ".h": (
        _fortran_header,
        _either("cpp", _CPLUSPLUS, "its content is C++"),
    ),
    ".inc": (_include_file, _none),
    ".pro": (_either("", _QT, "a Qt project"), _either("idl", _IDL, "IDL's pro and function"), _none),
    ".m": (
        _either("c", _OBJECTIVE, "Objective-C"),
        _either("matlab", _MATLAB, "MATLAB's function and comments"),
        _none,
    ),
    ".l": (_either("c", _LEX, "lex"), _either("lisp", _LISP, "Lisp's parentheses"), _none),
    ".t": (_either("perl", _PERL, "Perl's use and my"), _none),
    ".pl": (_either("", _PROLOG, "Prolog"),),
    ".r": (_either("r", _R, "R's arrow"), _none),
    ".p": (_either("pascal", _PASCAL, "Pascal's program and begin"), _none),
    ".com": (_either("fortran", _FORTRAN, "its lines read as Fortran"), _none),
    ".cmn": (_include_file, _none),
    ".car": (
        _either("fortran", re.compile(r"^\+(?:DECK|KEEP|PATCH|SEQ|CDE)", re.M | re.I), "a PATCHY card file"),
        _none,
    ),
}


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    suffixes: dict[str, str] = {}
    interpreters: dict[str, str] = {}
    names: dict[str, str] = {}
    for name, plug in registry.load("archaeo.analyzers.languages").items():
        suffixes.update(dict.fromkeys(plug.SUFFIXES, name))
        interpreters.update(dict.fromkeys(getattr(plug, "INTERPRETERS", ()), name))
        names.update(dict.fromkeys(getattr(plug, "FILENAMES", ()), name))
    for suffix in list(suffixes):
        suffixes.setdefault(suffix.lower(), suffixes[suffix])
    return suffixes, interpreters, names


def suffix(path: str) -> str:
    """Give the suffix of a path with its dot, "" for none; ``x.f.in`` is what ``x.f`` will be made from, so ``.f``.

    >>> suffix("src/Makefile"), suffix("lib/config.h.in"), suffix(".cshrc")
    ('', '.h', '')
    """
    name = path.rpartition("/")[2]
    if name.endswith(".in") and name.count(".") > 1:
        name = name[:-3]
    stem, dot, end = name.rpartition(".")
    return dot + end if stem else ""


def choose(path: str, head: str) -> tuple[str, str]:
    """Give the language's ``NAME`` and the reason; "" for a language that no plug reads.

    Args:
        head: the first few thousand characters.
    """
    found, because = _decide(path, head)
    if found and found not in registry.load("archaeo.analyzers.languages"):
        return "", f"{found}, which no plug reads"
    return found, because


def _decide(path: str, head: str) -> tuple[str, str]:
    suffixes, interpreters, names = _tables()
    name = path.rpartition("/")[2]
    if name in names:
        return names[name], f"its name is {name}"
    end = suffix(path)
    language = suffixes.get(end) or suffixes.get(end.lower(), "")
    rules = _CONTESTED.get(end) or (_CONTESTED.get(end.lower()) if end not in suffixes else None)
    for rule in rules or ():
        found = rule(head)
        if found is not None:
            return found
    if language:
        return language, f"suffix {end}"
    shebang = _SHEBANG.match(head)
    if shebang:
        program = shebang[1]
        found_language = interpreters.get(program) or interpreters.get(program.rstrip("0123456789.-"))
        if found_language:
            return found_language, f"first line names {program}"
    if head.lstrip()[:1] in ("#", "s") and not end and len(_CSH.findall(head)) > 1:
        return "shell", "sets variables as csh does"
    return "", "no rule knows it"
