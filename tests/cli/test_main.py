"""The command line as a whole: statuses, suggestions, pipes, locales."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in a process of its own."""
    command = [sys.executable, "-m", "archaeo", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


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
        assert done.stderr == "" and "python" in done.stdout
