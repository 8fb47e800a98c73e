"""Tests for archaeo/git/delta.py."""

from __future__ import annotations

import hashlib

from hypothesis import example, given
from hypothesis import strategies as st

from archaeo.git import delta

from . import plain_delta

LINES = st.lists(st.sampled_from([b"alpha beta gamma", b"do 10 i = 1, n", b"", b"x", b"end\r"]), max_size=30)
TEXTS = st.one_of(LINES.map(b"\n".join), LINES.map(lambda lines: b"\n".join([*lines, b""])), st.binary(max_size=400))


@given(TEXTS, TEXTS)
@example(b"a long line to copy\nb\n", b"b\na long line to copy\n")
@example(b"x\nthe last line without end", b"the last line without end\nx\n")
@example(b"x\nthe line with an end\ny", b"q\nthe line with an end")
@example(b"aaaa", b"aaaaaa")
def test_delta_applied_to_the_base_gives_the_target(base: bytes, target: bytes):
    made = delta.make(base, target, 1 << 30)
    assert made is not None
    assert delta.apply(base, made) == target


@given(TEXTS, TEXTS, TEXTS)
def test_delta_of_texts_with_a_common_frame(head: bytes, middle: bytes, tail: bytes):
    base, target = head * 9 + tail * 9, head * 9 + middle + tail * 9
    made = delta.make(base, target, 1 << 30)
    assert made is not None
    assert delta.apply(base, made) == target


def test_one_changed_line_costs_the_line():
    lines = [b"line %d of a file that grows" % number for number in range(1000)]
    base = b"\n".join(lines)
    lines[500] = b"another"
    made = delta.make(base, b"\n".join(lines), 1 << 30)
    assert made is not None
    assert len(made) < 40


def test_insertion_of_nothing_is_no_instruction():
    """git refuses instruction 0."""
    made = delta.make(b"first line of the file\nsecond", b"first line of the file\nthird line is new\n", 1 << 30)
    assert made is not None
    assert made[-1:] != b"\0"
    assert delta.insert(b"") == b""


def test_moved_blocks_are_copied():
    blocks = [b"".join(b"%d %d a line of its own\n" % (block, line) for line in range(50)) for block in range(3)]
    made = delta.make(b"".join(blocks), b"".join(reversed(blocks)), 1 << 30)
    assert made is not None
    assert len(made) < 200


def test_block_that_moved_far_is_copied():
    lines = [b"      call step%d (%b)\n" % (n, hashlib.sha1(b"%d" % n).hexdigest().encode()) for n in range(4000)]
    made = delta.make(b"".join(lines), b"".join([*lines[1500:2500], *lines[:1500], *lines[2500:]]), 1 << 30)
    assert made is not None
    assert len(made) < 2000


def test_longer_than_the_limit_is_none():
    assert delta.make(b"", b"some new text", 5) is None


def test_copies_longer_than_one_instruction_can_say():
    base = bytes(range(256)) * 80_000
    made = delta.make(base, base + b"!", 1 << 30)
    assert made is not None
    assert delta.apply(base, made) == base + b"!"


EDITS = st.lists(st.tuples(st.integers(0, 199), st.sampled_from(["change", "drop", "new"])), max_size=12)


@given(EDITS)
def test_not_much_larger_than_the_line_by_line_matcher_makes_it(edits: list[tuple[int, str]]):
    base = [b"%d: line %d of a text that people edit\n" % (number * 7919 % 200, number) for number in range(200)]
    target = list(base)
    for at, what in edits:
        if what == "change":
            target[at % len(target)] = b"%d: this one was changed\n" % at
        elif what == "drop":
            del target[at % len(target)]
        else:
            target[at % len(target) : at % len(target)] = [b"a line that was put in, number %d\n" % at] * 20
    old, new = b"".join(base), b"".join(target)
    made = delta.make(old, new, 1 << 30)
    assert made is not None
    assert delta.apply(old, made) == new
    # an edit costs a few copies more, where LZ4 takes a match within the text for one in the base
    assert len(made) <= 1.5 * len(plain_delta.make(old, new)) + 600
