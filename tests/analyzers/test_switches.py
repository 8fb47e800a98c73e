"""The options of build files, and what they are unless chosen."""

from __future__ import annotations

import pytest

from archaeo.analyzers import switches


def found(path: str, text: str) -> list[tuple[str, str, str]]:
    return [(one.name, one.setting, one.under) for one in switches.find({path: text})]


def test_options_of_cmake():
    text = (
        'option(GOOS_GUI "Build (the) display" ON)\n# option(NO "x" ON)\noption(PLAIN "no value")\n'
        'if(GOOS_GUI)\n  OPTION( GOOS_GL "x" OFF )\nendif()\n'
        'cmake_dependent_option(GOOS_PLOT "plots" ON "GOOS_GUI" OFF)\n'
        'set(GOOS_DIM 3 CACHE STRING "Dimensions")\nset(CMAKE_BUILD_TYPE Debug CACHE STRING "x")\n'
        'set(GOOS_INNER ON CACHE BOOL "")\nif(APPLE)\n option(RPATH "r" OFF)\nelse()\n option(RPATH "r" ON)\nendif()\n'
    )
    assert found("CMakeLists.txt", text) == [
        ("GOOS_GUI", "ON", ""),
        ("PLAIN", "OFF", ""),
        ("GOOS_GL", "OFF", "GOOS_GUI"),
        ("GOOS_PLOT", "ON", ""),
        ("GOOS_DIM", "3", ""),
        ("RPATH", "OFF or ON", ""),
    ]


def test_places_and_words():
    (one,) = switches.find({"a/CMakeLists.txt": '\noption(A "Set to ON\n to build A" OFF)\n'})
    assert (one.says, one.path, one.line) == ("Set to ON to build A", "a/CMakeLists.txt", 2)


def test_options_of_configure():
    text = (
        "AC_ARG_ENABLE([mpi], [AS_HELP_STRING([--enable-mpi], [run in parallel])], [], [])\n"
        "AC_ARG_ENABLE(shared, AC_HELP_STRING([--disable-shared], [no libraries]))\n"
        "AC_ARG_WITH([gsl], [AS_HELP_STRING([--with-gsl=DIR], [where @<:@default=/usr@:>@])])\n"
        "AC_ARG_WITH(x,[  --with-x=PATH   default size of a thing])\ndnl AC_ARG_WITH(no)\n"
        "AC_ARG_ENABLE(gui,[  --enable-gui  a display (on by default)])\n"
    )
    assert found("configure.ac", text) == [
        ("--enable-mpi", "no", ""),
        ("--enable-shared", "yes", ""),
        ("--with-gsl", "/usr", ""),
        ("--with-x", "", ""),
        ("--enable-gui", "yes", ""),
    ]


@pytest.mark.parametrize(
    ("path", "text", "options"),
    [
        ("meson_options.txt", "option('docs', type : 'boolean', value : false, description : "
                              "'x')\n", [("docs", "false", "")]),
        ("SConstruct", "vars.Add(BoolVariable('debug', 'Build for a debugger', 0))\n", [("debug", "0", "")]),
        (
            "Makefile",
            "FC ?= gfortran\nUSE_MPI = 0\nCC = gcc\nX := $(shell ls)\nifeq ($(USE_MPI),1)\nendif\nifdef "
            "WITH_HDF\nendif\n"
            "ifeq ($(UNAME),Linux)\nendif\n",
            [("FC", "gfortran", ""), ("USE_MPI", "0", ""), ("WITH_HDF", "not set", "")],
        ),
    ],
)  # fmt: skip
def test_other_builds(path, text, options):
    assert found(path, text) == options


def test_an_option_of_several_files_is_told_once():
    texts = {"CMakeLists.txt": 'option(A "x" ON)\n', "b/CMakeLists.txt": 'option(A "x" OFF)\n'}
    assert [(one.setting, one.path) for one in switches.find(texts)] == [("ON", "CMakeLists.txt")]
    assert switches.files(["b/Makefile", "main.c", "CMakeLists.txt"]) == ("CMakeLists.txt", "b/Makefile")
