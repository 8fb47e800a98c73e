"""Who made how many changes, and where."""

from dataclasses import replace
from datetime import date

from archaeo.analyzers.metrics import people
from tests.analyzers.histories import history


def test_people_by_changes_with_their_span_and_folder() -> None:
    table = people.measure(
        history("2011-01-05 Bob: M a\n 2011-01-06 Eve: M src/a, M src/b\n 2012-01-01 Eve: M src/a, M doc/x")
    )
    assert table.rows == (
        ("Eve", 2, date(2011, 1, 6), date(2012, 1, 1), 3, "src", 0),
        ("Bob", 1, date(2011, 1, 5), date(2011, 1, 5), 1, ".", 0),
    )


def test_who_notes_all_at_the_top_is_at_home_below() -> None:
    drawn = "2011-01-05 Bob: M ChangeLog, M src/a\n2011-01-06 Bob: M ChangeLog\n2011-01-07 Bob: M ChangeLog, M src/b"
    assert people.measure(history(drawn)).rows[0][5] == "src"


def test_merges_are_counted_beside() -> None:
    first, second, third = history("2011-01-05 Bob: A a\n2011-01-06 Bob: A b\n2011-01-07 Bob: M a")
    merge = replace(third, parents=(second.key, first.key))
    assert people.measure([first, second, merge]).rows[0][6] == 1
