"""Tests for archaeo/analyzers/events/changes.py."""

from __future__ import annotations

import pytest

from archaeo.analyzers.events import changes
from tests.analyzers.events.drawn import files, found, titles

START = f"2011-01-01 Eve: {files('A', 40)}\n" + "2011-01-02 Eve: M f1\n" * 9


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("untabify", "mass reformat"),
        ("Added GPL headers", "licence change"),
        ("all sources are UTF-8 now", "encoding change"),
        ("new geometry", "mass change"),
        ("update copyright years", "mass change"),
    ],
)
def test_many_files_at_once_by_what_the_message_says(message: str, kind: str) -> None:
    (event,) = found(changes, f"{START}2011-02-01 Eve: {files('M', 30)} | {message}")
    assert (event.kind, dict(event.numbers)) == (kind, {"changed": 30, "files before": 40})


def test_the_word_without_the_files_is_nothing() -> None:
    assert found(changes, f"{START}2011-02-01 Eve: M f1 | reindent") == []


def test_licence_file_and_the_word() -> None:
    drawn = titles(changes, f"{START}2011-02-01 Eve: A COPYING | under the GPL from now on")
    assert drawn == [("2011-02-01", "licence change", 'the licence changed, by Eve: "under the GPL from now on"')]


def test_licence_of_a_bundled_library_is_none_of_ours() -> None:
    assert found(changes, f"{START}2011-02-01 Eve: A win/zlib/LICENSE | license of zlib") == []


def test_licence_file_that_is_put_in_order_changes_no_licence() -> None:
    drawing = f"{START}2011-01-20 Eve: A COPYING | new file\n2011-02-01 Eve: M COPYING | newest licence first"
    assert found(changes, drawing) == []


def test_move_to_a_library_takes_few_files_and_its_name() -> None:
    start = f"2011-01-01 Eve: {files('A', 400)}\n" + "2011-01-02 Eve: M f1\n" * 9
    drawn = f"{start}2011-02-01 Eve: {files('M', 30)} | "
    assert [event.kind for event in found(changes, drawn + "Adaptation of all modules to NumPy")] == ["mass change"]
    assert found(changes, drawn + "Switched to double precision") == []
    assert found(changes, drawn + "NumPy is better") == []
    assert found(changes, f"{start}2011-02-01 Eve: M f1, M f2 | port to Qt 4") == []


def test_what_was_written_anew_needs_far_more_files_than_usual() -> None:
    def told(count: int, message: str) -> list[str]:
        names = files("M", count, "src/f{n}.c")
        drawing = f"{SOURCES}2011-02-01 Bob: {names} | {message}\n2011-02-02 Eve: M src/f1.c"
        return [event.title for event in found(changes, drawing)]

    assert told(30, "Replaces RogueWave with the STL") == [
        '"Replaces RogueWave with the STL", 30 files of 400 changed at once by Bob'
    ]
    assert told(12, "Replaces RogueWave with the STL") == told(30, "two new comments") == []


SOURCES = f"2011-01-01 Eve: {files('A', 400, 'src/f{n}.c')}\n2011-01-02 Eve: M src/f1.c\n2011-01-03 Eve: M src/f2.c\n"
