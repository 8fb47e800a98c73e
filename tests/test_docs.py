"""The documentation is true: its commands run and print what it shows, its tables are the code's, the site builds."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archaeo.api import revisions
from archaeo.importers.svn.layout import parse, text
from archaeo.model import ContentOptions, ImportOptions
from archaeo.split import split
from archaeo.timeline import keys
from tests.importers.svn.dumps import dump, node, revision

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", DOCS / "index.md", DOCS / "tutorial.md", *sorted((DOCS / "usage").glob("*.md"))]


def _typed(page: Path) -> list[tuple[str, list[str]]]:
    """Each command of a page, and the lines that a ``console`` block shows below it.

    Blocks of ``text`` are patterns: what is to be put in stands in capitals.
    """
    found: list[tuple[str, list[str]]] = []
    text = page.read_text(encoding="utf-8")
    for kind, block, indented in re.findall(r"^```(\w*)\n(.*?)^```|^    \$ ([^\n]*)$", text, flags=re.S | re.M):
        for line in [f"$ {indented}"] if indented else block.splitlines():
            is_bare = kind in ("", "sh") and line.startswith(("archaeo ", "git ", "svn"))
            if line.startswith("$ ") or is_bare:
                found.append((line.removeprefix("$ "), []))
            elif kind == "console":
                found[-1][1].append(line)
    return found


def shows(printed: str, shown: list[str]) -> str:
    """Say which line of a page is not among those printed, in order; ``...`` stands for any."""
    lines, place, loose = printed.splitlines(), 0, False
    for line in shown:
        if line == "...":
            loose = True
            continue
        hits = [i for i in range(place, len(lines)) if lines[i].rstrip().startswith(line.rstrip())]
        if not hits or (not loose and hits[0] != place):
            return line
        place, loose = hits[0] + 1, False
    return ""


@pytest.fixture
def checkout(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder that looks like a checkout, and an environment in which `archaeo` is a command."""
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    command = tmp_path / "bin" / "archaeo"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m archaeo "$@"\n')
    command.chmod(0o755)
    path = f"{command.parent}:{os.environ['PATH']}"
    return tmp_path, {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_the_page_print_what_it_shows(page: Path, checkout: tuple[Path, dict[str, str]]) -> None:
    folder, env = checkout
    commands = _typed(page)
    assert commands or page.name in NO_COMMANDS
    for command, shown in commands:
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder,
            env=env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        missing = shows(done.stdout, shown)
        assert not missing, f"$ {command}\ndoes not print\n{missing}\nbut\n{done.stdout}"


NO_COMMANDS = ("library.md", "read-a-summary.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_cannot_be_typed_is_a_pattern(page: Path) -> None:
    patterns = re.findall(r"^```text\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    for line in "".join(patterns).splitlines():
        assert not line.startswith("archaeo ") or re.search(r"\b[A-Z]{3,}", line), (
            f"{page.name}: what is yours in {line}?"
        )


def test_shows_finds_what_is_not_there() -> None:
    assert shows("a\nb\nc\n", ["a", "...", "c"]) == ""
    assert shows("a\nb\nc\n", ["a", "c"]) == "c"
    assert shows("a\n", ["...", "d"]) == "d"


def test_sample_of_a_dump_is_one(tmp_path: Path) -> None:
    page = (DOCS / "formats" / "svn-dump.md").read_text(encoding="utf-8")
    (sample,) = re.findall(r"```\n(SVN-fs-dump.*?)```", page, flags=re.S)
    file = tmp_path / "sample.dump"
    file.write_text(sample, encoding="utf-8")
    commits = list(revisions(file))
    assert [(commit.message, [change.path for change in commit.changes]) for commit in commits] == [
        ("hello", ["fit.F"])
    ]
    if shutil.which("svnadmin"):
        subprocess.run(["svnadmin", "create", tmp_path / "svn"], check=True)
        with file.open("rb") as stream:
            subprocess.run(["svnadmin", "load", "-q", tmp_path / "svn"], stdin=stream, check=True)


def test_table_of_keys_is_the_real_one() -> None:
    assert keys.table() in (DOCS / "reference" / "keys.md").read_text(encoding="utf-8")


def _sphinx(*arguments: str) -> None:
    pytest.importorskip("sphinx", reason="Sphinx is not installed (pip install archaeo[docs])")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_site_builds_without_a_warning(tmp_path: Path) -> None:
    _sphinx("-b", "html", "docs", str(tmp_path))
    page = (tmp_path / "reference" / "commands.html").read_text(encoding="utf-8")
    assert "--layout" in page and "archaeo dig" in page
    assert "\u2013" not in page, "an option with a dash cannot be pasted"
    fetched = re.findall(r'(?:src|href)="(?:https?:)?//[^"]+\.(?:js|css|woff2?)"', page)
    assert not fetched, f"the site fetches {fetched}"


@pytest.mark.slow
def test_manual_page_builds(tmp_path: Path) -> None:
    _sphinx("-t", "manual", "-b", "man", "docs", str(tmp_path))
    text = (tmp_path / "archaeo.1").read_text(encoding="utf-8")
    assert "dig up legacy research code" in text and "EXIT STATUS" in text.upper() and "130" in text


def test_page_on_a_converted_repository_names_every_field_and_column(tmp_path: Path) -> None:
    """The record of a conversion that uses everything holds nothing that the page does not name, and the other way."""
    page = (DOCS / "formats" / "converted-repository.md").read_text(encoding="utf-8")
    own = [
        node("trunk"),
        node("trunk/.git", text=b"x", props={"x": b"y"}),
        node("lib"),
        node("lib/trunk"),
        node("lib/trunk/l", text=b"1"),
    ]
    linked = node("trunk", "change", "dir", props={"svn:externals": b"^/lib/trunk lib"})
    (tmp_path / "a.dump").write_bytes(dump(revision(1, *own, linked)))
    content = ContentOptions(externals="submodules")
    split([tmp_path / "a.dump"], tmp_path / "a", ImportOptions("trunk,lib/trunk", content=content))
    folders = [file.parent for file in (tmp_path / "a").rglob("proof.json")]
    assert {file.name for folder in folders for file in folder.iterdir()} == set(
        re.findall(r"^\| `([a-z]+\.\w+)`", page, flags=re.M)
    )
    for folder in folders:
        proof = json.loads((folder / "proof.json").read_text(encoding="utf-8"))
        heads = [file.read_text(encoding="utf-8").split("\n")[0].split("\t") for file in folder.glob("*.tsv")]
        for name in [
            *proof,
            *proof["options"],
            *proof["options"]["content"],
            *(name for head in heads for name in head),
        ]:
            assert f"`{name}`" in page, name


def test_sample_of_a_recorded_layout_is_one() -> None:
    page = (DOCS / "formats" / "converted-repository.md").read_text(encoding="utf-8")
    (sample,) = re.findall(r"```json\n(.*?)```", page, flags=re.S)
    layout = parse("plan:" + sample)
    assert json.loads(text(layout).removeprefix("plan:")) == json.loads(sample)
