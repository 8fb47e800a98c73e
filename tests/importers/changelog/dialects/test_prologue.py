"""A template below the last entry, two forms of date."""

from archaeo.importers import changelog

TEXT = b"""\
      SUBROUTINE GOOS( STATUS )
*+
*  Name:
*     GOOS

*  Authors:
*     AB: Ada Byron (Engine)
*     {enter_new_authors_here}

*  History:
*     1-JAN-1990 (AB):
*        Original version.
*     12-FEB-1992 (GH):
*        Take the step as an argument, since nobody
*        knew it.
*     2004 September 1 (TIMJ):
*        Use CNF_PVAL
*     {enter_further_changes_here}

*-
      END
"""
LOG = changelog.parse(TEXT, "starlink.f")


def test_entries() -> None:
    found = [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in LOG.entries]
    assert found == [
        (11, "1990-01-01", "AB", (), (), "Original version."),
        (13, "1992-02-12", "GH", (), (), "Take the step as an argument, since nobody\nknew it."),
        (16, "2004-09-01", "TIMJ", (), (), "Use CNF_PVAL"),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "prologue"


def test_versions_of_spice() -> None:
    text = b"""\
C$Procedure      GOOS ( find the goos )
      SUBROUTINE GOOS ( X )

C$ Version
C
C-    SPICELIB Version 1.2.0, 10-MAR-1992 (WLT) (HAN)
C
C        Comment section for permuted index source lines was added
C        following the header.
C
C-    SPICELIB Version 1.1.0, 7-MAR-1992 (NJB)
C
C        Bug fix.
C
C-    SPICELIB Version 1.0.0, 31-JAN-1990 (WLT)
C
C-&

C$ Index_Entries
C
C     find the goos
C-&
      RETURN
      END
"""
    log = changelog.parse(text, "goos.f")
    assert [(str(e.date), [who.name for who in e.authors], e.tags, e.text) for e in log.entries] == [
        (
            "1992-03-10",
            ["WLT", "HAN"],
            ("1.2.0",),
            "Comment section for permuted index source lines was added\nfollowing the header.",
        ),
        ("1992-03-07", ["NJB"], ("1.1.0",), "Bug fix."),
        ("1990-01-31", ["WLT"], ("1.0.0",), ""),
    ]
