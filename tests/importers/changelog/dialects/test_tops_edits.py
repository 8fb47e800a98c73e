"""The fixture changelog-tops-edits; its README says what is odd in it."""

from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-tops-edits" / "goos.mac"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)


def test_entries() -> None:
    assert [(e.line, str(e.date), e.author_text, e.tags, e.files, e.text) for e in LOG.entries] == [
        (1, "1990-02-21", "ADA", (), ("GOOS.MAC",), "Edit 9148\nUpdate copyright date."),
        (
            3,
            "1988-07-11",
            "GRACE",
            (),
            ("GOOS.MAC",),
            "Edit 8858\nfor SPR #21894\nFix the second reel of a multi reel saveset, because\n"
            "the dumper does not close the tape between.",
        ),
        (6, "1988-02-09 12:18:22", "GRACE", (), ("GOOS.MAC",), "TCO 7.1218 - Update copyright notice."),
        (8, "1987-01-24", "ADA", (), ("GOOS.MAC",), "Edit 7413\nfor SPR #18873\nDon't allow it in names."),
        (10, "1985-05-06 17:39:44", "", (), ("GOOS.MAC",), ""),
        (11, "1978-01-31 11:20:43", "GRACE", (), ("GOOS.MAC",), "loop less"),
    ]


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "tops-edits"
