"""CMT ``requirements`` files: one a package, as LHCb, ATLAS, T2K and CAPTAIN used them.

Reads::

    package BoostedGOOS
    use ROOT v5r34 LCG_Interfaces
    include_dirs ../inc
    library goos *.cxx
    application fit ../app/fit.cxx

Source: CMT manual (v1r20), "The general requirements file syntax". Paths are relative to the folder ``src`` beside
``cmt``.
Not understood: patterns, and macros with tags: of all values every one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SOFT_NEWLINE, Lines, SourceText, Statement

NAME = "cmt"

_STATEMENT = re.compile(
    r"^[ \t]*(package|use|include_dirs|include_path|library|application|macro\w*|set)\b[ \t\x1f]*([^\n#]*)", re.M
)


def matches(path: str) -> bool:
    """Tell whether a file is CMT's: it is called ``requirements`` and lies in ``cmt`` or ``mgr``, or at the root."""
    folder, _, name = path.rpartition("/")
    return name == "requirements" and folder.rpartition("/")[2] in ("cmt", "mgr", "")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the package's name, the packages it uses, include folders, libraries and applications."""
    text = file.text.replace("\\\n", SOFT_NEWLINE)
    lines = Lines(text)
    for match in _STATEMENT.finditer(text):
        words = match[2].replace('"', " ").split()
        if words:
            yield from _said(match[1], words, lines.at(match.start(1)))


def _said(command: str, words: list[str], line: int) -> Iterator[Statement]:
    match command:
        case "package":
            yield Statement("package name", words[0], "", line)
        case "use":
            yield Statement("package", words[0], words[1] if len(words) > 1 else "*", line)
        case "include_dirs" | "include_path":
            for word in words:
                if word != "none":
                    yield Statement("include path", "", word, line)
        case "library" | "application":
            sources = [word for word in words[1:] if not word.startswith("-")]
            yield Statement("program" if command == "application" else "library", words[0], " ".join(sources), line)
        case "set":
            yield Statement("variable", words[0], " ".join(words[1:]), line)
        case _:
            yield Statement("append" if "append" in command else "variable", words[0], " ".join(words[1:]), line)
