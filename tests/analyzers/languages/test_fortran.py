"""Tests for archaeo/analyzers/languages/fortran.py and the source forms."""

from __future__ import annotations

import pytest

from archaeo.analyzers.languages import _fortranform, fortran
from archaeo.analyzers.mentions import Module, SourceText

FIXED = """\
C     call nobody
      PROGRAM GOOS
      INCLUDE 'goos.inc'
      COMMON /EVENT/ NHIT
      EXTERNAL CHISQ
      REAL GAUSS, X(10)
* a comment between
      CALL MINUIT(CHISQ,
     &   X(1), GAUSS(2.))
      STOP
      END
      REAL FUNCTION GAUSS(A)
      GAUSS = EXP(A)
      ENTRY GAUSS2(A)
      END
      BLOCK DATA INIT
      END
"""
FREE = """\
module fit ! call nobody
  use grid, only: n
  use, intrinsic :: iso_c_binding
  interface
    subroutine outside(x)
    end subroutine
  end interface
contains
  pure function chi2(x) result(y)
    call move(x, & ! first
      ! between
      & shape(x))
  end function chi2
end module fit
subroutine alone; call chi2(3); end subroutine
"""


def found(text: str, kind: str, path: str = "a.f") -> list[tuple[str, int]]:
    mentions = fortran.scan(SourceText(path, text))
    return [(mention.name, mention.line) for mention in mentions if mention.kind == kind]


def test_fixed_form_definitions_calls_and_references():
    assert found(FIXED, "include") == [("goos.inc", 3)]
    assert sorted(found(FIXED, "call")) == [("chisq", 8), ("gauss", 9), ("minuit", 8)]
    assert found(FIXED, "common") == [("event", 4)]
    assert [m for m in fortran.scan(SourceText("a.f", FIXED)) if isinstance(m, Module)] == [
        Module("goos", "main", 2),
        Module("gauss", "function", 12),
        Module("gauss2", "entry", 14),
        Module("init", "block data", 16),
    ]


def test_free_form_modules_own_their_procedures_and_interfaces_define_nothing():
    assert found(FREE, "use", "a.F") == [("grid", 2), ("iso_c_binding", 3)]
    assert found(FREE, "call", "a.F") == [("move", 10), ("chi2", 15)]
    assert [m for m in fortran.scan(SourceText("a.F", FREE)) if isinstance(m, Module)] == [
        Module("fit", "module", 1),
        Module("chi2", "function", 9, "fit"),
        Module("alone", "function", 15),
    ]


@pytest.mark.parametrize(
    ("text", "free"),
    [
        (FIXED, False),
        (FREE, True),
        ("c comment\n\tx = 1\n\tcall f\n", False),
        ("call f(x)\nend\n", True),
        ("", False),
    ],
)
def test_form_is_told_by_the_content(text: str, free: bool):
    assert _fortranform.is_free(text, "a.F") is free


def test_include_of_the_preprocessor_and_of_the_language():
    assert found('#include "a.h"\n      include "b.inc"\nc     include "c.inc"\n', "include") == [
        ("a.h", 1),
        ("b.inc", 2),
    ]
