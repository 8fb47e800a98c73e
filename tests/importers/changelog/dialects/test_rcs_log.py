"""The fixture changelog-rcs-log; its README says what is odd in it."""

from datetime import date, datetime
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-rcs-log" / "fit.F"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (3, datetime(1998, 6, 22, 12, 24, 56), "ada", ("1.2",), ("fit.F",), ""),
    (6, datetime(1996, 3, 8, 17, 32, 13), "grace", ("1.1.1.1",), ("fit.F",), ""),
    (10, date(1987, 3, 4), "Charles Babbage", (".93",), ("fit.F",), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "rcs-log"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="rcs-log").entries == LOG.entries
