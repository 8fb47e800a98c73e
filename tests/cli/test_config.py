"""``archaeo.toml`` and ``archaeo init``."""

from __future__ import annotations

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
    assert {"layout", "authors", "ignore", "person"} <= set(tomllib.loads(spoken))
    again = run("init", str(old))
    assert again.returncode == 1 and "archaeo.toml: exists already" in again.stderr


def test_configuration_is_read_from_beside_the_sources(old: Path) -> None:
    (old / "archaeo.toml").write_text('layout = "single"\n')
    done = run("convert", str(old / "boostedgoos.dump"), "-o", str(old / "goos.git"))
    assert done.returncode == 0 and "1 branch" in done.stdout.replace("1 branches", "1 branch")
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('layoot = "std"\n', "unknown name 'layoot':\n    did you mean 'layout'?"),
        ('[timeline]\nsinse = "2"\n', "unknown name 'timeline.sinse':\n    did you mean 'since'?"),
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
