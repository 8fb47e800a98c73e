"""The fixture changelog-r-news; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-r-news" / "NEWS"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (1, date(2012, 5, 30), "", ("1.2-3",), (), ""),
    (5, None, "", ("1.2-2",), (), ""),
    (9, date(2011, 1, 2), "", ("1.2-1",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "r-news"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="r-news").entries == LOG.entries


def test_new_in_a_release() -> None:
    text = b"* New in Goos 5.16\n\n** Export to SVG.\n\n* New in Goos 5.15\n\n** New step.\n"
    log = changelog.parse(text, "NEWS")
    assert [(entry.date, entry.tags, entry.text) for entry in log.entries] == [
        (None, ("5.16",), "** Export to SVG."),
        (None, ("5.15",), "** New step."),
    ]
