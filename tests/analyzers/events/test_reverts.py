"""Tests for archaeo/analyzers/events/reverts.py."""

from __future__ import annotations

from archaeo.analyzers.events import reverts
from tests.analyzers.events.drawn import found

START = "2011-01-01 Eve: A a, A b\n2011-02-01 Eve: M a | lower seed\n"


def test_done_undone_and_done_again() -> None:
    (event,) = found(reverts, START + "2011-02-02 Eve: M a | revert r44, too low\n2011-02-03 Eve: M a | half way")
    assert event.title == 'done and undone in a: 3 changes, "revert r44, too low"'
    assert event.commits == ("c1", "c2", "c3")


def test_once_undone_is_no_chain() -> None:
    assert found(reverts, START + "2011-02-02 Eve: M a | revert\n2011-02-03 Eve: M b") == []


def test_the_word_for_another_file_undoes_nothing() -> None:
    assert found(reverts, START + "2011-02-02 Eve: A c | revert to the old manner\n2011-02-03 Eve: M c") == []
