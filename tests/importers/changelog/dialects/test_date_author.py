"""The fixture changelog-date-author; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-date-author" / "History.txt"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (2, date(2020, 4, 24), "Ada Byron", (), (), ""),
    (5, date(2015, 10, 2), "Ada Byron, Grace Hopper and Charles Babbage", (), (), ""),
    (9, date(2012, 3, 1), "Ada Byron", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "date-author"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="date-author").entries == LOG.entries
