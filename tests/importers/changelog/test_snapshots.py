"""Releases that were kept, put at their places in a ChangeLog's history."""

import io
import tarfile
import zipfile
from datetime import date
from pathlib import Path

import pytest

from archaeo.errors import ArchaeoError
from archaeo.importers import archives, changelog
from archaeo.model import NO_HINTS, BlobId, Commit, Diagnostic, Hints, Identity, ImportOptions, Ref
from archaeo.tree import File, object_id

LOG = b"""2012-05-30 Ada <a@b>
* tagging version Fitter-00-00-02

2012-05-10 Ada <a@b>
* something between

2012-05-01 Ada <a@b>
* tagging version Fitter-00-00-01
"""


class _Store:
    def __init__(self) -> None:
        self.texts: dict[BlobId, bytes] = {}

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        id = object_id(b"blob", text)
        self.texts[id] = text
        return id

    def text(self, id: BlobId) -> bytes:
        return self.texts[id]

    def keep(self, tree: object) -> BlobId:
        raise NotImplementedError


def _tar(path: Path, files: dict[str, bytes], moment: int = 1336000000) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(content), moment
            member.mode = 0o755 if name.endswith(".sh") else 0o644
            archive.addfile(member, io.BytesIO(content))
    return path


def _history(tmp_path: Path, *kept: tuple[Path, str]) -> tuple[_Store, list[Commit], list]:
    (tmp_path / "ChangeLog").write_bytes(LOG)
    store = _Store()
    records = list(changelog.read(tmp_path / "ChangeLog", store, ImportOptions(snapshots=kept)))
    return store, [record for record in records if isinstance(record, Commit)], records


def _paths(commit: Commit) -> list[str]:
    assert commit.tree is not None
    return [path for path, _ in commit.tree.files()]


def test_archive_follows_the_entry_that_announces_its_version(tmp_path: Path) -> None:
    kept = _tar(tmp_path / "Fitter-00-00-01.tar.gz", {"Fitter-00-00-01/src/a.c": b"a", "Fitter-00-00-01/run.sh": b"s"})
    _, commits, records = _history(tmp_path, (kept, ""))
    assert [commit.key for commit in commits] == [
        "ChangeLog:7",
        "snapshot:Fitter-00-00-01.tar.gz",
        "ChangeLog:4",
        "ChangeLog:1",
    ]
    assert _paths(commits[1]) == ["ChangeLog", "run.sh", "src/a.c"]
    assert _paths(commits[3]) == ["ChangeLog", "run.sh", "src/a.c"]
    assert commits[1].author == Identity("Ada", "a@b")
    assert "by the version in its name, '00-00-01', announced as 'Fitter-00-00-01'" in commits[1].message
    tags = {record.name: record.target for record in records if isinstance(record, Ref)}
    assert tags["refs/tags/Fitter-00-00-01"] == "snapshot:Fitter-00-00-01.tar.gz"
    assert tags["refs/tags/Fitter-00-00-02"] == "ChangeLog:1"


def test_version_or_date_that_the_person_gives(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.c").write_bytes(b"old")
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer" / "a.c").write_bytes(b"new")
    _, commits, _ = _history(tmp_path, (tmp_path / "newer", "00-00-02"), (tmp_path / "old", "2012-05-12"))
    assert [commit.key for commit in commits][2:] == [
        "ChangeLog:4",
        "snapshot:old",
        "ChangeLog:1",
        "snapshot:newer",
    ][1:]


def test_zip_by_the_date_of_its_newest_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "backup.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("backup/a.c", (2012, 5, 11, 1, 2, 2)), b"z")
    _, commits, records = _history(tmp_path, (tmp_path / "backup.zip", ""))
    assert [commit.key for commit in commits][2] == "snapshot:backup.zip"
    [told] = [record for record in records if isinstance(record, Diagnostic)]
    assert str(told).endswith("backup.zip: release 'backup'; placed by the date of its newest file")


def test_files_of_a_release_are_its_own_and_the_last_commit_has_the_changelog_as_found(tmp_path: Path) -> None:
    kept = _tar(tmp_path / "Fitter-00-00-02.tar.gz", {"f/ChangeLog": b"as released", "f/a.c": b"a"})
    store, commits, _ = _history(tmp_path, (kept, ""))
    snapshot, last = commits[-2:]
    assert snapshot.tree is not None
    assert last.tree is not None
    released, found = snapshot.tree.at("ChangeLog"), last.tree.at("ChangeLog")
    assert isinstance(released, File)
    assert isinstance(found, File)
    assert (store.text(released.id), store.text(found.id)) == (b"as released", LOG)


def test_path_that_leads_out_of_the_archive_is_left_out(tmp_path: Path) -> None:
    kept = _tar(tmp_path / "Fitter-00-00-01.tar.gz", {"../../evil": b"x", "f/.git/config": b"x", "f/a.c": b"a"})
    tree, _, problems = archives.read(archives.Snapshot(kept), _Store())
    assert [path.rpartition("/")[2] for path, _ in tree.files()] == ["a.c"]
    assert [problem.grave for problem in problems] == [True]


def test_damaged_archive_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x-1.0.tar.gz").write_bytes(b"\x1f\x8bnot really")
    with pytest.raises(ArchaeoError, match=r"x-1\.0\.tar\.gz: cannot be read"):
        archives.read(archives.Snapshot(tmp_path / "x-1.0.tar.gz"), _Store())


def test_folder_of_releases(tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    for number in (1, 2):
        _tar(tmp_path / "releases" / f"Fitter-00-00-0{number}.tgz", {f"f/{number}.c": b"x"})
    (tmp_path / "releases" / "README").write_bytes(b"no release")
    _, commits, _ = _history(tmp_path, (tmp_path / "releases", "*"))
    assert [commit.key for commit in commits if commit.key.startswith("snapshot")] == [
        "snapshot:Fitter-00-00-01.tgz",
        "snapshot:Fitter-00-00-02.tgz",
    ]


def test_release_older_than_all_entries_comes_first(tmp_path: Path) -> None:
    kept = _tar(tmp_path / "first.tar.gz", {"f/a.c": b"a"}, moment=1000000000)
    _, commits, _ = _history(tmp_path, (kept, ""))
    assert commits[0].key == "snapshot:first.tar.gz"
    assert commits[0].date.date() == date(2001, 9, 9)


def test_archive_that_cannot_be_read_is_left_out_of_a_folder_and_refused_when_named(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "fitter-00-00-01.tar.gz").write_bytes(b"\x1f\x8b\x08 and nothing more")
    (tmp_path / "kept" / "fitter-00-00-02").mkdir()
    (tmp_path / "kept" / "fitter-00-00-02" / "fit.c").write_bytes(b"int x;\n")
    (tmp_path / "ChangeLog").write_bytes(LOG)
    options = ImportOptions(snapshots=((tmp_path / "kept", "*"),))
    records = list(changelog.read(tmp_path / "ChangeLog", _Store(), options))
    assert [r.done for r in records if isinstance(r, Diagnostic) and r.grave] == ["left out"]
    assert [r.key for r in records if isinstance(r, Commit) and "Snapshot" in r.message] == ["snapshot:fitter-00-00-02"]
    options = ImportOptions(snapshots=((tmp_path / "kept" / "fitter-00-00-01.tar.gz", ""),))
    with pytest.raises(ArchaeoError, match="cannot be read"):
        list(changelog.read(tmp_path / "ChangeLog", _Store(), options))


def test_folder_without_releases_is_said(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "notes.txt").write_bytes(b"x")
    (tmp_path / "ChangeLog").write_bytes(LOG)
    options = ImportOptions(snapshots=((tmp_path / "kept", "*"),))
    said = [str(r) for r in changelog.read(tmp_path / "ChangeLog", _Store(), options) if isinstance(r, Diagnostic)]
    assert said == [f"{tmp_path}/kept: neither an archive nor a directory is in it; no release was placed"]


def test_date_given_that_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "fitter").mkdir()
    (tmp_path / "fitter" / "fit.c").write_bytes(b"int x;\n")
    (tmp_path / "ChangeLog").write_bytes(LOG)
    options = ImportOptions(snapshots=((tmp_path / "fitter", "2003-13-45"),))
    with pytest.raises(ArchaeoError, match="date '2003-13-45' does not exist; give it as 2003-05-17"):
        list(changelog.read(tmp_path / "ChangeLog", _Store(), options))


def test_release_that_was_unpacked_beside_its_archive_enters_once(tmp_path: Path) -> None:
    inside = tmp_path / "kept" / "fitter-00-00-02"
    inside.mkdir(parents=True)
    (inside / "fit.c").write_bytes(b"int x;\n")
    with tarfile.open(tmp_path / "kept" / "fitter-00-00-02.tar.gz", "w:gz") as archive:
        archive.add(inside, "fitter-00-00-02")
    (tmp_path / "ChangeLog").write_bytes(LOG)
    options = ImportOptions(snapshots=((tmp_path / "kept", "*"),))
    records = list(changelog.read(tmp_path / "ChangeLog", _Store(), options))
    assert sum(isinstance(record, Commit) and "Snapshot" in record.message for record in records) == 1
    said = [record.what for record in records if isinstance(record, Diagnostic) and "twice" in record.kind]
    assert said == ["the same files as fitter-00-00-02"]
