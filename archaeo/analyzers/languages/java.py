"""Java: the classes a file names, by import, by full name, or because they are in its own package.

Reads::

    package jnyqide;
    import java.awt.*;
    import org.goos.Fit;
    public class MainFrame extends JFrame { CodePane pane = new CodePane(); }

Source: Java Language Specification, chapters 6 and 7.
Not understood: classes that are reached only through the result of a method, reflection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Dependency, Lines, Module, SourceText

NAME = "java"
SUFFIXES = (".java", ".groovy", ".jsp")

_WORDLESS = re.compile(r"""//[^\n]*|/\*(?:.*?\*/|.*\Z)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.S)
_PACKAGE = re.compile(r"^[ \t]*+package\s+([\w.]+)\s*;", re.M)
_IMPORT = re.compile(r"^[ \t]*+import\s+(?:static\s+)?([\w.]+(?:\.\*)?)\s*;", re.M)
_TYPE = re.compile(r"\b(?:class|interface|enum|@interface)\s+([A-Za-z_]\w*)")
_MAIN = re.compile(r"\bstatic\s+(?:public\s+|final\s+)*void\s+main\s*\(|\bpublic\s+static\s+void\s+main\s*\(")
_NAME = re.compile(r"(?<![\w.])[A-Z]\w*")
_FULL = re.compile(r"(?<![\w.])[a-z]\w*(?:\.[a-z]\w*)+\.[A-Z]\w*")


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield the package, the types defined, the imports, and each capitalised name as one that may be a class."""
    code = _WORDLESS.sub(lambda match: "\n" * match[0].count("\n") or " ", file.text)
    lines = Lines(code)
    package = _PACKAGE.search(code)
    owner = package[1] if package else ""
    if package:
        yield Module(owner, "package", lines.at(package.start(1)))
    for match in _TYPE.finditer(code):
        yield Module(match[1], "class", lines.at(match.start(1)), owner)
    main = _MAIN.search(code)
    if main:
        yield Module("main", "main", lines.at(main.start()))
    for match in _IMPORT.finditer(code):
        yield Dependency(match[1], "import", lines.at(match.start(1)), "import")
    seen: dict[str, int] = {}
    for pattern in (_NAME, _FULL):
        for match in pattern.finditer(_IMPORT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), code)):
            seen.setdefault(match[0], match.start())
    for name, at in seen.items():
        yield Dependency(name, "import", lines.at(at), "name")
