"""Tests for archaeo/analyzers/builds/waf.py."""

from __future__ import annotations

from archaeo.analyzers.builds import waf
from archaeo.analyzers.mentions import SourceText, Statement


def test_what_is_looked_for_and_made():
    text = (
        "def configure(cnf):\n  # cnf.check_cc(lib='no')\n  cnf.check_cc(header_name='fftw3.h', lib=['fftw3', 'm'])\n"
        "  cnf.check_cfg(package='netcdf', atleast_version='4.1')\n"
        "def build(bld):\n  bld.program(source='src/a.f90 src/b.f90', target='relax')\n"
    )
    assert list(waf.scan(SourceText("wscript", text))) == [
        Statement("link", "", "fftw3", 3),
        Statement("link", "", "m", 3),
        Statement("header", "fftw3.h", "", 3),
        Statement("package", "netcdf", "4.1", 4),
        Statement("program", "relax", "src/a.f90 src/b.f90", 6),
    ]


def test_names():
    assert waf.matches("src/wscript") and not waf.matches("waf")
