"""A log of two files; symbolic names, a revision without counted lines, a message of two lines."""

from archaeo.importers import changelog

TEXT = b"""\

RCS file: fit.F,v
Working file: fit.F
head: 1.3
branch:
locks: strict
access list:
symbolic names:
	REL1: 1.2
keyword substitution: kv
total revisions: 3;	selected revisions: 3
description:
the fit
----------------------------
revision 1.3
date: 1998/06/22 12:24:56;  author: ada;  state: Exp;  lines: +2 -1
Take the step as an argument.
----------------------------
revision 1.2
date: 1998/05/20 10:00:00;  author: grace;  state: Exp;  lines: +20 -10
less memory
and more speed
----------------------------
revision 1.1
date: 1997/01/02 09:08:07;  author: ada;  state: Exp;
Initial revision
=============================================================================

RCS file: plot.F,v
Working file: plot.F
head: 1.1
branch:
locks: strict
access list:
symbolic names:
keyword substitution: kv
total revisions: 1;	selected revisions: 1
description:
----------------------------
revision 1.1
date: 1997/02/03 09:08:07;  author: grace;  state: Exp;
plots
=============================================================================
"""
LOG = changelog.parse(TEXT, "rlog.txt")


def test_entries() -> None:
    found = [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in LOG.entries]
    assert found == [
        (16, "1998-06-22 12:24:56", "ada", ("1.3",), ("fit.F",), "Take the step as an argument."),
        (20, "1998-05-20 10:00:00", "grace", ("1.2", "REL1"), ("fit.F",), "less memory\nand more speed"),
        (25, "1997-01-02 09:08:07", "ada", ("1.1",), ("fit.F",), "Initial revision"),
        (41, "1997-02-03 09:08:07", "grace", ("1.1",), ("plot.F",), "plots"),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "rlog"


def test_zone_of_two_figures() -> None:
    text = (
        b"revision 1.6\ndate: 1996-07-25 14:15:37-04;  author: ada;  state: Exp;\nless\n=============================\n"
    )
    [entry] = changelog.parse(text, "log", dialect="rlog").entries
    assert str(entry.date) == "1996-07-25 14:15:37-04:00"
