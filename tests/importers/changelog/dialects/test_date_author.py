"""The fixture changelog-date-author; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-date-author" / "History.txt"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (2, date(2020, 4, 24), "Ada Byron", ("R02-00-00",), (), ""),
    (5, date(2015, 10, 2), "Ada Byron, Grace Hopper and Charles Babbage", (), (), ""),
    (9, date(2012, 3, 1), "Ada Byron", ("R01-00-00",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "date-author"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="date-author").entries == LOG.entries


def test_address_in_parentheses_and_the_version_at_the_end_of_the_text() -> None:
    text = b"""[05/AUG/2014]Ada Byron (ada@example.org)
\tfit with locked parameters
\tversion 4.2
[23/MAY/2014] Grace Hopper (grace@example.org)

\tnew step

\tversion 4.1h

[14/MAY/2013] Ada Byron (ada@example.org)
\tbegun
"""
    log = changelog.parse(text, "ChangeLog")
    found = [(entry.line, entry.author_text, entry.authors[0].email) for entry in log.entries]
    assert log.dialect == "date-author"
    assert found == [
        (1, "Ada Byron", "ada@example.org"),
        (4, "Grace Hopper", "grace@example.org"),
        (10, "Ada Byron", "ada@example.org"),
    ]


def test_release_above_the_newest_of_its_entries() -> None:
    text = b"""Version 3.11
---------------------
02/15/18  ada
          Regular flags.

04/13/17  ada
          Small cleanups.

Version 3.10
---------------------
01/31/17: ada
          Signatures.
"""
    log = changelog.parse(text, "CHANGES")
    assert [(entry.line, entry.tags, entry.text) for entry in log.entries] == [
        (3, ("3.11",), "Regular flags."),
        (6, (), "Small cleanups."),
        (11, ("3.10",), "Signatures."),
    ]
