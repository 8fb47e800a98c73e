"""The fixture changelog-keep-a-changelog; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-keep-a-changelog" / "CHANGELOG.md"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (5, date(2023, 12, 15), "", ("1.0.1",), (), ""),
    (11, date(2022, 1, 2), "", ("1.0.0",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "keep-a-changelog"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="keep-a-changelog").entries == LOG.entries


def test_version_of_three_pairs_of_figures_is_no_date() -> None:
    """And a bullet that tells a month is no entry, nor is a sentence."""
    text = b"""\
## [10.0.0] - 2020-11-15

- November 2020 update of publications.

## [09-03-00] - 2020-10-15

- October to December 2019 update of publications.

The September 2020 update led to options being ignored when passed.

## [09-01-00] - 2020-09-09

- Fix

## [08-05-00] - 2020-06-26

- Fix
"""
    log = changelog.parse(text, "CHANGELOG.md")
    assert [(str(e.date), e.tags) for e in log.entries] == [
        ("2020-11-15", ("10.0.0",)),
        ("2020-10-15", ("09-03-00",)),
        ("2020-09-09", ("09-01-00",)),
        ("2020-06-26", ("08-05-00",)),
    ]
