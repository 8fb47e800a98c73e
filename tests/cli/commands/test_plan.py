"""Tests for archaeo/cli/commands/plan.py, _plan_text.py, importers/svn/plan.py, plan_file.py and convert --plan."""

from __future__ import annotations

import importlib
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo.cli import archaeo
from archaeo.errors import ArchaeoError, NotMineError
from archaeo.importers.svn import plan_file
from tests.importers.svn.dumps import dump, node, revision

from .test_convert import run


def moved(path: str, source: str, at: int) -> list[bytes]:
    return [node(path, kind="file", copyfrom=(source, at)), node(source, "delete")]


HISTORY = dump(
    revision(1, node("fit.F", text=b"one"), node("Makefile", text=b"all:")),
    revision(2, node("fit.F", "change", text=b"two"), author=b"bo"),
    revision(
        3,
        *(node(path) for path in ("trunk", "branches", "tags")),
        *moved("trunk/fit.F", "fit.F", 2),
        *moved("trunk/Makefile", "Makefile", 2),
    ),
    revision(4, node("tags/v1", copyfrom=("trunk", 3))),
    revision(5, node("branches/x", copyfrom=("trunk", 3)), node("branches/x/new", text=b"n")),
    revision(6, node("branches/x", "delete"), node("README", text=b"read me")),
    revision(7, node("branches/y")),
)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = Path("goos.dump")
    file.write_bytes(HISTORY)
    return file


def refs(repository: str) -> list[str]:
    done = subprocess.run(
        ["git", "-C", repository, "for-each-ref", "--format=%(refname)"], capture_output=True, text=True, check=True
    )
    return [name for name in done.stdout.split() if name != "refs/notes/svn"]


def test_plan_says_what_was_found_and_why(source: Path):
    status, out, err = run("plan", source)
    assert (status, err) == (0, "archaeo plan: 5 commits to be made; next: archaeo convert goos.dump\n")
    assert out == (
        "goos.dump: Subversion dump of format 2, 3 kB\n"
        "r1 to r7, 2009-01-02 to 2009-01-08, 2 authors, 16 changes of files and directories\n"
        "\n"
        "Layout: the main line is 'trunk'; the layout changed once\n"
        "  trunk       trunk               named trunk; changed in 1 revision, copied twice\n"
        "  branches/*  branch              named branches; 2 in it, 1 of them copied from a branch\n"
        "  tags/*      tag                 named tags; 1 in it, 1 of them copied from a branch\n"
        "  /           trunk     to r2     2 of its 2 entries were moved to 'trunk' in r3\n"
        "  The layout changed in r3; the history before is the past of what came after.\n"
        "\n"
        "Branches (1)\n"
        "  main [trunk]: made from '/' r2 in r3, 1 commit, last changed in r3: branch\n"
        "\n"
        "Tags (1)\n"
        "  v1: copied from 'trunk' r3 in r4, never touched again: annotated tag\n"
        "\n"
        "Ended, kept under refs/archaeo (2)\n"
        "  moved/root@r3: begun in r1, 2 commits, moved in r3: kept out of sight\n"
        "  deleted/branches/x@r6: made from 'trunk' r3 in r5, 1 commit, deleted in r6: kept out of sight\n"
        "\n"
        "Without any file, left out (1)\n"
        "  branches/y@7: begun in r7, never had a file: left out\n"
        "\n"
        "Outside every branch: 1 commit, 1 file at the end -> refs/archaeo/outside\n"
        "  README\n"
        "Without a commit: 1 deleted, 1 directories only, 1 moved: the layout changed, 1 unchanged copy\n"
        "Expected: 5 commits, about 6 kB, about 1 s\n"
    )


def test_plan_and_conversion_agree(source: Path):
    _, out, _ = run("plan", source, "--json")
    plan = json.loads(out)
    run("convert", source, "-o", "goos.git")
    made = subprocess.run(["git", "-C", "goos.git", "rev-list", "--all", "--count"], capture_output=True, check=True)
    notes = subprocess.run(
        ["git", "-C", "goos.git", "rev-list", "refs/notes/svn", "--count"], capture_output=True, check=True
    )
    assert plan["expected"]["commits"] == int(made.stdout) - int(notes.stdout)
    assert sorted(line["ref"] for line in plan["branches"] if line["ref"]) == [
        name for name in refs("goos.git") if name != "refs/archaeo/outside"
    ]


def test_saved_plan_converts_to_the_same_commits(source: Path):
    assert run("plan", source, "-o", "plan.toml")[0] == 0
    run("convert", source, "-o", "auto.git")
    status, _, _ = run("convert", "--plan", "plan.toml", source, "-o", "planned.git")
    assert status == 0

    def state(name: str) -> bytes:
        return subprocess.run(["git", "-C", name, "for-each-ref"], capture_output=True, check=True).stdout

    assert state("auto.git") == state("planned.git")
    status, out, _ = run("verify", source, "planned.git")
    assert (status, out) == (0, "5 of 5 states identical\n")


def test_edited_plan_renames_and_leaves_out(source: Path):
    run("plan", source, "-o", "plan.toml")
    text = Path("plan.toml").read_text("utf-8").replace("refs/tags/v1", "refs/tags/release-1")
    text = text.replace('pattern = "branches/*"\nkind = "branch"', 'pattern = "branches/*"\nkind = "leave out"')
    Path("plan.toml").write_text(text, "utf-8")
    run("convert", "--plan", "plan.toml", source, "-o", "goos.git")
    assert refs("goos.git") == [
        "refs/archaeo/moved/root@r3",
        "refs/archaeo/outside",
        "refs/heads/main",
        "refs/tags/release-1",
    ]
    rows = Path("goos.git/archaeo/revmap.tsv").read_text("utf-8")
    assert "5\tbranches/x\t\t\tleft out, as planned\n" in rows


def test_several_projects_are_shown_apart_and_the_plain_reading_is_kept(source: Path):
    source.write_bytes(
        dump(
            revision(1, *(node(path) for path in ("fit", "fit/trunk", "sim", "sim/trunk", "sim/tags"))),
            revision(2, node("fit/trunk/a", text=b"1"), node("sim/trunk/b", text=b"2")),
            revision(3, node("sim/tags/1.0", copyfrom=("sim/trunk", 2))),
        )
    )
    _, out, _ = run("plan", source)
    assert "Layout: 2 projects\n" in out
    assert "This is a guess, so the whole repository as one branch is kept too, under refs/archaeo/plain." in out
    assert "Branches of fit (1)\n  fit/main [fit/trunk]: begun in r1, 1 commit, last changed in r2: branch\n" in out
    assert "Tags of sim (1)\n  sim/1.0 [sim/tags/1.0]: copied from 'sim/trunk' r2 in r3" in out
    run("convert", source, "-o", "goos.git")
    assert "refs/archaeo/plain/heads/main" in refs("goos.git")
    assert run("verify", source, "goos.git")[:2] == (0, "4 of 4 states identical\n")


def test_plan_of_a_damaged_dump_goes_as_far_as_the_dump(source: Path):
    source.write_bytes(HISTORY[:-60])
    status, out, _ = run("plan", source)
    assert status == 3
    assert "Odd: 1 cut short" in out


def test_what_is_no_subversion_needs_no_plan(tmp_path: Path):
    (tmp_path / "ChangeLog").write_text("2002-08-20  Ada  <a@b>\n\n\t* a.c: b.\n")
    done = CliRunner().invoke(archaeo, ["plan", str(tmp_path / "ChangeLog")])
    assert isinstance(done.exception, NotMineError)
    assert "is a ChangeLog, which needs no plan" in str(done.exception)


def test_plan_is_not_overwritten_unasked(source: Path):
    Path("plan.toml").write_text("mine")
    assert (
        refused("plan", str(source), "-o", "plan.toml")
        == "plan.toml: exists already; name another file, or say --force"
    )
    assert Path("plan.toml").read_text() == "mine"


def refused(*words: str) -> str:
    """The error that a command ends with."""
    error = CliRunner().invoke(archaeo, words, standalone_mode=False).exception
    assert isinstance(error, ArchaeoError)
    return str(error)


def _plan(rest: str) -> str:
    return f'schema = "archaeo/plan/1"\n[[root]]\n{rest}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = [", "is no TOML"),
        ('schema = "other"', "schema is 'other', 'archaeo/plan/1' is known"),
        ('schema = "archaeo/plan/1"', "has no [[root]]"),
        (
            'schema = "archaeo/plan/1"\n[[root]]\npattern = "a"\nkind = "twig"\n[refs]\na = "heads/x"\n',
            "root 'a': kind is 'twig', one of trunk, branch, tag, leave out is known; "
            "refs 'a': 'heads/x' does not begin with refs/heads/, refs/tags/ or refs/archaeo/",
        ),
        (
            'schema = "archaeo/plan/1"\n[[root]]\npattern = "a"\nkind = "tag"\n[refs]\na = "refs/heads/x y"\n',
            "refs 'a': git refuses the name 'refs/heads/x y'",
        ),
        (_plan('pattern = "tr*k"\nkind = "trunk"'), "root 'tr*k': * stands for a whole name, as in branches/*"),
        (_plan('pattern = "../a"\nkind = "trunk"'), "root '../a': no path has such names"),
        (_plan('pattern = "a"\nkind = "tag"\nfirst = 9\nlast = 3'), "it ends in revision 3, before it begins in 9"),
        (_plan('pattern = "a"\nkind = "tag"\nlast = "3"'), "root 'a': last is '3', a revision number belongs there"),
        (_plan('pattern = "a"\nkind = "tag"\nproject = 3'), "root 'a': inverted is true or false, project a directory"),
        (_plan('pattern = "a"\nkind = "tag"\nkin = 3'), "root 'a': 'kin' is not known; first, inverted, kind"),
        ("uid = 1\n" + _plan('pattern = "a"\nkind = "tag"'), "'uid' is not known; overlapping, plain, refs"),
        (_plan('pattern = "a"\nkind = "tag"\n[[refs]]'), "refs is no table of names"),
        (
            _plan('pattern = "a"\nkind = "tag"\n[refs]\na = "refs/heads/x"\nb = "refs/heads/x"'),
            "refs 'a' and 'b' are both to be 'refs/heads/x'",
        ),
    ],
)
def test_wrong_plan_is_refused_with_all_its_defects(tmp_path: Path, text: str, said: str):
    file = tmp_path / "plan.toml"
    file.write_text(text)
    with pytest.raises(ArchaeoError) as caught:
        plan_file.read(file)
    assert said in str(caught.value)


def test_name_for_a_branch_that_is_not_there_is_told(source: Path):
    run("plan", source, "-o", "plan.toml")
    text = Path("plan.toml").read_text("utf-8") + '"branches/none@3" = "refs/heads/none"\n'
    Path("plan.toml").write_text(text, "utf-8")
    status, _, said = run("convert", "--plan", "plan.toml", source, "-o", "goos.git")
    assert status == 0
    assert "the plan names 'branches/none@3', and no branch or tag is called so; passed over" in said


def test_plan_of_another_repository_is_refused(source: Path):
    run("plan", source, "-o", "plan.toml")
    source.write_bytes(HISTORY.replace(b"UUID: 3f0c", b"UUID: 4e1d"))
    said = refused("convert", "--plan", "plan.toml", str(source), "-o", "goos.git")
    assert "the plan was made for the repository 3f0c, this one is 4e1d" in said


def test_paths_that_toml_cannot_hold_come_back_as_they_were(source: Path):
    odd = 'a"b\\c%41\udce9'
    source.write_bytes(dump(revision(1, node(odd), node(odd + "/trunk"), node(odd + "/trunk/f", text=b"1"))))
    run("plan", source, "-o", "plan.toml")
    assert run("convert", "--plan", "plan.toml", source, "-o", "goos.git")[0] == 0
    assert "refs/heads/main" in refs("goos.git")


def test_plan_is_a_command():
    assert "plan" in archaeo.list_commands(None)


@pytest.mark.parametrize("cut", [0, 60])
def test_plan_is_the_same_when_the_headers_are_read_again(source: Path, monkeypatch: pytest.MonkeyPatch, cut: int):
    source.write_bytes(HISTORY[: len(HISTORY) - cut])
    kept = run("plan", source, "--json")
    monkeypatch.setattr(importlib.import_module("archaeo.importers.svn.survey"), "_MOST_KEPT", 0)
    assert run("plan", source, "--json") == kept
