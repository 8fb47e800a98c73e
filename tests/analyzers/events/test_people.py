"""Tests for archaeo/analyzers/events/people.py."""

from __future__ import annotations

from archaeo.analyzers.events import people
from tests.analyzers.events.drawn import titles


def test_arrival_and_farewell_of_those_who_did_much() -> None:
    drawing = "\n".join(["2011-01-01 Eve: A a", "2011-02-01 Bob: M a", "2011-02-02 Bob: M a", "2011-12-31 Eve: M a"])
    assert titles(people, drawing) == [
        ("2011-02-01", "arrival", "Bob makes the first of 2 changes"),
        ("2011-02-02", "farewell", "Bob makes the last of 2 changes"),
    ]


def test_good_bye_of_somebody_who_stays_is_no_farewell() -> None:
    drawing = "\n".join(
        ["2011-01-01 Eve: A a", "2011-02-01 Bob: M a | good bye, tabs", "2011-02-20 Eve: M a", "2011-03-01 Bob: M a"]
    )
    assert [kind for _, kind, _ in titles(people, drawing)] == ["arrival"]


def test_good_bye_is_quoted() -> None:
    drawing = "2011-01-01 Eve: A a\n2011-02-01 Bob: M a | my last commit\n2011-03-01 Eve: M a"
    assert titles(people, drawing)[-1] == (
        "2011-02-01",
        "farewell",
        'Bob makes the last of 1 change, "my last commit"',
    )


def test_return_after_years() -> None:
    drawing = "\n".join(f"{day} {who}: M a" for day in ("2001-01-01", "2001-01-02") for who in ("Eve", "Bob") * 3)
    drawing += "\n2003-06-01 Bob: M a" + "\n2005-06-01 Eve: M a" * 3
    assert ("2005-06-01", "return", "Eve comes back after 4 years") in titles(people, drawing)


def test_hand_over_needs_more_than_the_word() -> None:
    start = "2011-01-01 Eve: A a\n2011-01-02 Bob: M a\n"
    told = start + "2011-02-01 Eve: M a | Bob takes over the fits\n2011-12-01 Bob: M a"
    assert ("2011-02-01", "hand-over", 'Eve hands over to Bob: "Bob takes over the fits"') in titles(people, told)
    vague = start + "2011-02-01 Eve: M a | the iterator takes over the loop\n2011-12-01 Eve: M a"
    assert "hand-over" not in [kind for _, kind, _ in titles(people, vague)]
