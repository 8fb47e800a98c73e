"""The fixture changelog-lhcb-release-notes; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-lhcb-release-notes" / "release.notes"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (6, date(2013, 10, 12), "Grace Hopper", (), (), ""),
    (10, date(2013, 10, 9), "Ada Byron", ("v3r4",), ("Fit.cpp",), ""),
    (13, date(2013, 9, 18), "Charles Babbage, Ada Byron", (), (), ""),
    (16, date(2013, 4, 11), "Ada Byron", ("v3r3",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "lhcb-release-notes"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="lhcb-release-notes").entries == LOG.entries
