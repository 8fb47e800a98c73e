"""Tests for archaeo/git/ids.py."""

from __future__ import annotations

import hashlib

import pytest

from archaeo.git.ids import Ids

IDS = [hashlib.sha1(b"%d" % number).digest() for number in range(3000)]


@pytest.mark.parametrize("in_dict", [0, 7, 1000, 10_000])
def test_ids_keep_the_number_they_got(in_dict: int):
    ids = Ids(in_dict)
    for number, id in enumerate(IDS):
        assert ids.get(id) is None
        assert ids.add(id) == number
    assert [ids.get(id) for id in IDS] == list(range(len(IDS)))
    assert len(ids) == len(IDS)
    assert bytes(20) not in ids


@pytest.mark.parametrize("in_dict", [7, 10_000])
def test_order_is_that_of_the_ids(in_dict: int):
    ids = Ids(in_dict)
    for id in IDS:
        ids.add(id)
    assert [pair for pairs in ids.in_order() for pair in pairs] == sorted(zip(IDS, range(len(IDS)), strict=True))


def test_ids_with_the_same_beginning_are_told_apart():
    alike = [bytes(19) + bytes([number]) for number in range(200)]
    ids = Ids(3)
    for id in alike:
        ids.add(id)
    assert [ids.get(id) for id in alike] == list(range(200))
