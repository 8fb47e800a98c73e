"""Every command as a person meets it: hostile messages, narrow terminals, pipes, Ctrl-C, a terminal that is one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archaeo.inert import clean
from tests.cli import tmux
from tests.cli.test_main import ROOT, run

SAMPLE = ROOT / "fixtures" / "boostedgoos"
HOSTILE = "\x1b]0;owned\x07 \x1b[2J \x9b2J \u202egnp.exe [/nope] [bold]x[/] \x00\x08 <script>alert(1)</script>"


def _properties(**values: str) -> bytes:
    block = b""
    for name, value in values.items():
        key, text = f"svn:{name}".encode(), value.encode("utf-8", "surrogateescape")
        block += b"K %d\n%s\nV %d\n%s\n" % (len(key), key, len(text), text)
    return block + b"PROPS-END\n"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A dump whose message, author and path would drive a terminal, and a ChangeLog beside it."""
    folder = tmp_path / "old"
    folder.mkdir()
    dump = b"SVN-fs-dump-format-version: 2\n\n"
    path = "trunk/evil\x1b[31m\u202e.c".encode()
    nodes = b"Node-path: trunk\nNode-kind: dir\nNode-action: add\n\n\n"
    nodes += (
        b"Node-path: %s\nNode-kind: file\nNode-action: add\nText-content-length: 7\nContent-length: 7\n\nint a;\n\n"
        % path
    )
    for number, body in ((0, b""), (1, nodes)):
        block = _properties(log=HOSTILE, author="eve\x1b[5m\x07", date="2012-05-30T14:02:00.000000Z")
        head = b"Revision-number: %d\nProp-content-length: %d\nContent-length: %d\n\n"
        dump += head % (number, len(block), len(block)) + block + b"\n" + body
    (folder / "evil.dump").write_bytes(dump)
    entry = f"2012-05-30  Eve\x1b[5m  <eve@x>\n\n\t* evil.c: {HOSTILE}\n\n"
    (folder / "ChangeLog").write_bytes((entry + entry.replace("30", "29")).encode("utf-8", "surrogateescape"))
    return folder


def commands(folder: Path) -> list[list[str]]:
    """One run of each command that prints what a source says; ``dig`` first, for the others to read."""
    dump, log, dug = str(folder / "evil.dump"), str(folder / "ChangeLog"), str(folder / "dug")
    repo = f"{dug}/repo.git"
    return [
        ["dig", str(folder), "-o", dug, "-v"],
        ["dig", str(folder), "-o", dug, "--force", "--json"],
        ["convert", dump, "-o", f"{dug}/again.git", "-v"],
        ["verify", dump, repo, "-v"],
        ["changelog", log],
        ["changelog", log, "--json"],
        ["timeline", dug],
        ["timeline", dug, "--json"],
        ["timeline", dug, "--csv"],
        ["timeline", dump, log],
        ["deps", repo, "--rev", "main"],
        ["deps", repo, "--rev", "main", "--format", "json"],
        ["deps", repo, "--rev", "main", "--format", "dot"],
        ["summary", repo, "-o", f"{dug}/summary"],
        ["authors", dump],
        ["no\x1b[31mcommand"],
        ["timeline", dug, "wh\x1b[31mom:x"],
        ["dig", "nowhere\x1b[31m"],
    ]


def test_no_escape_byte_reaches_a_terminal(hostile: Path) -> None:
    for arguments in commands(hostile):
        done = run(*arguments)
        for name, stream in (("stdout", done.stdout), ("stderr", done.stderr)):
            assert clean(stream.replace("\r\n", "\n")) == stream.replace("\r\n", "\n"), (arguments, name, stream[:2000])
            assert "Traceback" not in stream, f"archaeo {arguments!r}\n{stream}"
        assert done.returncode in (0, 1, 2, 3), arguments


def test_files_written_hold_no_escape_byte(hostile: Path) -> None:
    run("dig", str(hostile), "-o", str(hostile / "dug"))
    for name in ("summary.html", "summary.md", "summary.json"):
        text = (hostile / "dug" / name).read_text(encoding="utf-8")
        assert not {"\x1b", "\x9b", "\u202e", "\x00"} & set(text), name
        assert "<script>alert" not in text or name != "summary.html"


@pytest.mark.parametrize("columns", ["60", "40"])
def test_narrow_terminals_lose_no_word(columns: str, tmp_path: Path) -> None:
    done = run("dig", str(SAMPLE), "-o", str(tmp_path / "goos"), COLUMNS=columns)
    words = done.stdout.split()
    assert done.returncode == 0 and "svn disaster of 2012" in " ".join(words)
    assert max(len(line) for line in done.stdout.splitlines()) <= int(columns)


def test_every_command_is_silent_when_the_reader_goes(tmp_path: Path) -> None:
    run("dig", str(SAMPLE), "-o", str(tmp_path / "goos"), "-q")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for arguments in (
        ["timeline", "goos"],
        ["changelog", str(SAMPLE / "ChangeLog")],
        ["deps", str(SAMPLE / "sources")],
    ):
        script = f'"{sys.executable}" -m archaeo {" ".join(arguments)} -q; echo "status $?" >&2'
        done = subprocess.run(
            ["sh", "-c", f"{{ {script}; }} | head -n 1"],
            capture_output=True,
            text=True,
            env=env,
            cwd=tmp_path,
            check=False,
        )
        assert done.stderr == "status 0\n", arguments
        assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0.2, 0.5, 1.0])
def test_interrupted_dig_leaves_nothing(number: signal.Signals, delay: float, tmp_path: Path) -> None:
    """At any moment: while it is imported, while it converts, while it writes."""
    old = tmp_path / "old"
    old.mkdir()
    for copy in range(6):  # long enough that the last moment still finds it at work
        (old / f"goos{copy}.dump").write_bytes((SAMPLE / "boostedgoos.dump").read_bytes())
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "archaeo", "dig", "old", "-o", "out"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(delay)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    if "Fatal Python error: init" in err:
        pytest.skip("Python itself had not begun yet on this busy machine")
    assert "Traceback" not in err
    left = {path.name for path in tmp_path.iterdir()} - {"old"}
    if process.returncode == 0:
        assert left == {"out"}
    else:
        assert process.returncode in (130, -number) and left == set(), (process.returncode, err)
        assert process.returncode != 130 or "archaeo: interrupted" in err


@pytest.mark.slow
@tmux.MISSING
@pytest.mark.parametrize("size", ["80x24", "200x60"])
def test_browse_and_leave(size: str, tmp_path: Path) -> None:
    """The browser on a real terminal: a session, with what each key shows before the next is pressed."""
    terminal = tmux.Terminal(size, tmp_path, f'timeline "{SAMPLE}"')
    try:
        for typed, wanted in (
            ("", "newest first"),
            ("/", "words, or who:"),
            ("disaster Enter", "· disaster"),
            ("Escape", "· changes · newest first"),
            ("t", "date: 2012"),
            ("2012-05-30 Enter", "2012-05-30"),
            ("5", "· files"),
            ("1", "· changes"),
            ("?", "half a page"),
            ("q", r"· newest first\s*$"),  # the page of keys has the words too
        ):
            terminal.type(typed)
            terminal.until(wanted, typed)
        terminal.tmux("resize-window", "-t", "0", "-x", "70", "-y", "20")
        terminal.until_cursor("2012-05-30", "another size")
        terminal.type("Q")
        assert "archaeo timeline" in terminal.until("left with 0")
    finally:
        terminal.close()
