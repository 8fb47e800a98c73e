"""A dump read as `svn log -v` would tell it."""

from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archaeo.errors import FormatError
from archaeo.importers.svn.log import log, newest
from archaeo.model import Commit, Diagnostic, ImportOptions, Ref

SAMPLE = Path(__file__).parents[3] / "fixtures" / "boostedgoos" / "boostedgoos.dump"


def test_one_record_a_revision_and_a_ref_a_tag() -> None:
    found = list(log(SAMPLE, ImportOptions()))
    commits = [record for record in found if isinstance(record, Commit)]
    assert [commit.key for commit in commits] == [f"@{number}" for number in range(1, 89)]
    tags = [record.name.removeprefix("refs/tags/") for record in found if isinstance(record, Ref)]
    assert tags == [f"BoostedGOOS-00-00-0{number}" for number in (1, 2, 4, 5, 6, 7, 8, 9)]
    assert [str(record) for record in found if isinstance(record, Diagnostic)] == [
        "boostedgoos.dump: revision 14: the log message is not UTF-8; read as cp1252"
    ]


def test_paths_are_relative_to_the_branch_they_lie_in() -> None:
    commits = {record.key: record for record in log(SAMPLE, ImportOptions()) if isinstance(record, Commit)}
    assert commits["@4"].branch == "trunk"
    assert all(not change.path.startswith("trunk/") for change in commits["@4"].changes)


def test_dump_cut_short_is_read_up_to_there(tmp_path: Path) -> None:
    cut = tmp_path / "cut.dump"
    cut.write_bytes(SAMPLE.read_bytes()[:200_000])
    found = list(log(cut, ImportOptions()))
    (problem,) = [record for record in found if isinstance(record, Diagnostic) and record.grave]
    assert problem.kind == "cut short" and problem.done == "read up to there"
    assert sum(isinstance(record, Commit) for record in found) > 5


def test_no_dump_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.dump").write_text("Hello: 1\n\n")
    with pytest.raises(FormatError, match="no Subversion dump"):
        list(log(tmp_path / "no.dump", ImportOptions()))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_dump_is_glimpsed_at_its_beginning(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    packed = tmp_path / "a.dump.packed"
    packed.write_bytes(pack(SAMPLE.read_bytes()))
    assert [commit.key for commit in newest(packed, 20)] == [f"@{number}" for number in range(1, 21)]
    packed.write_bytes(pack(SAMPLE.read_bytes())[:30_000])
    if pack is not bz2.compress:  # whose first block is longer
        assert [commit.key for commit in newest(packed, 5)] == ["@1", "@2", "@3", "@4", "@5"]
    packed.write_bytes(b"\x1f\x8bnothing")
    assert newest(packed, 5) == ()


@pytest.mark.skipif(shutil.which("svnadmin") is None, reason="svnadmin is not here to make a repository")
def test_repository_is_glimpsed_at_its_end(tmp_path: Path) -> None:
    subprocess.run(["svnadmin", "create", tmp_path / "svn"], check=True)
    with SAMPLE.open("rb") as stream:
        subprocess.run(
            ["svnadmin", "load", "-q", "--bypass-prop-validation", tmp_path / "svn"], stdin=stream, check=True
        )
    assert [commit.key for commit in newest(tmp_path / "svn", 3)] == ["@86", "@87", "@88"]
    (tmp_path / "svn" / "db" / "current").write_text("?\n")
    assert newest(tmp_path / "svn", 3) == ()


def test_unpacking_tells_how_far_it_is(tmp_path: Path) -> None:
    packed, told = tmp_path / "a.dump.gz", []
    packed.write_bytes(gzip.compress(SAMPLE.read_bytes() * 8, 0))
    options = ImportOptions(progress=lambda stage, done, total: told.append((stage, done, total)))
    list(log(packed, options))
    assert ("unpacking, MB", 3, 3) in told
