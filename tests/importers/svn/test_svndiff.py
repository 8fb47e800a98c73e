"""Tests for archaeo/importers/svn/svndiff.py. The bytes follow the grammar of Subversion's notes/svndiff."""

from __future__ import annotations

import zlib

import lz4.block
import pytest

from archaeo.errors import FormatError
from archaeo.git import delta
from archaeo.importers.svn import svndiff

# notes/svndiff: "aaaabbbbcccc" to "aaaaccccddddcccc..." : copy 4 from source 0, copy 4 from source 8, 4 new, copy
# target
SOURCE = b"aaaabbbbcccc"
TARGET = b"aaaaccccdddddddd"
CODE = bytes([0b00000100, 0, 0b00000100, 8, 0b10000001, 0b01000111, 8])
NEW = b"d"


def window(code: bytes, new: bytes, target: int) -> bytes:
    return bytes([0, len(SOURCE), target, len(code), len(new)]) + code + new


def test_version_0():
    assert svndiff.apply(SOURCE, b"SVN\0" + window(CODE, NEW, 16))[0] == TARGET


def test_version_1_packs_with_zlib():
    packed = zlib.compress(NEW * 50)
    code = bytes([0b10000000, 50])
    sections = window(bytes([len(code)]) + code, bytes([50]) + packed, 50)
    assert svndiff.apply(SOURCE, b"SVN\1" + sections)[0] == NEW * 50


def test_version_2_packs_with_lz4():
    packed = lz4.block.compress(NEW * 50, store_size=False)
    code = bytes([0b10000000, 50])
    sections = window(bytes([len(code)]) + code, bytes([50]) + packed, 50)
    assert svndiff.apply(SOURCE, b"SVN\2" + sections)[0] == NEW * 50


def test_several_windows_follow_one_another():
    one = window(CODE, NEW, 16)
    assert svndiff.apply(SOURCE, b"SVN\0" + one + one)[0] == TARGET * 2


def test_pieces_say_what_is_of_the_base():
    text, pieces = svndiff.apply(SOURCE, b"SVN\0" + window(CODE, NEW, 16))
    assert pieces == [(0, 4), (8, 4), (-1, 1), (-1, 7)]
    assert delta.apply(SOURCE, delta.of_pieces(len(SOURCE), text, pieces, 1 << 30) or b"") == text


def test_empty_delta_makes_an_empty_text():
    assert svndiff.apply(SOURCE, b"SVN\0")[0] == b""


@pytest.mark.parametrize(
    ("delta", "message"),
    [
        (b"diff", "begins with b'diff'"),
        (b"SVN\3", "not with an svndiff header of version 0, 1 or 2"),
        (b"SVN\0" + window(CODE, NEW, 16)[:-1], "ends within a window"),
        (b"SVN\0" + window(CODE, NEW, 15), "makes more than the 15 bytes that it promised"),
        (b"SVN\0" + window(CODE, NEW, 17), "makes 16 bytes where it promised 17"),
        (b"SVN\0" + window(bytes([0b00000100, 9]), b"", 4), "copies from outside its source view"),
        (b"SVN\0" + window(bytes([0b10000010]), b"d", 2), "takes more new data than it has"),
        (b"SVN\0" + window(bytes([0b01000100, 3]), b"", 4), "an instruction that does not exist"),
        (b"SVN\0" + bytes([1, 12, 0, 0, 0]), "wants 13 bytes of a base of 12"),
        (b"SVN\1" + window(b"\x09xxxx", b"", 4), "is damaged in its window"),
    ],
)
def test_damaged_delta(delta: bytes, message: str):
    with pytest.raises(FormatError, match=message):
        svndiff.apply(SOURCE, delta)
