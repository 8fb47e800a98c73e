"""Tests for archaeo/importers/authors.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.errors import ArchaeoError
from archaeo.importers import authors
from archaeo.model import Identity


def test_reads_what_git_svn_reads(tmp_path: Path):
    file = tmp_path / "people"
    file.write_text("# who\n\nann = Ann Lee <ann@example.org>\n(no author) = nobody <>\nb.c=B C <b@c>\n", "utf-8")
    assert authors.read(file) == {
        "ann": Identity("Ann Lee", "ann@example.org"),
        "(no author)": Identity("nobody", ""),
        "b.c": Identity("B C", "b@c"),
    }


def test_other_line_is_named(tmp_path: Path):
    file = tmp_path / "people"
    file.write_text("ann = Ann Lee <ann@example.org>\nbo: Bo\n", "utf-8")
    with pytest.raises(ArchaeoError, match=r"people:2: 'bo: Bo' is not of the form 'login = Name <mail>'"):
        authors.read(file)
