"""Tests for archaeo/analyzers/builds/r.py."""

from __future__ import annotations

from archaeo.analyzers.builds import r
from archaeo.analyzers.mentions import SourceText, Statement


def test_description():
    text = (
        "Package: goos\nDepends: R (>= 3.5.0), sp (>= 1.4.1)\nImports: Rcpp,\n    methods\nSuggests: sf\n"
        "SystemRequirements: C++11\n"
    )
    assert list(r.scan(SourceText("pkg/DESCRIPTION", text))) == [
        Statement("package name", "goos (R)", "", 1),
        Statement("package", "R", "3.5.0", 2),
        Statement("package", "sp (R)", "1.4.1", 2),
        Statement("package", "Rcpp (R)", "", 3),
        Statement("package", "methods (R)", "", 3),
        Statement("optional package", "sf (R)", "", 5),
        Statement("package", "C++11", "", 6),
    ]


def test_description_of_something_else():
    assert list(r.scan(SourceText("DESCRIPTION", "Depends: on the weather\n"))) == []


def test_a_package_of_octave():
    text = "Name: goos\nVersion: 1.0\nDepends: octave (>= 3.4), signal (>= 1.2)\n"
    said = [(one.kind, one.name, one.value, one.line) for one in r.scan(SourceText("DESCRIPTION", text))]
    assert said == [("package", "Octave", "3.4", 3), ("package", "signal (Octave)", "1.2", 3)]
    assert not list(r.scan(SourceText("DESCRIPTION", "Name: a thing\nDepends: on you\n")))
