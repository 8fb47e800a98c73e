"""Tests for archaeo/analyzers/builds/autotools.py."""

from __future__ import annotations

from archaeo.analyzers.builds import autotools
from archaeo.analyzers.mentions import SourceText, Statement


def test_what_configure_looks_for():
    text = (
        "dnl AC_CHECK_LIB(no)\nAC_CHECK_LIB([hdf5], [H5Fopen])\nAC_CHECK_HEADERS([mpi.h malloc.h])\n"
        "PKG_CHECK_MODULES(GTK, gtk+-2.0 >= 2.8)\nAC_PROG_F77\nAC_OUTPUT(Makefile src/defs.h)\n"
    )
    found = list(autotools.scan(SourceText("configure.in", text)))
    assert found[-7:] == [
        Statement("link", "", "hdf5", 2),
        Statement("optional header", "mpi.h", "", 3),
        Statement("optional header", "malloc.h", "", 3),
        Statement("package", "gtk+-2.0", "2.8", 4),
        Statement("tool", "f77", "", 5),
        Statement("generated", "Makefile", "Makefile.in", 6),
        Statement("generated", "src/defs.h", "src/defs.h.in", 6),
    ]


def test_macros_of_a_projects_own_name_what_they_look_for():
    text = "AC_PREREQ(2.57)\nAM_PATH_XML2([2.6])\nSWIN_LIB_CFITSIO\nAX_LAPACK\nAM_PATH_PYTHON\nAC_LIBTOOL_DLOPEN\n"
    text += "AC_COIN_CHECK_PKG(CoinUtils,[CbcLib],[coinutils])\n"
    assert list(autotools.scan(SourceText("configure.ac", text))) == [
        Statement("package", "autoconf", "2.57", 1),
        Statement("package", "libxml-2.0", "2.6", 2),
        Statement("package", "cfitsio", "", 3),
        Statement("package", "lapack", "", 4),
        Statement("tool", "python", "", 5),
        Statement("package", "CoinUtils", "", 7),
    ]


def test_what_configure_does_without():
    text = (
        "AC_ARG_WITH([fftw], [x])\nAC_CHECK_LIB(fftw3, f)\n"
        "AC_CHECK_LIB([gsl], [f], [have=yes], [AC_MSG_ERROR([gsl (all of it) is needed])])\n"
        "AC_CHECK_LIB(png, f, [a, b], [AC_MSG_WARN([no pictures])])\n"
        "PKG_CHECK_MODULES([GTK], [gtk+-2.0], [gtk=yes], [gtk=no])\nAC_CHECK_HEADER([gd.h], , [AC_MSG_ERROR(no gd)])\n"
    )
    found = [(said.kind, said.name or said.value) for said in autotools.scan(SourceText("configure.ac", text))]
    assert found[1:] == [
        ("optional link", "fftw3"),
        ("link", "gsl"),
        ("optional link", "png"),
        ("optional package", "gtk+-2.0"),
        ("header", "gd.h"),
    ]
