"""A ChangeLog becomes a repository, by the commands a person types."""

import subprocess
import tarfile
from pathlib import Path

from click.testing import CliRunner

from archaeo.cli import archaeo as command_line

SAMPLE = Path(__file__).parents[2] / "fixtures" / "boostedgoos"


def _run(*arguments: str | Path) -> str:
    done = CliRunner().invoke(command_line, [str(argument) for argument in arguments], catch_exceptions=False)
    return done.stdout


def _git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def test_changelog_alone(tmp_path: Path) -> None:
    target = tmp_path / "log.git"
    assert "71 entries -> 71 commits, 1 branch, 11 tags" in _run("convert", SAMPLE / "ChangeLog", "-o", target)
    _git(target, "fsck", "--strict")
    assert _git(target, "show", "main:ChangeLog") == (SAMPLE / "ChangeLog").read_text("utf-8")
    assert _git(target, "cat-file", "-t", "BoostedGOOS-00-00-05") == "tag\n"
    assert _git(target, "log", "-1", "--format=%an %as", "BoostedGOOS-00-00-05") == "ethompso 2012-05-30\n"
    patch = _git(target, "log", "-1", "-p", "--format=%s", "BoostedGOOS-00-00-05")
    assert "+* getting boostedgoos back into SVNINST after svn disaster of 2012\n" in patch
    blame = _git(target, "blame", "--porcelain", "-L1,1", "main", "--", "ChangeLog")
    assert "author kmoto\n" in blame


def test_same_ids_whenever_it_is_done(tmp_path: Path) -> None:
    for name in ("one.git", "two.git"):
        _run("convert", SAMPLE / "ChangeLog", "-o", tmp_path / name)
    assert _git(tmp_path / "one.git", "rev-parse", "main") == _git(tmp_path / "two.git", "rev-parse", "main")


def test_changelog_and_a_pile_of_archives(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    with tarfile.open(tmp_path / "kept" / "BoostedGOOS-00-00-04.tar.gz", "w:gz") as archive:
        archive.add(SAMPLE / "sources", "BoostedGOOS-00-00-04")
    target = tmp_path / "goos.git"
    out = _run("convert", SAMPLE / "ChangeLog", "--snapshots", tmp_path / "kept", "-o", target)
    assert "entries and releases -> " in out
    subjects = _git(target, "log", "--format=%s", "--reverse", "main").splitlines()
    place = subjects.index("Snapshot BoostedGOOS-00-00-04")
    assert subjects[place - 1] == "Tagging version BoostedGOOS-00-00-04"
    assert _git(target, "log", "-1", "--format=%s", "BoostedGOOS-00-00-04") == "Snapshot BoostedGOOS-00-00-04\n"
    files = _git(target, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert "ChangeLog" in files
    assert len(files) > 5
    assert _git(target, "show", "main:ChangeLog") == (SAMPLE / "ChangeLog").read_text("utf-8")
    _git(target, "fsck", "--strict")


def test_prehistory_below_a_converted_dump(tmp_path: Path) -> None:
    target = tmp_path / "goos.git"
    _run("convert", SAMPLE / "boostedgoos.dump", "-o", target)
    out = _run("convert", SAMPLE / "ChangeLog", "--onto", target)
    assert "4 commits and 1 tag now lie below" in out
    assert _git(target, "log", "--reverse", "--format=%as", "main").startswith("2009-01-12\n2009-02-03\n")


def test_folder_of_changelogs_is_one_history(tmp_path: Path) -> None:
    for name, day in (("", 3), ("src/", 2)):
        (tmp_path / "old" / name).mkdir(exist_ok=True, parents=True)
        (tmp_path / "old" / name / "ChangeLog").write_bytes(b"2012-05-%02d Ada <a@b>\n\n\t* x.c: y\n" % day)
    _run("convert", tmp_path / "old", "-o", tmp_path / "old.git")
    assert _git(tmp_path / "old.git", "log", "--reverse", "--format=%as", "main") == "2012-05-02\n2012-05-03\n"
    assert _git(tmp_path / "old.git", "ls-tree", "-r", "--name-only", "main") == "ChangeLog\nsrc/ChangeLog\n"


def test_states_of_a_long_changelog_are_made_of_one_another(tmp_path: Path) -> None:
    """No state but the first is stored whole, and git reads each through few others."""
    head = "2004-01-{:02d}  Ada  <ada@example.org>\n\n\t* fit{}.c: Take {}.\n\n"
    text = "".join(head.format(day // 28 + 1, day, day) for day in range(600, 0, -1))
    (tmp_path / "ChangeLog").write_text(text)
    _run("convert", tmp_path / "ChangeLog", "-o", tmp_path / "o.git")
    [index] = (tmp_path / "o.git" / "objects" / "pack").glob("*.idx")
    listed = _git(tmp_path / "o.git", "verify-pack", "-v", str(index))
    rows = [line.split() for line in listed.splitlines() if " blob " in line]
    assert len(rows) >= 600
    assert max(int(row[5]) if len(row) > 5 else 0 for row in rows) <= 24
    assert sum(int(row[3]) for row in rows) < 3 * len(text)
