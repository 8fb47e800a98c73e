"""Tests for archaeo/analyzers/languages/r.py."""

from __future__ import annotations

from archaeo.analyzers.languages import r
from archaeo.analyzers.mentions import Dependency, Module, SourceText


def test_packages_files_and_functions():
    text = 'library(survival) # library(no)\nsource("lib/fit.R")\n'
    text += 'fit.goos <- function(x) stats::lm(y ~ x)\n.C("chisq", x)\n'
    found = list(r.scan(SourceText("a.R", text)))
    assert Module("fit.goos", "function", 3) in found
    assert [(m.name, m.kind, m.line) for m in found if isinstance(m, Dependency)][:4] == [
        ("survival", "import", 1),
        ("stats", "import", 3),
        ("lib/fit.R", "include", 2),
        ("chisq", "call", 4),
    ]


def test_packages_that_are_asked_for_may_be_missing():
    text = "if (require(sf)) sf::st_read(x)\nif (requireNamespace('xts', quietly = TRUE)) 1\nlibrary(sp)\n"
    said = [one for one in r.scan(SourceText("a.R", text)) if isinstance(one, Dependency)]
    found = {one.name: one.condition for one in said if one.kind == "import"}
    assert found == {"sf": "try", "xts": "try", "sp": ""}
