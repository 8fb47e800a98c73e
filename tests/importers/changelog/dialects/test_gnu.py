"""The fixture changelog-gnu; its README says what is odd in it."""

from datetime import date, datetime
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-gnu" / "ChangeLog"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, date(1998, 1, 5), "Ada Byron, Grace Hopper", (), ("doc/fit.texi",), ""),
    (7, date(1997, 11, 20), "Ada Byron", (), ("Makefile.am",), ""),
    (11, datetime(1994, 5, 12, 15, 55, 40), "Ada Byron", (), ("fit.c",), ""),
    (20, date(1994, 5, 11), "", (), ("fit.c", "fit.h"), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "gnu"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="gnu").entries == LOG.entries
