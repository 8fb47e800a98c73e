"""The fixture changelog-comment-signatures; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FOLDER = Path(__file__).parents[4] / "fixtures" / "changelog-comment-signatures"
LOG = changelog.parse((FOLDER / "readgoos.pro").read_bytes(), "readgoos.pro")
MODULE = changelog.parse((FOLDER / "goosio.mac").read_bytes(), "goosio.mac")


def test_entries() -> None:
    assert [(e.line, e.date, e.author_text, e.text) for e in LOG.entries] == [
        (12, date(1990, 7, 1), "A. Byron", "Written"),
        (13, date(1992, 11, 1), "", "Added test for user quit"),
        (15, date(2000, 4, 1), "A. Byron", "Fixed byte swapping for compressed files on little\n    endian machines"),
        (16, date(2005, 2, 1), "AB", "Read unsigned types, introduced May 1998, too"),
        (17, date(2007, 8, 1), "C. Babbage/A.B.", "Less memory"),
        (18, date(2004, 10, 18), "Grace Hopper", "Do not print in batch"),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == MODULE.dialect == "comment-signatures"


def test_module_numbers_are_tags() -> None:
    assert [(e.date, e.author_text, e.tags, e.text) for e in MODULE.entries] == [
        (date(1983, 1, 24), "AB", ("1-001",), "Original"),
        (date(1983, 6, 20), "GH", ("1-002",), "Add fixes for using rescan and\nrecognition"),
        (date(1983, 6, 22), "AB", ("1-003",), "Change the way that file specs are handled"),
    ]


def test_two_dates_at_ends_of_comments_are_no_history() -> None:
    code = b"; checked on Monday, 12 May 2003\n; and again on 14 May 2003\n\tMOVE T1,T2\n"
    assert changelog.parse(code, "goos.mac", dialect="comment-signatures").entries == ()
