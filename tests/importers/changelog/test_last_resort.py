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
