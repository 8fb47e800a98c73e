"""The fixture changelog-revision-history; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-revision-history" / "fit.for"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (4, date(1985, 1, 3), "A. BYRON", (), (), ""),
    (5, date(1987, 3, 12), "J. SMITH", (), (), ""),
    (7, date(1988, 10, 5), "G. HOPPER", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "revision-history"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="revision-history").entries == LOG.entries
