"""The ChangeLog's own history: who wrote which entry, and when the file was away."""

from datetime import UTC, datetime
from pathlib import Path

import pygit2

from archaeo.git import reader
from archaeo.importers import changelog
from archaeo.reconcile import Addition, history

A = b"2012-05-01 Ada <a@b>\n\n\t* a.c: one\n\tand more\n\n"
B = b"2012-05-01 Ada <a@b>\n\n\t* b.c: two\n\n"
C = b"2012-05-09 Ada <a@b>\n\n\t* c.c: three\n\n"


def _history(folder: Path, *versions: bytes | None) -> tuple[dict[int, Addition], tuple, list[str]]:
    """Commit versions of a ChangeLog one after the other, None for its removal, and look where entries come from."""
    repository = pygit2.init_repository(str(folder), bare=True, initial_head="main")
    parents: list[pygit2.Oid] = []
    for number, content in enumerate(versions):
        builder = repository.TreeBuilder()
        builder.insert("x", repository.create_blob(b"%d" % number), pygit2.enums.FileMode.BLOB)
        if content is not None:
            builder.insert("ChangeLog", repository.create_blob(content), pygit2.enums.FileMode.BLOB)
        moment = int(datetime(2012, 5, 1 + number, tzinfo=UTC).timestamp())
        who = pygit2.Signature("Ada", "a@b", moment, 0)
        parents = [repository.create_commit("refs/heads/main", who, who, str(number), builder.write(), parents)]
    commits = list(reader.commits(repository))
    last = versions[-1]
    assert last is not None
    added, absences = history.additions(
        history.GitVersions(repository, commits), commits, changelog.parse(last, "ChangeLog"), last
    )
    return added, absences, [commit.key for commit in commits]


def test_each_entry_comes_from_the_commit_that_wrote_it(tmp_path: Path) -> None:
    added, _, keys = _history(tmp_path, A, B + A, C + B + A)
    assert [added[line].commit for line in (1, 5, 9)] == [keys[2], keys[1], keys[0]]
    assert added[9].with_file
    assert not added[5].with_file


def test_entry_that_was_put_right_stays_that_of_its_commit(tmp_path: Path) -> None:
    edited = A.replace(b"Ada", b"Ada Byron").replace(b"one", b"the one")
    added, _, keys = _history(tmp_path, A, B + A, C + B + A.replace(b"one", b"the one"), C + B + edited)
    assert [added[line].commit for line in (1, 5, 9)] == [keys[2], keys[1], keys[0]]


def test_file_that_was_removed_and_came_back(tmp_path: Path) -> None:
    added, absences, keys = _history(tmp_path, A, None, C + B + A)
    [absence] = absences
    assert (absence.lost, absence.back, absence.new_lines) == (keys[1], keys[2], (1, 5))
    assert (added[1].back, added[1].is_newest, added[5].is_newest) == (keys[1], True, False)
    assert added[9].commit == keys[0]


def test_entry_that_was_reworded_under_a_respelled_name_stays_that_of_its_commit(tmp_path: Path) -> None:
    first = b"2012-05-01    ada <a@b>\n\n\t* fit.c: Move the limits, that were\n\twrong, to the package of limits.\n\n"
    later = b"2012-05-01  Ada Byron <a@b>\n\n\t* fit.c: Move the wrong limits to the\n\tpackage of limits.\n\n"
    added, _, keys = _history(tmp_path, A, first + A, B + first + A, B + later + A)
    assert [added[line].commit for line in (1, 5, 10)] == [keys[2], keys[1], keys[0]]


def test_a_log_that_is_written_anew_whole_keeps_its_entries(tmp_path: Path) -> None:
    def log(entries: int, name: bytes) -> bytes:
        days = (
            b"%d-%02d-%02d %s <a@b>\n\n" % (2000 + n // 336, 1 + n // 28 % 12, 1 + n % 28, name) for n in range(entries)
        )
        items = (b"\t* part%d.c: change number%d of the fit\n\n" % (n, n * 7) for n in range(entries))
        return b"".join(reversed([day + item for day, item in zip(days, items, strict=True)]))

    # every pair of so many would take minutes
    added, _, keys = _history(tmp_path, log(1200, b"ada"), log(1201, b"Ada Byron"))
    assert added[1].commit == keys[1]
    assert {one.commit for line, one in added.items() if line > 1} == {keys[0]}
    assert len(added) == 1201


def test_release_whose_heading_got_its_date_later_is_of_the_commit_that_dated_it(tmp_path: Path) -> None:
    old = b"goos 1.0 (2012-04-01)\n\n* first\n\n"
    notes = b"\n\n* the fit takes its step as an argument\n* less memory\n\n"
    added, _, keys = _history(
        tmp_path,
        old,
        b"goos 1.1 (unreleased)" + notes + old,
        b"goos 1.1 (2012-06-30)" + notes + old,
        b"goos 1.1 (2012-05-04)" + notes + old,
        b"goos 1.1 (2012-05-04)" + notes.replace(b"less", b"much less") + old,
    )
    assert added[1].commit == keys[3]
    assert added[6].commit == keys[0]


def test_text_that_goes_on_to_the_next_entry_takes_no_entry_with_it(tmp_path: Path) -> None:
    todo = b"\t* to be done with the release:\n\ttag it\n\tsend it\n\n"
    before = b"2012-05-01 Ada <a@b>\n\n" + todo + b"\t* a.c: one\n\n"
    after = b"2012-05-02 Ada <a@b>\n\n" + todo + b"\t* b.c: two\n\n" + b"2012-05-01 Ada <a@b>\n\n\t* a.c: one\n\n"
    added, _, keys = _history(tmp_path, C, before + C, after + C)
    assert [added[line].commit for line in (1, 9, 13)] == [keys[2], keys[1], keys[0]]


def test_release_is_of_the_commit_that_declared_it_not_of_the_one_that_opened_its_notes(tmp_path: Path) -> None:
    def notes(where: bytes, day: bytes, *items: bytes) -> bytes:
        told = b"".join(b"  * %s\n" % item for item in items)
        return b"goos (1.%d) %s; urgency=low\n\n%s\n -- Ada <a@b>  %s\n\n" % (len(items), where, told, day)

    old = notes(b"unstable", b"Fri, 27 Apr 2012 10:00:00 +0000", b"one")
    opened = notes(b"UNRELEASED", b"Wed, 02 May 2012 10:00:00 +0000", b"two", b"three")
    released = notes(b"unstable", b"Thu, 03 May 2012 10:00:00 +0000", b"two", b"three")
    added, _, keys = _history(tmp_path / "heading", old, opened + old, released + old)
    assert [added[line].commit for line in (1, 8)] == [keys[2], keys[0]]
    # and where the heading stays: by what the release says
    opened = notes(b"unstable", b"Wed, 02 May 2012 10:00:00 +0000", b"fxm", b"fxm")
    added, _, keys = _history(tmp_path / "text", old, opened + old, released + old)
    assert [added[line].commit for line in (1, 8)] == [keys[2], keys[0]]
