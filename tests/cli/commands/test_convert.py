"""Tests for archaeo/cli/commands/convert.py."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from archaeo.cli import archaeo
from archaeo.cli.commands import convert
from tests.importers.svn.dumps import dump, node, revision


def run(*words: str | Path) -> tuple[int, str, str]:
    """Exit status, stdout, stderr."""
    done = CliRunner().invoke(archaeo, [str(word) for word in words], standalone_mode=False)
    status = done.return_value if isinstance(done.return_value, int) else done.exit_code
    return status, done.stdout, done.stderr


def test_convert_says_what_it_made(tmp_path: Path):
    source = tmp_path / "goos.dump"
    source.write_bytes(dump(revision(1, node("trunk"), node("trunk/a", text=b"x")), revision(2)))
    status, out, err = run("convert", source, "-o", tmp_path / "goos.git")
    assert status == 0
    assert out == f"{tmp_path / 'goos.git'}: 2 revisions -> 1 commit, 1 branch, 0 tags\n1 of 1 states identical\n"
    repository = tmp_path / "goos.git"
    assert err == f"archaeo convert: {repository} is complete; next: archaeo summary {repository}\n"


def test_damaged_dump_is_converted_as_far_as_it_goes_with_status_3(tmp_path: Path):
    source = tmp_path / "goos.dump"
    source.write_bytes(dump(revision(1, node("a", text=b"x")), revision(2, node("b", text=b"long text")))[:-6])
    status, out, err = run("convert", source, "-o", tmp_path / "goos.git")
    assert status == 3
    assert "1 revision -> 1 commit," in out
    assert "text of 'b' has 5 of 9 bytes; the dump is cut short; converted up to revision 1" in err
    assert (tmp_path / "goos.git" / "HEAD").exists()


@pytest.mark.parametrize(("said", "size"), [("", 0), ("700", 700), ("2k", 2048), ("10MB", 10 << 20), ("1G", 1 << 30)])
def test_size_is_said_with_or_without_unit(said: str, size: int):
    assert convert._size(click.Context(convert.command), convert.command.params[0], said) == size


@pytest.mark.parametrize("said", ["big", "M", "-1", "0", "1.5M"])
def test_size_that_is_none_is_refused(said: str):
    with pytest.raises(click.BadParameter, match="is no size; say it as '500K' or '10M'"):
        convert._size(click.Context(convert.command), convert.command.params[0], said)
