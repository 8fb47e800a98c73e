"""The prehistory below a converted history."""

import subprocess
from pathlib import Path

import pytest

from archaeo import convert, graft, update, verify
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


def test_rewritten_history_has_the_prehistory_in_every_clone(repository: Path, tmp_path: Path) -> None:
    before = _git(repository, "log", "--all", "--not", "--glob=refs/notes/*", "--format=%T %an %ad %s", "main")
    notes = _git(repository, "log", "--format=%T %N", "--notes=svn", "main")
    tags = _git(repository, "for-each-ref", "--format=%(refname) %(*tree)", "refs/tags")
    made = graft.graft([SAMPLE / "ChangeLog"], repository, ImportOptions(), rewrite=True)
    assert (made.commits, made.renewed) == (4, 74)
    assert "refs/replace" not in _git(repository, "for-each-ref")
    _git(repository, "fsck", "--strict")
    subprocess.run(["git", "clone", "-q", "--branch", "main", repository, tmp_path / "clone"], check=True)
    log = _git(tmp_path / "clone", "log", "--format=%as %s", "--reverse").splitlines()
    assert log[0] == "2009-01-12 importing the Fortran of the summer school into CVSINST"
    assert log[4] == "2009-03-16 import of BoostedGOOS from the CVS tarball of 2009-03-02"
    after = _git(
        repository, "log", "--all", "--not", "--glob=refs/notes/*", "prehistory", "--format=%T %an %ad %s", "main"
    )
    assert set(before.splitlines()) >= set(after.splitlines())
    assert _git(repository, "log", "--format=%T %N", "--notes=svn", "main", "--not", "prehistory") == notes
    assert set(tags.splitlines()) <= set(
        _git(repository, "for-each-ref", "--format=%(refname) %(*tree)", "refs/tags").splitlines()
    )


def test_rewritten_history_is_still_what_the_dump_says(repository: Path) -> None:
    graft.graft([SAMPLE / "ChangeLog"], repository, ImportOptions(), rewrite=True)
    proof = verify.verify([SAMPLE / "boostedgoos.dump"], repository, ImportOptions())
    assert (proof.identical, proof.states) == (74, 74)


def test_rewritten_twice_is_refused(repository: Path) -> None:
    graft.graft([SAMPLE / "ChangeLog"], repository, ImportOptions(), rewrite=True)
    with pytest.raises(ArchaeoError, match="has a prehistory already; convert the repository anew"):
        graft.graft([SAMPLE / "ChangeLog"], repository, ImportOptions(), rewrite=True)


def test_history_above_a_prehistory_is_not_extended(repository: Path) -> None:
    graft.graft([SAMPLE / "ChangeLog"], repository, ImportOptions(), rewrite=True)
    before = (repository / "packed-refs").read_bytes()
    with pytest.raises(ArchaeoError) as error:
        update.update([SAMPLE / "boostedgoos.dump"], repository, ImportOptions())
    assert str(error.value) == (
        f"{repository}: its history was written again above a prehistory, so its commits have other ids than the "
        "source gives; nothing was changed; "
        "convert the source into a new repository, and say --onto with --rewrite again"
    )
    assert (repository / "packed-refs").read_bytes() == before


def test_changelog_goes_where_the_repository_has_it(tmp_path: Path) -> None:
    """A copy of ``src/ChangeLog`` is named; blame of the repository's file goes on into the prehistory."""
    old, new = "2003-05-17  Ada <ada@example.org>\n\n\t* begun\n", "2010-01-05  Grace <g@example.org>\n\n\t* moved\n\n"
    (tmp_path / "work" / "src").mkdir(parents=True)
    (tmp_path / "work" / "src" / "ChangeLog").write_text(new + old)
    (tmp_path / "ChangeLog").write_text(new + old)
    _git(tmp_path / "work", "init", "-q", "-b", "main")
    _git(tmp_path / "work", "add", ".")
    who = ("-c", "user.name=Grace", "-c", "user.email=g@example.org")
    _git(tmp_path / "work", *who, "commit", "-q", "-m", "moved", "--date", "2010-01-05T12:00:00Z")
    graft.graft([tmp_path / "ChangeLog"], tmp_path / "work", ImportOptions())
    assert _git(tmp_path / "work", "ls-tree", "-r", "--name-only", "prehistory") == "src/ChangeLog\n"
    told = _git(tmp_path / "work", "blame", "--porcelain", "-L", "5,5", "main", "--", "src/ChangeLog")
    assert "summary begun" in told
