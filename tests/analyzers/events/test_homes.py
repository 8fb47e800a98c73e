"""Tests for archaeo/analyzers/events/homes.py."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers.events import homes
from archaeo.analyzers.history import prepare
from tests.analyzers.histories import history

UUID = "00000000-0000-4000-8000-000000000000"


def told(before: int, after: int) -> list[str]:
    days = range(1, before + 1)
    line = "https://svn.x/y/trunk@{} " + UUID
    svn = "".join(f"2010-01-{day:02} Eve: M a | x\x00git-svn-id: {line.format(day)}\n" for day in days)
    git = "".join(f"2012-01-{day:02} Bob: {'A .gitignore' if day == 1 else 'M a'} | y\n" for day in range(1, after + 1))
    commits = history(svn + git)
    told = [replace(commit, message=commit.message.replace("\x00", "\n\n")) for commit in commits]
    return [event.title for event in homes.find(prepare(told))]


def test_last_revision_and_first_change_without() -> None:
    (title,) = told(6, 5)
    assert title == "the work goes on in git, by Bob; the last change from Subversion is r6 of 2010-01-06"


def test_all_or_nearly_all_from_one_place_is_none() -> None:
    assert told(6, 0) == told(6, 2) == told(0, 6) == told(2, 6) == []


def test_mercurial_s_converter_signs_its_work() -> None:
    drawing = "2011-11-18 Eve: M a | x\n2011-11-21 convert-repo: M .hgtags | update tags\n2011-12-01 Eve: M a | y"
    (event,) = homes.find(prepare(history(drawing)))
    assert (str(event.date), event.title) == (
        "2011-11-21", "the history up to 2011-11-21 was brought over by Mercurial's converter"
    )  # fmt: skip
    assert not list(homes.find(prepare(history(drawing.replace("convert-repo", "Bob")))))
