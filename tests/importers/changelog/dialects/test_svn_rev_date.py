"""The fixture changelog-svn-rev-date; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-svn-rev-date" / "fitter.revisions"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, date(2011, 7, 9), "", (), (), "1994"),
    (2, date(2011, 7, 8), "", (), (), "1993"),
    (3, date(2011, 7, 7), "", (), (), "1992"),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "svn-rev-date"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="svn-rev-date").entries == LOG.entries
