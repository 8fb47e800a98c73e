"""The fixture changelog-keep-a-changelog; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-keep-a-changelog" / "CHANGELOG.md"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (5, date(2023, 12, 15), "", ("1.0.1",), (), ""),
    (11, date(2022, 1, 2), "", ("1.0.0",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "keep-a-changelog"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="keep-a-changelog").entries == LOG.entries
