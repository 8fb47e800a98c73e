"""Rows from small histories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from archaeo.analyzers import chronicle
from archaeo.model import Change, ChangeLogEntry, Commit, Identity, Release


def _commit(key: str, day: str, message: str = "m", files: int = 1, **more) -> Commit:
    moment = more.pop("date", None) or datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    changes = tuple(Change("M", f"f{number}") for number in range(files))
    return Commit(key, "refs/heads/main", (), Identity("Eve"), moment, message, changes, **more)


def _entry(line: int, day: str | None, text: str = "* fix", **more) -> ChangeLogEntry:
    when = date.fromisoformat(day) if day else None
    return ChangeLogEntry(line, line + 2, when, authors=(Identity("ethompso"),), text=text, **more)


def test_rows_are_merged_by_date_and_a_day_stands_after_its_changes() -> None:
    found = chronicle.rows(
        [_commit("aa" * 20, "2012-05-30"), _commit("bb" * 20, "2012-05-31")],
        [_entry(9, "2012-05-30"), _entry(3, "2012-01-01"), _entry(1, None)],
        [Release("v1", date(2012, 5, 30), "tag refs/tags/v1", "aa" * 20)],
    )
    assert [row.id for row in found] == ["ChangeLog:3", "aaaaaaaaaa", "ChangeLog:9", "tag:v1", "bbbbbbbbbb"]
    assert found[1].tags == ("v1",)


def test_entry_and_its_commit_are_one_row_and_say_nothing_twice() -> None:
    same, longer = _entry(1, "2012-05-30", "* fix  it"), _entry(5, "2012-05-30", "another reason")
    pairs = [(same, "k"), (longer, "k")]
    (row,) = chronicle.rows([_commit("k", "2012-05-30", "* fix it")], [same, longer], pairs=pairs)
    assert row.sources == "commit + ChangeLog"
    assert row.text == "* fix it\n\nanother reason"
    assert row.kinds == ("change", "entry")


def test_day_and_time_are_the_authors() -> None:
    moment = datetime(2012, 5, 30, 23, 30, tzinfo=timezone(timedelta(hours=-8)))
    (row,) = chronicle.rows([_commit("k", "", date=moment)])
    assert (row.day, row.time) == ("2012-05-30", "23:30")


def test_revision_by_note_by_git_svn_and_by_key() -> None:
    git_svn = "fix\n\ngit-svn-id: http://x.org/svn/trunk@17 be7e6eca-30d4-0310-a8e5-ac0d63af7087"
    assert chronicle.revision(_commit("a", "2012-01-01", git_svn)) == "r17"
    assert chronicle.message(_commit("a", "2012-01-01", git_svn)) == "fix"
    assert chronicle.revision(_commit("a", "2012-01-01", note="revision 18\n")) == "r18"
    assert chronicle.revision(_commit("trunk@19", "2012-01-01")) == "r19"
    assert chronicle.revision(_commit("a", "2012-01-01")) == ""


def test_commits_of_one_revision_have_ids_of_their_own() -> None:
    found = chronicle.rows([_commit("trunk@5", "2012-01-01"), _commit("branches/x@5", "2012-01-01")])
    assert [row.id for row in found] == ["r5", "r5.2"]


def test_kinds_of_changes() -> None:
    found = chronicle.rows(
        [
            _commit("a", "2012-01-01", files=200),
            _commit("b", "2012-01-02", "This commit was manufactured by cvs2svn to create tag 'x'."),
            _commit("c", "2012-01-03", files=0),
        ]
    )
    assert [row.kinds for row in found] == [("change", "mass"), ("change", "machine"), ("change", "machine")]


def test_silence_is_said_with_what_the_changelog_has() -> None:
    found = chronicle.rows([_commit("a", "2012-01-01"), _commit("b", "2012-03-01")], [_entry(7, "2012-02-01")])
    (silence,) = chronicle.silences(found)
    assert silence.text == "60 days without a change; the ChangeLog has 1 entry here"
    assert [row.id for row in chronicle.merged(found, [silence])][-2:] == ["silence:2012-01-01", "b"]
    assert chronicle.silences(found, 61) == ()


def test_second_row_of_an_id_does_not_take_a_third_one_s() -> None:
    days = (("2.1", 1), ("2.1", 2), ("2.1.2", 3))
    found = chronicle.rows((), (), [Release(name, date(2013, 1, day), "tag", "") for name, day in days])
    assert [row.id for row in found] == ["tag:2.1", "tag:2.1.3", "tag:2.1.2"]
