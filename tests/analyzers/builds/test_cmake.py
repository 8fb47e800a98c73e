"""Tests for archaeo/analyzers/builds/cmake.py."""

from __future__ import annotations

from archaeo.analyzers.builds import cmake
from archaeo.analyzers.mentions import SourceText, Statement


def test_commands():
    text = (
        "# find_package(No)\nfind_package(ROOT 5.34 REQUIRED)\ninclude_directories(${PROJECT_SOURCE_DIR}/inc)\n"
        "cmake_minimum_required(VERSION 2.8 FATAL_ERROR)\n"
        "add_library(goos STATIC a.cxx\n  b.cxx)\nTARGET_LINK_LIBRARIES(fit goos m)\n"
    )
    assert list(cmake.scan(SourceText("CMakeLists.txt", text))) == [
        Statement("package", "ROOT", "5.34", 2),
        Statement("include path", "", "${PROJECT_SOURCE_DIR}/inc", 3),
        Statement("package", "cmake", "2.8", 4),
        Statement("library", "goos", "a.cxx b.cxx", 5),
        Statement("links", "fit", "goos m", 7),
    ]


def test_packages_that_may_be_missing():
    text = (
        "find_package(HDF5 QUIET)\nfind_package(GSL)\nif(GSL_FOUND)\nendif()\nfind_package(ROOT 5 REQUIRED)\n"
        "if(ROOT_FOUND)\nendif()\nfind_package(FFTW)\nif(NOT FFTW_FOUND)\n  message(FATAL_ERROR x)\nendif()\n"
        "find_package(MPI)\n"
    )
    found = [(said.kind, said.name) for said in cmake.scan(SourceText("CMakeLists.txt", text))]
    assert found == [
        ("optional package", "HDF5"),
        ("optional package", "GSL"),
        ("package", "ROOT"),
        ("package", "FFTW"),
        ("package", "MPI"),
    ]


def test_packages_under_an_option():
    text = (
        "option(GUI x OFF)\nif(GUI)\n find_package(Qt4 REQUIRED)\nelse()\n find_package(Curses)\nendif()\n"
        "if(UNIX)\n find_package(X11)\nendif()\nif(WITH_MPI AND UNIX)\n find_package(MPI)\nendif()\n"
        "if(HDF_FOUND)\n find_package(ZLIB)\nendif()\npkg_check_modules(GTK REQUIRED gtk+-2.0>=2.8 cairo)\n"
        "pkg_check_modules(PNG libpng)\n"
    )
    found = [(said.kind, said.name, said.value) for said in cmake.scan(SourceText("CMakeLists.txt", text))]
    assert found == [
        ("optional package", "Qt4", ""),
        ("optional package", "Curses", ""),
        ("package", "X11", ""),
        ("optional package", "MPI", ""),
        ("package", "ZLIB", ""),
        ("package", "gtk+-2.0", "2.8"),
        ("package", "cairo", ""),
        ("optional package", "libpng", ""),
    ]
    guards = cmake.guards(text)
    assert (guards[3], guards[5], guards[11]) == ("GUI", "NOT GUI", "WITH_MPI")
    assert 8 not in guards
