"""The timeline as the page holds it: columns of JSON, gzipped, base64.

The light block has what a list shows (subject cut to 140 characters); the shards have the whole text and the paths of
1,000 rows each and are unpacked when they are needed. Measured in the design study: ready in 0.6 to 0.8 s at 30,000
rows, against 1.3 to 2.4 s with everything in one block.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from archaeo.analyzers.chronicle import Row
from archaeo.inert import clean

SHARD = 1000
MOST_SUBJECT = 140
MOST_PATHS = 2000
"""More paths than this in one change are counted, not listed."""

_LEVEL = 7
"""Level 9 takes twice the time for a page that is a hundredth smaller."""

KINDS = ("change", "entry", "release", "event", "silence", "copy", "mass", "machine")


def light_of_rows(rows: Sequence[Row], nobodies: Sequence[str] = ()) -> str:
    """Give the light block.

    Args:
        nobodies: names that no person is meant by.
    """
    return packed(_light(rows) | {"nobodies": [clean(name) for name in nobodies]})


def shards_of_rows(rows: Sequence[Row]) -> list[str]:
    """Give the shards, in the order of the rows."""
    return [packed(_full(rows[start : start + SHARD])) for start in range(0, len(rows), SHARD)]


def _light(rows: Sequence[Row]) -> dict[str, Any]:
    people = sorted({row.who for row in rows})
    branches = sorted({row.branch for row in rows})
    sources = sorted({row.sources for row in rows})
    return {
        "count": len(rows),
        "shard": SHARD,
        "people": [clean(name) for name in people],
        "branches": [clean(name) for name in branches],
        "sources": sources,
        "id": [clean(row.id) for row in rows],
        "kind": [sum(1 << KINDS.index(kind) for kind in row.kinds) for row in rows],
        "day": steps([date.fromisoformat(row.day).toordinal() - 719163 for row in rows]),
        "time": [int(row.time[:2]) * 60 + int(row.time[3:]) if row.time else -1 for row in rows],
        "who": places([row.who for row in rows], people),
        "branch": places([row.branch for row in rows], branches),
        "source": places([row.sources for row in rows], sources),
        "subject": [clean(_cut(row.subject)) for row in rows],
        "files": [len(row.paths) for row in rows],
        "tags": {str(place): [clean(tag) for tag in row.tags] for place, row in enumerate(rows) if row.tags},
    }


def _full(rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "text": [clean(row.text) for row in rows],
        "paths": ["\n".join(clean(path) for path in row.paths[:MOST_PATHS]) for row in rows],
        "actions": [row.actions[:MOST_PATHS] for row in rows],
        "ref": [row.ref for row in rows],
    }


def steps(values: list[int]) -> list[int]:
    """Give the differences: they are small, and small numbers pack well."""
    return [value - before for before, value in zip([0, *values], values, strict=False)]


def places(values: list[str], known: list[str]) -> list[int]:
    """Give the place of each value among those known."""
    place = {value: number for number, value in enumerate(known)}
    return [place[value] for value in values]


def _cut(text: str) -> str:
    return text if len(text) <= MOST_SUBJECT else text[: MOST_SUBJECT - 1] + "…"


def packed(document: dict[str, Any]) -> str:
    """Give a block: JSON, gzipped, base64; the same bytes wherever it is made."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # gzip by hand: no time stamp and no operating system in the header
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    packed = bytearray(packer.compress(text.encode()) + packer.flush())
    packed[9] = 255
    return base64.b64encode(bytes(packed)).decode()
