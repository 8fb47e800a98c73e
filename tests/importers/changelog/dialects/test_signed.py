"""The fixture changelog-signed; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-signed" / "NOTES.txt"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (3, date(2003, 5, 17), "Ada Byron", (), (), ""),
    (6, date(2003, 4, 2), "Grace Hopper", (), (), ""),
    (8, date(2002, 3, 3), "Ada Byron", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "signed"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="signed").entries == LOG.entries
