"""The command on a small repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo.cli.commands.summary import command
from archaeo.errors import ArchaeoError
from tests.cli.commands.test_timeline import repository as repository


def test_writes_its_files_and_prints_the_cover(repository: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(command, [str(repository), "-o", str(tmp_path / "out"), "--name", "Goos"])
    assert done.exception is None
    assert "2 changes by 1 person" in done.stdout
    assert {file.name for file in (tmp_path / "out").iterdir()} >= {"summary.html", "summary.md", "summary.json"}
    assert json.loads((tmp_path / "out/summary.json").read_text())["name"] == "Goos"


def test_nothing_is_written_over_unasked(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/summary.html").write_text("mine")
    error = CliRunner().invoke(command, [str(repository), "-o", str(tmp_path / "out")]).exception
    assert isinstance(error, ArchaeoError)
    assert "--force" in str(error)
    assert (tmp_path / "out/summary.html").read_text() == "mine"


@pytest.mark.parametrize("name", ["missing", "."])
def test_no_repository_there(tmp_path: Path, name: str) -> None:
    error = CliRunner().invoke(command, [str(tmp_path / name), "-o", str(tmp_path / "out")]).exception
    assert isinstance(error, ArchaeoError)
    assert "no git repository here" in str(error)


def test_who_is_who_is_read_beside_the_repository(repository: Path, tmp_path: Path) -> None:
    arguments = [str(repository), "-o", str(tmp_path / "out"), "--force"]
    assert CliRunner().invoke(command, arguments).exception is None
    name = json.loads((tmp_path / "out/summary.json").read_text())["timeline"][0]["author"]
    (repository.parent / "archaeo.toml").write_text(f'[[person]]\nname = "Somebody Else"\nalso = ["{name}"]\n')
    assert CliRunner().invoke(command, arguments).exception is None
    assert "Somebody Else" in (tmp_path / "out/summary.md").read_text()
    assert "Somebody Else" in (tmp_path / "out/people.toml").read_text()
