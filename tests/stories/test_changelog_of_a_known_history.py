"""ChangeLogs that were made from a history tell that history: written by git, by Subversion, and in GNU's manner."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from datetime import datetime
from pathlib import Path

import pytest

from archaeo import convert
from archaeo.importers import changelog
from archaeo.model import ImportOptions

SAMPLE = Path(__file__).parents[2] / "fixtures" / "boostedgoos"
_FIELDS = "%x00%an%x00%ae%x00%ad%x00%B%x00"


def _run(*words: str | Path) -> bytes:
    return subprocess.run([str(word) for word in words], capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("known") / "goos.git"
    convert.convert([SAMPLE / "boostedgoos.dump"], target, ImportOptions())
    return target


@pytest.fixture(scope="module")
def history(repository: Path) -> list[tuple[str, str, str, str]]:
    """Author, address, date and message of all commits, newest first, as git gives them."""
    told = _run("git", "-C", repository, "log", "--branches", f"--format={_FIELDS}", "--date=iso-strict").decode()
    cells = told.split("\0")
    rows = zip(cells[1::5], cells[2::5], cells[3::5], cells[4::5], strict=True)
    return [(name, email, date, message.strip()) for name, email, date, message in rows]


@pytest.mark.parametrize("more", [(), ("--stat",), ("--name-status",), ("--pretty=fuller",)])
def test_git_log(repository: Path, history: list, more: tuple[str, ...]) -> None:
    told = _run("git", "-C", repository, "log", "--branches", *more)
    log = changelog.parse(told, "ChangeLog")
    assert log.dialect == "git-log"
    found = [(e.authors[0].name, e.authors[0].email, e.date) for e in log.entries]
    assert found == [(name, email, datetime.fromisoformat(date)) for name, email, date, _ in history]
    if more in ((), ("--pretty=fuller",)):
        assert [entry.text.strip() for entry in log.entries] == [message for *_, message in history]


def test_gnu_manner(history: list) -> None:
    blocks = []
    for name, email, date, message in history:
        body = textwrap.indent("* " + message.replace("\n", "\n  "), "\t", lambda line: bool(line.strip()))
        blocks.append(f"{date[:10]}  {name}  <{email}>\n\n{body}\n\n")
    log = changelog.parse("".join(blocks).encode(), "ChangeLog")
    assert [(str(e.date), e.author_text, e.authors[0].email) for e in log.entries] == [
        (date[:10], name, email) for name, email, date, _ in history
    ]
    assert [" ".join(e.text.split()) for e in log.entries] == [" ".join(f"* {m}".split()) for *_, m in history]
    assert log.coverage == 1.0


_RULER = "-" * 72
_MESSAGES = (
    "first",
    "two lines\nof text\n\nand a paragraph",
    f"quotes a log\n{_RULER}\nr7 | eve | 2001-01-01 00:00:00 +0000 (Mon, 01 Jan 2001) | 1 line\n\nnot so\n{_RULER}",
    "",
    "Größe & <b>weite</b>",
)


@pytest.mark.skipif(not shutil.which("svnmucc"), reason="Subversion is not installed")
@pytest.mark.parametrize("more", [(), ("-v",), ("--xml",), ("--xml", "-v")])
def test_svn_log(tmp_path: Path, more: tuple[str, ...]) -> None:
    _run("svnadmin", "create", tmp_path / "repo")
    url = (tmp_path / "repo").as_uri()
    for number, message in enumerate(_MESSAGES):
        (tmp_path / "message").write_text(message, "utf-8")
        said = ("-F", tmp_path / "message", "--username", f"ada{number}", "--no-auth-cache")
        _run(
            "env",
            "LC_ALL=C.UTF-8",
            "svnmucc",
            *said,
            "-U",
            url,
            "mkdir",
            f"fit{number}",
            "put",
            tmp_path / "message",
            f"fit{number}/a b.c",
        )
    log = changelog.parse(_run("env", "LC_ALL=C.UTF-8", "svn", "log", *more, url), "svn.log")
    assert [entry.revision for entry in log.entries] == ["5", "4", "3", "2", "1"]
    assert [entry.author_text for entry in log.entries] == ["ada4", "ada3", "ada2", "ada1", "ada0"]
    assert [entry.text for entry in log.entries] == list(_MESSAGES[::-1])
    for entry in log.entries:
        date = _run("svnlook", "date", "-r", entry.revision, tmp_path / "repo").decode()[:25]
        assert isinstance(entry.date, datetime)
        assert entry.date.replace(microsecond=0) == datetime.strptime(date, "%Y-%m-%d %H:%M:%S %z")
        number = int(entry.revision) - 1
        assert entry.files == ((f"/fit{number}", f"/fit{number}/a b.c") if "-v" in more else ())
