"""The fixture changelog-cvs2cl; its README says what is odd in it."""

from datetime import datetime
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-cvs2cl" / "ChangeLog"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, datetime(2004, 2, 12, 13, 35), "ada", ("FITTER_1_0",), ("src/fit.c", "src/fit.h"), ""),
    (6, datetime(2004, 2, 11, 9, 0), "grace", (), ("Makefile",), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "cvs2cl"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="cvs2cl").entries == LOG.entries
