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


def test_heading_of_a_release_is_no_signature() -> None:
    text = b"""Goos 0.34 release notes  (02/13/2004)

1. Fix tanh overflow bug.

 ---------------------------------
Goos 0.33 release notes  (01/12/2003)

1. Add inductance probes.
"""
    log = changelog.parse(text, "HISTORY")
    found = [(entry.date, entry.tags, entry.text) for entry in log.entries]
    assert (log.dialect, log.coverage) == ("version-date", 1.0)
    assert found == [
        (date(2004, 2, 13), ("0.34",), "1. Fix tanh overflow bug."),
        (date(2003, 1, 12), ("0.33",), "1. Add inductance probes."),
    ]
