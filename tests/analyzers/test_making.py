"""Who made a thing: when it came and by whom, who did most, who was there last."""

from __future__ import annotations

from archaeo.analyzers import making
from archaeo.analyzers.history import prepare
from tests.analyzers.histories import history


def _made(drawn: str, path: str, nobodies: frozenset[str] = frozenset()) -> making.Making:
    return making.gather(prepare(history(drawn)).steps, {path}, lambda one: [one], nobodies)[path]


def test_first_main_and_last_author_of_a_file() -> None:
    made = _made(
        """
        2009-01-01 Eve: A fit.c
        2009-02-01 Bob: M fit.c
        2010-02-01 Bob: M fit.c
        2011-01-01 Kenji: M fit.c
        """,
        "fit.c",
    )
    assert (str(made.came), made.came_by, made.was_brought) == ("2009-01-01", "Eve", False)
    assert [(who, changes, str(until)) for who, changes, until in made.by] == [
        ("Bob", 2, "2010-02-01"),
        ("Eve", 1, "2009-01-01"),
        ("Kenji", 1, "2011-01-01"),
    ]
    assert (str(made.last), made.last_by) == ("2011-01-01", "Kenji")


def test_file_whose_suffix_changed_is_the_same_file() -> None:
    made = _made("2009-01-01 Eve: A fit.c\n2010-01-01 Bob: D fit.c, A fit.cc\n2011-01-01 Bob: M fit.cc", "fit.cc")
    assert (made.came_by, made.changes) == ("Eve", 3)


def test_file_that_was_edited_while_its_folder_was_moved_is_the_same_file() -> None:
    drawn = """
        2009-01-01 Eve: A src/fit.c, A src/plot.c, A src/notes
        2010-01-01 Bob: D src/fit.c, D src/plot.c, D src/notes, A lib/fit.c < src/fit.c, A lib/plot.c, A doc/notes
        """
    assert (_made(drawn, "lib/plot.c").came_by, _made(drawn, "lib/plot.c").changes) == ("Eve", 2)
    assert _made(drawn, "doc/notes").came_by == "Bob"  # nothing else went there


def test_two_files_that_become_one_are_no_renaming() -> None:
    made = _made("2009-01-01 Eve: A fit.c, A fit.h\n2010-01-01 Bob: D fit.c, D fit.h, A fit.hh", "fit.hh")
    assert (made.came_by, made.changes) == ("Bob", 1)


def test_file_that_came_with_many_was_brought() -> None:
    many = ", ".join(f"A f{n}.c" for n in range(making.MANY_AT_ONCE))
    assert _made(f"2009-01-01 Eve: {many}", "f3.c").was_brought


def test_nobody_is_not_named_among_those_who_did_most() -> None:
    made = _made("2009-01-01 root: A fit.c\n2010-01-01 Bob: M fit.c", "fit.c", frozenset({"root"}))
    assert ([who for who, _, _ in made.by], made.changes) == (["Bob"], 2)


def test_branch_that_was_never_merged_is_in_no_file() -> None:
    drawn = history("2009-01-01 Eve: A fit.c\n2010-01-01 Bob: M fit.c\n2011-01-01 Kenji: M fit.c")
    steps = prepare(drawn).steps
    assert [step.who for step in making.merged(steps, drawn, drawn[1].key)] == ["Eve", "Bob"]
    assert len(making.merged(steps, drawn, "")) == 3
