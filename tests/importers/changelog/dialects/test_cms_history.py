"""Elements with and without a generation, and the library itself."""

from archaeo.importers import changelog

TEXT = b"""\
History of DEC/CMS Library DISK$USER:[GOOS.CMS]

 4-MAR-1987 12:00:11 ADA        REPLACE FIT.FOR(3) "take the step as an argument"
12-FEB-1987 09:30:00 GRACE      REPLACE FIT.FOR(2) "less memory"
 1-FEB-1987 17:11:12 ADA        CREATE ELEMENT FIT.FOR "the fit"
 1-FEB-1987 17:01:12 ADA        CREATE LIBRARY DISK$USER:[GOOS.CMS] "goos"
"""
LOG = changelog.parse(TEXT, "cms.txt")


def test_entries() -> None:
    found = [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in LOG.entries]
    assert found == [
        (3, "1987-03-04 12:00:11", "ADA", (), ("FIT.FOR",), "REPLACE FIT.FOR(3)\ntake the step as an argument"),
        (4, "1987-02-12 09:30:00", "GRACE", (), ("FIT.FOR",), "REPLACE FIT.FOR(2)\nless memory"),
        (5, "1987-02-01 17:11:12", "ADA", (), ("FIT.FOR",), "CREATE ELEMENT FIT.FOR\nthe fit"),
        (6, "1987-02-01 17:01:12", "ADA", (), (), "CREATE LIBRARY DISK$USER:[GOOS.CMS]\ngoos"),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "cms-history"
