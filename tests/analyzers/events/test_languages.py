"""Tests for archaeo/analyzers/events/languages.py."""

from __future__ import annotations

from archaeo.analyzers.events import languages
from tests.analyzers.events.drawn import files, titles

START = f"2001-01-01 Eve: {files('A', 10, 'f{n}.f')}\n" + "2001-02-01 Eve: M f1.f\n" * 10


def test_language_that_comes_and_then_passes() -> None:
    drawing = START + f"2003-01-01 Bob: A a.cxx\n2003-02-01 Bob: {files('A', 14, 'g{n}.cxx')}"
    assert titles(languages, drawing) == [
        ("2003-01-01", "language change", "C++ comes, first by Bob; within a year 15 files"),
        ("2003-02-01", "language change", "C++ passes Fortran: 15 files against 10"),
    ]


def test_a_few_scripts_are_no_change() -> None:
    assert titles(languages, START + "2003-01-01 Bob: A a.py, A b.py") == []


def test_move_of_all_files_is_no_change_of_language() -> None:
    moved = ", ".join(f"D f{n}.f, A src/f{n}.f < f{n}.f" for n in range(10))
    assert titles(languages, START + f"2003-01-01 Bob: {moved}") == []


def test_suffix_that_two_languages_share_tells_nothing() -> None:
    assert titles(languages, START + f"2003-01-01 Bob: {files('A', 20, 'g{n}.pro')}") == []
