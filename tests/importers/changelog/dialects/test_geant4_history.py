"""The fixture changelog-geant4-history; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-geant4-history" / "History"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (3, date(2025, 11, 6), "Ada Byron", ("fitting-V11-03-15",), (), ""),
    (6, date(2019, 9, 25), "Grace Hopper", ("fitting-V10-05-08", "fitting-V10-05-07"), (), ""),
    (9, date(2017, 5, 24), "A.Byron", ("fitting-V10-03-02",), (), ""),
    (12, date(2008, 11, 13), "A.Byron", ("fitting-V09-01-36",), (), ""),
    (15, date(1998, 10, 26), "A.Byron", ("fitting-00-03-01",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "geant4-history"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="geant4-history").entries == LOG.entries
