"""The fixture changelog-rpm; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-rpm" / "fitter.spec"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (6, date(2025, 2, 2), "Ada Byron", ("2.8-1",), (), ""),
    (9, date(2012, 7, 12), "Grace Hopper", ("2.6.0-1",), (), ""),
    (12, date(2000, 6, 9), "Ada Byron", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "rpm"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="rpm").entries == LOG.entries
