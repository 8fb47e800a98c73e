"""What the reader is told to doubt: a wrong list of entries looks like a right one."""

from archaeo.importers import changelog

UNSEEN = b"""Notes on the fitting package

= 2003/05/17 = new cuts for the muon trigger

= 2003/04/02 = first version that
  runs
"""
UP_AND_DOWN = b"".join(
    b"%s\n  - a line of prose about the fit\n\n" % day
    for day in (b"2003-05-17", b"1999-04-02", b"2010-01-03", b"2001-09-09", b"2008-12-12", b"2000-02-02", b"2012-01-01")
)


def test_manner_that_nobody_described() -> None:
    assert changelog.parse(UNSEEN, "notes.txt").doubts == (
        "its manner is not known: entries are told by the dates in their lines alone",
    )


def test_lines_that_begin_with_a_date_and_were_passed_by() -> None:
    """They lower the score too: the one entry that was read accounts for all lines."""
    some, many = (
        changelog.parse(
            b"2 May 2013:\n- a\n\n" + b"May . . 3, 2012 ..\n- b\n\n" * count + b"1 May 2011:\n- c\n", "ChangeLog"
        )
        for count in (3, 4)
    )
    assert len(some.entries) == 2
    assert some.doubts == ("3 more lines begin with a date and begin no entry (lines 4, 7, 10)",)
    assert many.doubts == ("4 more lines begin with a date and begin no entry (lines 4, 7, 10...)",)
    assert some.score < 0.5


def test_dates_that_run_both_ways() -> None:
    assert changelog.parse(UP_AND_DOWN, "ChangeLog").doubts == (
        "the dates run both ways: 3 of 7 go against the others",
    )


def test_usual_file_gives_no_doubt() -> None:
    text = b"2012-05-30  Ada Byron  <ada@example.org>\n\n\t* fit.c: Less.\n\t2011-01-01 was wrong.\n"
    assert changelog.parse(text, "ChangeLog").doubts == ()
