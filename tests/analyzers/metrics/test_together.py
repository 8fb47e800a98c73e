"""Files changed together."""

from archaeo.analyzers.metrics import together
from tests.analyzers.histories import history


def test_files_of_one_person_and_day_belong_together() -> None:
    days = "\n".join(f"2011-01-{day:02} Eve: M a.c\n2011-01-{day:02} Eve: M a.h" for day in range(1, 6))
    assert together.measure(history(days + "\n2011-02-01 Eve: M a.c")).rows == (("a.c", "a.h", 5, 100),)


def test_different_people_do_not_couple() -> None:
    days = "\n".join(f"2011-01-{day:02} Eve: M a.c\n2011-01-{day:02} Bob: M a.h" for day in range(1, 9))
    assert together.measure(history(days)).rows == ()


def test_great_changes_couple_nothing() -> None:
    many = ", ".join(f"M f{number}" for number in range(31))
    assert together.measure(history("\n".join(f"2011-01-{day:02} Eve: {many}" for day in range(1, 9)))).rows == ()
