"""Tests for archaeo/cli/commands/verify.py."""

from __future__ import annotations

import json
from pathlib import Path

from tests.importers.svn.dumps import dump, node, revision

from .test_convert import run


def sources(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A dump, another that differs in one file, and the repository of the first."""
    one, other = tmp_path / "one.dump", tmp_path / "other.dump"
    one.write_bytes(dump(revision(1, node("a", text=b"x")), revision(2, node("b", text=b"y"))))
    other.write_bytes(dump(revision(1, node("a", text=b"x")), revision(2, node("b", text=b"z"))))
    assert run("convert", one, "-o", tmp_path / "r.git")[0] == 0
    return one, other, tmp_path / "r.git"


def test_identical_is_status_0(tmp_path: Path):
    one, _, repository = sources(tmp_path)
    assert run("verify", one, repository) == (0, "2 of 2 states identical\n", "archaeo verify: nothing is missing\n")


def test_difference_is_status_1_and_named(tmp_path: Path):
    _, other, repository = sources(tmp_path)
    status, out, _ = run("verify", other, repository)
    assert status == 1
    assert out.splitlines()[0] == "1 of 2 states identical"
    assert out.splitlines()[1].startswith("first difference: revision 2, commit ")
    assert out.splitlines()[2] == "  b: content differs"


def test_json_form(tmp_path: Path):
    _, other, repository = sources(tmp_path)
    found = json.loads(run("verify", other, repository, "--json")[1])
    assert (found["schema"], found["states"], found["identical"]) == ("archaeo/verify/1", 2, 1)
    assert found["differences"][0]["paths"] == ["b: content differs"]
