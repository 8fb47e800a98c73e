"""Tests for archaeo/importers/svn/svndiff.py. The bytes follow the grammar of Subversion's notes/svndiff."""

from __future__ import annotations

import zlib

import lz4.block
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_copies_say_what_is_in_the_base():
    assert svndiff.apply(SOURCE, b"SVN\0" + window(CODE, NEW, 16))[1] == [(0, 0, 4), (4, 8, 4)]


def varint(number: int) -> bytes:
    out = [number & 0x7F]
    while number := number >> 7:
        out.append(number & 0x7F | 0x80)
    return bytes(reversed(out))


def written(base: bytes, steps: list[tuple[int, int, int]], version: int) -> tuple[bytes, bytes]:
    """Give a window of instructions made of numbers, and byte by byte what it makes."""
    text, code, new = bytearray(), b"", b""
    for action, place, size in steps:
        if action == 0:
            start = place % len(base)
            length = min(size, len(base) - start)
            text += base[start : start + length]
        elif action == 1 and text:
            start, length = place % len(text), size
            for at in range(start, start + length):
                text.append(text[at])
        else:
            action, start, length = 2, -1, size
            fresh = bytes((place + at) % 251 for at in range(length))
            new += fresh
            text += fresh
        code += bytes([action << 6 | length]) if length < 64 else bytes([action << 6]) + varint(length)
        code += varint(start) if start >= 0 else b""
    sections = [code, new]
    if version:
        for at, section in enumerate(sections):
            packed = zlib.compress(section) if version == 1 else lz4.block.compress(section, store_size=False)
            sections[at] = varint(len(section)) + (packed if len(packed) < len(section) else section)
    sizes = b"".join(map(varint, (0, len(base), len(text), len(sections[0]), len(sections[1]))))
    return sizes + b"".join(sections), bytes(text)


steps = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40_000), st.integers(1, 300)), min_size=1, max_size=30)


@given(st.integers(0, 2), st.lists(steps, max_size=3), st.integers(1, 30_000))
def test_makes_what_the_plain_reading_of_the_format_makes(
    version: int, windows: list[list[tuple[int, int, int]]], size: int
):
    base = bytes(at * at % 241 for at in range(size))
    made = [written(base, steps, version) for steps in windows]
    text, copies = svndiff.apply(base, b"SVN" + bytes([version]) + b"".join(window for window, _ in made))
    assert text == b"".join(text for _, text in made)
    assert all(text[at : at + length] == base[place : place + length] for at, place, length in copies)
    assert delta.apply(base, delta.of_copies(len(base), text, copies, 1 << 30) or b"") == text


def test_copies_that_go_on_are_one():
    first = window(bytes([0b00000010, 1, 0b00000011, 3, 0b00000001, 7]), b"", 6)
    second = window(bytes([0b00000011, 8]), b"", 3)
    text, copies = svndiff.apply(SOURCE, b"SVN\0" + first + second)
    assert (text, copies) == (SOURCE[1:6] + SOURCE[7:11], [(0, 1, 5), (5, 7, 4)])


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
