"""Tests for archaeo/analyzers/languages/idl.py."""

from __future__ import annotations

from archaeo.analyzers.languages import idl
from archaeo.analyzers.mentions import Dependency, Module, SourceText

TEXT = """\
@common_block
; pro nothing
pro Fit_Spectra, wave, flux, $
    _extra=extra
  result = MPFITFUN('model', wave)
  if n gt 0 then djs_oplot, wave, result
  print, flux(3)
end
function model, x
  return, x
end
.run plotall.pro
"""


def test_routines_calls_and_files():
    found = list(idl.scan(SourceText("fit.pro", TEXT)))
    assert [m for m in found if isinstance(m, Module)] == [
        Module("fit_spectra", "function", 3),
        Module("model", "function", 9),
    ]
    assert [(m.name, m.kind, m.line) for m in found if isinstance(m, Dependency)] == [
        ("common_block", "include", 1),
        ("plotall.pro", "run", 12),
        ("djs_oplot", "call", 6),
        ("print", "call", 7),
        ("mpfitfun", "call", 5),
        ("flux", "call", 7),
    ]
