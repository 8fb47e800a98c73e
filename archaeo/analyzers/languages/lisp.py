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

_BUILT_IN = frozenset(
    "and append apply aref assoc atom backquote block car case catch cddr cadr cdr char close cond cons consp "
    "copy-list defclass defconstant define defmacro defmethod defparameter defpackage defstruct defun defvar "
    "delete do dolist dotimes elt eq eql equal error eval evenp expt first flet float format funcall function "
    "gensym get go if in-package incf intern labels lambda last length let let* list list-length listp load "
    "loop mapc mapcar mapcan max member min minusp mod multiple-value-bind nconc not nth nthcdr null numberp "
    "open optional or plusp pop prin1 princ print prog prog1 progn push quote random read read-char read-line "
    "remove require rest return reverse second set setf setq sort stringp strcat string subseq symbolp terpri "
    "third throw trace type-of unless unwind-protect values vector vectorp when while with-open-file write "
    "write-char x y zerop source".split()
)


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
        if name in _BUILT_IN:
            continue
        yield Dependency(name, "call", lines.at(at), "name")
