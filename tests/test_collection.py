"""Tests for archaeo/collection.py."""

from __future__ import annotations

import gc

import pytest

from archaeo.collection import without_collection


def test_collection_is_off_in_the_block_and_on_again_after_an_error() -> None:
    with pytest.raises(KeyError), without_collection():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()


def test_what_was_made_in_the_block_counts_as_old_and_nothing_stays_frozen() -> None:
    gc.collect()
    with without_collection():
        made = [[number] for number in range(5000)]
        assert gc.get_count()[0] > len(made)
    assert gc.get_count()[0] < 1000
    assert gc.get_freeze_count() == 0


def test_collection_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with without_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
