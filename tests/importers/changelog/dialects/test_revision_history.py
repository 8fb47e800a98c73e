"""The fixture changelog-revision-history; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-revision-history" / "fit.for"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (4, date(1985, 1, 3), "A. BYRON", (), (), ""),
    (5, date(1987, 3, 12), "J. SMITH", (), (), ""),
    (7, date(1988, 10, 5), "G. HOPPER", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "revision-history"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="revision-history").entries == LOG.entries


def test_paragraph_below_a_date_that_stands_alone() -> None:
    text = b"""C          22.08.89
C   1) Added a routine
C   2) underscores in names
C
C          01.09.89  Removed bugs:
C   1) in the real part
C
      SUBROUTINE GOOS
"""
    log = changelog.parse(text, "goos.f", dialect="revision-history")
    assert [(str(e.date), e.author_text, e.text) for e in log.entries] == [
        ("1989-08-22", "", "1) Added a routine\n2) underscores in names"),
        ("1989-09-01", "", "Removed bugs\n1) in the real part"),
    ]


def test_name_before_a_colon() -> None:
    text = b" * Oct. 1987  Ada Byron: added a keyword\n * Mar. 1988  AB: help\n"
    log = changelog.parse(text, "goos.c", dialect="revision-history")
    assert [(e.author_text, e.text) for e in log.entries] == [("Ada Byron", "added a keyword"), ("AB", "help")]


def test_version_before_the_date_is_a_tag() -> None:
    text = b"* V320: 12/29/94 - split the list\n* V400:  6/22/95 - define symbols\n      SUBROUTINE GOOS\n"
    log = changelog.parse(text, "goos.F", dialect="revision-history")
    assert [(str(e.date), e.tags) for e in log.entries] == [("1994-12-29", ("320",)), ("1995-06-22", ("400",))]


def test_months_beside_many_days() -> None:
    days = b"".join(b"* V4%d0: 1/%d/94 - change\n" % (n % 10, n + 1) for n in range(10))
    text = days + b"* V510 - 8/99 *ab* - like the variable\n* V530: *gh* 9/00 - data types\n      X = 3/40 + 7/96\n"
    log = changelog.parse(text, "goos.F", dialect="revision-history")
    assert [(str(e.date), e.date_precision, e.author_text) for e in log.entries][10:] == [
        ("1999-08-01", "month", "ab"),
        ("2000-09-01", "month", "gh"),
    ]


def test_history_in_front_of_the_first_line_of_a_column() -> None:
    """The version stands behind the date; a reference that ends with a date is no entry."""
    text = b"""\
/*------------------------------------------------------------------------------
* fit.c : common functions
*
* references :
*     [1] A. Byron, Global mapping functions for the step of a fit at radio
*         7 March, 2006
*     [2] Minimum operational standards for fits that take their step as argument
*         Fitting inc, November 28, 2001
*     [3] The Fit Exchange Format Version 1.4, a format for fits and for others,
*         15 September, 2010
*     [4] A format for the independent exchange of receivers with small steps
*         Version 3.00, November 28, 2007
*     [5] A signal in space interface, and its control document
*         (version 1.0), Dec 2012
*
* version : $Revision: 1.1 $ $Date: 2008/07/17 21:48:06 $
* history : 2007/01/12 1.0 new
*           2007/03/06 1.1 take the step
*                          as an argument
*           2015/03/19 1.2 add leap second before 2015/07/01 00:00
*-----------------------------------------------------------------------------*/
"""
    log = changelog.parse(text, "fit.c")
    assert [(e.line, str(e.date), e.tags, e.text) for e in log.entries] == [
        (17, "2007-01-12", ("1.0",), "new"),
        (18, "2007-03-06", ("1.1",), "take the step\nas an argument"),
        (20, "2015-03-19", ("1.2",), "add leap second before 2015/07/01 00:00"),
    ]


def test_months_beside_days() -> None:
    days = b"".join(b"c    oct %2d 91 by ab : change %d\n" % (day, day) for day in range(10, 20))
    log = changelog.parse(
        b"      subroutine fit\n" + days + b"c    mar 93          : new\nc    apr 94 gh      : old\n", "fit.for"
    )
    assert [(str(e.date)[:7], e.author_text, e.text) for e in log.entries[-2:]] == [
        ("1993-03", "", "new"),
        ("1994-04", "gh", "old"),
    ]


def test_by_what_something_was_done_is_no_author() -> None:
    text = b"""\
C  REVISED: 12-MAR-87 BY J. SMITH     NEW CUTS
C  REVISED: 11-MAR-87 fix the offset by fit2()
C  REVISED: 10-MAR-87 replace it by sums of squares
C  REVISED: 09-MAR-87 by ada: less memory
C  REVISED: 08-MAR-87 written by grace
"""
    log = changelog.parse(text, "fit.f")
    assert [entry.author_text for entry in log.entries] == ["J. SMITH", "", "", "ada", "grace"]
    assert log.entries[1].text == "fix the offset by fit2()"
