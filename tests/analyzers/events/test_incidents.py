"""Tests for archaeo/analyzers/events/incidents.py."""

from __future__ import annotations

from archaeo.analyzers.events import incidents
from tests.analyzers.events.drawn import files, found

START = f"2011-01-01 Eve: {files('A', 40)}\n" + "2011-01-02 Eve: M f1\n" * 9


def test_word_with_a_gap() -> None:
    (event,) = found(incidents, START + "2011-02-20 Eve: M f2 | after the disk crashed")
    assert event.title == '"after the disk crashed", by Eve: 49 days after the change before'
    assert event.degree == "guess"


def test_word_alone() -> None:
    assert found(incidents, START + "2011-01-03 Eve: M f2 | after the disk crashed") == []


def test_gap_alone() -> None:
    assert found(incidents, START + "2011-02-20 Eve: M f2 | new cuts") == []


def test_crash_of_a_program_is_daily_bread() -> None:
    assert found(incidents, START + "2011-02-20 Eve: M f2 | fixed a crash when the window is closed") == []


def test_word_that_is_common_here_says_nothing() -> None:
    daily = "2011-01-02 Eve: M f1 | lost revisions and lost history in the test suite\n" * 12
    assert found(incidents, START + daily + "2011-03-20 Eve: M f2 | lost history again") == []


def test_the_words_around_are_quoted_not_the_first_line() -> None:
    message = "new cuts in the barrel and in the end caps of the detector; done again because the repository was lost"
    (event,) = found(incidents, START + f"2011-02-20 Eve: M f2 | {message}")
    assert event.title == (
        '"…of the detector; done again because the repository was lost", by Eve: 49 days after the change before'
    )
