"""Deltas of a file; the comment that SCCS writes itself is a comment like another."""

from archaeo.importers import changelog

TEXT = b"""\
s.fit.f:

D 1.3	85/03/04 12:00:00 ada	3 2	00010/00002/00100
MRs:
COMMENTS:
take the step as an argument

D 1.2	84/11/01 09:30:00 grace	2 1	00001/00001/00101
MRs:
COMMENTS:
less memory

D 1.1	84/10/28 17:11:12 ada	1 0	00102/00000/00000
MRs:
COMMENTS:
date and time created 84/10/28 17:11:12 by ada
"""
LOG = changelog.parse(TEXT, "prs.txt")


def test_entries() -> None:
    found = [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in LOG.entries]
    assert found == [
        (3, "1985-03-04 12:00:00", "ada", ("1.3",), ("fit.f",), "take the step as an argument"),
        (8, "1984-11-01 09:30:00", "grace", ("1.2",), ("fit.f",), "less memory"),
        (13, "1984-10-28 17:11:12", "ada", ("1.1",), ("fit.f",), "date and time created 84/10/28 17:11:12 by ada"),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "sccs-prs"


RAW = b"""\
\x01h63903
\x01s 00027/00001/00100
\x01d D 5.2 90/06/18 09:00:00 grace 2 1
\x01c less memory
\x01e
\x01s 00027/00000/00000
\x01d D 5.1 90/06/17 17:27:13 ada 1 0
\x01c date and time created 90/06/17 17:27:13 by ada
\x01e
\x01u
\x01U
\x01I 1
c  5.1 90/06/17 is no delta
      subroutine fit
\x01E 1
"""
LOGGED = b"""\
/usr/src/bin/fit/SCCS/s.fit.c:
5.22 91/01/02 09:27:58 ada 22 21
watch out for empty bins
/usr/src/bin/fit/SCCS/s.Makefile:
5.6 91/01/02 12:37:47 grace 6 5
add fit.h
"""


def test_deltas_of_the_file_itself() -> None:
    log = changelog.parse(RAW, "SCCS/s.fit.f")
    assert log.dialect == "sccs-prs"
    found = [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in log.entries]
    assert found == [
        (3, "1990-06-18 09:00:00", "grace", ("5.2",), ("fit.f",), "less memory"),
        (7, "1990-06-17 17:27:13", "ada", ("5.1",), ("fit.f",), "date and time created 90/06/17 17:27:13 by ada"),
    ]


def test_log_of_many_files() -> None:
    log = changelog.parse(LOGGED, "sccs-log.1991")
    assert log.dialect == "sccs-prs"
    assert [(e.line, e.author_text, e.files, e.text) for e in log.entries] == [
        (2, "ada", ("/usr/src/bin/fit/fit.c",), "watch out for empty bins"),
        (5, "grace", ("/usr/src/bin/fit/Makefile",), "add fit.h"),
    ]
