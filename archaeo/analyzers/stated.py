"""Versions that programs themselves ask for or refuse, and code that they say belongs to others.

Reads::

    if verLessThan('matlab', '7.4'), error('too old'), end
    #if ROOT_VERSION_CODE < ROOT_VERSION(5,34,0)
    #error "this needs HDF5 1.8"
    if sys.version_info < (2, 6): sys.exit('Python 2.6 or later')
    use 5.008;
    {$IF FPC_FULLVERSION < 20400}

What hangs on the answer is not read: a version that is asked for may be one that something is done differently for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .mentions import Lines, SourceText

_C = ("c", "cpp")


class _Sign(NamedTuple):
    langs: tuple[str, ...]
    kind: str
    pattern: re.Pattern[str]
    words: Callable[[re.Match[str]], str]


def _number(digits: str) -> str:
    """Give a version of Free Pascal's number: 20604 is 2.6.4."""
    return f"{int(digits[:-4])}.{int(digits[-4:-2])}.{int(digits[-2:])}" if len(digits) > 4 else digits


_CALLED = {"matlab": "MATLAB", "signal": "Signal Processing Toolbox", "stats": "Statistics Toolbox", "octave": "Octave"}
_SIGNS = (
    _Sign(
        ("matlab",),
        "asked",
        re.compile(r"^[^%\n]*?\bverLessThan[ \t]*\([ \t]*['\"](\w+)['\"][ \t]*,[ \t]*['\"]([\d.]+)['\"]", re.M),
        lambda hit: f"{_CALLED.get(hit[1].lower(), hit[1])} {hit[2]}",
    ),
    _Sign(
        _C,
        "asked",
        re.compile(r"\bROOT_VERSION_CODE[ \t]*[<>=!]+[ \t]*ROOT_VERSION[ \t]*\([ \t]*(\d+)[ \t]*,[ \t]*(\d+)"),
        lambda hit: f"ROOT {int(hit[1])}.{int(hit[2]):02d}",
    ),
    _Sign(
        _C,
        "refused",
        re.compile(
            r"^[ \t]*#[ \t]*error[ \t]+[\"']?(?P<words>[^\n]{0,200}?(?:requires?|needs?|needed|supports?|supported"
            r"|at least|too old|or (?:later|newer|higher))\b[^\n\d]{0,200}\d[^\n]*)$",
            re.M | re.I,
        ),
        lambda hit: " ".join(hit["words"].split()).strip("\"'"),
    ),
    _Sign(
        ("python",),
        "refused",
        re.compile(
            r"^[ \t]*if[ \t]+(?:not[ \t]+)?\(?sys\.version_info[^\n:<]*<[ \t]*\((\d)[ \t]*,[ \t]*(\d+)[^\n:]*:\s*"
            r"(?:raise|sys\.exit|exit|print|sys\.stderr)",
            re.M,
        ),
        lambda hit: f"Python older than {hit[1]}.{hit[2]}",
    ),
    _Sign(
        ("perl",),
        "asked",
        re.compile(r"^[ \t]*(?:use|require)[ \t]+v?(5(?:\.\d+)+)[ \t]*;", re.M),
        lambda hit: f"Perl {hit[1]}",
    ),
    _Sign(
        ("pascal",),
        "asked",
        re.compile(r"\{\$IF[^}\n]*\bFPC_FULLVERSION[ \t]*[<>=]+[ \t]*(\d{5,6})", re.I),
        lambda hit: f"Free Pascal {_number(hit[1])}",
    ),
    _Sign(
        ("c", "cpp", "fortran", "idl", "matlab", "python", "pascal", "java"),
        "borrowed",
        re.compile(r"\bNumerical[ \t]+Recipes\b", re.I),
        lambda hit: "Numerical Recipes",
    ),
)
MOST_CHARACTERS = 100


def stated(file: SourceText, lang: str) -> Iterator[tuple[str, str, int]]:
    """Yield (kind, words, line) of what a program says, each thing once.

    Kinds: ``asked`` (a version that the text compares with), ``refused`` (with an error), ``borrowed`` (of others).
    """
    lines = Lines(file.text)
    for sign in _SIGNS:
        if lang in sign.langs:
            seen: set[str] = set()
            for match in sign.pattern.finditer(file.text):
                words = sign.words(match)[:MOST_CHARACTERS]
                if words not in seen:
                    seen.add(words)
                    start = match.start() + len(match[0]) - len(match[0].lstrip())
                    yield sign.kind, words, lines.at(start)
