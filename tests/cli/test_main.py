"""The command line as a whole: statuses, suggestions, pipes, locales."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

import click
import pytest

from archaeo.cli import archaeo

ROOT = Path(__file__).parents[2]


def run(
    *arguments: str, cwd: Path | None = None, stdout: IO[str] | int = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in a process of its own."""
    command = [sys.executable, "-m", "archaeo", *arguments]
    # most people's python keeps output back, and has something left to write when it ends
    kept_back = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    env = {**kept_back, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, env=env, cwd=cwd, check=False)


def test_no_argument_shows_what_to_type_first() -> None:
    done = run()
    assert done.returncode == 0 and done.stderr == ""
    assert "archaeo dig " in done.stdout and len(done.stdout.splitlines()) <= 8


def test_wrong_command_suggests_the_right_one() -> None:
    done = run("docter")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "archaeo: no such command 'docter'; did you mean 'doctor'?\n    archaeo --help shows what it takes\n"
    )


def test_wrong_option_suggests_the_right_one() -> None:
    done = run("doctor", "--jsno")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "archaeo doctor: no such option '--jsno'; did you mean '--json'?\n"
        "    archaeo doctor --help shows what it takes\n"
    )


def test_path_in_place_of_a_command_is_told_to_dig(tmp_path: Path) -> None:
    done = run(str(tmp_path))
    assert done.returncode == 2
    assert f"to dig it up: archaeo dig {tmp_path}" in done.stderr


def test_what_was_typed_cannot_move_the_cursor() -> None:
    done = run("\x1b]0;owned\x07\x9b2J")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr and "\x9b" not in done.stderr and "\\x1b]0;owned\\x07\\x9b2J" in done.stderr


def test_closed_pipe_is_silent() -> None:
    """The reader takes nothing and goes, as ``| true`` does."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "archaeo", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_c_locale_shows_help() -> None:
    for locale in ({"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = run("doctor", **locale)
        assert "Traceback" not in done.stderr and "python" in done.stdout


@pytest.fixture(scope="module")
def goos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample, a conversion of it, and what a dig wrote."""
    folder = tmp_path_factory.mktemp("goos")
    shutil.copytree(ROOT / "fixtures" / "boostedgoos", folder / "goos")
    for arguments in (["dig", "goos", "-o", "dug"], ["convert", "goos/boostedgoos.dump", "-o", "goos.git"]):
        assert run(*arguments, cwd=folder).returncode == 0
    return folder


EVERY = {
    "dig": "dig goos -o dug --force",
    "plan": "plan goos/boostedgoos.dump",
    "authors": "authors goos/boostedgoos.dump",
    "convert": "convert goos/boostedgoos.dump -o goos.git --force",
    "verify": "verify goos/boostedgoos.dump goos.git",
    "changelog": "changelog goos/ChangeLog",
    "reconcile": "reconcile goos.git",
    "timeline": "timeline goos.git goos/ChangeLog",
    "deps": "deps goos/sources",
    "build-notes": "build-notes goos/sources",
    "summary": "summary goos.git -o summary --force",
    "show": "show dug r64",
    "doctor": "doctor",
    "init": "init fresh",
    "completion": "completion bash",
}
"""One run of each command that comes to its end."""


def test_every_command_is_run() -> None:
    context = click.Context(archaeo)
    assert set(EVERY) == set(archaeo.list_commands(context))


@pytest.mark.parametrize("name", EVERY)
def test_last_line_says_what_came_of_it_unless_quiet(name: str, goos: Path) -> None:
    command = EVERY[name].split()
    for file in (goos / "fresh").glob("*"):
        file.unlink()
    (goos / "fresh").mkdir(exist_ok=True)
    done = run(*command, cwd=goos)
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1].startswith(f"archaeo {name}: ")
    assert sum(line.startswith("archaeo ") for line in done.stderr.splitlines()) == 1
    for file in (goos / "fresh").glob("*"):
        file.unlink()
    quiet = run("-q", *command, cwd=goos)
    assert (quiet.returncode, quiet.stderr, quiet.stdout) == (0, "", done.stdout)


@pytest.mark.parametrize("name", EVERY)
def test_common_options_may_stand_before_the_command(name: str, goos: Path) -> None:
    command = EVERY[name].split()
    for file in (goos / "fresh").glob("*"):
        file.unlink()
    done = run("-qv", "--no-progress", "--json", *command, cwd=goos)
    if name in ("authors", "init", "completion"):
        assert done.returncode == 2
        assert done.stderr.startswith(f"archaeo: {name} prints no JSON; these do: dig, plan, convert, ")
    else:
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)


def test_help_shows_the_purpose_of_each_command_whole() -> None:
    shown = run("--help", COLUMNS="80").stdout
    assert "..." not in shown.partition("Commands:")[2]
    for name in EVERY:
        text = run(name, "--help", COLUMNS="60").stdout
        assert text.count(f"\n    archaeo {name}") >= 2, f"two examples of {name}"
        assert max(map(len, text.splitlines())) <= 100


def test_term_of_a_query_may_begin_with_a_minus(goos: Path) -> None:
    everything = run("timeline", "goos.git", cwd=goos).stdout.splitlines()
    without = run("timeline", "goos.git", "-who:ethompso", "-disaster", "kind:change", cwd=goos).stdout.splitlines()
    assert 0 < len(without) < len(everything) and not any("disaster" in line for line in without)
    wrong = run("timeline", "goos.git", "-whom:x", cwd=goos)
    assert wrong.returncode == 2 and "unknown filter 'whom:'" in wrong.stderr
    wrong = run("timeline", "goos.git", "--sinse", "2012", cwd=goos)
    assert wrong.returncode == 2 and "; did you mean " in wrong.stderr and "'--since'" in wrong.stderr
    assert run("timeline", "goos.git", "--grep", "-00-", cwd=goos).stdout


def test_help_takes_little_longer_than_python_and_click() -> None:
    """CPU, the best of several in turn, so that a busy machine slows all alike."""

    def cost(*arguments: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], env=env, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    commands = (("-m", "archaeo", "--help"), ("-c", "pass"), ("-c", "import click"))
    ours, python, click = (min(costs) for costs in zip(*([cost(*c) for c in commands] for _ in range(7)), strict=True))
    assert ours <= 1.5 * (python + click)
