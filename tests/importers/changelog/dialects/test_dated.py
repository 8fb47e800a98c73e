"""The fixture changelog-dated; its README says what is odd in it."""

from datetime import date
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-dated" / "NOTES"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (3, date(2003, 5, 17), "", (), (), ""),
    (6, date(2003, 4, 2), "", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "dated"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="dated").entries == LOG.entries


def test_underlined_heads_are_no_signatures() -> None:
    heads = ["ada on branch v2 (2004-02-24 10:55 CET)", "grace (2004-02-24 09:06 CET)", "ada (2004-02-23 19:32 CET)"]
    text = "".join(f"Commit from {head}\n--------------------\n\nchange {i}\n\n\n" for i, head in enumerate(heads))
    log = changelog.parse(text.encode(), "ChangeLog")
    assert [(e.line, e.author_text, e.text) for e in log.entries] == [
        (1, "ada", "change 0"),
        (7, "grace", "change 1"),
        (13, "ada", "change 2"),
    ]
