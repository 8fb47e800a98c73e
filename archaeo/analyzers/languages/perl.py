"""Perl: modules used and required, base classes, classes named in passing, scripts done.

Reads::

    use Bio::SeqIO;
    use base qw(Bio::Root::Root Bio::SeqI);
    require "getopts.pl";
    my $in = Bio::AlignIO->new(-file => $f);
    eval { require Bio::Tools::Run::StandAloneBlast };

Source: perlfunc(1), "use" and "require"; base(3), parent(3).
What is used or required inside ``eval`` alone has the condition ``try``.
Not understood: names put together at run time (``"Bio::SeqIO::$format"``), of which the fixed part is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Dependency, Lines, Module, SourceText

NAME = "perl"
SUFFIXES = (".pl", ".pm", ".PL", ".t", ".plx", ".ph", ".cgi", ".pod")
INTERPRETERS = ("perl", "perl5", "suidperl")

_POD = re.compile(r"^=[a-zA-Z][^\n]*\n.*?(?:^=cut\b[^\n]*$|\Z)", re.M | re.S)
_END = re.compile(r"^__(?:END|DATA)__\s*$.*", re.M | re.S)
_COMMENT = re.compile(r"(?:^|(?<=[\s;{}]))#[^\n]*", re.M)
_PACKAGE = re.compile(r"^[ \t]*package[ \t]+([\w:]+)\s*[;{]", re.M)
_USE = re.compile(
    r"(?<![\w$@%>])(use|require|no)[ \t]+((?:[A-Za-z_]\w*(?:::|'))*[A-Za-z_]\w*)\b(?![ \t]*(?:=>|\())", re.M
)
_BASE = re.compile(r"\buse[ \t]+(?:base|parent)\b([^;]*);")
_ISA = re.compile(r"@ISA\s*=\s*([^;]*);|\bpush\s*\(?\s*@ISA\s*,([^;]*);")
_WORD = re.compile(r"[A-Za-z_]\w*(?:::\w+)+|(?<=[\s('\"])[A-Z]\w+(?=[\s)'\"])")
_FILE = re.compile(r"\b(?:require|do)[ \t]*\(?[ \t]*['\"]([\w./$@{}-]+)['\"]")
_CLASS = re.compile(r"(?<![\w:$@%&])([A-Z]\w*(?:::\w+)+)(?:::)?")
_EVAL = re.compile(r"\beval\s*(?:\{[^{}]*|q{0,2}[\[({'\"][^{}'\"]*)\Z", re.S)
_NEAR = 200
_SUB = re.compile(r"^[ \t]*sub[ \t]+(\w+)", re.M)
_PRAGMAS = frozenset(
    "strict warnings vars integer base parent lib utf8 overload constant subs bytes locale less sort".split()
)


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield packages and subs, what is imported, and as calls the classes that are named in passing."""
    text = _END.sub("", file.text)
    text = _POD.sub(lambda match: "\n" * match[0].count("\n"), text)
    code = _COMMENT.sub("", text)
    lines = Lines(code)
    package = ""
    for match in _PACKAGE.finditer(code):
        package = package or match[1]
        yield Module(match[1], "package", lines.at(match.start(1)))
    for match in _SUB.finditer(code):
        yield Module(match[1], "function", lines.at(match.start(1)), package)
    if not package:
        yield Module("", "main", 1)
    seen: dict[tuple[str, str], int] = {}
    always: set[str] = set()
    for match in _USE.finditer(code):
        if match[1] != "no" and match[2] not in _PRAGMAS and not re.fullmatch(r"v?\d.*", match[2]):
            said = (match[2].replace("'", "::"), match[1])
            seen.setdefault(said, match.start(2))
            if not _EVAL.search(code, max(0, match.start() - _NEAR), match.start()):
                always.add(said[0])
    for pattern in (_BASE, _ISA):
        for match in pattern.finditer(code):
            for word in _WORD.finditer(match[0]):
                if word[0] not in ("ISA", "Exporter", "DynaLoader"):
                    seen.setdefault((word[0], "base"), match.start() + word.start())
    for match in _FILE.finditer(code):
        seen.setdefault((match[1], "file"), match.start(1))
    named = {name for name, _ in seen} | set(_PACKAGE.findall(code))
    for match in _CLASS.finditer(code):
        if match[1] not in named:
            seen.setdefault((match[1], "name"), match.start(1))
    for (name, form), at in seen.items():
        condition = "try" if form in ("use", "require") and name not in always else ""
        yield Dependency(name, "call" if form == "name" else "import", lines.at(at), form, condition)
