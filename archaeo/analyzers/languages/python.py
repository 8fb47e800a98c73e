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
Not understood: names computed at run time, code in strings given to ``exec``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
        from[ \t]+(?P<origin>[.\w]+(?:[ \t]*\.[ \t]*\w+)*)[ \t]+c?import[ \t]*
        (?:\((?P<list>[^()]*)\)|(?P<names>[^\n;]+))
      | c?import[ \t]+(?P<modules>[^\n;]+))""",
    re.M | re.X,
)
_DYNAMIC = re.compile(r"""(?:__import__|import_module|execfile)\s*\(\s*['"]([\w./]+)['"]""")
_DEFINED = re.compile(r"^(?:class|def)[ \t]+(\w+)", re.M)
_MAIN = re.compile(r"^if[ \t]+__name__[ \t]*==", re.M)
_NAME = re.compile(r"[\w.]+")


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield what a Python file imports and defines at its outermost level.

    ``from a import b`` gives ``a`` with the form ``from b``; of several names one dependency each. A relative
    import keeps its dots.
    """
    text = file.text
    code = _WORDLESS.sub(_emptied, text).replace("\\\n", SOFT_NEWLINE)
    lines = Lines(code)
    for match in _IMPORT.finditer(code):
        yield from _imported(match, lines.at(match.start("origin" if match["origin"] else "modules")))
    if "import" in text or "execfile" in text:
        for match in _DYNAMIC.finditer(text):
            yield Dependency(match[1], "import", text.count("\n", 0, match.start()) + 1, "dynamic")
    for match in _DEFINED.finditer(code):
        yield Module(match[1], "class" if code[match.start()] == "c" else "function", lines.at(match.start()))
    main = _MAIN.search(code)
    if main:
        yield Module("__main__", "main", lines.at(main.start()))


def _emptied(match: re.Match[str]) -> str:
    found = match[0]
    return "" if found[0] == "#" else '""' + SOFT_NEWLINE * found.count("\n")


def _imported(match: re.Match[str], line: int) -> Iterator[Dependency]:
    origin = match["origin"]
    if origin is None:
        for part in match["modules"].split(","):
            name = _NAME.match(part.strip(" \t\x1f"))
            if name:
                yield Dependency(name[0], "import", line)
        return
    origin = re.sub(r"\s", "", origin)
    names = match["list"] if match["list"] is not None else match["names"]
    for part in names.split(","):
        words = part.split()
        if words:
            yield Dependency(origin, "import", line, f"from {words[0]}")
