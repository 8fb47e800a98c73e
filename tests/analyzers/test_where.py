"""Where changes were made, in a word."""

from __future__ import annotations

from archaeo.analyzers import where
from tests.analyzers.histories import history


def _mostly(*drawn: str) -> str:
    return where.mostly(history("\n".join(f"2009-01-01 Eve: {line}" for line in drawn)))


def test_as_deep_as_one_folder_stands_out() -> None:
    assert _mostly("M src/org/fit/a.c", "M src/org/fit/b.c", "M src/org/plot/c.c", "M doc/x") == "src/org/fit (2)"
    many = [f"M src/p{n}/a.c" for n in range(9)]
    assert _mostly(*many) == "src (9)"


def test_the_top_is_named_where_nothing_is_as_often() -> None:
    assert _mostly("M Makefile", "M ChangeLog", "M src/a.c") == "the top folder (2)"
    assert _mostly("M Makefile", "M src/a.c") == "src (1)"


def test_what_touched_all_says_nothing() -> None:
    assert _mostly(", ".join(f"M src/f{n}.c" for n in range(99))) == ""
    assert where.mostly([]) == ""
