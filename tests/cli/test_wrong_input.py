"""Each command with each wrong thing that a person may name: an error in three parts, no traceback, no escape byte."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from archaeo.inert import clean
from tests.cli.test_main import EVERY, ROOT, run

COMMANDS = {
    "dig": ["dig", "{}", "-o", "out"],
    "plan": ["plan", "{}"],
    "authors": ["authors", "{}"],
    "convert": ["convert", "{}", "-o", "out"],
    "verify": ["verify", "{}", "empty.git"],
    "changelog": ["changelog", "{}"],
    "reconcile": ["reconcile", "{}"],
    "timeline": ["timeline", "{}"],
    "deps": ["deps", "{}", "--cycles"],
    "build-notes": ["build-notes", "{}"],
    "summary": ["summary", "{}", "-o", "out"],
    "show": ["show", "{}"],
    "doctor": ["doctor", "{}"],
    "init": ["init", "{}"],
    "completion": ["completion", "{}"],
}

WRONG = {
    "nowhere": "there is no such thing",
    "empty": "a file without a byte",
    "folder": "a folder without a file",
    "binary": "bytes of no meaning",
    "text": "three words",
    "head.dump": "a dump that ends after its first line",
    "cut.dump": "a dump that breaks off",
    "packed.gz": "no gzip file, in spite of its first bytes",
    "loop": "a link to itself",
    "broken.git": "a repository without its objects",
    "empty.git": "a repository without a commit",
    "closed": "a file that one may not read",
    "a\x1b[31m": "a name that would colour the terminal",
}

# what one of them is no wrong input for; None as key stands for any
FINE = {("deps", None), ("build-notes", None), ("init", "folder"), ("convert", "cut.dump"), ("dig", "cut.dump")}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one of each."""
    here = tmp_path_factory.mktemp("wrong")
    dump = (ROOT / "fixtures" / "boostedgoos" / "boostedgoos.dump").read_bytes()
    contents = {
        "empty": b"",
        "binary": bytes(range(256)) * 12,
        "text": b"hello\n" * 3,
        "head.dump": b"SVN-fs-dump-format-version: 2\n\n",
        "cut.dump": dump[:200_000],
        "packed.gz": b"\x1f\x8b\x08\0garbage",
        "closed": b"2012-05-30  Eve  <eve@x.org>\n\n\t* a.c: b.\n",
    }
    for name, content in contents.items():
        (here / name).write_bytes(content)
    (here / "closed").chmod(0)
    (here / "folder").mkdir()
    (here / "loop").symlink_to("loop")
    (here / "broken.git" / "objects").mkdir(parents=True)
    (here / "broken.git" / "refs").mkdir()
    (here / "broken.git" / "HEAD").write_text("ref: refs/heads/gone\n")
    subprocess.run(["git", "init", "-q", "--bare", here / "empty.git"], check=True)
    return here


def test_every_command_is_tried() -> None:
    assert set(COMMANDS) == set(EVERY)


@pytest.mark.parametrize("name", COMMANDS)
def test_wrong_input_is_an_error_that_says_what_to_do(name: str, wrong: Path) -> None:
    for number, thing in enumerate(WRONG):
        if thing == "closed" and os.access(wrong / "closed", os.R_OK):
            continue  # whoever is root may read all
        manner = ({}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"COLUMNS": "60"})[number % 3]
        done = run(*[word.replace("{}", thing) for word in COMMANDS[name]], cwd=wrong, **manner)
        told = f"archaeo {name} {thing}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        assert "Traceback" not in done.stderr and "fault of archaeo" not in done.stderr, told
        assert clean(done.stdout + done.stderr) == done.stdout + done.stderr, told
        assert done.returncode in (0, 1, 2, 3), told
        if done.returncode in (1, 2):
            assert any(line.startswith("archaeo") for line in done.stderr.splitlines()), told
        if not {(name, None), (name, thing)} & FINE and thing in ("nowhere", "binary", "text", "loop"):
            assert done.returncode in (1, 2), told
        shutil.rmtree(wrong / "out", ignore_errors=True)
        (wrong / "folder" / "archaeo.toml").unlink(missing_ok=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_wrong_option_is_wrong_usage_with_a_suggestion(name: str) -> None:
    done = run(name, "--quite")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such option '--quite'" in done.stderr and "--quiet" in done.stderr
    assert f"    archaeo {name} --help shows what it takes" in done.stderr


@pytest.mark.parametrize("name", EVERY)
def test_full_disk_is_an_error(name: str) -> None:
    """Standard output may lead to one; /dev/full plays it."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here to play a full disk")
    with Path("/dev/full").open("w") as full:
        done = run(name, "--help", stdout=full)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "no space left on device" in done.stderr.lower()
