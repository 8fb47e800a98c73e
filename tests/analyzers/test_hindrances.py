"""What stands in the way of a build today."""

from __future__ import annotations

import pytest

from archaeo.analyzers import buildnotes, dependencies, hindrances, recipes
from tests.analyzers.sources_of import source_files


def said(files: dict[str, str]) -> list[tuple[str, str]]:
    sources = source_files(files)
    scan = dependencies.scan(sources)
    notes = buildnotes.build_notes(scan, dependencies.resolve(scan), sources)
    return [(one.what, one.place) for one in hindrances.find(notes, recipes.find(sources, scan))]


@pytest.mark.parametrize(
    ("files", "what", "place"),
    [
        ({"CMakeLists.txt": "\ncmake_minimum_required(VERSION "
                            "2.6)\n"}, "CMake 4 refuses the minimum of 2.6", "CMakeLists.txt:2"),
        ({"build.xml": '<javac srcdir="src" source="1.4"/>'}, "Java 4 is compiled by no JDK after 8", "build.xml:1"),
        (
            {"gradle/wrapper/gradle-wrapper.properties": "a=b\ndistributionUrl=https\\://x/gradle-5.1.1-all.zip\n"},
            "its Gradle 5.1 runs on Java 11 or older only",
            "gradle/wrapper/gradle-wrapper.properties:2",
        ),
        ({"configure.in": "AC_INIT\nAM_CONFIG_HEADER(config.h)\n"}, "AM_CONFIG_HEADER is refused since "
                                                                    "automake 1.13", "configure.in:2"),
        ({"Makefile": "CFLAGS = -O2 -Werror\n"}, "-Werror: each new warning of a newer compiler "
                                                 "stops it", "Makefile:1"),
        ({"a.c": "/* it */\nmain()\n{\n}\n"}, "C: functions without a type", "a.c:2"),
        ({"a.py": "print 'x'\n"}, "Python 2 (print statement)", "a.py:1"),
        (
            {"build.gradle": 'repositories {\n  maven { url "https://dl.bintray.com/x" }\n}\n'},
            "dl.bintray.com, from which the build fetches packages, is gone since 2021",
            "build.gradle:2",
        ),
        (
            {".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = git://gitorious.org/x/x.git\n'},
            "the submodule x came from gitorious.org, gone since 2015",
            ".gitmodules:1",
        ),
        (
            {"Makefile": "get:\n\twget http://goos.googlecode.com/x.tar.gz\n"},
            "goos.googlecode.com, from which the build fetches, is gone since 2016",
            "Makefile:2",
        ),
    ],
)  # fmt: skip
def test_what_is_in_the_way(files, what, place):
    assert said(files) == [(what, place)]


@pytest.mark.parametrize(
    "files",
    [
        {"CMakeLists.txt": "cmake_minimum_required(VERSION 2.8...3.20)\n"},
        {"CMakeLists.txt": "cmake_minimum_required(VERSION "
                           "3.10)\n", "examples/CMakeLists.txt": "cmake_minimum_required(VERSION 2.6)\n"},
        {"build.gradle": 'sourceCompatibility = "12"\n'},
        {"Makefile": "# CFLAGS = -Werror\nX = -Werror=format\n# see http://x.googlecode.com\n"},
        {"a.c": "/* throw(Foo); Py_InitModule( */\n#include <Python.h>\nint main(void) { return 0; }\n"},
        {"a.c": "#if PY_MAJOR_VERSION < 3\nPy_InitModule(x);\n#endif\n"},
        {"a.c": "void\nread_it(int a)\n{\n}\n/* one\n more */\nstatic int\nb(void)\n{\n}\n"},
        {"tests/a.c": "main()\n{\n}\n"},
        {"setup.py": "try:\n    from setuptools import setup\nexcept ImportError:\n    import ez_setup\n"},
        {"a.m": "[x, f] = wavread('a.wav');\n", "wavread.m": "function x = wavread(y)\n"},
    ],
)  # fmt: skip
def test_what_is_not(files):
    assert said(files) == []


def test_libraries_that_cannot_be_had_come_before_dialects():
    found = said({"a.cc": "#include <iostream.h>\nint main() {}\n", "b.py": "import Numeric\nprint 'x'\n"})
    assert [what for what, _ in found][:2] == [
        "Numeric and numarray can no longer be had",
        "old C++ streams can no longer be had",
    ]
    assert not any("iostream.h and kin" in what for what, _ in found)
