"""Tests for archaeo/analyzers/events/moves.py."""

from __future__ import annotations

from archaeo.analyzers.events import moves
from tests.analyzers.events.drawn import files, found


def test_great_move_says_from_where_to_where() -> None:
    moved = ", ".join(f"D f{n}, A src/f{n} < f{n}" for n in range(60))
    (event,) = found(moves, f"2011-01-01 Eve: {files('A', 60)}\n2011-01-02 Eve: {moved}")
    assert event.title == '60 files of 60 were moved in one change by Eve, all from the top to src: "m"'
    assert event.text == "60 of them from the top to src."


def test_copy_without_deletion_is_no_move() -> None:
    copied = ", ".join(f"A src/f{n} < f{n}" for n in range(60))
    assert found(moves, f"2011-01-01 Eve: {files('A', 60)}\n2011-01-02 Eve: {copied}") == []


def test_what_was_moved_and_edited_at_once_is_known_by_its_name() -> None:
    edited = ", ".join(f"D lib/f{n}.c, A new/lib/f{n}.c" for n in range(60))
    (event,) = found(moves, f"2011-01-01 Eve: {files('A', 60, 'lib/f{n}.c')}\n2011-01-02 Eve: {edited}")
    assert event.title == '60 files of 60 were moved in one change by Eve, all from the top to new: "m"'
