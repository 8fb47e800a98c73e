"""Tests for archaeo/analyzers/languages/pascal.py."""

from __future__ import annotations

from archaeo.analyzers.languages import pascal
from archaeo.analyzers.mentions import Dependency, Module, SourceText


def test_units_and_includes():
    text = "program Fit(input);\n{ uses no; }\nuses crt,\n  Minuit;\n{$I goos.inc}\nprocedure Step;\nbegin end;\n"
    found = list(pascal.scan(SourceText("fit.pas", text)))
    assert found == [
        Dependency("goos.inc", "include", 5, '"'),
        Module("fit", "main", 1),
        Module("step", "function", 6, "unit"),
        Dependency("crt", "use", 3),
        Dependency("minuit", "use", 3),
    ]
