"""A ChangeLog as git history."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archaeo.errors import ArchaeoError, FormatError
from archaeo.importers import changelog
from archaeo.importers.changelog import commits
from archaeo.model import NO_HINTS, BlobId, Commit, Diagnostic, Hints, Identity, ImportOptions, Ref, Skipped
from archaeo.tree import File, object_id

LOG = b"""Notes first.

2012-05-30 <ethompso>
* back after the disaster
* Tagging version BoostedGOOS-00-00-05

2012-05-29 <ethompso>
* src/fit.c: less of it

2011-11-12 Ada Byron <ada@example.org>
* first

Local Variables:
End:
"""


class _Store:
    def __init__(self) -> None:
        self.texts: dict[BlobId, bytes] = {}

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        assert base is None or base in self.texts
        if base is not None and hints.copies is not None:
            old, done = self.texts[base], 0
            assert len(old) == hints.base_size
            for at, offset, size in hints.copies:
                assert at >= done and old[offset : offset + size] == text[at : at + size]
                done = at + size
        id = object_id(b"blob", text)
        self.texts[id] = text
        return id

    def text(self, id: BlobId) -> bytes:
        return self.texts[id]


def _records(tmp_path: Path, content: bytes, options: ImportOptions | None = None) -> tuple[_Store, list]:
    (tmp_path / "ChangeLog").write_bytes(content)
    store = _Store()
    return store, list(changelog.read(tmp_path / "ChangeLog", store, options or ImportOptions()))


def _file(store: _Store, commit: Commit) -> bytes:
    assert commit.tree is not None
    entry = commit.tree.at("ChangeLog")
    assert isinstance(entry, File)
    return store.text(entry.id)


def test_one_commit_an_entry_oldest_first(tmp_path: Path) -> None:
    store, records = _records(tmp_path, LOG)
    commits = [record for record in records if isinstance(record, Commit)]
    assert [commit.key for commit in commits] == ["ChangeLog:10", "ChangeLog:7", "ChangeLog:3"]
    assert [commit.parents for commit in commits] == [(), ("ChangeLog:10",), ("ChangeLog:7",)]
    assert _file(store, commits[0]) == b"Notes first.\n\n" + LOG[LOG.index(b"2011-11-12") :]
    assert _file(store, commits[-1]) == LOG


def test_author_date_and_message_of_a_commit(tmp_path: Path) -> None:
    _, records = _records(tmp_path, LOG, ImportOptions(authors={"ethompso": Identity("E. Thompson", "et@example.org")}))
    commit = next(record for record in records if isinstance(record, Commit) and record.key == "ChangeLog:7")
    assert commit.author == Identity("E. Thompson", "et@example.org")
    assert commit.date == datetime(2012, 5, 29, 12, tzinfo=UTC)
    assert commit.message == (
        "src/fit.c: less of it\n\n* src/fit.c: less of it\n\n"
        "Entry: ChangeLog:7\nEntry-date: 2012-05-29\nFile: src/fit.c\n"
    )


def test_name_in_brackets_above_its_items_is_no_subject(tmp_path: Path) -> None:
    release = b"goos (1.2) unstable; urgency=low\n\n  [ Kei Moto ]\n  * fit: more of it\n\n"
    end = b" -- Ada Byron <ada@example.org>  Wed, 30 May 2012 10:00:00 +0200\n"
    _, records = _records(tmp_path, release + end)
    [commit] = [record for record in records if isinstance(record, Commit)]
    assert commit.message.startswith("fit: more of it\n\n[ Kei Moto ]\n* fit: more of it\n")


def test_announced_tag_becomes_an_annotated_tag(tmp_path: Path) -> None:
    _, records = _records(tmp_path, LOG)
    refs = {record.name: record for record in records if isinstance(record, Ref)}
    tag = refs["refs/tags/BoostedGOOS-00-00-05"]
    assert (tag.target, tag.tagger) == ("ChangeLog:3", Identity("ethompso"))
    assert refs["refs/heads/main"].target == "ChangeLog:3"


def test_tag_announced_twice_is_said(tmp_path: Path) -> None:
    twice = LOG.replace(b"* src/fit.c: less of it", b"* tagged as BoostedGOOS-00-00-05")
    _, records = _records(tmp_path, twice)
    [odd] = [record for record in records if isinstance(record, Diagnostic)]
    assert str(odd) == "ChangeLog:3: tag 'BoostedGOOS-00-00-05' is announced again; kept at line 7, where it came first"


def test_oldest_first_file_grows_at_its_end(tmp_path: Path) -> None:
    content = b"2011-11-12 Ada <a@b>\n* first\n\n2012-05-29 Ada <a@b>\n* second\n"
    store, records = _records(tmp_path, content)
    commits = [record for record in records if isinstance(record, Commit)]
    assert [_file(store, commit) for commit in commits] == [content[: content.index(b"2012")], content]


def test_several_files_are_merged_by_date(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "ChangeLog").write_bytes(
        b"2012-01-01 B <b@b>\n\n\t* x.c: b\n\n2010-01-01 B <b@b>\n\n\t* x.c: a\n"
    )
    (tmp_path / "ChangeLog").write_bytes(LOG)
    records = list(changelog.read(tmp_path, _Store(), ImportOptions()))
    keys = [record.key for record in records if isinstance(record, Commit)]
    assert keys == ["src/ChangeLog:5", "ChangeLog:10", "src/ChangeLog:1", "ChangeLog:7", "ChangeLog:3"]


def test_every_entry_is_accounted_for(tmp_path: Path) -> None:
    _, records = _records(tmp_path, LOG)
    lines = {record.key for record in records if isinstance(record, Commit | Skipped)}
    assert lines == {f"ChangeLog:{entry.line}" for entry in changelog.parse(LOG, "ChangeLog").entries}


def test_file_without_entries_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"ChangeLog: no dated entry found; archaeo changelog --explain"):
        _records(tmp_path, b"nothing here\n")


def test_entries_of_one_day_and_author_as_one_commit(tmp_path: Path) -> None:
    content = b"2012-05-29 Ada <a@b>\n* two\n\n2012-05-29 Ada <a@b>\n* one\n\n2012-05-28 Ada <a@b>\n* zero\n"
    store, records = _records(tmp_path, content, ImportOptions(group="day"))
    commits = [record for record in records if isinstance(record, Commit)]
    assert [commit.key for commit in commits] == ["ChangeLog:7", "ChangeLog:4"]
    assert "Entry: ChangeLog:1\nEntry: ChangeLog:4" in commits[1].message
    assert _file(store, commits[1]) == content
    [other] = [record for record in records if isinstance(record, Skipped)]
    assert (other.key, other.reason) == ("ChangeLog:1", "in the commit of ChangeLog:4, same day and author")


def test_tag_of_another_package_is_no_ref(tmp_path: Path) -> None:
    content = b"".join(
        b"2012-05-%02d <ada>\n* Tagging version Goos-00-00-%02d\n\n" % (day, day) for day in range(20, 10, -1)
    )
    _, records = _records(tmp_path, content + b"2012-05-01 <ada>\n* OtherTools-01-02-03\n")
    assert "refs/tags/OtherTools-01-02-03" not in {record.name for record in records if isinstance(record, Ref)}
    assert any(record.kind == "tag of another package" for record in records if isinstance(record, Diagnostic))


def test_hours_of_hashing_are_refused_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commits, "_TOO_MUCH", 100)
    with pytest.raises(ArchaeoError, match="--group day") as caught:
        _records(tmp_path, LOG)
    assert "GB to hash, which takes some 1 hours" in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_each_state_is_a_text_in_the_files_own_encoding(tmp_path: Path, encoding: str, ends: str) -> None:
    text = "2012-05-30 Ada <a@b>\n* Größe, ਊ\n\n2012-05-29 Grace <g@b>\n* two\n\n2012-05-28 Ada <a@b>\n* one\n"
    text = text.replace("\n", ends)
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    store, records = _records(tmp_path, mark + text.encode(encoding))
    files = [record.tree.at("ChangeLog") for record in records if isinstance(record, Commit)]
    states = [store.texts[file.id].removeprefix(mark).decode(encoding) for file in files]
    _, second, third = text.split(ends + ends)
    assert states == [third, second + ends + ends + third, text]
    assert all(store.texts[file.id][:2] == (mark + text.encode(encoding))[:2] or not mark for file in files)
