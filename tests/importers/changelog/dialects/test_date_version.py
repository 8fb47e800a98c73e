"""The fixture changelog-date-version; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-date-version" / "NEWS.rst"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (4, None, "", (), (), ""),
    (9, date(2016, 6, 8), "", ("1.67",), (), ""),
    (14, date(2014, 12, 17), "", ("1.65",), (), ""),
    (18, date(2000, 2, 8), "", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "date-version"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="date-version").entries == LOG.entries


def test_heading_inside_a_ruler() -> None:
    text = b"""------------------------- August 7th 1996 version 2.2a ------------------
 1. port to the other machine (Ada)
------------------------ September 1st 1996 version 2.2c ------------------
 1. less memory (Grace)
"""
    log = changelog.parse(text, "CHANGES")
    assert [(str(e.date), e.tags, e.text) for e in log.entries] == [
        ("1996-08-07", ("2.2a",), "1. port to the other machine (Ada)"),
        ("1996-09-01", ("2.2c",), "1. less memory (Grace)"),
    ]
    assert log.coverage == 1
