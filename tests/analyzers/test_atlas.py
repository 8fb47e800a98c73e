"""The map's ground: what was there on a day, how long it was, and who touched it."""

from __future__ import annotations

from datetime import date

from archaeo.analyzers import atlas
from archaeo.analyzers.inventory import Measured
from archaeo.errors import ArchaeoError
from archaeo.model import Commit
from tests.analyzers.histories import history

HISTORY = history("""
    2009-01-10 Eve: A a.c, A b.c | first
    2009-03-05 Kenji: M a.c, D b.c | smaller
    2009-05-01 Eve: A c.c < a.c, A fig.eps | a copy
    2009-06-20 Eve: M a.c | last
""")
LENGTHS = {("c0", "a.c"): 10, ("c0", "b.c"): 5, ("c1", "a.c"): 20, ("c2", "c.c"): 20, ("c3", "a.c"): 30}
NOW = (Measured("a.c", "C", "code", 30, 90, False), Measured("c.c", "C", "code", 20, 60, False))


def _read(commit: str, path: str) -> bytes:
    if (commit, path) not in LENGTHS:
        raise ArchaeoError("no such file")
    return b"x\n" * LENGTHS[commit, path]


def _taken(commits: list[Commit] = HISTORY, tip: str = "c3", **more: object) -> atlas.Atlas:
    return atlas.take(commits, commits, tip, NOW, _read, **more)  # type: ignore[arg-type]


def test_lines_are_counted_at_ends_of_months() -> None:
    found = _taken()
    assert found.samples == tuple(
        map(date.fromisoformat, "2009-01-31 2009-02-28 2009-03-31 2009-04-30 2009-05-31 2009-06-20".split())
    )
    assert {place.path: place.lines for place in found.places} == {
        "a.c": (10, 10, 20, 20, 20, 30),
        "b.c": (5, 5, None, None, None, None),
        "c.c": (None, None, None, None, 20, 20),
        "fig.eps": (None, None, None, None, 0, None),
    }  # fmt: skip


def test_places_know_their_touches_and_origin() -> None:
    places = {place.path: place for place in _taken().places}
    assert [(touch.commit, touch.action) for touch in places["a.c"].touches] == [(0, "A"), (1, "M"), (3, "M")]
    assert places["c.c"].came_from == ("a.c", 2)
    assert places["a.c"].came_from is None
    assert places["a.c"].language == "C"


def test_fewer_days_are_counted_where_there_is_much_to_read(monkeypatch) -> None:
    monkeypatch.setattr(atlas, "MOST_READ", 3)
    assert [str(day) for day in _taken().samples] == ["2009-03-31", "2009-06-20"]
    monkeypatch.setattr(atlas, "MOST_READ", 0)
    assert [str(day) for day in _taken().samples] == ["2009-06-20"]


def test_without_older_states_the_last_day_is_known() -> None:
    found = atlas.take(HISTORY, HISTORY, "c3", NOW)
    assert found.samples == (date(2009, 6, 20),)
    assert {place.path: place.lines for place in found.places if place.lines != (None,)} == {"a.c": (30,), "c.c": (20,)}


def test_side_branch_touches_but_does_not_make_the_files() -> None:
    first, second, third, last = HISTORY
    merge = Commit("m", "", ("c1", "c2"), last.author, last.date, "merge", third.changes)
    side = [first, second, third, merge]
    found = atlas.take(side, side, "m", NOW, _read)
    assert found.on_line == (True, True, False, True)
    assert found.is_work == (True, True, True, False)
    c = next(place for place in found.places if place.path == "c.c")
    assert [touch.commit for touch in c.touches] == [2, 3]


def test_trunk_of_a_tree_that_holds_branches_and_tags() -> None:
    commits = history("2009-01-10 Eve: A trunk/a.c, A tags/v1/a.c | first")
    work = history("2009-01-10 Eve: A a.c | first")
    found = atlas.take(commits, work, "c0", NOW[:1], root="trunk/")
    assert [place.path for place in found.places] == ["a.c"]


def test_clock_that_runs_backwards_takes_nothing_back() -> None:
    commits = history("""
        2009-01-10 Eve: A a.c | first
        2008-01-10 Eve: M a.c | an old clock
        2009-02-10 Eve: M a.c | last
    """)
    found = atlas.take(commits, commits, "c2", NOW[:1], lambda commit, path: b"x\n")
    assert [str(day) for day in found.samples] == ["2009-01-31", "2009-02-10"]
    assert found.places[0].lines == (1, 30)
