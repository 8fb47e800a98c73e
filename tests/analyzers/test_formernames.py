"""How a project was called before."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers import formernames
from archaeo.model import Commit
from tests.analyzers.histories import history

UUID = "90a0a646-be8a-0410-bb88-9290da87bc01"


def _days(count: int, drawing: str) -> str:
    return "".join(f"2007-01-{day:02} Eve: {drawing.format(day)}\n" for day in range(1, count + 1))


def _found(commits: list[Commit], name: str = "goos") -> list[tuple[str, str, str]]:
    return [(one.name, one.commit.key, one.degree) for one in formernames.find(commits, name)]


def _at(commits: list[Commit], *places: tuple[str, int]) -> list[Commit]:
    wanted = [place for place, count in places for _ in range(count)]
    ids = (
        f"{one.message}\n\ngit-svn-id: https://svn.x/{place}@7 {UUID}"
        for one, place in zip(commits, wanted, strict=True)
    )
    return [replace(one, message=message) for one, message in zip(commits, ids, strict=True)]


def test_place_that_git_svn_names_until_it_was_another() -> None:
    commits = _at(history(_days(9, "M a.c")), ("lab/trunk/noos", 5), ("lab/goos/trunk", 4))
    assert _found(commits, "lab+goos") == [("noos", "c5", "recorded")]


def test_place_of_a_part_that_goes_on_or_was_there_once() -> None:
    commits = history(_days(12, "M a.c"))
    assert _found(_at(commits, ("x/noos", 5), ("x/goos", 2), ("x/noos", 5))) == []
    assert _found(_at(commits, ("x/noos", 2), ("x/goos", 10))) == []
    assert _found(_at(commits, ("x/noos/branches/b", 6), ("x/noos/trunk", 6))) == []


def test_folder_that_was_moved_as_a_whole() -> None:
    before = "2007-01-01 Eve: " + ", ".join(f"A noos/f{n}.c" for n in range(6)) + ", A README\n"
    moved = ", ".join(f"D noos/f{n}.c, A goos/f{n}.c" for n in range(6))
    assert _found(history(f"{before}2008-01-01 Eve: {moved}\n")) == [("noos", "c1", "likely")]
    # a part of the whole, and a folder that says nothing
    more = "2007-06-01 Eve: " + ", ".join(f"A lib/g{n}.c" for n in range(9)) + "\n"
    assert _found(history(f"{before}{more}2008-01-01 Eve: {moved}\n")) == []
    assert _found(history(f"{before}2008-01-01 Eve: {moved}\n".replace("noos/", "src/"))) == []


def test_message_needs_a_folder_of_that_name_before() -> None:
    renamed = "2008-01-01 Eve: M a.c | Renaming noos to goos: ticket 39\n"
    assert _found(history(_days(6, "M noos/a{}.c") + renamed)) == [("noos", "c6", "likely")]
    assert _found(history(_days(6, "M lib/a{}.c") + renamed)) == []
    assert _found(history(_days(6, "M src/noos/a{}.c") + renamed)) == [("noos", "c6", "likely")]


def test_message_on_a_file_or_a_part() -> None:
    work = _days(6, "M noos/a{0}.c, M goos_src/a.c")
    for message in (
        "rename noos to goos.h",
        "rename noos.c to goos",
        "Rename noos to geese",
        "rename goos_src to goos",
    ):
        assert _found(history(f"{work}2008-01-01 Eve: M a.c | {message}\n")) == []


def test_nothing_said() -> None:
    assert formernames.find([], "goos") == ()
