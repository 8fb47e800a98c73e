"""Tests for archaeo/analyzers/builds/perl.py."""

from __future__ import annotations

from archaeo.analyzers.builds import perl
from archaeo.analyzers.mentions import SourceText, Statement


def test_prerequisites():
    text = "WriteMakefile(PREREQ_PM => {\n 'DBI' => 1.4,\n GD => 0, # 'No' => 1\n});\n"
    assert list(perl.scan(SourceText("Makefile.PL", text))) == [
        Statement("package", "DBI", "1.4", 2),
        Statement("package", "GD", "", 3),
    ]
