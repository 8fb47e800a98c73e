"""The fixture changelog-dated; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-dated" / "NOTES"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (3, date(2003, 5, 17), "", (), (), ""),
    (6, date(2003, 4, 2), "", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "dated"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="dated").entries == LOG.entries
