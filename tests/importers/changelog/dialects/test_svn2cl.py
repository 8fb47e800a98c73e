"""The fixture changelog-svn2cl; its README says what is odd in it."""

from datetime import datetime
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-svn2cl" / "ChangeLog"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, datetime(2014, 12, 13, 14, 56), "ada", (), ("src/fit.c", "src/fit.h"), "2055"),
    (6, datetime(2014, 12, 12, 8, 0, 1), "grace", (), (), "2054"),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "svn2cl"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="svn2cl").entries == LOG.entries
