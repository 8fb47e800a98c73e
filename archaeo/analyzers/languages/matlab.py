"""MATLAB and Octave: a file is a function, or a script; whatever it names may be another one.

Reads::

    function [y, err] = fitgoos(x, varargin)
    y = lsqsolve(x) ./ norm(x);   % lsqsolve.m
    run('setup_paths.m'); load calib.mat
    mex fastfit.c

Source: MATLAB documentation, "Function Precedence Order". A function is known by its file's name.
Not understood: methods called on objects, ``feval`` and ``eval`` with computed names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Dependency, Lines, Module, SourceText

NAME = "matlab"
SUFFIXES = (".m",)
INTERPRETERS = ("octave", "matlab")

_BLOCK = re.compile(r"^[ \t]*%\{[ \t]*$.*?^[ \t]*%\}[ \t]*$", re.M | re.S)
_COMMENT = re.compile(r"(?:%|#)[^\n]*|\.\.\.[^\n]*\n")
_STRING = re.compile(r"(?<![\w\])}'.])'(?:[^'\n]|'')*'|\"[^\"\n]*\"")
_DEFINED = re.compile(
    r"^[ \t]*(?:function\b[ \t]*(?:[^=\n(]*=[ \t]*)?|classdef\b[ \t]*(?:\([^)]*\)[ \t]*)?)([A-Za-z][\w.]*)", re.M
)
_RUN = re.compile(r"\b(?:run|source)[ \t]*\(?[ \t]*['\"]([^'\"\n]+)['\"]")
_HANDLE = re.compile(r"\bfeval[ \t]*\([ \t]*['\"](\w+)['\"]|(?<![\w.])@([A-Za-z]\w*)")
_NAME = re.compile(r"(?<![\w.'@])[A-Za-z]\w*")
_ASSIGNED = re.compile(
    r"(?:^|[;,])[ \t]*+\[?[ \t]*+([A-Za-z]\w*+(?:[ \t]*+,[ \t]*+[A-Za-z]\w*+){0,30})[ \t]*+\]?[ \t]*+"
    r"(?:\([^=\n]{0,200}\))?[ \t]*+=(?!=)",
    re.M,
)
_FOR = re.compile(r"\b(?:for|parfor|global|persistent)[ \t]+([A-Za-z]\w*)")
_PARAMETERS = re.compile(r"^[ \t]*function\b([^\n]*)", re.M)


def scan(file: SourceText) -> Iterator[Module | Dependency]:
    """Yield functions, scripts that are run, and every name that is not set as a variable, as one that may call."""
    text = _BLOCK.sub(lambda match: "\n" * match[0].count("\n"), file.text)
    lines = Lines(text)
    for match in _RUN.finditer(text):
        yield Dependency(match[1], "run", lines.at(match.start(1)))
    seen: dict[str, int] = {}
    for match in _HANDLE.finditer(text):
        seen.setdefault(match[1] or match[2], text.count("\n", 0, match.start()) + 1)
    code = _STRING.sub("''", text)
    code = _COMMENT.sub(lambda match: "\x1f" if match[0].endswith("\n") else "", code)
    lines = Lines(code)
    stem = file.path.rpartition("/")[2].rpartition(".")[0]
    functions = [(match[1], lines.at(match.start(1))) for match in _DEFINED.finditer(code)]
    if functions:
        yield Module(stem, "function", functions[0][1], _owner(file.path))
        for name, line in functions[1:]:
            yield Module(name, "static function", line)
    else:
        yield Module(stem, "function", 1)
        yield Module(stem, "main", 1)
    local = {name for names in _ASSIGNED.findall(code) for name in re.findall(r"\w+", names)} | set(_FOR.findall(code))
    for parameters in _PARAMETERS.findall(code):
        local.update(re.findall(r"\w+", parameters))
    for match in _NAME.finditer(code):
        if match[0] not in local:
            seen.setdefault(match[0], lines.at(match.start()))
    for name, line in seen.items():
        yield Dependency(name, "call", line, "name")


def _owner(path: str) -> str:
    """Give the class or package that a file lies in, at whatever depth, "" for none."""
    parts = path.split("/")[:-1]
    return next((part[1:] for part in reversed(parts) if part.startswith(("@", "+"))), "")
