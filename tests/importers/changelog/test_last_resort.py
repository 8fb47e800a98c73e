"""Entries in a manner nobody described."""

from datetime import date

from archaeo.importers import changelog

UNSEEN = b"""Notes on the fitting package

= 2003/05/17 = new cuts for the muon trigger
  compared with those of 2001/01/09 they are tighter

= 2003/04/02 = first version that
  runs
"""

PROSE = b"""This package was written in May 1999 for the test beam of 12 June 1999.
It was last looked at on 3 March 2004 and still builds.
"""


def test_shape_that_comes_again_makes_entries() -> None:
    log = changelog.parse(UNSEEN, "notes.txt")
    assert [(entry.date, entry.line) for entry in log.entries] == [(date(2003, 5, 17), 3), (date(2003, 4, 2), 6)]
    assert log.dialect == "dated"
    assert log.entries[1].text == "first version that\nruns"


def test_dates_in_prose_make_no_entry() -> None:
    assert changelog.parse(PROSE, "README").entries == ()


def test_preamble_is_reported_as_in_no_entry() -> None:
    assert changelog.parse(UNSEEN, "notes.txt").unaccounted == ((1, 1),)


INITIALS_FIRST = b"""AB      18/11/98        -               New mode, and
                                        its parameter.
AB      20/11/98        fit.c           Step as an argument.
                                        It was not.
AB      17/06/2002      -               Large File Support
"""


def test_name_in_front_of_the_date_is_the_author_whatever_follows() -> None:
    log = changelog.parse(INITIALS_FIRST, "ChangeLog")
    assert [entry.author_text for entry in log.entries] == ["AB", "AB", "AB"]
    assert [entry.text.split("\n")[0] for entry in log.entries] == [
        "New mode, and",
        "fit.c           Step as an argument.",
        "Large File Support",
    ]


def test_build_dates_of_compilers_make_no_entries() -> None:
    rows = "".join(f"    Linux 2.6.{n}.el5     gcc (GCC) 4.1.{n} 2008070{n} (Red Hat 4.1.2-50)\n" for n in range(1, 9))
    assert changelog.parse(b"Tested on\n\n" + rows.encode(), "HISTORY").entries == ()


def test_keyword_of_cvs_is_no_entry() -> None:
    text = (
        b"* $Id: history,v 1.2 1996/03/07 15:17:35 ada Exp $\n\n"
        b"Version 1.1  2 May 1995\n a\nVersion 1.0  1 May 1995\n b\n"
    )
    assert [entry.line for entry in changelog.parse(text, "history").entries] == [3, 5]


def test_list_that_goes_on_in_another_form_at_its_end() -> None:
    text = b"".join(
        b"%s: AB wrote a part\n  of it\n" % day
        for day in (b"2013-08-24", b"2007-03-30", b"2006-11-04", b"2001 February 8", b"2000 December 04", b"2000 May 1")
    )
    days = [entry.date for entry in changelog.parse(text, "NEWS").entries]
    assert days[-3:] == [date(2001, 2, 8), date(2000, 12, 4), date(2000, 5, 1)]


def test_table_of_contents_is_no_list_of_entries() -> None:
    contents = b"".join(b"- Version 5.%d    May %d, 2015\n" % (n, n) for n in range(9, 0, -1))
    texts = b"".join(b"\n#### 5.%d (May %d, 2015)\n\nTold at last.\n" % (n, n) for n in range(9, 0, -1))
    log = changelog.parse(contents + texts, "ChangeLog.md")
    assert [entry.tags for entry in log.entries] == [(f"5.{n}",) for n in range(9, 0, -1)]


def test_links_in_the_heading_of_a_version() -> None:
    text = b"".join(
        b"## [v%d.0](https://example.org/ada/fit/tree/v%d.0) (2018-03-0%d)\n\n- a\n\n" % (n, n, n) for n in (3, 2)
    )
    assert [(e.tags, e.date) for e in changelog.parse(text, "CHANGELOG.md").entries] == [
        (("3.0",), date(2018, 3, 3)),
        (("2.0",), date(2018, 3, 2)),
    ]


def test_files_behind_dates_are_no_versions() -> None:
    text = b"".join(b"Tue Dec %2d 12:51:45 1988\t4.3BSD/ucb/%d\n" % (day, day) for day in range(10, 20))
    log = changelog.parse(text + b"Tue Dec 20 12:51:45 1988\terrors/BUG_008003\n", "log")
    assert len(log.entries) == 11 and not any(entry.tags for entry in log.entries)


def test_heading_that_tells_a_date_is_no_entry() -> None:
    """A date alone between blank lines is one, indented or not."""
    text = b"""\
### Version 2.2 May 8, 1997

\tStation corrections.

### Version 3.0 June 2, 1997

\tLocal model.

## Further developments since 1 July 1997

\tAda Byron

### Version 3.0b July 10, 1997

\tSwitch included.

\tJuly 14, 1997

\tName printed.

### Version 3.0c July 25-30, 1997

\tOrder of lines.
"""
    found = [(e.line, str(e.date)) for e in changelog.parse(text, "HISTORY.md").entries]
    assert found == [(1, "1997-05-08"), (5, "1997-06-02"), (13, "1997-07-10"), (17, "1997-07-14"), (21, "1997-07-25")]
