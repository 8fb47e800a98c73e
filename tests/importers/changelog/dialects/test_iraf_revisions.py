"""The fixture changelog-iraf-revisions; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-iraf-revisions" / "Revisions"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (5, date(2008, 12, 4), "Byron", (), ("imfit/t_fit.x",), ""),
    (9, date(2002, 3, 21), "Hopper", (), ("imfit/fit.x", "doc/fit.hlp"), ""),
    (13, date(1987, 10, 29), "Byron", (), ("images$imfit/fit.par",), ""),
    (16, date(1987, 5, 26), "Byron", (), ("imfit/t_fit.x",), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "iraf-revisions"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="iraf-revisions").entries == LOG.entries
