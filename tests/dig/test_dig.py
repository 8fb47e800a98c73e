"""The main job, end to end, on small inputs."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from archaeo import registry, summary
from archaeo.dig import dig, sites
from archaeo.errors import ArchaeoError
from archaeo.look import Find, name_of
from archaeo.summary import read

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "fixtures" / "boostedgoos"
OUTPUTS = {"repo.git", "summary.html", "summary.md", "summary.json"}


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {path.name for path in folder.iterdir()}


def test_sample_is_dug_up(tmp_path: Path) -> None:
    target = tmp_path / "goos"
    (dug,) = dig([SAMPLE], target)
    assert names(target) >= OUTPUTS
    assert dug.report is not None and dug.report.identical == dug.report.states > 60
    assert not dug.is_damaged
    facts = json.loads((target / "summary.json").read_text())["facts"]
    assert facts["people"] == 4 and facts["changelog_entries"] == 71
    text = (target / "summary.md").read_text()
    assert "svn disaster of 2012" in text
    done = subprocess.run(["git", "-C", str(target / "repo.git"), "fsck", "--strict"], capture_output=True, check=True)
    assert done.stderr == b""
    assert str(tmp_path) not in (target / "repo.git" / "config").read_text()


def test_same_input_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        dig([SAMPLE], tmp_path / name)
    for file in sorted((tmp_path / "one").rglob("*")):
        if file.is_file():
            assert file.read_bytes() == (tmp_path / "two" / file.relative_to(tmp_path / "one")).read_bytes(), file


def test_what_is_remembered_changes_no_byte(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    dig([SAMPLE], tmp_path / "plain")
    for name in ("first", "second", "damaged"):
        dig([SAMPLE], tmp_path / name, cache=cache)
        made = {path.name for path in cache.iterdir()}
        assert any("-contents-" in name for name in made) and any("-changes-" in name for name in made)
        if name == "second":
            for path in cache.iterdir():
                path.write_bytes(path.read_bytes()[:-3])
    for file in sorted((tmp_path / "plain").iterdir()):
        if file.is_file():
            for name in ("first", "second", "damaged"):
                assert file.read_bytes() == (tmp_path / name / file.name).read_bytes(), (name, file.name)


def test_known_history_with_one_change_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered of the history before it is used, and what comes out is what comes out without."""
    dig([SAMPLE], tmp_path / "goos")
    clone = tmp_path / "clone"
    for key in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{key}_NAME", "Eve")
        monkeypatch.setenv(f"{key}_EMAIL", "eve@x")
        monkeypatch.setenv(f"{key}_DATE", "2014-01-01T10:00:00Z")

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], check=True, capture_output=True)

    git("clone", "-q", "--no-tags", str(tmp_path / "goos" / "repo.git"), str(clone))
    read.read(clone, "x", cache=tmp_path / "cache").shelves.save()
    first = read.read(clone, "x", cache=tmp_path / "cache")
    assert first.survival and first.licences
    first.shelves.save()
    path = first.inventory[0].path
    (clone / path).write_bytes((clone / path).read_bytes() + b"one more\n")
    git("-C", str(clone), "commit", "-q", "-am", "one more line")
    texts = []
    for cache in (tmp_path / "cache", None):
        made = summary.build(read.read(clone, "x", cache=cache))
        plugs = registry.load("archaeo.summary.formats").values()
        texts.append([plug.render(made) for plug in plugs])
    assert texts[0] == texts[1]
    assert len(read.read(clone, "x").commits) == len(first.commits) + 1


def test_existing_target_is_kept(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("x")
    with pytest.raises(ArchaeoError, match=r"mine: exists already; name another with -o"):
        dig([SAMPLE], tmp_path / "mine")
    with pytest.raises(ArchaeoError, match="was not written by archaeo, so --force does not replace it"):
        dig([SAMPLE], tmp_path / "mine", force=True)
    assert names(tmp_path / "mine") == {"thesis.tex"}
    dig([SAMPLE / "ChangeLog"], tmp_path / "dug")
    dig([SAMPLE / "ChangeLog"], tmp_path / "dug", force=True)
    assert names(tmp_path) == {"mine", "dug"}


def test_nothing_is_left_behind_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "bad.dump").write_bytes(b"SVN-fs-dump-format-version: 9\n\n")
    with pytest.raises(ArchaeoError, match="dump format 9 is not known"):
        dig([tmp_path / "bad.dump"], tmp_path / "out")
    assert names(tmp_path) == {"bad.dump"}


def test_nothing_to_dig_up_says_what_would_be(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_bytes(b"\xd0\xcf")
    with pytest.raises(ArchaeoError, match="nothing to dig up was found; name a Subversion dump"):
        dig([tmp_path])


def test_git_repository_is_copied_with_all_refs(tmp_path: Path) -> None:
    work = tmp_path / "goos"
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@x", "-C", str(work)]
    subprocess.run(["git", "init", "-q", "-b", "main", str(work)], check=True)
    (work / "a.c").write_text("int a;\n")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "start"], check=True)
    subprocess.run([*git, "tag", "v1"], check=True)
    (dug,) = dig([work], tmp_path / "out")
    assert dug.site.name == "goos" and dug.report is None
    refs = subprocess.run(
        ["git", "-C", str(tmp_path / "out" / "repo.git"), "for-each-ref", "--format=%(refname)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert refs == ["refs/heads/main", "refs/tags/v1"]
    assert str(tmp_path) not in (tmp_path / "out" / "repo.git" / "config").read_text()


def test_sources_alone_become_one_commit(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "fit.f").write_text("      CALL MINUIT\n      END\n")
    (old / "run.sh").write_text("#!/bin/sh\n")
    (old / "run.sh").chmod(0o755)
    (dug,) = dig([old], tmp_path / "out")
    assert dug.report is not None and dug.report.commits == 1
    listed = subprocess.run(
        ["git", "-C", str(tmp_path / "out" / "repo.git"), "ls-tree", "HEAD"], capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[0] + " " + line.split()[3] for line in listed.splitlines()] == [
        "100644 fit.f",
        "100755 run.sh",
    ]


def test_two_histories_get_a_folder_each(tmp_path: Path) -> None:
    old = tmp_path / "old"
    for name in ("one", "two"):
        (old / name).mkdir(parents=True)
        (old / name / f"{name}.dump").write_bytes((SAMPLE / "boostedgoos.dump").read_bytes())
    (old / "two" / "ChangeLog").write_bytes((SAMPLE / "ChangeLog").read_bytes())
    dug = dig([old], tmp_path / "out")
    assert [(one.folder, len(one.site.changelogs)) for one in dug] == [
        (tmp_path / "out" / "one", 0),
        (tmp_path / "out" / "two", 1),
    ]
    assert names(tmp_path / "out" / "one") >= OUTPUTS and names(tmp_path / "out" / "two") >= OUTPUTS


def test_incremental_dumps_are_one_history(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    whole = (SAMPLE / "boostedgoos.dump").read_bytes()
    cut = whole.index(b"Revision-number: 40\n")
    prologue = whole[: whole.index(b"Revision-number: 0\n")]
    (old / "b-0-39.dump").write_bytes(whole[:cut])
    (old / "a-40-88.dump").write_bytes(prologue + whole[cut:])
    (dug,) = dig([old], tmp_path / "out")
    assert dug.site.name == "b-0-39" and [part.path.name for part in dug.site.parts] == ["a-40-88.dump"]
    (one,) = dig([SAMPLE / "boostedgoos.dump"], tmp_path / "whole")
    assert dug.report is not None and one.report is not None
    assert (dug.report.commits, dug.report.revisions) == (one.report.commits, one.report.revisions)


def test_changelogs_of_one_name_beside_the_history_and_in_it(tmp_path: Path) -> None:
    """Each entry is known by file and line, which were those of another one too."""
    old = tmp_path / "old"
    old.mkdir()
    (old / "goos.dump").write_bytes((SAMPLE / "boostedgoos.dump").read_bytes())
    (old / "sub" / "old").mkdir(parents=True)
    for number, folder in enumerate((old, old / "sub", old / "sub" / "old")):
        days = "".join(f"200{number}-0{day}-17  Ada Byron\n\n\t* fit.f: Step {day}.\n\n" for day in (5, 4))
        (folder / "ChangeLog").write_text(days)
    dig([old], tmp_path / "out")
    base = sqlite3.connect(tmp_path / "out" / "archaeo.sqlite")
    found = base.execute("select id from timeline where who = 'Ada Byron' and id like '%:1' order by day").fetchall()
    base.close()
    assert found == [("changelogs/ChangeLog:1",), ("sub/ChangeLog:1",), ("old/ChangeLog:1",)]


def test_sites_of_one_name_are_told_apart() -> None:
    found = [Find(Path(f"{folder}/svn.dump"), "svn dump", "") for folder in "ab"]
    assert [site.name for site in sites(found)] == ["svn-1", "svn-2"]


def test_name_without_what_tools_add() -> None:
    assert name_of(Path("goos.svn.dump.bz2")) == "goos"
