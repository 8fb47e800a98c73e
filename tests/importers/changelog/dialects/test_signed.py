"""The fixture changelog-signed; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-signed" / "NOTES.txt"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (3, date(2003, 5, 17), "Ada Byron", (), (), ""),
    (6, date(2003, 4, 2), "Grace Hopper", (), (), ""),
    (8, date(2002, 3, 3), "Ada Byron", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "signed"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="signed").entries == LOG.entries


def test_items_that_end_with_name_and_day_in_brackets() -> None:
    text = b"""\
LIST OF CHANGES FROM LAST RELEASE:

Changes from Goos 4.0 to Goos 5.0:
	fit: Add support for Virtex. [ada 20061202]
	plot: Add support for four more cards, including the
		MacPicasso 340. [grace 20061206]
	ntp: Import ntp 4.2.4 (20061228). Tracking of network changes is
		now supported. [kardel 20070106]
	tools: Added from FreeBSD.
		[christos 20070114]
	idle: branch was merged.
		1. separate context switching.
		2. implement idle.
		[yamt 20070518]
"""
    log = changelog.parse(text, "CHANGES")
    assert [(e.line, str(e.date), e.author_text, e.text) for e in log.entries] == [
        (4, "2006-12-02", "ada", "fit: Add support for Virtex."),
        (6, "2006-12-06", "grace", "plot: Add support for four more cards, including the\n\tMacPicasso 340."),
        (
            8,
            "2007-01-06",
            "kardel",
            "ntp: Import ntp 4.2.4 (20061228). Tracking of network changes is\n\tnow supported.",
        ),
        (10, "2007-01-14", "christos", "tools: Added from FreeBSD."),
        (14, "2007-05-18", "yamt", "idle: branch was merged.\n\t1. separate context switching.\n\t2. implement idle."),
    ]
