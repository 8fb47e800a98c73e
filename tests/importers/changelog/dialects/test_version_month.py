"""The fixture changelog-version-month; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-version-month" / "Changes"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, date(2004, 12, 1), "", ("1.8.0.9i",), (), ""),
    (2, date(2004, 11, 1), "", ("1.8.0.9h",), (), ""),
    (4, date(2002, 4, 1), "", ("1.8",), (), ""),
    (5, date(1999, 1, 1), "", ("1.7.0b5",), (), ""),
    (6, date(1998, 11, 1), "", ("1.7.0b4",), (), ""),
    (8, date(1995, 9, 1), "", ("1.3.4d",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "version-month"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="version-month").entries == LOG.entries


def test_months_are_months_and_a_day_is_a_day() -> None:
    assert [entry.date_precision for entry in LOG.entries] == ["month", "month", "day", "month", "month", "month"]


def test_text_keeps_figures_that_only_look_like_a_date() -> None:
    assert LOG.entries[3].text == "fixed 3/6/12 hour forecasts"


def test_too_few_of_them_are_no_months() -> None:
    assert changelog.parse(b"1.2: 9/04 one\n1.1: 8/04 two\n", "Changes", dialect="version-month").entries == ()


def test_six_figures_behind_a_version_are_a_day() -> None:
    text = b"""\tGOOS_5 031104\t- the fit takes its step
\t     +a 031111\t- and says so
\tGOOS_4 030929\t- faster
\tGOOS_3 020602\t- less memory
\tGOOS_2 991228\t- first that runs
\tGOOS_1 990924\t- alone
\tsize   200000\tbytes
"""
    log = changelog.parse(text, "HISTORY.TXT")
    assert [(str(e.date), e.tags) for e in log.entries] == [
        ("2003-11-04", ("GOOS_5",)),
        ("2003-11-11", ("+a",)),
        ("2003-09-29", ("GOOS_4",)),
        ("2002-06-02", ("GOOS_3",)),
        ("1999-12-28", ("GOOS_2",)),
        ("1999-09-24", ("GOOS_1",)),
    ]
