"""The fixture changelog-debian; its README says what is odd in it."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-debian" / "changelog"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, datetime(2024, 7, 23, 12, 25, 46, tzinfo=timezone(timedelta(minutes=-420))), "Ada Byron", ("5.2.7-1",), (), ""),
    (7, datetime(2000, 4, 10, 8, 0, tzinfo=timezone(timedelta(minutes=120))), "Grace Hopper", ("5.2.6-1",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "debian"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="debian").entries == LOG.entries
