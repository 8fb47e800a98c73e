"""Changes by month."""

from archaeo.analyzers.metrics import activity
from tests.analyzers.histories import history


def test_quiet_months_are_rows_too() -> None:
    table = activity.measure(history("2011-11-05 Eve: M a\n 2011-11-06 Bob: M a\n 2012-01-01 Eve: M a"))
    assert table.rows == (("2011-11", 2, 2), ("2011-12", 0, 0), ("2012-01", 1, 1))


def test_no_commits_no_rows() -> None:
    assert activity.measure([]).rows == ()
