"""What no part foresaw still ends in an error that says what to do."""

import errno
import os
from pathlib import Path

import pygit2
import pytest

from archaeo import cli
from archaeo.cli import fault


def test_a_full_disk_is_said_with_what_to_do():
    found = fault.explained(OSError(errno.ENOSPC, "No space left on device", "out.git/pack"))
    assert str(found).startswith("out.git/pack: no space left on device; make room on that disk")


def test_want_of_memory_is_said():
    assert "not enough memory" in str(fault.explained(MemoryError()))


def test_a_fault_of_ours_leaves_its_traceback_in_a_file(monkeypatch, capsys, tmp_path):
    def broken() -> int:
        raise KeyError("a\x1b[31mb")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(cli, "_run", broken)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert "fault of archaeo" in said
    assert "Traceback" not in said
    assert "\x1b" not in said
    (file,) = Path(tmp_path).glob("archaeo-fault-*.txt")
    assert "KeyError" in file.read_text("utf-8")
    assert str(file) in said


def test_what_the_system_told_a_library_is_no_fault_of_ours():
    said = f"failed to initialize repository with template 'info/exclude': {os.strerror(errno.ENOSPC)}"
    found = fault.explained(pygit2.GitError(said))
    assert str(found).startswith(f"{said}; make room on that disk")
