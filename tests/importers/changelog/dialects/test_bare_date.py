"""The fixture changelog-bare-date; its README says what is odd in it."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-bare-date" / "changes"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, date(2024, 9, 12), "", ("v4-4",), (), ""),
    (5, date(2024, 1, 25), "", ("v4-3",), (), ""),
    (9, datetime(1990, 2, 15, 19, 15, 53, tzinfo=timezone(timedelta(minutes=-300))), "", (), (), ""),
    (12, date(1989, 8, 31), "", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "bare-date"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="bare-date").entries == LOG.entries


def test_end_of_a_sentence_is_no_entry() -> None:
    text = (
        b"2006-01-20\n\tAdded the\n\tlibrary as distributed by Ada Byron in\n\tDecember 2001.\n\n2006-01-14\n\tLess.\n"
    )
    assert [str(entry.date) for entry in changelog.parse(text, "ChangeLog").entries] == ["2006-01-20", "2006-01-14"]
