"""What a scanner says of one file: what it defines, what it mentions, what it tells a build.

These are named tuples, not dataclasses as elsewhere in the house: a tree of 500,000 lines makes a million of them,
tuples are made four times as fast, and they go into the cache of blobs and come back as they are.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

SOFT_NEWLINE = "\x1f"
"""Stands for a line end inside a joined statement: white space for a regular expression, but no new line."""


class Module(NamedTuple):
    """Something that a file defines and that others can mention.

    Attributes:
        name: in the language's own spelling; lower case where the language does not tell case.
        kind: ``module``, ``function``, ``variable``, ``class``, ``method``, ``program``, ``package``, ``block data``,
            ``entry``, ``main`` (a place where running can begin), ``macro``, ``declaration`` (of what another file
            defines).
        line: 1-based.
        owner: the module or class it is defined in, "" at the file's top level.
    """

    name: str
    kind: str
    line: int
    owner: str = ""


class Dependency(NamedTuple):
    """Something that a file mentions.

    Attributes:
        name: as the text has it: a path, a dotted name, a symbol.
        kind: ``include``, ``use``, ``import``, ``call``, ``run`` (a program or script is started), ``load`` (at run
            time), ``dictionary`` (a class is registered with ROOT), ``common``.
        line: 1-based, of the first mention.
        form: how it is said, where that matters for finding it: ``"`` or ``<`` of an include, ``from`` of an import,
            ``external`` or ``argument`` of a symbol, ``dynamic``, ``name`` of a name in passing.
        condition: the preprocessor condition it stands under, ``try`` where the text goes on without it (Python's
            ``except ImportError``, Perl's ``eval``, R's ``requireNamespace``); "" for none.
    """

    name: str
    kind: str
    line: int
    form: str = ""
    condition: str = ""


class Statement(NamedTuple):
    """Something that a build file says, before any variable in it is replaced.

    Attributes:
        kind: ``variable``, ``read`` (of another build file), ``include path``, ``program``, ``library``, ``rule``,
            ``recipe``, ``link``, ``package``, ``directory``, ``package directory``, ``generated``, ``made for`` (the
            program that the file is a project of, with its version). A ``package``,
            ``link`` or ``header`` is one that the build fails without; before these words stands ``optional`` where
            the file says that it may be missing, and ``beside`` where only tests, documents or development want it.
        name: of the variable, target or package; "" where the kind has none.
        value: its text; for a target what it is built from, for a package its version.
        line: 1-based.
    """

    kind: str
    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as scanners get it.

    Attributes:
        path: relative to the tree's root.
        text: line ends are "\\n"; bytes that are not UTF-8 are lone surrogates.
    """

    path: str
    text: str = field(repr=False)


class Lines:
    r"""Tells the line of an offset.

    >>> lines = Lines("a\nb\x1fc\nd")
    >>> [lines.at(offset) for offset in (0, 2, 4, 6)]
    [1, 2, 3, 4]
    """

    __slots__ = ("_ends",)

    def __init__(self, text: str) -> None:
        if SOFT_NEWLINE in text:
            text = text.replace(SOFT_NEWLINE, "\n")
        ends = []
        at = text.find("\n")
        while at >= 0:
            ends.append(at)
            at = text.find("\n", at + 1)
        self._ends = ends

    def at(self, offset: int) -> int:
        """Give the 1-based line in which an offset of the text lies."""
        return bisect_right(self._ends, offset - 1) + 1
