"""The fixture changelog-svn-log; its README says what is odd in it."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-svn-log" / "ChangeLog"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (
        2,
        datetime(2016, 3, 8, 22, 35, 51, tzinfo=timezone(timedelta(minutes=60))),
        "ada",
        (),
        ("/trunk/fit.c", "/trunk/fit.h"),
        "381",
    ),
    (12, datetime(2016, 3, 7, 11, 0, tzinfo=timezone(timedelta(minutes=60))), "", (), (), "380"),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "svn-log"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="svn-log").entries == LOG.entries


def test_dates_inside_messages_are_no_entries() -> None:
    blocks = []
    for n in range(6):
        header = f"r{10 - n} | ada | 2011-04-{20 - n:02} 10:00:00 +0000 (x) | 3 lines"
        blocks.append(f"{'-' * 72}\n{header}\n\nsaid\n\n{19 - n} April 2011\n")
    log = changelog.parse(("".join(blocks) + "-" * 72 + "\n").encode(), "ChangeLog")
    assert [entry.revision for entry in log.entries] == ["10", "9", "8", "7", "6", "5"]
