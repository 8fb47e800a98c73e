"""Tests for archaeo/analyzers/events/clocks.py."""

from __future__ import annotations

from archaeo.analyzers.events import clocks
from tests.analyzers.events.drawn import found


def test_backward_steps_are_one_event() -> None:
    drawing = "2011-01-03 Eve: A a\n2011-01-01 Eve: M a\n2011-01-02 Eve: M a\n2011-01-01 Eve: M a"
    (event,) = found(clocks, drawing)
    assert event.title == ("the clock ran backwards: 2 changes dated before the one they build on, by up to 2 days")
    assert event.commits == ("c1", "c3")


def test_dates_before_there_were_such_records() -> None:
    (event,) = found(clocks, "1970-01-01 Eve: A a")
    assert event.title == "1 change dated before 1972, when no such record could be made"


def test_clock_that_goes_right() -> None:
    assert found(clocks, "2011-01-03 Eve: A a\n2011-01-03 Eve: M a") == []
