"""Folders that are gone."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers import gone
from archaeo.analyzers.history import prepare
from archaeo.model import Identity
from tests.analyzers.histories import history


def _names(folder: str, action: str = "A", count: int = 6) -> str:
    return ", ".join(f"{action} {folder}/f{number}.c" for number in range(count))


def _found(drawing: str, *paths: str) -> list[tuple[str, int, str, int, str, str]]:
    parts = gone.find(prepare(history(drawing)), paths)
    return [(p.folder, p.files, p.by, p.by_changes, str(p.went.day), p.to) for p in parts]


def test_folder_that_was_deleted_with_who_made_it() -> None:
    drawing = f"""
        2001-01-01 Bob: A main.c, {_names("gui")}
        2002-01-01 Eve: M gui/f1.c
        2003-01-01 Eve: M gui/f2.c
        2004-01-01 Bob: {_names("gui", "D")} | removed gui
        """
    (part,) = gone.find(prepare(history(drawing)), ["main.c"])
    assert (part.folder, part.files, part.changes, part.taken) == ("gui", 6, 3, 6)
    assert (part.by, part.by_changes, part.went.subject) == ("Eve", 2, "removed gui")


def test_topmost_folder_is_told_and_only_that() -> None:
    drawing = f"2001-01-01 Bob: A src/a.c, {_names('src/x/y')}\n2002-01-01 Bob: {_names('src/x/y', 'D')}"
    assert _found(drawing, "src/a.c") == [("src/x", 6, "Bob", 1, "2002-01-01", "")]
    assert _found(drawing, "src/x/new.c") == [("src/x/y", 6, "Bob", 1, "2002-01-01", "")]


def test_folder_that_was_renamed_says_to_what() -> None:
    moved = ", ".join(f"A new/f{n}.c < old/f{n}.c, D old/f{n}.c" for n in range(6))
    drawing = f"2001-01-01 Bob: {_names('old')}\n2002-01-01 Eve: {moved}"
    assert _found(drawing, "new/f1.c") == [("old", 6, "Bob", 1, "2002-01-01", "new")]


def test_few_files_and_what_still_lives_are_no_parts_that_are_gone() -> None:
    drawing = f"2001-01-01 Bob: {_names('a', count=4)}, {_names('b')}\n2002-01-01 Bob: {_names('a', 'D', 4)}"
    assert _found(drawing, "b/f1.c") == []
    assert _found(drawing) == []


def test_merge_that_repeats_a_deletion_took_nothing_away() -> None:
    commits = history(f"2001-01-01 Bob: A a.c, {_names('gui')}\n2002-01-01 Eve: {_names('gui', 'D')}\n")
    merge = replace(
        commits[1], key="m", parents=("c0", "c1"), author=Identity("Ann"), date=commits[1].date.replace(year=2003)
    )
    (part,) = gone.find(prepare([*commits, merge]), ["a.c"])
    assert part.went.who == "Eve"
