"""The fixture changelog-restructured-text; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-restructured-text" / "CHANGES.rst"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (4, date(2026, 6, 11), "", ("1.9.1",), (), ""),
    (12, date(2026, 6, 6), "", ("1.9",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "restructured-text"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="restructured-text").entries == LOG.entries
