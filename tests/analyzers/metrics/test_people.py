"""Who made how many changes, and where."""

from datetime import date

from archaeo.analyzers.metrics import people
from tests.analyzers.histories import history


def test_people_by_changes_with_their_span_and_folder() -> None:
    table = people.measure(
        history("2011-01-05 Bob: M a\n 2011-01-06 Eve: M src/a, M src/b\n 2012-01-01 Eve: M src/a, M doc/x")
    )
    assert table.rows == (
        ("Eve", 2, date(2011, 1, 6), date(2012, 1, 1), 3, "src"),
        ("Bob", 1, date(2011, 1, 5), date(2011, 1, 5), 1, "."),
    )
