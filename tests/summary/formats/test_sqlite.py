"""The database."""

from __future__ import annotations

import sqlite3

from archaeo.summary import build
from archaeo.summary.formats import sqlite
from tests.summary.projects import empty, project


def _open(content: bytes) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    return base


def test_tables_views_and_search() -> None:
    base = _open(sqlite.render(build(project())))
    assert base.execute("pragma integrity_check").fetchone() == ("ok",)
    assert base.execute("select changes, people from changes_by_month where month = '2009-03'").fetchone() == (3, 2)
    assert base.execute("select who, changes from changes_by_person").fetchall() == [
        ("Eve", 4),
        ("Kenji", 2),
        ("admin", 1),
    ]
    assert base.execute("select path, changes from files_by_change limit 1").fetchone() == ("src/f1.cxx", 7)
    found = base.execute("select id from search where search match 'svnist OR disaster' order by id").fetchall()
    assert ("ChangeLog:1",) in found
    assert len(found) >= 2
    assert {"people", "releases", "events", "files", "diagnostics", "sources"} <= {
        name for (name,) in base.execute("select name from sqlite_master where type = 'table'")
    }


def test_what_sqlite_cannot_hold_is_made_visible() -> None:
    known = project()
    from dataclasses import replace

    commit = replace(known.commits[0], message="nul\0 and \udce9")
    base = _open(sqlite.render(build(project(commits=(commit,), changelogs=()))))
    assert base.execute("select text from timeline where kinds = 'change'").fetchone() == ("nul\\x00 and \\udce9",)


def test_same_bytes_twice_and_nothing_of_the_machine() -> None:
    content = sqlite.render(build(project()))
    assert content == sqlite.render(build(project()))
    assert content[96:100] == bytes(4)


def test_nothing_known() -> None:
    base = _open(sqlite.render(build(empty())))
    assert base.execute("select count(*) from timeline").fetchone() == (0,)
