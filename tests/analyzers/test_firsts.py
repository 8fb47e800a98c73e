"""What came when."""

from __future__ import annotations

from archaeo.analyzers import firsts
from archaeo.analyzers.history import prepare
from tests.analyzers.histories import history


def _told(drawing: str) -> list[tuple[str, str, bool, str, str]]:
    found = firsts.find(prepare(history(drawing)))
    return [(r.what, str(r.came.day), r.is_first, r.path, str(r.went.day) if r.went else "") for r in found]


def test_tests_documentation_and_ways_to_build_with_their_days() -> None:
    assert _told(
        "2001-01-01 Eve: A a.c, A Makefile, A Makefile.am\n"
        "2003-02-01 Bob: A tests/a.in, A doc/manual.tex\n"
        "2012-03-01 Bob: A CMakeLists.txt, A src/deep/er/CMakeLists.txt, D Makefile\n"
        "2014-01-01 Bob: A .travis.yml, A requirements\n"
        "2020-01-01 Bob: D .travis.yml"
    ) == [
        ("built with make", "2001-01-01", True, "Makefile", "2012-03-01"),
        ("documentation", "2003-02-01", False, "doc/manual.tex", ""),
        ("tests", "2003-02-01", False, "tests/a.in", ""),
        ("built with CMake", "2012-03-01", False, "CMakeLists.txt", ""),
        ("continuous integration", "2014-01-01", False, ".travis.yml", "2020-01-01"),
    ]


def test_what_moved_goes_on_and_what_came_back_did_not_go() -> None:
    drawing = "2001-01-01 Eve: A a.c\n2002-01-01 Eve: A test/a\n2003-01-01 Eve: D test/a, A tests/a < test/a\n"
    assert _told(drawing) == [("tests", "2002-01-01", False, "test/a", "")]
    drawing += "2004-01-01 Eve: D tests/a\n2005-01-01 Eve: A tests/a\n"
    assert _told(drawing) == [("tests", "2002-01-01", False, "test/a", "")]
    assert _told("2001-01-01 Eve: A latest/a.c, A contest.c") == []


def test_what_no_change_brought_is_there_from_the_first_that_changes_it() -> None:
    drawing = "2002-01-02 Eve: A a.pm\n2002-01-09 Eve: M Makefile.PL\n2003-01-01 Eve: A lib/Makefile.PL\n"
    drawing += "2010-01-01 Eve: D lib/Makefile.PL"
    assert _told(drawing) == [("built with Makefile.PL", "2002-01-09", False, "Makefile.PL", "")]
