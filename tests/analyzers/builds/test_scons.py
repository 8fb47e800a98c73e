"""Tests for archaeo/analyzers/builds/scons.py."""

from __future__ import annotations

from archaeo.analyzers.builds import scons
from archaeo.analyzers.mentions import SourceText, Statement


def test_literal_arguments():
    text = "env = Environment(CPPPATH=['#/inc', '.'], LIBS=['gsl'])\nenv.Program('fit', ['fit.cc', 'a.cc'])\n"
    assert list(scons.scan(SourceText("SConstruct", text))) == [
        Statement("include path", "", "#/inc", 1),
        Statement("include path", "", ".", 1),
        Statement("link", "", "gsl", 1),
        Statement("program", "fit", "fit.cc a.cc", 2),
    ]


def test_libraries_that_are_looked_for():
    text = "if not conf.CheckLib('gsl'):\n    print('no')\n    Exit(1)\nconf.CheckLibWithHeader('png', 'png.h', 'c')\n"
    said = [(one.kind, one.value, one.line) for one in scons.scan(SourceText("SConstruct", text))]
    assert said == [("link", "gsl", 1), ("optional link", "png", 4)]
