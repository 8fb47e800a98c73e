"""What lies in a tree: language, lines and size of each file.

The language follows the suffix, the name, or the ``#!`` line. Files with a NUL byte among their first 8,000 are binary
and have no lines (git's own rule, buffer_is_binary in xdiff-interface.c).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias

from archaeo.errors import ArchaeoError
from archaeo.model import Progress, SourceFile, no_progress
from archaeo.shelf import Shelf

from .remembered import once

Kind: TypeAlias = Literal["code", "build", "text", "data", "image"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One file. ``language`` is "" where it has none, ``lines`` 0 for binary files; blank lines count."""

    path: str
    language: str
    kind: Kind
    lines: int
    size_bytes: int
    is_binary: bool


_CODE = {
    "C": "c",
    "C and C++ headers": "h",
    "C++": "cc cpp cxx c++ hh hpp hxx h++ icc ipp tcc",
    "Fortran": "f f77 for ftn fpp f90 f95 f03 f08",
    "Python": "py pyx pxd",
    "Perl": "pl pm t",
    "Shell": "sh bash csh tcsh ksh zsh",
    "Java": "java",
    "Tcl": "tcl tk",
    "R": "r",
    "MATLAB": "m",
    "IDL": "pro",
    "Ruby": "rb",
    "PHP": "php php3 phtml",
    "JavaScript": "js",
    "Lisp": "lisp lsp el scm cl",
    "Pascal": "pas pp dpr",
    "Ada": "ada adb ads",
    "Assembler": "s asm",
    "Haskell": "hs",
    "OCaml": "ml mli",
    "Go": "go",
    "Rust": "rs",
    "C#": "cs",
    "Basic": "bas vb frm",
    "SQL": "sql",
    "Cuda": "cu cuh",
    "Awk": "awk",
    "Lua": "lua",
    "Mathematica": "nb wl",
    "Yacc and Lex": "y l yy ll",
    "SPP": "x",
    "CORBA IDL": "idl",
    "SWIG": "i",
}
_BUILD = {"Make": "mk mak am", "Autoconf": "ac m4 in", "CMake": "cmake", "qmake": "pri"}
_TEXT = {
    "HTML": "html htm xhtml",
    "TeX": "tex sty cls bib",
    "Text": "txt readme rst md markdown pod texi texinfo 1 3 5 8",
    "CSS": "css",
}
_IMAGE = "png jpg jpeg gif eps ps pdf svg bmp ico xpm tif tiff fig"
_DATA = "xml json csv dat tsv po pot dtd xsl xslt yaml yml ini cfg conf par fits root gz zip bz2 tgz tar"

_BY_SUFFIX: dict[str, tuple[str, Kind]] = {}
for _kinds, _kind in ((_CODE, "code"), (_BUILD, "build"), (_TEXT, "text")):
    for _language, _suffixes in _kinds.items():
        for _suffix in _suffixes.split():
            _BY_SUFFIX[_suffix] = (_language, _kind)  # type: ignore[assignment]
for _suffix in _IMAGE.split():
    _BY_SUFFIX[_suffix] = ("", "image")
for _suffix in _DATA.split():
    _BY_SUFFIX[_suffix] = ("", "data")
_BY_NAME: dict[str, tuple[str, Kind]] = {
    "makefile": ("Make", "build"),
    "gnumakefile": ("Make", "build"),
    "imakefile": ("Make", "build"),
    "cmakelists.txt": ("CMake", "build"),
    "configure": ("Shell", "build"),
    "sconstruct": ("Python", "build"),
    "sconscript": ("Python", "build"),
    "setup.py": ("Python", "build"),
    "readme": ("Text", "text"),
    "changelog": ("Text", "text"),
    "requirements": ("CMT", "build"),
}
_SHEBANG = re.compile(rb"#!.*?\b(python|perl|tclsh|wish|ruby|awk|Rscript|bash|tcsh|csh|ksh|zsh|sh)[\d.]*\b")
_INTERPRETERS = {"python": "Python", "perl": "Perl", "tclsh": "Tcl", "wish": "Tcl", "ruby": "Ruby", "awk": "Awk"}

# a statement that few Fortran files go without, or a block of data that is included
_FORTRAN = re.compile(
    rb"^[ \t\d]*+(?:end|return|call|continue|program|(?:\w+[ \t]+)?function|subroutine|module|use|common|dimension|"
    rb"parameter|include|data|integer|real|double[ \t]+precision|complex|logical|character|implicit|block[ \t]*data|"
    rb"format|save|external|write|do|if)\b|^[ \t]*#[ \t]*(?:if|include|define)",
    re.I | re.M,
)


def take(
    files: Iterable[SourceFile], progress: Progress = no_progress, shelf: Shelf | None = None
) -> tuple[Measured, ...]:
    """Give what lies there, by path. Links, and files that cannot be read, are left out."""
    found = []
    for done, file in enumerate(files):
        progress("counting lines", done, 0)
        if file.link is None:
            try:
                name = file.path.rpartition("/")[2]
                row = once(shelf, file, partial(_row, name), name)
                found.append(Measured(file.path, *row))
            except ArchaeoError:
                continue
    return tuple(sorted(found, key=lambda measured: measured.path))


def _row(name: str, content: bytes) -> list[object]:
    made = measure(name, content)
    return [made.language, made.kind, made.lines, made.size_bytes, made.is_binary]


def measure(path: str, content: bytes) -> Measured:
    """Give one file's measures."""
    is_binary = b"\0" in content[:8000]
    language, kind = language_of(path, content)
    lines = 0 if is_binary else content.count(b"\n") + (not content.endswith(b"\n") and bool(content))
    if is_binary and kind in ("code", "build", "text"):
        language, kind = "", "data"
    return Measured(path, language, kind, lines, len(content), is_binary)


def language_of(path: str, content: bytes = b"") -> tuple[str, Kind]:
    """Give (language, kind) by name, suffix or first line; ("", "data") where none is known.

    >>> language_of("src/fit.F"), language_of("run_all", b"#!/usr/bin/env python2\\n")
    (('Fortran', 'code'), ('Python', 'code'))
    >>> language_of("src/Grid.C"), language_of("SRC/GRID.C")  # C++ on Unix, C on DOS
    (('C++', 'code'), ('C', 'code'))
    """
    written = path.rpartition("/")[2]
    name = written.lower()
    if name in _BY_NAME:
        return _BY_NAME[name]
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix == "in" and "." in stem:
        suffix = stem.rpartition(".")[2]
    if written.endswith(".C") and not written.isupper():
        return "C++", "code"
    if dot and suffix in _BY_SUFFIX:
        return _shared_suffix(suffix, content) or _BY_SUFFIX[suffix]
    if name.startswith(("makefile.", "makefile-")):
        return "Make", "build"
    if name.startswith(
        ("readme", "changelog", "changes", "copying", "license", "licence", "install", "news", "authors")
    ):
        return "Text", "text"
    if name.startswith(("configure.",)):
        return "Autoconf", "build"
    hit = _SHEBANG.match(content[:200])
    if hit:
        word = hit[1].decode()
        return _INTERPRETERS.get(word, "R" if word == "Rscript" else "Shell"), "code"
    return "", "data"


def _shared_suffix(suffix: str, content: bytes) -> tuple[str, Kind] | None:
    """Give what a text shows that has a suffix of several languages; None where the most usual one is right."""
    if suffix == "i" and content and not re.search(rb"^[ \t]*+%(module|include|import|\{|inline)", content, re.M):
        is_yorick = re.search(rb"^[ \t]*+(func|extern|local|require|autoload)\b[^;]*$|/\* DOCUMENT\b", content, re.M)
        return ("Yorick", "code") if is_yorick else ("", "data")
    if suffix == "m" and re.search(rb"^[ \t]*+(#import|@interface|@implementation)\b", content, re.M):
        return "Objective-C", "code"
    if (
        suffix == "idl"
        and content
        and not re.search(rb"^[ \t]*+(interface|module|struct|import|#include)\b", content, re.M)
    ):
        is_idl = re.search(rb"^[ \t]*+(pro|function)\s+\w|^[ \t]*+end\b[ \t]*+\r?$", content, re.M | re.I)
        return ("IDL", "code") if is_idl else ("", "data")
    if suffix == "t" and not re.search(rb"perl|use strict|Test::", content):
        return "", "data"
    if suffix == "x" and not re.search(rb"^[ \t]*+(procedure|begin|include\s+<)", content, re.M):
        return "", "data"
    if suffix in ("for", "f") and content and not _FORTRAN.search(content):
        return "", "data"
    if suffix == "pro" and re.search(rb"^[ \t]*+(TEMPLATE|SOURCES|HEADERS|CONFIG)\s*[+=]", content, re.M):
        return "qmake", "build"
    return None
