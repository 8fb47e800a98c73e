"""The prehistory below a converted history."""

import subprocess
from pathlib import Path

import pytest

from archaeo import convert, graft
from archaeo.errors import ArchaeoError
from archaeo.model import ImportOptions

SAMPLE = Path(__file__).parents[1] / "fixtures" / "boostedgoos"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The sample, converted."""
    convert.convert([SAMPLE / "boostedgoos.dump"], tmp_path / "goos.git", ImportOptions())
    return tmp_path / "goos.git"


def _git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def test_entries_older_than_r1_lie_below_the_history(repository: Path) -> None:
    before = _git(repository, "rev-parse", "main")
    made = graft.graft([SAMPLE / "ChangeLog"], repository, ImportOptions())
    assert (made.commits, made.tags) == (4, ("BoostedGOOS-00-00-00",))
    log = _git(repository, "log", "--format=%as %s", "--reverse", "main").splitlines()
    assert log[:5] == [
        "2009-01-12 importing the Fortran of the summer school into CVSINST",
        "2009-02-03 fortran/chisq.f: sigma of the mass from the test beam (JEB)",
        "2009-02-20 src/JetFinder.cxx, BoostedGOOS/JetFinder.h: cone in C++",
        "2009-03-02 GNUmakefile: builds on SLC4",
        "2009-03-16 import of BoostedGOOS from the CVS tarball of 2009-03-02",
    ]
    assert _git(repository, "rev-parse", "main") == before
    _git(repository, "fsck", "--strict")


def test_prehistory_is_put_there_once(repository: Path) -> None:
    graft.graft([SAMPLE / "ChangeLog"], repository, ImportOptions())
    with pytest.raises(ArchaeoError, match="has a prehistory already; take it off first: git replace -d"):
        graft.graft([SAMPLE / "ChangeLog"], repository, ImportOptions())


def test_changelog_without_older_entries_leaves_the_repository_alone(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "ChangeLog").write_bytes(b"2013-01-01 <ada>\n* late\n")
    before = _git(repository, "for-each-ref")
    with pytest.raises(ArchaeoError, match="no dated entry older than 2009-03-16 found"):
        graft.graft([tmp_path / "ChangeLog"], repository, ImportOptions())
    assert _git(repository, "for-each-ref") == before
