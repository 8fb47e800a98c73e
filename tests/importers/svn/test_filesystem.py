"""Tests for archaeo/importers/svn/filesystem.py: the checksums that a dump states."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from archaeo.importers import svn
from archaeo.model import Diagnostic, ImportOptions

from .dumps import Texts, dump, node, revision

TEXT = b"      END\n"
DELTA = b"SVN\0" + bytes([0, 0, len(TEXT), 1, len(TEXT), 0x80 | len(TEXT)]) + TEXT
MD5, SHA1, OTHER = hashlib.md5(TEXT).hexdigest(), hashlib.sha1(TEXT).hexdigest(), "0" * 40


def said(folder: Path, *nodes: bytes) -> list[tuple[str, bool]]:
    """Give what is reported of a dump with deltas of these nodes: path, and whether it is grave."""
    file = folder / "x.dump"
    file.write_bytes(dump(*(revision(number, one) for number, one in enumerate(nodes, 1)), version=3))
    records = list(svn.read(file, Texts(), ImportOptions()))
    return [(record.location.path or "", record.grave) for record in records if isinstance(record, Diagnostic)]


def added(path: str, **checksums: str) -> bytes:
    stated = {f"Text-{name.replace('_', '-')}": value for name, value in checksums.items()}
    return node(path, text=DELTA, headers={"Text-delta": "true", **stated})


def test_sha1_that_is_not_stated_is_not_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lengths: list[int] = []
    sha1 = hashlib.sha1
    # git's own id begins with a header
    monkeypatch.setattr(hashlib, "sha1", lambda text=b"", **options: lengths.append(len(text)) or sha1(text, **options))
    assert said(tmp_path, added("a", content_md5=MD5)) == []
    assert len(TEXT) not in lengths
    assert said(tmp_path, added("a", content_md5=MD5, content_sha1=SHA1)) == []
    assert len(TEXT) in lengths


def test_sha1_stated_of_a_text_that_came_without_is_checked(tmp_path: Path):
    first = added("a", content_md5=MD5)
    assert said(tmp_path, first, added("b", content_sha1=SHA1), added("c", content_sha1=OTHER)) == [("c", True)]
    assert said(tmp_path, first, added("b", content_md5=MD5, content_sha1=OTHER)) == [("b", False)]


@pytest.mark.parametrize(("sha1", "expected"), [(SHA1, []), (OTHER, [("b", True)])])
def test_sha1_of_a_copy_source_that_came_without_is_checked(
    tmp_path: Path, sha1: str, expected: list[tuple[str, bool]]
):
    copy = node("b", kind="file", copyfrom=("a", 1), headers={"Text-copy-source-sha1": sha1})
    assert said(tmp_path, added("a", content_md5=MD5), copy) == expected


@pytest.mark.parametrize(("sha1", "expected"), [(SHA1, []), (OTHER, [("a", True)])])
def test_sha1_of_a_base_that_came_without_is_checked(tmp_path: Path, sha1: str, expected: list[tuple[str, bool]]):
    headers = {"Text-delta": "true", "Text-delta-base-sha1": sha1}
    changed = node("a", "change", text=DELTA.replace(b"END", b"CYC"), headers=headers)
    assert said(tmp_path, added("a", content_md5=MD5), changed) == expected
