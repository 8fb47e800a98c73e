"""What is known of a tree after every file has been read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archaeo.model import Diagnostic

from .mentions import Dependency, Module, Statement


@dataclass(frozen=True, slots=True)
class Scanned:
    """One file after its scan.

    Attributes:
        lang: a language's ``NAME``, else the build system's, "" for a file that no plug reads.
        because: the rule that chose the language.
        build: the build system's ``NAME`` for a file that tells how to build, else "".
        blob: git's id of the content, hexadecimal; equal ids mean equal content.
        lines: number of line ends; 0 for a binary file.
    """

    path: str
    lang: str
    because: str
    blob: str
    size_bytes: int
    lines: int
    modules: tuple[Module, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    statements: tuple[Statement, ...] = ()
    build: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A tree after its scan.

    Attributes:
        files: sorted by path, every file of the tree that could be read.
        links: symbolic links and what they say.
        unknown: how many files there are of each suffix that no plug reads.
    """

    files: tuple[Scanned, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
