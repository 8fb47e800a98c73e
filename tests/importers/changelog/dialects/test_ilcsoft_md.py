"""The fixture changelog-ilcsoft-md; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-ilcsoft-md" / "ReleaseNotes.md"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (3, date(2026, 3, 2), "Ada Byron", ("v02-23-02",), (), ""),
    (6, date(2026, 2, 11), "grace", (), (), ""),
    (13, date(2017, 3, 27), "Ada Byron", ("v02-07-05",), (), ""),
    (16, date(2017, 3, 3), "Grace Hopper", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "ilcsoft-md"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="ilcsoft-md").entries == LOG.entries
