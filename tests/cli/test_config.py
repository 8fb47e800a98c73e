"""``archaeo.toml`` and ``archaeo init``."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest

from archaeo.cli import config
from archaeo.errors import ArchaeoError
from tests.cli.test_main import run

SAMPLE = Path(__file__).parents[2] / "fixtures" / "boostedgoos"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    folder.mkdir()
    for name in ("boostedgoos.dump", "ChangeLog"):
        (folder / name).write_bytes((SAMPLE / name).read_bytes())
    return folder


def test_init_writes_what_every_command_understands(old: Path) -> None:
    done = run("init", str(old))
    assert (done.returncode, done.stdout) == (0, f"wrote {old / 'archaeo.toml'}\n")
    text = (old / "archaeo.toml").read_text()
    assert tomllib.loads(text) == {} and all(line.startswith("#") for line in text.splitlines() if line)
    spoken = "\n".join(line[1:] for line in text.splitlines() if line.startswith("#") and line[1:2] != " ")
    assert {"layout", "authors", "ignore", "person", "date"} <= set(tomllib.loads(spoken))
    again = run("init", str(old))
    assert again.returncode == 1 and "archaeo.toml: exists already" in again.stderr


def test_configuration_is_read_from_beside_the_sources(old: Path) -> None:
    (old / "archaeo.toml").write_text('layout = "single"\n')
    done = run("convert", str(old / "boostedgoos.dump"), "-o", str(old / "goos.git"))
    assert done.returncode == 0 and "1 branch," in done.stdout
    done = run("convert", str(old / "boostedgoos.dump"), "-o", str(old / "std.git"), "--layout", "std")
    assert "3 branches" in done.stdout


def test_table_speaks_to_one_command(old: Path) -> None:
    (old / "archaeo.toml").write_text('[timeline]\nsince = "2013-06"\n')
    lines = run("timeline", str(old / "ChangeLog")).stdout.splitlines()
    assert len(lines) > 2 and all(line >= "2013-06" for line in lines)


def test_who_is_who_is_said_there(old: Path) -> None:
    (old / "archaeo.toml").write_text('[[person]]\nname = "The Two"\nalso = ["ethompso", "kmoto"]\n')
    done = run("dig", str(old), "-o", str(old / "out"))
    assert done.returncode == 0 and "The Two made" in (old / "out" / "summary.md").read_text()


def test_dates_are_put_right_in_every_command(old: Path) -> None:
    said = '[date]\nr64 = 2012-06-02\n"ChangeLog:42" = "2012-05-29"\n'
    log = (old / "ChangeLog").read_text().splitlines()
    line = next(n for n, text in enumerate(log, 1) if text[:1].isdigit() or "2012" in text)
    (old / "archaeo.toml").write_text(said.replace("42", str(line)))
    run("convert", str(old / "boostedgoos.dump"), "-o", str(old / "goos.git"))
    git = [
        "git",
        "--git-dir",
        str(old / "goos.git"),
        "log",
        "--format=%ad",
        "--date=iso",
        "--grep",
        "back into SVNINST",
    ]
    assert subprocess.run(git, capture_output=True, text=True, check=True).stdout == "2012-06-02 12:00:00 +0000\n"
    for source in ("goos.git", "boostedgoos.dump"):
        shown = run("timeline", str(old / source), "rev:r64").stdout
        assert shown.startswith("2012-06-02 12:00  r64"), source
    assert run("changelog", str(old / "ChangeLog")).stdout.startswith("2012-05-29  ")
    shown = run("timeline", str(old / "ChangeLog"), "circa:2012-05-29").stdout
    assert f"2012-05-29        ChangeLog:{line} " in shown
    entries = json.loads(
        run("changelog", "--json", str(old / "ChangeLog"), "--date", f"ChangeLog:{line}=2001-01-01").stdout
    )
    assert entries["entries"][0]["date"] == "2001-01-01"
    wrong = run("timeline", str(old / "ChangeLog"), "--date", "r64")
    assert wrong.returncode == 2 and "'r64' is no corrected date; write r64=2012-05-30, " in wrong.stderr


def test_people_are_read_by_every_command(old: Path) -> None:
    said = '[[person]]\nname = "The Two"\nalso = ["ethompso", "kmoto", "Ellen Thompson"]\n'
    (old / "archaeo.toml").write_text(said)
    run("convert", str(old / "boostedgoos.dump"), "-o", str(old / "goos.git"))
    git = ["git", "--git-dir", str(old / "goos.git"), "log", "--all", "--format=%an"]
    names = set(subprocess.run(git, capture_output=True, text=True, check=True).stdout.splitlines())
    assert "The Two" in names and not {"ethompso", "kmoto"} & names
    assert "The Two" in run("timeline", str(old / "boostedgoos.dump")).stdout
    assert "  The Two" in run("changelog", str(old / "ChangeLog")).stdout
    assert "  The Two  " in run("reconcile", str(old / "goos.git")).stdout


def test_paths_are_ignored_by_every_command(old: Path) -> None:
    run("convert", str(old / "boostedgoos.dump"), "-o", str(old / "goos.git"))
    before = run("deps", str(old / "goos.git")).stdout
    (old / "archaeo.toml").write_text('ignore = ["src/*"]\n')
    after = run("deps", str(old / "goos.git")).stdout
    assert "src/" in before and "src/GoosFinder.cxx," not in after
    assert run("timeline", str(old / "goos.git"), "path:src/**").stdout == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('layoot = "std"\n', "unknown name 'layoot':\n    did you mean 'layout'?"),
        ('[timeline]\nsinse = "2"\n', "unknown name 'timeline.sinse':\n    did you mean 'since'?"),
        ("[dates]\nr64 = 2012-05-30\n", "unknown name 'dates':\n    did you mean 'date'?"),
        ('output = "/etc"\n', "unknown name 'output'"),
        ("layout = \n", "is no TOML: Invalid value (at line 1, column 10)"),
    ],
)
def test_what_is_wrong_in_it_is_said(old: Path, text: str, said: str) -> None:
    (old / "archaeo.toml").write_text(text)
    done = run("dig", str(old), "-o", str(old / "out"))
    assert done.returncode == 1 and f"archaeo: {old / 'archaeo.toml'}: {said}" in done.stderr
    assert not (old / "out").exists()


def test_options_it_may_hold_exist() -> None:
    import click

    from archaeo.cli import archaeo

    context = click.Context(archaeo)
    commands = [archaeo.get_command(context, name) for name in archaeo.list_commands(context)]
    known = {option[2:] for command in commands if command for p in command.params for option in p.opts}
    assert known >= config._HERE


def test_error_is_of_the_house(tmp_path: Path) -> None:
    (tmp_path / "archaeo.toml").write_bytes(b"\xff")
    with pytest.raises(ArchaeoError, match="is no TOML"):
        config.defaults(tmp_path / "archaeo.toml", {})
