"""Tests for archaeo/analyzers/builds/meson.py."""

from __future__ import annotations

from archaeo.analyzers.builds import meson
from archaeo.analyzers.mentions import SourceText, Statement


def test_packages_libraries_and_programs():
    text = (
        "project('goos', 'c', version : '1.2', meson_version : '>=1.0.0')\n# dependency('no')\n"
        "gsl = dependency('gsl', version : '>=1.16')\npng = dependency('libpng', required : false)\n"
        "m = cc.find_library('m', required : get_option('maths'))\nx = cc.find_library('x')\n"
        "executable('fit', 'fit.c', 'jets.c', dependencies : [gsl])\n"
    )
    assert list(meson.scan(SourceText("meson.build", text))) == [
        Statement("package", "meson", "1.0.0", 1),
        Statement("package", "gsl", "1.16", 3),
        Statement("optional package", "libpng", "", 4),
        Statement("optional link", "", "m", 5),
        Statement("link", "", "x", 6),
        Statement("program", "fit", "fit.c jets.c", 7),
    ]
