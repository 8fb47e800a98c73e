"""The fixture changelog-cesm-tag-block; its README says what is odd in it."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-cesm-tag-block" / "ChangeLog"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (7, datetime(2026, 8, 19, 15, 19, 8, tzinfo=timezone(timedelta(minutes=-360))), "ada", ("fit5.4.053",), (), ""),
    (17, date(2025, 7, 31), "grace / ada", ("fit5.4.052",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "cesm-tag-block"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="cesm-tag-block").entries == LOG.entries
