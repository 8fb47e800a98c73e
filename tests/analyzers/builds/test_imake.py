"""Tests for archaeo/analyzers/builds/imake.py."""

from __future__ import annotations

from archaeo.analyzers.builds import imake
from archaeo.analyzers.mentions import SourceText, Statement


def test_macros_make_targets():
    found = list(
        imake.scan(
            SourceText("Imakefile", "SRCS = a.c\nComplexProgramTarget(xgoos)\nNormalLibraryTarget(hb,$(OBJS))\n")
        )
    )
    assert Statement("variable", "SRCS", "a.c", 1) in found
    assert Statement("program", "xgoos", "$(SRCS)", 2) in found
    assert Statement("library", "hb", "$(OBJS)", 3) in found
