"""Days counted from New Year; the same figures may be versions."""

from datetime import date

from archaeo.importers import changelog

TEXT = b"""\
2020.156: 3.0.8
\t- Take the step as an argument.

2020.137:
\t- Say so in the log.

2019.365: v3.0.7
\t- Less memory.

2004.341 - Release version 0.9.1
"""


def test_entries() -> None:
    log = changelog.parse(TEXT, "ChangeLog")
    assert log.dialect == "day-of-year"
    assert [(e.line, e.date, e.tags) for e in log.entries] == [
        (1, date(2020, 6, 4), ("3.0.8",)),
        (4, date(2020, 5, 16), ()),
        (7, date(2019, 12, 31), ("3.0.7",)),
        (10, date(2004, 12, 6), ("0.9.1",)),
    ]


def test_versions_that_are_no_days_make_no_entry() -> None:
    text = b"2020.367:\n\t- one\n\n2020.400:\n\t- two\n\n2020.901:\n\t- three\n"
    assert not any(entry.date for entry in changelog.parse(text, "ChangeLog").entries)


def test_two_of_them_in_no_order_are_versions() -> None:
    text = b"2020.100:\n\t- one\n\n2021.200:\n\t- two\n\n2020.150:\n\t- three\n"
    assert not any(entry.date for entry in changelog.parse(text, "ChangeLog").entries)
