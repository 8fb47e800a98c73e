"""The fixture changelog-atlas-cmt; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-atlas-cmt" / "ChangeLog"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, date(2012, 5, 30), "ethompso", ("Fitter-00-00-05",), (), ""),
    (5, date(2011, 11, 12), "Ada Byron", ("Fitter-00-00-04",), ("share/fit_options.py",), ""),
    (9, date(2011, 11, 7), "Ada Byron", ("Fitter-00-00-03",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "atlas-cmt"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="atlas-cmt").entries == LOG.entries
