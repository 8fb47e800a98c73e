"""Tests for archaeo/cli/commands/convert.py."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from archaeo.cli import archaeo
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
    assert out == f"{tmp_path / 'goos.git'}: 2 revisions -> 1 commits, 1 branches, 0 tags\n1 of 1 states identical\n"
    assert err == ""


def test_damaged_dump_is_converted_as_far_as_it_goes_with_status_3(tmp_path: Path):
    source = tmp_path / "goos.dump"
    source.write_bytes(dump(revision(1, node("a", text=b"x")), revision(2, node("b", text=b"long text")))[:-6])
    status, out, err = run("convert", source, "-o", tmp_path / "goos.git")
    assert status == 3
    assert "1 revisions -> 1 commits" in out
    assert "text of 'b' has 5 of 9 bytes; the dump is cut short; converted up to revision 1" in err
    assert (tmp_path / "goos.git" / "HEAD").exists()
