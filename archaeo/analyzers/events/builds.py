"""New build: one way to build it gives way to another, as autoconf to CMake, or the first one comes to stay.

The signals are files: the last one of a way that served for years goes, or goes out of use while another stands beside
it; and the first of one that is still there (see `analyzers.firsts`). What is made for one editor is no way to build.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..firsts import First
from ..firsts import find as firsts
from ..history import History
from . import Event, event, quoted

NAME = "new build"
SERVED = timedelta(365)
"""What was there for less was tried."""
STAYED = timedelta(2 * 365)
TOGETHER = timedelta(60)
BEGINNING = timedelta(90)
MOST_GONE, MOST_SHARE, FEW_GONE = 50, 0.3, 5
"""A change that takes more away than this took a library away, or the whole, and not a way to build."""
_BUILT = "built with "
_EDITORS = ("Visual Studio", "Xcode")
_PACKAGES = ("setup.py", "pyproject.toml", "Makefile.PL", "Build.PL")


def find(history: History) -> Iterator[Event]:
    """Yield each way to build that went while another one was there, and those that came later and stayed."""
    ways = [one for one in firsts(history) if one.what.startswith(_BUILT)]
    ways = [one for one in ways if one.what.removeprefix(_BUILT) not in _EDITORS]
    if not ways:
        return
    dates = [step.commit.date for step in history.steps]
    start, end = min(dates), max(dates)
    told: set[str] = set()
    for old in ways:
        if old.went is None or old.went.commit.date - old.came.commit.date < SERVED:
            continue
        heirs = [one for one in ways if one is not old and _is_heir(one, old)]
        if heirs:
            new = max(heirs, key=lambda one: one.came.commit.date)
            told.update((new.what, old.what))
            yield _replaced(old, new)
    for one in ways:
        came = one.came.commit.date
        is_late = came - start >= BEGINNING and not one.is_first
        if is_late and one.what not in told and one.went is None and end - came >= STAYED and len(ways) > 1:
            yield _came(one)


def _is_heir(one: First, old: First) -> bool:
    """Whether a way was there when another went, came after it, and outlived it."""
    assert old.went is not None
    went = old.went.commit.date
    came = one.came.commit.date
    gone = len(old.went.deleted) + len(old.went.moved)
    if gone > MOST_GONE or gone > max(FEW_GONE, MOST_SHARE * old.went.before):
        return False
    if _name(old) in _PACKAGES and "/" in old.path:
        return False  # a part of its own had it
    return old.came.commit.date < came <= went + TOGETHER and (
        one.went is None or one.went.commit.date - went >= SERVED
    )


def _name(one: First) -> str:
    return one.what.removeprefix(_BUILT)


def _replaced(old: First, new: First) -> Event:
    assert old.went is not None
    step = old.went
    small = _name(old) in _PACKAGES and _name(new) in _PACKAGES
    title = f"{_name(new)} takes the place of {_name(old)}, by {step.who}"
    title += f": {quoted(step.subject)}" if step.subject else ""
    text = f"The first file of {_name(new)} came on {new.came.day}, the first of {_name(old)} on {old.came.day}."
    return event(
        NAME,
        step,
        title,
        24 if small else 42,
        commits=tuple(dict.fromkeys((new.came.commit.key, step.commit.key))),
        evidence=(step.evidence, new.came.evidence),
        text=text,
        why="the last build file of one kind went, that had served for a year, and another kind was there",
    )


def _came(one: First) -> Event:
    title = f"it can be built with {_name(one)}, by {one.came.who}"
    title += f": {quoted(one.came.subject)}" if one.came.subject else ""
    loudness = 18 if _name(one) in _PACKAGES else 28
    return event(NAME, one.came, title, loudness, why="the first file of a way to build that is still there")
