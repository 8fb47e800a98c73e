"""The fixture changelog-git-log; its README says what is odd in it."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from archaeo.importers import changelog

FILE = Path(__file__).parents[4] / "fixtures" / "changelog-git-log" / "ChangeLog"
LOG = changelog.parse(FILE.read_bytes(), FILE.name)
ENTRIES = [  # line, date, author, tags, files, revision
    (
        3,
        datetime(2012, 2, 16, 14, 45, 17, tzinfo=timezone(timedelta(minutes=-300))),
        "Ada Byron",
        (),
        ("src/fit.c", "src/fit.h"),
        "",
    ),
    (13, datetime(2012, 2, 15, 10, 0, tzinfo=timezone(timedelta(minutes=60))), "Grace Hopper", (), (), ""),
]


def test_entries() -> None:
    found = [(e.line, e.date, e.author_text, e.tags, e.files, e.revision) for e in LOG.entries]
    assert found == ENTRIES


def test_dialect_is_chosen_by_what_it_accounts_for() -> None:
    assert LOG.dialect == "git-log"
    assert changelog.parse(FILE.read_bytes(), FILE.name, dialect="git-log").entries == LOG.entries
