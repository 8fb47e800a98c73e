"""What version the files give themselves."""

from __future__ import annotations

import pytest

from archaeo.analyzers import versionfiles
from archaeo.errors import ArchaeoError, Location
from archaeo.model import SourceFile
from tests.analyzers.histories import history


@pytest.mark.parametrize(
    ("path", "text", "version"),
    [
        ("configure.ac", "dnl Goos\nAC_INIT([goos], [2014.5], [eve@example.org])\n", "2014.5"),
        ("configure.in", "AC_INIT(src/main.c)\nAM_INIT_AUTOMAKE(goos, 1.4-pre2)\n", "1.4-pre2"),
        ("pkg/goos/DESCRIPTION", "Package: goos\nVersion: 3.4-8\n", "3.4-8"),
        ("VERSION", "1.2.3\n", "1.2.3"),
        ("setup.py", "setup(name='goos', version='0.9.1')\n", "0.9.1"),
        ("CMakeLists.txt", "cmake_minimum_required(VERSION 3.1)\nproject(goos VERSION 4.0.1 LANGUAGES C)\n", "4.0.1"),
        ("goos.spec", "Name: goos\nVersion: 7.1\n", "7.1"),
        ("src/version.h", '#define GOOS_VERSION "goos 5.6"\n', "5.6"),
        ("Makefile", "VERSION = 1.0\nall:\n", "1.0"),
        ("README.md", "# Goos 1.4 [![Build](x)](y)\n\nIt finds jets with 2.5 GeV.\n", "1.4"),
        ("wscript", "APPNAME = 'goos'\nVERSION = '1.0.7'\n", "1.0.7"),
        ("README", "######\n\n Goos\n\n  This is version 2.11 of the Goos.\n", "2.11"),
    ],
)
def test_place(path: str, text: str, version: str) -> None:
    commits = history(f"2003-01-01 Eve: A {path}")
    (found,) = versionfiles.find([SourceFile(path, text.encode)], commits, lambda key, path: text.encode())
    assert (found.version, str(found.since), found.path) == (version, "2003-01-01", path)


def test_each_version_since_the_change_that_set_it() -> None:
    states = {"c0": b"VERSION=1.0\n", "c1": b"VERSION=1.0\n", "c3": b"VERSION=1.2\n"}
    commits = history(
        "2003-01-01 Eve: A Makefile\n2003-02-01 Eve: M Makefile\n2003-03-01 Eve: A b\n2003-04-01 Eve: M Makefile"
    )
    found = versionfiles.find([SourceFile("Makefile", lambda: states["c3"])], commits, lambda key, path: states[key])
    assert [(one.version, one.commit) for one in found] == [("1.0", "c0"), ("1.2", "c3")]


def test_perl_says_which_file_has_it() -> None:
    texts = {"Build.PL": b"dist_version_from => 'lib/Goos.pm',\n", "lib/Goos.pm": b"our $VERSION = '2.56';\n"}
    files = [SourceFile(path, lambda text=text: text) for path, text in texts.items()]
    commits = history("2003-01-01 Eve: A Build.PL, A lib/Goos.pm")
    assert [one.path for one in versionfiles.find(files, commits, lambda key, path: texts[path])] == ["lib/Goos.pm"]


def test_readme_further_down_is_no_version() -> None:
    text = b"Kuril 153.0\n\nan example\n"
    commits = history("2003-01-01 Eve: A examples/kuril/readme.txt")
    found = versionfiles.find([SourceFile("examples/kuril/readme.txt", lambda: text)], commits, lambda key, path: text)
    assert found == ()


def test_nothing_where_no_file_has_one_or_none_can_be_read() -> None:
    def gone(key: str, path: str) -> bytes:
        raise ArchaeoError("there is no such file", location=Location("x"))

    commits = history("2003-01-01 Eve: A VERSION")
    assert versionfiles.find([SourceFile("VERSION", lambda: b"see the tag\n")], commits, gone) == ()
    assert versionfiles.find([SourceFile("VERSION", lambda: b"1.2\n")], commits, gone) == ()
    assert versionfiles.find([SourceFile("VERSION", lambda: b"1.2\n")], commits, None) == ()


def _named(texts: dict[str, str], name: str = "") -> list[str]:
    files = [SourceFile(path, text.encode) for path, text in sorted(texts.items())]
    commits = history("2009-01-01 Eve: " + ", ".join(f"A {path}" for path in sorted(texts)))
    return [one.version for one in versionfiles.find(files, commits, lambda key, path: texts[path].encode(), name=name)]


def test_macro_of_autoconf_and_property_of_ant() -> None:
    assert _named({"configure.ac": "define([psi_version],[3.4.0])\nAC_INIT([psi],[psi_version],[x])\n"}) == ["3.4.0"]
    assert _named({"build.xml": '<project name="a"><property name="version" value="1.4.5pre" /></project>'}) == [
        "1.4.5pre"
    ]
    assert _named({"goos/__init__.py": '__version__ = "0.3.1"\n'}) == ["0.3.1"]


def test_constant_of_a_program_where_nothing_else_says_it_and_all_agree() -> None:
    two = {"a.pas": "const\n Goos_version = '4.0.6.0';\n", "b.pas": " Plot_version = '1.4.0';\n"}
    assert _named(two) == []
    assert _named(two, "goos") == ["4.0.6.0"]
    assert _named({"src/main/App.java": '  public static final String VERSION = "1.2.3";\n'}) == ["1.2.3"]
    assert _named({"a.py": 'python_version = "2.7.1"\n'}) == []
    assert _named({"tests/a.py": 'VERSION = "2.7.1"\n'}) == []
