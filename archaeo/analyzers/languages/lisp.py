"""Lisp and its kin (Common Lisp, XLISP, Scheme, Emacs Lisp, Maxima): files loaded, functions defined and called.

Reads::

    (load "nyinit" :verbose nil)
    (require 'seqmidi)
    (defun fit-goos (x) (lsq-solve x))
    (asdf:load-system :goos)

Source: Common Lisp HyperSpec, ``load`` and ``require``; XLISP 2.0 manual.
Not understood: what macros make, names built at run time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Dependency, Lines, Module, SourceText

NAME = "lisp"
SUFFIXES = (".lisp", ".lsp", ".cl", ".el", ".scm", ".ss", ".asd", ".mac", ".l")
INTERPRETERS = ("clisp", "sbcl", "guile", "emacs", "xlisp")

_WORDLESS = re.compile(r"#\|.*?\|#|;[^\n]*|\"(?:[^\"\\]|\\.)*\"", re.S)
_LOAD = re.compile(r"\((?:load|sal-load|require-from|autoload|load-file)\s+(?:'?[\w-]+\s+)?\"([^\"\n]+)\"", re.I)
_REQUIRE = re.compile(
    r"\((?:require|use-package|in-package|asdf:load-system|ql:quickload)\s+['#:]*\"?([\w.+/-]+)", re.I
)
_PROVIDE = re.compile(r"\((?:provide|defpackage|defsystem|asdf:defsystem)\s+['#:]*\"?([\w.+/-]+)", re.I)
_DEFINED = re.compile(
    r"\((?:defun|defmacro|defgeneric|defmethod|define|defmfun|setfn|defvar|defclass)\s+\(?([^\s()'\"]+)", re.I
)
_CALL = re.compile(r"\(([A-Za-z][^\s()'\"`,;|]*)|#'([^\s()'\"`,;|]+)")


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield functions, files loaded, packages required, functions called; names in lower case."""
    text = file.text
    lines = Lines(text)
    for match in _LOAD.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if ";" not in before:
            yield Dependency(match[1], "include", lines.at(match.start(1)), "load")
    code = _WORDLESS.sub(lambda match: "\n" * match[0].count("\n"), text).lower()
    lines = Lines(code)
    for match in _REQUIRE.finditer(code):
        yield Dependency(match[1], "import", lines.at(match.start(1)))
    for match in _PROVIDE.finditer(code):
        yield Module(match[1], "package", lines.at(match.start(1)))
    for match in _DEFINED.finditer(code):
        yield Module(match[1], "function", lines.at(match.start(1)))
    seen: dict[str, int] = {}
    for match in _CALL.finditer(code):
        seen.setdefault(match[1] or match[2], match.start())
    for name, at in seen.items():
        yield Dependency(name, "call", lines.at(at), "name")
