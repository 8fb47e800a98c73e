"""Tests for archaeo/importers/svn/ahead.py and archaeo/beside/."""

from __future__ import annotations

import hashlib
from array import array
from pathlib import Path

import pytest

from archaeo import beside
from archaeo.beside.hashes import OFFSET, hashes
from archaeo.convert import Report, convert
from archaeo.importers.svn import ahead
from archaeo.importers.svn.dump import Span
from archaeo.importers.svn.source import open_dump
from archaeo.model import ImportOptions
from archaeo.tree import object_id
from tests.importers.svn.dumps import dump, node, revision

LINK = {"svn:special": b"*"}
TEXTS = [b"".join(b"line %d of %d\n" % (line, max(number, line)) for line in range(40)) for number in range(70)]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every dump is worth another process, and there is a core for it."""
    monkeypatch.setattr(ahead, "_WORTH", 0)
    monkeypatch.setattr(beside, "cores", lambda: 2)


def history() -> bytes:
    revisions = [revision(1, node("trunk"), node("trunk/a", text=TEXTS[0]), node("trunk/empty", text=b""))]
    for number, text in enumerate(TEXTS[1:], 2):
        revisions.append(revision(number, node("trunk/a", "change", text=text)))
    last = len(TEXTS)
    wrong = {"Text-content-md5": "0" * 32}
    revisions += [
        revision(last + 1, node("trunk/link", text=b"link a", props=LINK), node("trunk/b", text=TEXTS[3])),
        revision(last + 2, node("trunk/b", "change", text=b"not what was promised\n" * 9, headers=wrong)),
        revision(last + 3, node("trunk/a", "change", text=TEXTS[5])),
    ]
    return dump(*revisions)


def converted(file: Path, target: Path) -> tuple[Report, dict[str, bytes]]:
    report = convert([file], target, ImportOptions())
    files = {str(path.relative_to(target)): path.read_bytes() for path in sorted(target.rglob("*")) if path.is_file()}
    return report, files


def test_hashes_are_those_of_hashlib():
    text = b"one\ntwo\n"
    found = list(hashes(memoryview(b"xx" + text + text), [(2, 8), (10, 8), (0, 0)]))
    expected = object_id(b"blob", text) + hashlib.md5(text).digest() + hashlib.sha1(text).digest()
    assert [answer[:8] for answer in found] == [OFFSET.pack(offset) for offset in (2, 10, 0)]
    assert found[0][8:] == found[1][8:] == expected
    assert found[2][8:28] == object_id(b"blob", b"")


def test_repository_is_the_same_with_another_process(tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "x.dump"
    file.write_bytes(history())
    report, files = converted(file, tmp_path / "two.git")
    monkeypatch.setattr(beside, "cores", lambda: 1)
    alone, same = converted(file, tmp_path / "one.git")
    assert files == same
    assert report.diagnostics == alone.diagnostics
    assert [item.kind for item in report.diagnostics if item.grave] == ["wrong checksum"]


def test_texts_asked_for_out_of_turn_are_not_known(tmp_path: Path, many: None):
    file = tmp_path / "x.dump"
    file.write_bytes(dump(revision(1, node("a", text=b"one"))) + b"twothree")
    size = file.stat().st_size
    with open_dump(file) as opened:
        found = ahead.Ahead(opened, array("Q", [size - 8, 3, size - 5, 5]))
        assert found.of(Span(3, 1)) is None
        three = found.of(Span(size - 5, 5))
        assert three is not None
        assert three[:20] == object_id(b"blob", b"three")
        assert found.of(Span(size - 8, 3)) is None
        found.close()


def test_hashes_are_done_without_when_the_other_process_dies(tmp_path: Path, many: None):
    file = tmp_path / "x.dump"
    file.write_bytes(history())
    with open_dump(file) as opened:
        found = ahead.Ahead(opened, array("Q", [0, 5] * 100_000))
        assert found._beside is not None
        found._beside._process.kill()
        for _ in range(100_000):
            if found.of(Span(0, 5)) is None:
                break
        else:
            pytest.fail("it went on")
        found.close()
