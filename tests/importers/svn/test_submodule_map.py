"""Tests for archaeo/importers/svn/submodule_map.py: one form of URL each, one line of the map each."""

from __future__ import annotations

import pytest

from archaeo.errors import ArchaeoError
from archaeo.importers.svn.submodule_map import SubmoduleMap, Target

COMMIT = "c0ffee4f3f31b3b8fd2e2011f359271830429190"
HERE = "https://svn.example.org/repos/goos = ^/\n"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("^/lib/trunk/", "^/lib/trunk"),
        ("^/a%20b//c", "^/a b/c"),
        ("../lib", "^/trunk/lib"),
        ("../../branches/x", "^/branches/x"),
        ("HTTPS://SVN.example.org/repos/goos/lib", "^/lib"),
        ("/repos/goos/lib", "^/lib"),
        ("/repos/other/lib", "https://svn.example.org/repos/other/lib"),
        ("//svn.example.org/repos/goos/lib", "^/lib"),
        ("^/../other", "https://svn.example.org/repos/other"),
        ("http://h/x/../y/", "http://h/y"),
    ],
)
def test_place_of_url(url: str, expected: str):
    assert SubmoduleMap(HERE).place("trunk/sub", url) == expected


def test_place_on_a_server_that_nobody_named():
    assert SubmoduleMap("").place("trunk", "/repos/goos/lib") == "/repos/goos/lib"
    assert SubmoduleMap("").place("trunk", "../../../x") == "^/../../x"
    assert SubmoduleMap("").target("^/../../x", "") is None


def test_the_longest_url_counts():
    found = SubmoduleMap(
        f"""
        # a comment
        http://h/plot              = ../plot.git   'my plot.git'
        http://h/plot/tags/1.0     = ../plot.git   {COMMIT}
        http://h/plot/trunk@148    = ../plot.git   {COMMIT}
        ^/lib                      = ../lib.git
        """
    )
    commit = bytes.fromhex(COMMIT)
    assert found.target("http://h/plot/tags/1.0", "") == Target("../plot.git", "", "", commit)
    assert found.target("http://h/plot/tags/1.1", "") == Target("../plot.git", "tags/1.1", "my plot.git")
    assert found.target("http://h/plot/trunk", "148") == Target("../plot.git", "", "", commit)
    assert found.target("http://h/plot/trunk", "149") == Target("../plot.git", "trunk", "my plot.git")
    assert found.target("http://h/plotter", "") is None
    assert found.target("^/lib/trunk", "") == Target("../lib.git", "trunk")
    assert found.target("^/skins", "") == Target("./", "skins")


def test_lines_that_say_nothing_are_all_named():
    with pytest.raises(ArchaeoError) as caught:
        SubmoduleMap("http://h/a =\n\n^/x ../y\nlib = ^/\n", "externals.map")
    assert str(caught.value.location) == "externals.map"
    assert [part.split(":")[0] for part in caught.value.what.split("; ")] == ["line 4", "line 1", "line 3"]
