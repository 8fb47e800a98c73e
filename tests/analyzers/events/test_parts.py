"""Tests for archaeo/analyzers/events/parts.py."""

from __future__ import annotations

import pytest

from archaeo.analyzers.events import parts
from tests.analyzers.events.drawn import files, titles

START = f"2001-01-01 Eve: {files('A', 10, 'core/f{n}.c')}\n"


def drawing(folder: str, count: int = 5, later: int = 8, start: str = "2005-01-01", action: str = "A") -> str:
    work = "".join(f"2006-01-{day:02} Bob: M {folder}/g0.c\n" for day in range(1, later + 1))
    return f"{START}{start} Bob: {files(action, count, folder + '/g{n}.c')} | the CUDA backend\n{work}"


def test_a_folder_of_programs_that_goes_on() -> None:
    assert titles(parts, drawing("cuda")) == [
        ("2005-01-01", "new part", 'a part of its own comes, cuda/ with 5 programs, by Bob: "the CUDA backend"')
    ]


@pytest.mark.parametrize(
    "told",
    [
        drawing("cuda", count=3),
        drawing("cuda", later=7),
        drawing("cuda", start="2001-02-01"),  # belongs to the beginning
        drawing("tests"),
        drawing("examples/one"),
        drawing("third_party"),
    ],
)
def test_what_is_none(told: str) -> None:
    assert titles(parts, told) == []


def test_what_only_moved_is_none() -> None:
    moved = ", ".join(f"A cuda/g{n}.c < core/f{n}.c, D core/f{n}.c" for n in range(5))
    told = drawing("cuda").replace(files("A", 5, "cuda/g{n}.c"), moved)
    assert "D core" in told
    assert titles(parts, told) == []


def test_the_folder_above_is_the_part() -> None:
    told = drawing("gpu/cuda", count=6)
    assert [title for _, _, title in titles(parts, told)] == [
        'a part of its own comes, gpu/ with 6 programs, by Bob: "the CUDA backend"'
    ]
