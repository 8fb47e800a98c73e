"""Tests for archaeo/footprint.py."""

from __future__ import annotations

import mmap
import re
import sys
from pathlib import Path

import pytest

from archaeo.footprint import Passed, large_blocks_apart

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def mapped(file: Path) -> int:
    """Give how many kB of a mapped file are in this process's memory."""
    maps = Path("/proc/self/smaps").read_text(encoding="ascii", errors="replace")
    found = re.search(re.escape(str(file)) + r"\n(?:.+\n)*?Rss:\s+(\d+)", maps)
    assert found is not None
    return int(found[1])


@on_linux
def test_what_was_read_of_a_file_is_let_go_and_can_be_read_again(tmp_path: Path) -> None:
    file = tmp_path / "long.dump"
    file.write_bytes(b"some text" * 4_000_000)
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as buffer:
        passed, most = Passed(buffer), 0
        for at in range(0, len(buffer), 1 << 20):
            passed.take(len(buffer[at : at + (1 << 20)]))
            most = max(most, mapped(file))
        assert 1000 < most < 20_000
        assert buffer[9:18] == b"some text"


def test_bytes_that_are_no_file_are_left_alone() -> None:
    Passed(b"text").take(1 << 30)


@on_linux
def test_large_blocks_are_given_back_when_they_are_freed() -> None:
    large_blocks_apart()
    kept = []
    for _ in range(20):
        kept.append((bytearray(4 << 20), bytes(2000)))
    before = resident()
    kept = [(bytearray(), small) for _, small in kept]
    assert resident() < before - 60_000


def resident() -> int:
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii", errors="replace"))
    assert found is not None
    return int(found[1])
