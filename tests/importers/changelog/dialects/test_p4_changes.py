"""One line a change."""

from archaeo.importers import changelog

TEXT = b"""\
Change 1234 on 2006/03/06 12:00:00 by ada@ws '	take the step as an argument '
Change 1233 on 2006/03/05 11:00:00 by grace@ws '	less memory '
Change 1232 on 2005/08/26 10:00:00 by ada@ws '	first '
"""
LOG = changelog.parse(TEXT, "p4.txt")


def test_entries() -> None:
    found = [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in LOG.entries]
    assert found == [
        (1, "2006-03-06 12:00:00", "ada", (), (), "take the step as an argument"),
        (2, "2006-03-05 11:00:00", "grace", (), (), "less memory"),
        (3, "2005-08-26 10:00:00", "ada", (), (), "first"),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "p4-changes"


def test_long_form() -> None:
    text = (
        b"Change 12 on 2006/03/06 by ada@ws\n\n\ttake the step\n\tas an argument\n\n"
        b"Change 11 on 2006/03/05 by grace@ws\n\n\tfirst\n"
    )
    assert [e.text for e in changelog.parse(text, "log").entries] == ["take the step\nas an argument", "first"]
