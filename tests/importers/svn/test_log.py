"""A dump read as `svn log -v` would tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.errors import FormatError
from archaeo.importers.svn.log import log
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
