"""Tests for archaeo/analyzers/builds/cmt.py."""

from __future__ import annotations

from archaeo.analyzers.builds import cmt
from archaeo.analyzers.mentions import SourceText, Statement


def test_requirements():
    text = "package Goos\nuse ROOT v5r34 LCG\n# use No\nlibrary goos -suffix=x *.cxx\n"
    text += 'application fit \\\n  ../app/fit.cxx\nset GOOSDIR "/a"\n'
    assert list(cmt.scan(SourceText("cmt/requirements", text))) == [
        Statement("package name", "Goos", "", 1),
        Statement("package", "ROOT", "v5r34", 2),
        Statement("library", "goos", "*.cxx", 4),
        Statement("program", "fit", "../app/fit.cxx", 5),
        Statement("variable", "GOOSDIR", "/a", 7),
    ]
    assert cmt.matches("a/cmt/requirements") and not cmt.matches("doc/requirements")
