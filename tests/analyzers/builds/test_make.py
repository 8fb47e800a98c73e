"""Tests for archaeo/analyzers/builds/make.py."""

from __future__ import annotations

import pytest

from archaeo.analyzers.builds import make
from archaeo.analyzers.mentions import SourceText, Statement

TEXT = """\
# include nothing
include $(NEMOLIB)/makedefs
CFLAGS = -O \\
  -I$(INC)   # why
OBJ += a.o
fit: fit.o $(OBJ)
\t$(CC) -o $@ fit.o -lm
bin_PROGRAMS = citcoms
citcoms_SOURCES = main.c
citcoms_LDADD = -lhdf5
"""


def test_variables_rules_recipes_and_automake():
    assert list(make.scan(SourceText("Makefile", TEXT))) == [
        Statement("read", "", "$(NEMOLIB)/makedefs", 2),
        Statement("variable", "CFLAGS", "-O -I$(INC)", 3),
        Statement("append", "OBJ", "a.o", 5),
        Statement("rule", "fit", "fit.o $(OBJ)", 6),
        Statement("recipe", "fit", "$(CC) -o $@ fit.o -lm", 7),
        Statement("variable", "bin_PROGRAMS", "citcoms", 8),
        Statement("variable", "citcoms_SOURCES", "main.c", 9),
        Statement("variable", "citcoms_LDADD", "-lhdf5", 10),
        Statement("program", "citcoms", "main.c -lhdf5", 8),
    ]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("src/Makefile.am", True),
        ("GNUmakefile", True),
        ("make/Make.include", True),
        ("makefile.c", False),
        ("Makefile.PL", False),
    ],
)
def test_names_of_makefiles(path: str, wanted: bool):
    assert make.matches(path) is wanted


def test_makefile_may_be_called_make_and_a_compiler():
    assert make.matches("src/make_gfortran") and not make.matches("scripts/make_pdf.sh")
