"""Files by number of changes."""

from datetime import date

from archaeo.analyzers.metrics import hotspots
from tests.analyzers.histories import history


def test_moved_file_keeps_its_count_and_deleted_ones_are_left_out() -> None:
    table = hotspots.measure(
        history(
            """
            2011-01-01 Eve: A a.c, A gone.c
            2011-01-02 Bob: M a.c
            2011-01-03 Eve: D a.c, A b.c < a.c
            2011-01-04 Eve: D gone.c
            """
        )
    )
    assert table.rows == (("b.c", 3, 2, date(2011, 1, 1), date(2011, 1, 3)),)


def test_file_that_comes_back_goes_on_counting() -> None:
    table = hotspots.measure(
        history(
            """
            2011-01-01 Eve: A a.c
            2011-01-02 Bob: M a.c
            2011-02-01 admin: D a.c
            2011-02-09 Eve: A a.c
            """
        )
    )
    assert table.rows == (("a.c", 3, 2, date(2011, 1, 1), date(2011, 2, 9)),)
