"""Tests for archaeo/split.py: one repository for each project."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from archaeo import verify as verifying
from archaeo.convert import read_options
from archaeo.errors import ArchaeoError
from archaeo.model import ContentOptions, ImportOptions
from archaeo.split import Part, split
from archaeo.update import update
from archaeo.verify import verify
from tests.importers.svn.dumps import dump, node, revision

HISTORY = dump(
    revision(1, *(node(path) for path in ("fit", "fit/trunk", "fit/tags", "sim", "sim/trunk", "sim/branches"))),
    revision(2, node("fit/trunk/a", text=b"1"), node("sim/trunk/b", text=b"2"), node("README", text=b"read")),
    revision(3, node("fit/tags/1.0", copyfrom=("fit/trunk", 2))),
    revision(4, node("sim/branches/fit-in", copyfrom=("fit/trunk", 2)), node("sim/branches/fit-in/c", text=b"3")),
    revision(5, node("sim/branches/fit-in", "delete")),
)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Part, ...]:
    (tmp_path / "goos.dump").write_bytes(HISTORY)
    return split([tmp_path / "goos.dump"], tmp_path / "goos", ImportOptions())[1]


def git(repository: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(repository), *words], capture_output=True, text=True, check=True).stdout


def test_each_project_has_a_repository_with_its_own_names(made: tuple[Part, ...], tmp_path: Path):
    assert [(part.folder.relative_to(tmp_path).as_posix(), part.project) for part in made] == [
        ("goos/fit.git", "fit"),
        ("goos/sim.git", "sim"),
        ("goos/_outside.git", None),
    ]
    names = [git(part.folder, "for-each-ref", "--format=%(refname)").split() for part in made]
    assert names[0] == ["refs/heads/main", "refs/notes/svn", "refs/tags/1.0"]
    assert names[1] == ["refs/archaeo/deleted/sim/branches/fit-in@r5", "refs/heads/main", "refs/notes/svn"]
    assert "refs/archaeo/outside" in names[2]
    assert "refs/archaeo/plain/heads/main" in names[2]
    assert git(made[0].folder, "log", "--format=%s", "main").split("\n")[:-1] == ["revision 2"]
    assert git(made[0].folder, "symbolic-ref", "HEAD") == "refs/heads/main\n"


def test_a_branch_copied_from_another_project_keeps_its_past(made: tuple[Part, ...]):
    ref = "refs/archaeo/deleted/sim/branches/fit-in@r5"
    assert git(made[1].folder, "log", "--format=%s", ref).split("\n")[:-1] == ["revision 4", "revision 2"]


def test_each_part_can_be_verified_and_holds_only_its_notes(made: tuple[Part, ...], tmp_path: Path):
    states = []
    for part in made:
        git(part.folder, "fsck", "--strict")
        proof = verify([tmp_path / "goos.dump"], part.folder, read_options(part.folder))
        assert proof.differences == ()
        states.append((proof.states, len(git(part.folder, "notes", "--ref=svn", "list").splitlines())))
    assert states[0] == (1, 1)
    assert states[1] == (2, 2)


def test_a_part_cannot_be_extended_alone(made: tuple[Part, ...], tmp_path: Path):
    with pytest.raises(ArchaeoError, match="cannot be extended alone; convert the longer source with --split"):
        update([tmp_path / "goos.dump"], made[0].folder, ImportOptions())


def test_an_existing_folder_is_left_alone(made: tuple[Part, ...], tmp_path: Path):
    with pytest.raises(ArchaeoError, match="exists already"):
        split([tmp_path / "goos.dump"], tmp_path / "goos", ImportOptions())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["goos", "goos.dump"]


def test_project_at_the_top_has_the_name_of_the_folder(tmp_path: Path):
    (tmp_path / "one.dump").write_bytes(dump(revision(1, node("trunk"), node("trunk/a", text=b"1"))))
    _, parts = split([tmp_path / "one.dump"], tmp_path / "one", ImportOptions())
    assert [part.folder.name for part in parts] == ["one.git"]


def test_project_names_do_not_lead_out_of_the_folder(tmp_path: Path):
    paths = ["..", "../trunk", ".git", ".git/trunk"]
    raw = dump(revision(1, *map(node, paths), *(node(f"{path}/f", text=b"1") for path in paths[1::2])))
    (tmp_path / "odd.dump").write_bytes(raw)
    _, parts = split([tmp_path / "odd.dump"], tmp_path / "made" / "odd", ImportOptions())
    folder = (tmp_path / "made" / "odd").resolve()
    assert all(folder in part.folder.resolve().parents for part in parts)


def test_folder_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The name of the folder may be relative."""
    (tmp_path / "goos.dump").write_bytes(HISTORY)
    monkeypatch.chdir(tmp_path)
    _, parts = split([Path("goos.dump")], Path("parts"), ImportOptions())
    assert [part.folder.as_posix() for part in parts] == ["parts/fit.git", "parts/sim.git", "parts/_outside.git"]
    assert git(tmp_path / "parts" / "fit.git", "log", "--format=%s", "main") == "revision 2\n"


def test_the_longer_dump_replaces_the_folder_and_keeps_the_ids(made: tuple[Part, ...], tmp_path: Path):
    before = git(made[1].folder, "rev-parse", "main")
    (tmp_path / "goos.dump").write_bytes(HISTORY + revision(6, node("sim/trunk/b", "change", text=b"6")))
    split([tmp_path / "goos.dump"], tmp_path / "goos", ImportOptions(), force=True)
    assert git(made[1].folder, "rev-parse", "main~1") == before
    (tmp_path / "goos" / "mine.txt").write_text("mine")
    with pytest.raises(ArchaeoError, match="holds more than --split made, and is not replaced"):
        split([tmp_path / "goos.dump"], tmp_path / "goos", ImportOptions(), force=True)
    assert (tmp_path / "goos" / "mine.txt").exists()


def test_tables_and_large_files_are_the_projects_own(tmp_path: Path):
    large = b"large enough, and in fit alone\n" * 9
    (tmp_path / "p.dump").write_bytes(
        dump(
            revision(1, *(node(path) for path in ("fit", "fit/trunk", "sim", "sim/trunk", "sim/tags"))),
            revision(2, node("fit/trunk/a", text=large, props={"x": b"fit"}), node("sim/trunk/b", text=b"b")),
            revision(3, node("sim/trunk/b", "change", "file", props={"y": b"sim"})),
            revision(4, node("", "change", "dir", props={"z": b"root"})),
        )
    )
    options = ImportOptions(content=ContentOptions(lfs_above=100))
    _, parts = split([tmp_path / "p.dump"], tmp_path / "p", options)
    told = {}
    for part in parts:
        table = part.folder / "archaeo" / "properties.tsv"
        rows = table.read_text("utf-8").splitlines()[1:] if table.exists() else []
        told[part.folder.name] = [row.split("\t")[2] for row in rows]
        objects = [file for file in (part.folder / "lfs").rglob("*") if file.is_file()]
        assert len(objects) == (part.folder.name != "sim.git")
        assert verify([tmp_path / "p.dump"], part.folder, read_options(part.folder)).differences == ()
    assert told == {"fit.git": ["x"], "sim.git": ["y"], "_outside.git": ["z"]}


@pytest.mark.skipif(not shutil.which("svnadmin"), reason="svnadmin is not installed: no dump with deltas")
def test_part_of_a_dump_with_deltas_against_another_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The text that a delta is against need not be in the repository that is verified."""
    monkeypatch.setattr(verifying, "_CACHE_BYTES", 10)
    text = b"".join(b"%d\n" % (number * number) for number in range(500))
    plain = dump(
        revision(1, *(node(path) for path in ("fit", "fit/trunk", "sim", "sim/trunk"))),
        revision(2, node("fit/trunk/a", text=text)),
        revision(3, node("sim/trunk/a", copyfrom=("fit/trunk/a", 2), text=text + b"3\n")),
        revision(4, node("sim/trunk/a", "change", text=text + b"4\n"), node("fit/trunk/a", "change", text=b"4")),
    ).replace(b"UUID: 3f0c\n\n", b"")
    subprocess.run(["svnadmin", "create", tmp_path / "svn"], check=True)
    subprocess.run(["svnadmin", "load", "-q", tmp_path / "svn"], input=plain, check=True)
    made = subprocess.run(["svnadmin", "dump", "-q", "--deltas", tmp_path / "svn"], capture_output=True, check=True)
    assert b"Text-delta: true" in made.stdout
    (tmp_path / "v3.dump").write_bytes(made.stdout)
    _, parts = split([tmp_path / "v3.dump"], tmp_path / "parts", ImportOptions())
    assert [part.folder.name for part in parts][:2] == ["fit.git", "sim.git"]
    for part in parts:
        proof = verify([tmp_path / "v3.dump"], part.folder, read_options(part.folder))
        assert proof.states == proof.identical > 0
