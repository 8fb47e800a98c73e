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


def test_tree_renamed_folder_by_folder_is_one_event() -> None:
    days = [
        f"2011-01-0{day + 2} Eve: " + ", ".join(f"D lib{day}/f{n}.c, A lib{day}/f{n}.cc" for n in range(10))
        for day in range(3)
    ]
    start = ", ".join(f"A lib{day}/f{n}.c" for day in range(3) for n in range(10))
    (event,) = found(moves, "2011-01-01 Eve: " + start + "\n" + "\n".join(days))
    assert event.title == '30 files of 30 were renamed from .c to .cc in 3 changes by Eve: "m"'
    assert len(event.commits) == 3 and (event.date.day, event.end.day) == (2, 4)


def test_suffix_of_another_language_is_no_rename() -> None:
    anew = ", ".join(f"D f{n}.c, A f{n}.py" for n in range(20))
    assert (
        found(moves, "2011-01-01 Eve: " + ", ".join(f"A f{n}.c" for n in range(20)) + f"\n2011-01-02 Eve: {anew}") == []
    )


def test_tree_deleted_here_and_added_there_by_one_person_was_moved() -> None:
    start = ", ".join(f"A old/f{n}.c" for n in range(20))
    gone, came = start.replace("A ", "D "), start.replace("old/", "new/")
    (event,) = found(moves, f"2011-01-01 Eve: {start}\n2011-02-02 Eve: {came}\n2011-02-03 Eve: {gone}")
    assert event.title == '20 files of 20 were moved in 2 changes by Eve, all from old to new: "m"'
    assert found(moves, f"2011-01-01 Eve: {start}\n2011-02-02 Bob: {came}\n2011-02-03 Eve: {gone}") == []
