"""Tests for archaeo/analyzers/cache.py."""

from __future__ import annotations

from pathlib import Path

from archaeo.analyzers import dependencies
from archaeo.analyzers.cache import ScanCache
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile
from tests.analyzers.test_dependencies import tree

FILES = {"a.c": '#include "a.h"\nint f() { g(); }\n', "a.h": "", "Makefile": "X = -Iinc\n"}


def test_scan_from_the_cache_is_the_same(tmp_path: Path):
    plain = dependencies.scan(tree(FILES))
    with ScanCache(tmp_path) as cache:
        assert dependencies.scan(tree(FILES), cache=cache) == plain
    with ScanCache(tmp_path) as cache:
        assert dependencies.scan(tree(FILES), cache=cache) == plain


def test_content_of_known_blob_is_not_even_read(tmp_path: Path):
    def unreadable() -> bytes:
        raise ArchaeoError("was read")

    with ScanCache(tmp_path) as cache:
        first = dependencies.scan(tree(FILES), cache=cache)
    files = [SourceFile(file.path, unreadable, bytes.fromhex(file.blob)) for file in first.files]
    with ScanCache(tmp_path) as cache:
        assert dependencies.scan(files, cache=cache) == first


def test_damaged_cache_costs_time_only(tmp_path: Path):
    with ScanCache(tmp_path) as cache:
        first = dependencies.scan(tree(FILES), cache=cache)
    for file in tmp_path.iterdir():
        file.write_bytes(b"no database" * 100)
    with ScanCache(tmp_path) as cache:
        assert dependencies.scan(tree(FILES), cache=cache) == first


def test_folder_that_cannot_be_made_is_passed_over(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with ScanCache(tmp_path / "file" / "cache") as cache:
        assert dependencies.scan(tree(FILES), cache=cache).files
