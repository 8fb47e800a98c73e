"""Python 2 and 3: imports wherever they stand.

Reads::

    import os, string as s
    from pyraf.iraf import (task,
                            imcopy)
    from . import basis
    try: import cPickle as pickle
    module = __import__("PyQuante.cints")

Source: language references of Python 2.7 and 3, section "import". A tokenizer would refuse half of the files: `ast` of
today refuses 241 of 532 Python 2 files, this reads them all.
An import whose failure is caught and survived has the condition ``try``, one of a function or a block ``inside``.
Not understood: names computed at run time, code in strings given to ``exec``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..mentions import SOFT_NEWLINE, Dependency, Lines, Module, SourceText

NAME = "python"
SUFFIXES = (".py", ".pyw", ".pyx", ".pxd", ".wsgi")
INTERPRETERS = ("python", "python2", "python3", "pypy", "jython")
FILENAMES = ("SConstruct", "SConscript", "wscript")

_WORDLESS = re.compile(
    r"""\#[^\n]*
      | (?P<quote>'''|\"\"\")(?:[^\\]|\\.)*?(?:(?P=quote)|\Z)
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'""",
    re.S | re.X,
)
_IMPORT = re.compile(
    r"""(?:^|[;:])[ \t]*(?:
        from[ \t]+(?P<origin>(?=[.\w])\.*+\w*+(?:[ \t]*+\.[ \t]*+\w++)*+)[ \t]+c?import[ \t]*
        (?:\((?P<list>[^()]*)\)|(?P<names>[^\n;]+))
      | c?import[ \t]+(?P<modules>[^\n;]+))""",
    re.M | re.X,
)
_DYNAMIC = re.compile(r"""(?:__import__|import_module|execfile)\s*\(\s*['"]([\w./]+)['"]""")
_DEFINED = re.compile(r"^(?:class|def)[ \t]+(\w+)", re.M)
_MAIN = re.compile(r"^if[ \t]+__name__[ \t]*==", re.M)
_NAME = re.compile(r"[\w.]+")
_TRY = re.compile(r"^(?P<indent>[ \t]*)try[ \t]*:", re.M)
_LINE = re.compile(r"^(?P<indent>[ \t]*)(?P<text>[^\s][^\n]*)$", re.M)
_CLAUSE = re.compile(r"except\b|else\b|finally\b")
_CATCHES = re.compile(
    r"except[ \t]*+(?::|[^:\n]*\b(?:ImportError|ModuleNotFoundError|Exception|StandardError|LoadError)\b)"
)
_ENDS = re.compile(r"\braise\b|\b_?exit[ \t]*\(")


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield what a Python file imports and defines at its outermost level.

    ``from a import b`` gives ``a`` with the form ``from b``; of several names one dependency each. A relative
    import keeps its dots.
    """
    text = file.text
    code = wordless(text)
    lines = Lines(code)
    spare = _spare(code)
    for match in _IMPORT.finditer(code):
        start = match.start("origin" if match["origin"] else "modules")
        condition = "try" if any(begin <= start < end for begin, end in spare) else ""
        condition = condition or ("inside" if code[match.start() : start].lstrip("\n")[:1] in " \t" else "")
        yield from _imported(match, lines.at(start), condition)
    if "import" in text or "execfile" in text:
        for match in _DYNAMIC.finditer(text):
            yield Dependency(match[1], "import", text.count("\n", 0, match.start()) + 1, "dynamic")
    for match in _DEFINED.finditer(code):
        yield Module(match[1], "class" if code[match.start()] == "c" else "function", lines.at(match.start()))
    main = _MAIN.search(code)
    if main:
        yield Module("__main__", "main", lines.at(main.start()))


def wordless(text: str) -> str:
    r"""Give Python text without comments and with empty strings; lines that go on are joined by soft line ends.

    >>> wordless("x = 'a`b' # `c`")
    'x = "" '
    """
    return _WORDLESS.sub(_emptied, text).replace("\\\n", SOFT_NEWLINE)


def _spare(code: str) -> list[tuple[int, int]]:
    """Give the stretches (from, up to) in which an import may fail and all goes on.

    What stands in a ``try`` is spare where a handler of failed imports neither raises nor ends the program, nor binds
    the same name to something else; there what the handler imports is the spare one.
    """
    found: list[tuple[int, int]] = []
    for match in _TRY.finditer(code):
        tried, handlers = _handlers(code, match)
        failing = [handler for handler in handlers if _CATCHES.match(code, handler[0])]
        for begin, end in failing:
            body = code[begin:end]
            others = _bound(body) & _bound(code[tried[0] : tried[1]])
            if others:
                found.append((begin, end))
            elif not _ENDS.search(body):
                found.append(tried)
    return found


def _handlers(code: str, match: re.Match[str]) -> tuple[tuple[int, int], list[tuple[int, int]]]:
    """Give where the body of a ``try`` stands, and each of its ``except``s with its body."""
    depth = len(match["indent"].expandtabs())
    starts = [match.end()]
    handlers: list[int] = []
    end = len(code)
    for line in _LINE.finditer(code, match.end()):
        if len(line["indent"].expandtabs()) <= depth:
            word = _CLAUSE.match(line["text"])
            if len(line["indent"].expandtabs()) < depth or word is None:
                end = line.start()
                break
            starts.append(line.start("text"))
            if word[0] == "except":
                handlers.append(line.start("text"))
    starts.append(end)
    ends = dict(pairwise(starts))
    return (starts[0], starts[1]), [(start, ends[start]) for start in handlers]


def _bound(body: str) -> set[str]:
    """Give the names that imports of a piece of text bind."""
    names: set[str] = set()
    for match in _IMPORT.finditer(body):
        listed = match["modules"] or match["list"] or match["names"] or ""
        for part in listed.split(","):
            words = part.split()
            if words:
                names.add(words[-1] if len(words) == 3 else words[0].partition(".")[0])
    return names


def _emptied(match: re.Match[str]) -> str:
    found = match[0]
    return "" if found[0] == "#" else '""' + SOFT_NEWLINE * found.count("\n")


def _imported(match: re.Match[str], line: int, condition: str) -> Iterator[Dependency]:
    origin = match["origin"]
    if origin is None:
        for part in match["modules"].split(","):
            name = _NAME.match(part.strip(" \t\x1f"))
            if name:
                yield Dependency(name[0], "import", line, "", condition)
        return
    origin = re.sub(r"\s", "", origin)
    names = match["list"] if match["list"] is not None else match["names"]
    for part in names.split(","):
        words = part.split()
        if words:
            yield Dependency(origin, "import", line, f"from {words[0]}", condition)
