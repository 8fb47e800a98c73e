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


def test_modules_that_may_be_missing():
    text = "WriteMakefile(TEST_REQUIRES => {'Test::Deep' => 0});\nnew(recommends => {'Ace' => 1.2});\n"
    assert list(perl.scan(SourceText("Build.PL", text))) == [
        Statement("beside package", "Test::Deep", "", 1),
        Statement("optional package", "Ace", "1.2", 2),
    ]
