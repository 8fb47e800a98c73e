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
