"""Releases that were kept, with nothing else: a commit each."""

from __future__ import annotations

import io
import subprocess
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archaeo.errors import ArchaeoError
from archaeo.importers import archives, releases
from archaeo.model import NO_HINTS, BlobId, Commit, Diagnostic, Hints, ImportOptions, Record, Ref, Skipped
from archaeo.tree import object_id

SPRING, SUMMER = 1_020_000_000, 1_028_000_000


class _Store:
    def __init__(self) -> None:
        self.bases: dict[bytes, bytes | None] = {}
        self.texts: dict[BlobId, bytes] = {}

    def put(self, text: bytes, base: BlobId | None = None, hints: Hints = NO_HINTS) -> BlobId:
        id = object_id(b"blob", text)
        self.texts[id] = text
        self.bases.setdefault(text, self.texts[base] if base else None)
        return id

    def text(self, id: BlobId) -> bytes:
        return self.texts[id]

    def keep(self, tree: object) -> BlobId:
        raise NotImplementedError


def _tar(path: Path, files: dict[str, bytes], moment: int) -> Path:
    with tarfile.open(path, "w:gz" if path.name.endswith("gz") else "w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(content), moment
            archive.addfile(member, io.BytesIO(content))
    return path


def _zip(path: Path, files: dict[str, bytes], year: int) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 5, 1, 12, 0, 0)), content)
    return path


def _records(*sources: Path) -> list[Record]:
    return list(releases.read_all(sources, _Store(), ImportOptions()))


def _told(records: list[Record]) -> list[tuple[str, list[str]]]:
    return [
        (record.key, [f"{change.action} {change.path}" for change in record.changes])
        for record in records
        if isinstance(record, Commit)
    ]


def _tags(records: list[Record]) -> dict[str, str]:
    return {record.name: record.target for record in records if isinstance(record, Ref)}


def test_releases_of_a_folder_follow_one_another_by_the_date_of_their_newest_file(tmp_path: Path) -> None:
    _tar(tmp_path / "fit-1.10.tar.gz", {"fit-1.10/a.c": b"new", "fit-1.10/b.c": b"b"}, SUMMER)
    _tar(tmp_path / "fit-1.9.tar.gz", {"fit-1.9/a.c": b"old", "fit-1.9/x.f": b"x"}, SPRING)
    store = _Store()
    records = list(releases.read(tmp_path, store, ImportOptions()))
    assert _told(records) == [
        ("@fit-1.9.tar.gz", ["A a.c", "A x.f"]),
        ("@fit-1.10.tar.gz", ["M a.c", "A b.c", "D x.f"]),
    ]
    assert _tags(records) == {
        "refs/tags/1.9": "@fit-1.9.tar.gz",
        "refs/tags/1.10": "@fit-1.10.tar.gz",
        "refs/heads/main": "@fit-1.10.tar.gz",
    }
    first, second = (record for record in records if isinstance(record, Commit))
    assert (first.parents, second.parents) == ((), ("@fit-1.9.tar.gz",))
    assert first.date == datetime.fromtimestamp(SPRING, UTC)
    assert store.bases[b"new"] == b"old"


def test_unpacked_copy_is_no_release_and_what_was_changed_in_it_is_the_last(tmp_path: Path) -> None:
    kept = _tar(tmp_path / "fit-1.0.tar", {"fit-1.0/a.c": b"a"}, SPRING)
    for name, content in (("fit", b"mine"), ("fit-1.0", b"a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.c").write_bytes(content)
    records = _records(tmp_path / "fit", tmp_path / "fit-1.0", kept)
    assert [key for key, _ in _told(records)] == ["@fit-1.0.tar", "@fit"]
    assert [record.key for record in records if isinstance(record, Skipped)] == ["fit-1.0"]


def test_one_version_twice_has_one_tag(tmp_path: Path) -> None:
    records = _records(
        _tar(tmp_path / "fit-1.0.tar.gz", {"a.c": b"a"}, SPRING), _zip(tmp_path / "fit-1.0.zip", {"a.c": b"z"}, 2005)
    )
    assert len(_told(records)) == 2
    assert _tags(records)["refs/tags/1.0"] == "@fit-1.0.tar.gz"
    (oddity,) = (record for record in records if isinstance(record, Diagnostic))
    assert (oddity.kind, oddity.grave) == ("version twice", False)


def test_several_packages_are_refused(tmp_path: Path) -> None:
    kept = [_tar(tmp_path / name, {"a.c": b"a"}, SPRING) for name in ("fit-1.0.tgz", "plot_2.0.tgz")]
    with pytest.raises(ArchaeoError, match="releases of 2 packages: fit, plot"):
        _records(*kept)


def test_broken_archive_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    whole = _tar(tmp_path / "fit-1.0.tar", {"fit/a.c": b"a" * 600, "fit/b.c": b"b" * 6000}, SPRING)
    whole.write_bytes(whole.read_bytes()[:2600])
    records = _records(whole)
    assert _told(records) == [("@fit-1.0.tar", ["A a.c"])]
    (oddity,) = (record for record in records if isinstance(record, Diagnostic))
    assert (oddity.kind, oddity.done, oddity.grave) == (
        "damaged archive",
        "the 1 files before the damage were taken",
        True,
    )


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 no zip", b"\x1f\x8b\x08 no gzip"])
@pytest.mark.parametrize("suffix", ["tar", "tar.gz", "tar.Z", "tar.xz", "tar.zst", "zip"])
def test_what_is_no_archive_is_said_and_the_others_are_read(tmp_path: Path, content: bytes, suffix: str) -> None:
    broken = tmp_path / f"fit-0.9.{suffix}"
    broken.write_bytes(content)
    with pytest.raises(ArchaeoError, match="no release that can be read"):
        _records(broken)
    records = _records(broken, _tar(tmp_path / "fit-1.0.tgz", {"a.c": b"a"}, SPRING))
    assert [record.kind for record in records if isinstance(record, Diagnostic)] == ["unreadable archive"]
    assert [key for key, _ in _told(records)] == ["@fit-1.0.tgz"]


def test_compress_and_zstandard_are_unpacked(tmp_path: Path) -> None:
    import zstandard

    plain = _tar(tmp_path / "fit-1.0.tar", {"a.c": b"a" * 100}, SPRING)
    (tmp_path / "fit-1.1.tar.zst").write_bytes(zstandard.compress(plain.read_bytes()))
    # what compress writes of "aaaa": codes of nine bits, the first of them plain
    (tmp_path / "fit-1.2.tar.Z").write_bytes(_compressed(plain.read_bytes()))
    if subprocess.run(["gzip", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("gzip is not installed")
    records = _records(*sorted(tmp_path.glob("*.tar*")))
    assert [key for key, _ in _told(records)] == ["@fit-1.0.tar"]
    assert sorted(record.key for record in records if isinstance(record, Skipped)) == [
        "fit-1.1.tar.zst",
        "fit-1.2.tar.Z",
    ]


def _compressed(content: bytes) -> bytes:
    """Write in the form of compress: plain codes only, nine bits each, and the table cleared before it is full."""
    codes = []
    for number, byte in enumerate(content):
        # codes come in blocks of eight, and a cleared table pads its block
        if number and number % 200 == 0:
            codes += [256, *[0] * (-(len(codes) + 1) % 8)]
        codes.append(byte)
    bits = sum(code << 9 * place for place, code in enumerate(codes))
    return b"\x1f\x9d\x90" + bits.to_bytes((9 * len(codes) + 7) // 8, "little")


def test_names_are_given_without_reading_what_they_are_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fit").mkdir()
    (tmp_path / "fit" / "ntuple.dat").write_bytes(b"much")
    kept = [_tar(tmp_path / "fit.tgz", {"fit/a.c": b"a"}, SPRING), _zip(tmp_path / "fit.zip", {"fit/a.c": b"a"}, 2005)]
    monkeypatch.setattr(Path, "read_bytes", None)
    monkeypatch.setattr(tarfile.TarFile, "extractfile", None)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    assert [name.rpartition("/")[2] for path in (tmp_path / "fit", *kept) for name in archives.names(path)] == [
        "ntuple.dat",
        "a.c",
        "a.c",
    ]
