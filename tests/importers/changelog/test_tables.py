"""Rows of data begin with a date too."""

import pytest

from archaeo.importers import changelog

MEASURED = b"".join(b"%2d/01/2012  12:%02d:00   %6.3f  %6.3f\n" % (day, day, day / 7, day / 3) for day in range(1, 20))
COMMAS = b"date,value\n" + b"".join(b"2012-01-%02d,%d\n" % (day, day * day) for day in range(1, 20))
LOGGED = b"".join(b"2012-05-%02d 12:00:05,123 INFO fit.main: step %d of 20 done\n" % (day, day) for day in range(1, 20))
DAYS = b"".join(b"2012-05-%02d\n" % day for day in range(1, 20))


@pytest.mark.parametrize("text", [MEASURED, COMMAS, LOGGED, DAYS], ids=["measured", "commas", "logged", "days"])
def test_rows_are_no_entries(text: bytes) -> None:
    log = changelog.parse(text, "HISTORY")
    assert log.entries == ()
    assert log.doubts == ("19 lines with dates are rows of a table or of a program's output, no entries",)


def test_releases_and_their_days_are_entries() -> None:
    text = b"".join(b"1.%d  2012-05-%02d\n" % (30 - day, 30 - day) for day in range(1, 20))
    assert len(changelog.parse(text, "HISTORY").entries) == 19


def test_one_line_an_entry() -> None:
    text = b"".join(b"2012-05-%02d take the step as an argument\n" % (30 - day) for day in range(1, 20))
    assert len(changelog.parse(text, "HISTORY").entries) == 19


def test_line_of_many_names_is_read_in_time() -> None:
    """Each name was searched for back to the beginning of the line."""
    text = b"2012-05-30  Ada  <ada@example.org>\n\n\t* " + b"fit.c, " * 200_000 + b": x\n"
    assert changelog.parse(text, "ChangeLog").entries[0].files == ("fit.c",)
