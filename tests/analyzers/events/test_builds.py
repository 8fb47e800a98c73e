"""Tests for archaeo/analyzers/events/builds.py."""

from __future__ import annotations

import pytest

from archaeo.analyzers.events import builds
from tests.analyzers.events.drawn import files, titles

START = "2001-01-01 Eve: A configure.in, A a.c\n"
CMAKE = "2008-01-01 Bob: A CMakeLists.txt | CMake, at last\n"
LATER = "2012-01-01 Bob: M a.c"


def test_one_way_takes_the_place_of_another() -> None:
    gone = "2009-01-01 Eve: D configure.in | no autotools any more\n"
    assert titles(builds, START + CMAKE + gone + LATER) == [
        ("2009-01-01", "new build", 'CMake takes the place of autoconf, by Eve: "no autotools any more"')
    ]


def test_a_way_beside_another_that_stays() -> None:
    assert titles(builds, START + CMAKE + LATER) == [
        ("2008-01-01", "new build", 'it can be built with CMake, by Bob: "CMake, at last"')
    ]


@pytest.mark.parametrize(
    "drawing",
    [
        START + LATER,
        START + CMAKE.replace("2008-01-01", "2001-02-01") + LATER,  # belongs to the beginning
        START + CMAKE.replace("2008", "2011") + LATER,  # may be a trial
        START + CMAKE + "2008-05-01 Bob: D CMakeLists.txt\n" + LATER,  # was one
        START + CMAKE.replace("CMakeLists.txt", "a.sln") + LATER,  # for one editor
        START + CMAKE + "2009-01-01 Eve: D configure.in, D CMakeLists.txt\n" + LATER,
    ],
)
def test_what_is_none(drawing: str) -> None:
    assert titles(builds, drawing) == []


def test_the_last_file_of_a_way_that_goes_with_a_library() -> None:
    library = f"2002-01-01 Eve: A fltk/Makefile, {files('A', 60, 'fltk/f{n}.c')}\n"
    gone = f"2009-01-01 Eve: D fltk/Makefile, {files('D', 60, 'fltk/f{n}.c')}\n"
    told = titles(builds, START + library + CMAKE + gone + LATER)
    assert [title for _, _, title in told] == ['it can be built with CMake, by Bob: "CMake, at last"']
