"""Tests for archaeo/analyzers/externals.py and its data file."""

from __future__ import annotations

import pytest

from archaeo.analyzers import externals


@pytest.mark.parametrize(
    ("name", "kind", "lang", "library"),
    [
        ("TH1F.h", "include", "cpp", "ROOT"),
        ("hbook1", "call", "fortran", "CERNLIB"),
        ("f01aaf", "call", "fortran", "NAG"),
        ("mpif.h", "include", "fortran", "MPI"),
        ("exit", "call", "fortran", "Fortran compiler"),
        ("exit", "call", "c", "C library"),
        ("numpy", "import", "python", "NumPy"),
        ("ConfigParser", "import", "python", "Python library"),
        ("X11/Xlib.h", "include", "c", "X11"),
        ("Xm/Text.h", "include", "c", "Motif"),
        ("GSL", "package", "", "GSL"),
        ("gslcblas", "link", "", "GSL"),
    ],
)
def test_names_are_known_for_what_they_are(name: str, kind: str, lang: str, library: str):
    found = externals.library(name, kind, lang)
    assert found is not None and found.name == library


def test_unknown_name_stays_unknown():
    assert externals.library("goos_private.h", "include", "cpp") is None


def test_file_is_complete_and_without_doubles():
    libraries = externals.libraries()
    assert len({library.name for library in libraries}) == len(libraries) > 90
    assert {library.had for library in libraries} == {"yes", "hard", "sold", "no"}
    assert all(library.what and library.where for library in libraries)


@pytest.mark.parametrize(
    ("name", "kind", "lang", "library"),
    [
        ("stats", "import", "r", "R library"),
        ("sp", "import", "r", "CRAN"),
        ("Rcpp (R)", "package", "", "CRAN"),
        ("Rcpp.h", "include", "cpp", "CRAN"),
    ],
)
def test_packages_of_r_are_of_r_or_of_its_network(name: str, kind: str, lang: str, library: str):
    assert externals.library(name, kind, lang).name == library
