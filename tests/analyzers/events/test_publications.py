"""Tests for archaeo/analyzers/events/publications.py."""

from __future__ import annotations

from archaeo.analyzers.events import publications
from tests.analyzers.events.drawn import titles


def test_draft_and_what_follows_is_one_paper() -> None:
    drawing = """
        2011-01-01 Eve: A doc/note.tex | draft of the note
        2011-03-01 Bob: M doc/note.tex | answers to the referee
        2013-01-01 Eve: A doc/thesis.tex | submitted
        """
    assert titles(publications, drawing) == [
        ("2011-01-01", "paper", 'a text in doc/, by Eve: "draft of the note", 2 changes until 2011-03-01'),
        ("2013-01-01", "paper", 'a text in doc/, by Eve: "submitted"'),
    ]


def test_the_word_without_a_text_is_nothing() -> None:
    assert titles(publications, "2011-01-01 Eve: A a.c | first draft of the fit, submitted jobs") == []
