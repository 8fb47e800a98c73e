"""The fixture changelog-cpan-changes; its README says what is odd in it."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-cpan-changes" / "Changes"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, date(2026, 8, 19), "", ("2.106",), (), ""),
    (4, datetime(2003, 10, 4, 21, 59, 19, tzinfo=timezone(timedelta(minutes=-240))), "", ("2.089_02",), (), ""),
    (7, None, "", ("2.088",), (), ""),
    (10, date(2002, 1, 2), "Ada Byron", ("1.00",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "cpan-changes"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="cpan-changes").entries == LOG.entries


def test_version_with_a_dash() -> None:
    text = b"Version 1.8-8 (Oct 2, 2007)\n\n\t* fix\n\nVersion 1.8-7 (August 24, 2007)\n\n\t* fix\n"
    assert [entry.tags for entry in changelog.parse(text, "Changes").entries] == [("1.8-8",), ("1.8-7",)]


def test_ruler_below_a_release_without_a_date_is_no_text() -> None:
    text = b"-----\nVersion 2.1\n-----\n* fits\n\n-----\nVersion 2.0.12\n-----\n* first\n"
    log = changelog.parse(text, "ChangeLog")
    assert [(entry.date, entry.tags, entry.text) for entry in log.entries] == [
        (None, ("2.1",), "* fits"),
        (None, ("2.0.12",), "* first"),
    ]
