"""The fixture changelog-us-date-logins; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-us-date-logins" / "CHANGELOG"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, None, "ada, grace", ("2.8.0",), (), ""),
    (5, date(2023, 12, 26), "ada, grace, charles, j.bernoulli", ("2.7.0",), (), ""),
    (13, date(2007, 11, 12), "ada", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "us-date-logins"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="us-date-logins").entries == LOG.entries
