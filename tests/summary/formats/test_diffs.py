"""Embedded diffs: hostile lines are text, every face has the same, and the wish for none is obeyed."""

from __future__ import annotations

import base64
import gzip
import json
import sqlite3

from archaeo.summary import Manner, build
from archaeo.summary.formats import html, sqlite
from archaeo.summary.formats import json as as_json
from archaeo.summary.formats._diffs import blocks_of_diffs
from tests.summary.projects import project

EVIL = b"</script><script>alert(1)</script>\n\x1b[2Jx\n"


def _summary(which: str = "events"):
    return build(project(content=lambda commit, path: EVIL + commit.encode()), Manner(diffs=which))


def _unpacked(block: str) -> dict[str, object]:
    return json.loads(gzip.decompress(base64.b64decode(block)))


def test_blocks_hold_clean_text_by_row() -> None:
    summary = _summary()
    index, blocks = blocks_of_diffs(summary.diffs, summary.rows)
    for row, (block, change) in _unpacked(index).items():
        diff = _unpacked(blocks[block])[str(change)]
        assert summary.rows[int(row)].ref == summary.rows[change].ref
        assert "\x1b" not in json.dumps(diff["files"], ensure_ascii=False)
    texts = [file[2] for file in _unpacked(blocks[0]).values() for file in file["files"]]
    assert any("+</script><script>alert(1)</script>\n" in text for text in texts)
    assert "<script>alert(1)" not in html.render(summary)


def test_faces_have_the_same_diffs() -> None:
    summary = _summary("all")
    told = json.loads(as_json.render(summary))["diffs"]
    base = sqlite3.connect(":memory:")
    base.deserialize(sqlite.render(summary))
    rows = base.execute("select commit_id, path, action from diffs").fetchall()
    assert rows == [(diff["commit"], file["path"], file["action"]) for diff in told for file in diff["files"]]
    assert len(told) == len(summary.diffs.of) == 7


def test_none_are_none() -> None:
    assert _summary("none").diffs.of == {}
    assert 'id="diffs"' not in html.render(_summary("none"))
    assert 'id="diffs"' in html.render(_summary())
