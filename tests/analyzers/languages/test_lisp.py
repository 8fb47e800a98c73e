"""Tests for archaeo/analyzers/languages/lisp.py."""

from __future__ import annotations

from archaeo.analyzers.languages import lisp
from archaeo.analyzers.mentions import Dependency, Module, SourceText


def test_loads_definitions_and_calls():
    text = '; (load "no")\n(load "nyinit" :verbose nil)\n(defun Fit (x)\n  (solve x "(not this)"))\n'
    found = list(lisp.scan(SourceText("a.lsp", text)))
    assert Dependency("nyinit", "include", 2, "load") in found
    assert Module("fit", "function", 3) in found
    assert [m.name for m in found if m.kind == "call"] == ["solve"]
