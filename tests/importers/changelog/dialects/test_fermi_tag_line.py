"""The fixture changelog-fermi-tag-line; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-fermi-tag-line" / "release.notes"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (5, date(2017, 10, 13), "ada", ("Fitter-20-13-03",), (), ""),
    (6, date(2017, 10, 12), "AB", ("Fitter-20-13-02",), (), ""),
    (8, date(2017, 10, 10), "grace", ("Fitter-20-13-01-gr01",), (), ""),
    (9, date(2009, 7, 15), "AB", ("v15r3p1",), (), ""),
    (10, date(2009, 7, 8), "AB/GH", ("v15r3",), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "fermi-tag-line"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="fermi-tag-line").entries == LOG.entries


def test_merges_and_days_without_a_tag() -> None:
    """Work that got its tag later has its day in the column of dates, and nothing in that of tags."""
    text = b"""\
  v5r26      22-apr-05 AB  merge v5r22p5em2->v5r22p5em3 into the trunk.
  v5r22p5em3 21-apr-05 GH  moved Fitter
             22-sep-04 AB  Use the step
                           as an argument
\t     21-Sep-2004 AB Also added a log
  v5r17      07-jan-04 GH  Tag the previous change
"""
    log = changelog.parse(text, "release.notes")
    assert [(e.line, e.author_text, e.tags) for e in log.entries] == [
        (1, "AB", ("v5r26",)),
        (2, "GH", ("v5r22p5em3",)),
        (3, "AB", ()),
        (5, "AB", ()),
        (6, "GH", ("v5r17",)),
    ]


def test_date_before_a_tag_of_one_number() -> None:
    text = b"15-Jul-2009 v2r15p2  ada Update\n29-oct-2004 v2     GH Major refactoring.\n29-sep-2004 v1r9p0 GH Add\n"
    log = changelog.parse(text, "release.notes")
    assert [(e.author_text, e.tags) for e in log.entries] == [
        ("ada", ("v2r15p2",)),
        ("GH", ("v2",)),
        ("GH", ("v1r9p0",)),
    ]


def test_login_without_a_tag() -> None:
    text = b"""\
 Fitter-03-28-13 15-Dec-2013  ada Restore the step
  22-Dec-2013 grace Unbias the fit
 Fitter-03-28-12 15-Nov-2013  ada Restore it again
"""
    log = changelog.parse(text, "release.notes")
    assert [(e.author_text, e.tags) for e in log.entries] == [
        ("ada", ("Fitter-03-28-13",)),
        ("grace", ()),
        ("ada", ("Fitter-03-28-12",)),
    ]
