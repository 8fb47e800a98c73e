"""The embedded diffs as the page holds them: blocks of some 200,000 characters, and an index of which has which row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archaeo.analyzers.chronicle import Row
from archaeo.analyzers.diffs import Diff, Diffs
from archaeo.inert import clean

from ._data import packed

BLOCK = 200_000


def blocks_of_diffs(diffs: Diffs, rows: Sequence[Row]) -> tuple[str, list[str]]:
    """Give the index, ``{"row": [block, row of the change]}``, and the blocks, by row too; "" for none."""
    row_of = {row.ref: str(place) for place, row in enumerate(rows) if row.ref and "change" in row.kinds}
    block_of: dict[str, int] = {}
    blocks: list[dict[str, Any]] = [{}]
    size = 0
    for key, diff in diffs.of.items():
        if key not in row_of:
            continue
        if size > BLOCK:
            blocks.append({})
            size = 0
        blocks[-1][row_of[key]] = _plain(diff)
        block_of[key] = len(blocks) - 1
        size += sum(len(file.text) for file in diff.files)
    # an event and a tag lead to the diff of their change
    index = {
        str(place): [block_of[row.ref], int(row_of[row.ref])] for place, row in enumerate(rows) if row.ref in block_of
    }
    return (packed(index), [packed(block) for block in blocks]) if index else ("", [])


def _plain(diff: Diff) -> dict[str, Any]:
    files = [[clean(file.path), file.action, clean(file.text), clean(file.left_out)] for file in diff.files]
    return {"files": files, "left": clean(diff.left_out)}
