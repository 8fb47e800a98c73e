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


def test_changesets_and_zones_of_mercurial() -> None:
    """``hg log --style changelog`` puts the changeset and its tags behind the author."""
    text = b"""\
2014-02-12 17:57 +0100  Ada Byron  <ada@example.org>  (071273ed3a44 [tip])

\t* fit.c:
\tTake the step as an argument

2013-12-30 23:57 +1100  grace  <grace>  (f68ddd79ed4b <fits> [1.2 stable])

\t* fit.h:
\tLess of it
"""
    log = changelog.parse(text, "ChangeLog.hg")
    assert [(e.author_text, e.tags, e.files) for e in log.entries] == [
        ("Ada Byron", (), ("fit.c",)),
        ("grace", ("1.2", "stable"), ("fit.h",)),
    ]
    assert [entry.date.isoformat() for entry in log.entries if entry.date] == [
        "2014-02-12T17:57:00+01:00",
        "2013-12-30T23:57:00+11:00",
    ]
