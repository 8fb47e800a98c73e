"""The parts of a project and who knows them."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers import parts
from archaeo.analyzers.history import prepare
from archaeo.analyzers.inventory import Measured
from tests.analyzers.histories import history


def _files(**lines: int) -> tuple[Measured, ...]:
    return tuple(Measured(path, "C", "code", n, n, False) for path, n in sorted(lines.items()))


def _named(found: tuple[parts.Part, ...]) -> list[tuple[str, bool, int]]:
    return [(part.folder, part.is_rest, part.code) for part in found]


def _by(part: parts.Part) -> list[tuple[str, int]]:
    return [(who, changes) for who, changes, _ in part.made.by]


def test_a_chain_of_folders_is_entered_until_something_can_be_told_apart() -> None:
    files = _files(**{"src/main/org/fit/a.c": 60, "src/main/org/plot/b.c": 40, "src/main/org/c.c": 5, "top.c": 1})
    assert _named(parts.find(files, ())) == [
        ("src/main/org/fit", False, 60),
        ("src/main/org/plot", False, 40),
        ("src/main/org", True, 5),
        ("", True, 1),
    ]


def test_what_is_small_is_not_cut_and_text_weighs_where_there_is_no_code() -> None:
    files = _files(**{"src/a.c": 1000, "doc/x/a.c": 9, "doc/y/b.c": 9})
    assert ("doc", False, 18) in _named(parts.find(files, ()))
    texts = tuple(Measured(path, "TeX", "text", 9, 9, False) for path in ("one/a/x.tex", "one/b/y.tex"))
    assert [(part.folder, part.lines) for part in parts.find(texts, ())] == [("one/a", 9), ("one/b", 9)]


def test_changes_follow_moved_files_and_count_once_a_change() -> None:
    steps = prepare(
        history("""
        2009-01-01 Eve: A old/a.c, A old/b.c
        2009-02-01 Eve: M old/a.c, M old/b.c
        2010-01-01 Bob: D old/a.c, A lib/a.c < old/a.c
        2011-01-01 Kenji: M lib/a.c
        """)
    ).steps
    lib = next(part for part in parts.find(_files(**{"lib/a.c": 3, "old/b.c": 3}), steps) if part.folder == "lib")
    assert (lib.made.changes, _by(lib)) == (4, [("Eve", 2), ("Bob", 1), ("Kenji", 1)])
    assert (str(lib.made.came), lib.made.came_by) == ("2009-01-01", "Eve")
    assert (str(lib.made.last), lib.made.last_by) == ("2011-01-01", "Kenji")


def test_deleted_files_count_where_their_folder_still_is_and_nobody_is_named() -> None:
    steps = prepare(history("2009-01-01 Eve: A lib/gone.c, A gone/x.c\n2009-01-02 admin: D lib/gone.c")).steps
    (lib,) = parts.find(_files(**{"lib/a.c": 3}), steps, [("lib/a.c", 3, (("admin", 2), ("Eve", 1)))], {"admin"})
    assert (lib.made.changes, _by(lib), lib.left) == (2, [("Eve", 1)], (("Eve", 1),))


def test_what_a_merge_brings_is_not_the_mergers_work() -> None:
    drawn = history("2009-01-01 Eve: A lib/a.c\n2009-02-01 Bob: M lib/a.c\n2009-03-01 Kenji: M lib/a.c | merge")
    drawn[2] = replace(drawn[2], parents=("c0", "c1"))
    (lib,) = parts.find(_files(**{"lib/a.c": 3}), prepare(drawn).steps)
    assert (lib.made.changes, _by(lib), lib.made.last_by) == (2, [("Bob", 1), ("Eve", 1)], "Bob")
