"""What is left, and whom to ask."""

from __future__ import annotations

from archaeo.errors import ArchaeoError
from archaeo.summary.blocks import Items, Series, Table
from archaeo.summary.sections import survival
from tests.analyzers.histories import history
from tests.summary.projects import empty, project

_TEXTS = {("c0", "a.c"): b"1\n2\n3\n4\n", ("c1", "a.c"): b"1\n2\nX\n4\n", ("c2", "b.c"): b"7\n"}


def _content(commit: str, path: str) -> bytes:
    try:
        return _TEXTS[commit, path]
    except KeyError:
        raise ArchaeoError("none") from None


def _project():
    commits = tuple(history("2009-03-02 Eve: A a.c\n2010-05-05 Kenji: M a.c\n2011-06-06 Kenji: A b.c"))
    return project(commits=commits, releases=(), changelogs=(), tip="c2", content=_content)


def test_lines_by_year_person_and_folder() -> None:
    blocks = survival.section(_project()).blocks
    series = next(block for block in blocks if isinstance(block, Series))
    assert series.labels == ("2009", "2010", "2011-06")
    assert series.layers == (("2009", (4, 3, 3)), ("2010", (0, 1, 1)), ("2011", (0, 0, 1)))
    people, folders = (block for block in blocks if isinstance(block, Table))
    assert [(row[0].text, row[1], row[2]) for row in people.rows] == [("Eve", 3, 60.0), ("Kenji", 2, 40.0)]
    assert folders.rows[0][1:] == (5, "Eve", 60.0)
    asked = next(block for block in blocks if isinstance(block, Items))
    assert asked.items[0].text == "the top folder: Eve, 60\u202f% of 5 lines, last seen 2009-03-02."


def test_cover_names_one_person() -> None:
    (sentence,) = survival.cover(_project())
    assert sentence.text == (
        "If only one person can be asked: Eve (last seen 2009-03-02), who wrote 60\u202f% of the lines that were left; "
        "Kenji was there last (2011-06-06)."
    )


def test_who_stayed_is_nearer_than_who_wrote_a_little_more() -> None:
    old = "\n".join(f"2001-01-{day:02} Eve: A e{day}.c" for day in range(1, 30))
    new = "\n".join(f"2009-01-{day:02} Bob: A b{day}.c" for day in range(1, 21))
    commits = tuple(history(f"{old}\n{new}"))
    made = project(commits=commits, releases=(), changelogs=(), tip="c48", content=lambda key, path: b"x\n")
    (sentence,) = survival.cover(made)
    assert sentence.text == (
        "If only one person can be asked: Bob (last seen 2009-01-20), who wrote 40\u202f% of the lines that were left; "
        "Eve, who wrote 59\u202f%, was last seen in 2001."
    )


def test_who_put_all_in_at_once_is_not_the_one_to_ask() -> None:
    worked = "\n".join(f"2010-01-{day:02} Eve: A n{day}.c" for day in range(1, 30))
    commits = tuple(history(f"2009-03-02 Theo: A a.c\n{worked}"))
    texts = {("c0", "a.c"): b"1\n" * 90} | {(f"c{n}", f"n{n}.c"): b"x\n" for n in range(1, 30)}
    made = project(commits=commits, releases=(), changelogs=(), tip="c29", content=lambda key, path: texts[key, path])
    (sentence,) = survival.cover(made)
    assert sentence.text == (
        "If only one person can be asked: Eve (last seen 2010-01-29), who wrote 24\u202f% of the lines that were left; "
        "Theo, who put in 75\u202f% of them, hardly worked on it."
    )


def test_copies_are_why_more_is_left_than_was_written() -> None:
    commits = tuple(history("2009-03-02 Eve: A a.c\n2010-05-05 Eve: A b.c < a.c, A c.c < a.c"))
    texts = {(key, path): b"1\n2\n3\n" for key in ("c0", "c1") for path in ("a.c", "b.c", "c.c")}
    made = project(commits=commits, releases=(), changelogs=(), tip="c1", content=lambda key, path: texts[key, path])
    said = survival.section(made).blocks[0].sentences[0].text
    assert said == "9 lines were left of 3 ever written: what was copied is there several times."


def test_older_states_cannot_be_read() -> None:
    assert survival.section(project()) is None
    assert survival.section(empty()) is None
