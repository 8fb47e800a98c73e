"""The fixture changelog-fermi-tag-line; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-fermi-tag-line" / "release.notes"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (5, date(2017, 10, 13), "ada", ("Fitter-20-13-03",), (), ""),
    (6, date(2017, 10, 12), "AB", ("Fitter-20-13-02",), (), ""),
    (8, date(2017, 10, 10), "grace", ("Fitter-20-13-01-gr01",), (), ""),
    (9, date(2009, 7, 15), "AB", ("v15r3p1",), (), ""),
    (10, date(2009, 7, 8), "AB/GH", ("v15r3",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "fermi-tag-line"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="fermi-tag-line").entries == LOG.entries
