"""The fixture changelog-svn-log-xml; its README says what is odd in it."""

from datetime import UTC, datetime
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-svn-log-xml" / "log.xml"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (3, datetime(2016, 3, 8, 21, 35, 51, tzinfo=UTC), "ada", (), ("/trunk/fit.c", "/trunk/a & b.c"), "381"),
    (14, datetime(2016, 3, 7, 10, 0, tzinfo=UTC), "", (), (), "380"),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "svn-log-xml"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="svn-log-xml").entries == LOG.entries
