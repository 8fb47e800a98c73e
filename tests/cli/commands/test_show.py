"""The command on a written summary."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo.cli.commands.show import command
from archaeo.errors import ArchaeoError
from archaeo.summary import build
from archaeo.summary.write import write
from tests.summary.projects import project


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("show") / "goos-archaeo"
    write(build(project()), made, ("json", "sqlite"))
    return made


def _run(*arguments: object) -> str:
    done = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    return done.stdout


def test_cover_is_repeated(folder: Path) -> None:
    lines = _run(folder).splitlines()
    assert lines[0] == "goos"
    assert lines[2] == "In its own words: “Goos is a package that finds boosted jets.” (guess)"
    assert any(line.startswith('- 2012-05-30: "getting goos back') for line in lines)


def test_nearest_folder_is_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert _run().startswith("goos\n")
    assert "fit range" in _run("c2")


@pytest.mark.parametrize(
    ("thing", "wanted"),
    [
        ("c1", "fix the cut"),
        ("tag:v1", "told by  tag"),
        ("v2", "tag refs/tags/v2"),
        ("2009-03-06", "fit range"),
        ("README", "first import"),
        ("kenji", "after the summer"),
        ("event:1", "told by  recorded"),
        ("ChangeLog:4", "before there was a repository"),
    ],
)
def test_one_thing(folder: Path, thing: str, wanted: str) -> None:
    assert wanted in _run(folder, thing)


def test_change_is_shown_with_its_files(folder: Path) -> None:
    shown = _run(folder, "c5")
    assert "60 files" in shown
    assert "  A src/f0.cxx" in shown
    assert "  ... and 20 more" in shown


def test_unknown_thing_and_missing_summary(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ArchaeoError, match=r"nothing in .* is called 'x%'"):
        _run(folder, "x%")
    with pytest.raises(ArchaeoError, match="cannot be read"):
        _run(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArchaeoError, match="there is no summary here"):
        _run()
    with pytest.raises(ArchaeoError, match=r"^old: there is no such folder, and none here has a summary; archaeo dig"):
        _run("old")
    with pytest.raises(ArchaeoError, match=r"^no-archaeo: there is no such folder; archaeo dig SOURCE -o no-archaeo"):
        _run("no-archaeo")
    with pytest.raises(ArchaeoError, match=r"^old: there is no such folder; archaeo dig"):
        _run("old", "r1")


def test_name_that_may_have_been_a_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(ArchaeoError, match="if 'old' should be a folder, there is none of that name here"):
        _run("old")
