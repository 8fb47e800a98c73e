"""The page's blocks of files and dependencies hold what the records say."""

from __future__ import annotations

import base64
import gzip
import json

from archaeo.summary import build
from archaeo.summary.formats._atlas import block_of_atlas, block_of_edges
from tests.summary.projects import project


def _unpacked(block: str) -> dict[str, object]:
    return json.loads(gzip.decompress(base64.b64decode(block)))


def test_atlas_names_changes_by_row_and_people_by_name() -> None:
    summary = build(project())
    assert summary.atlas is not None
    found = _unpacked(block_of_atlas(summary.atlas, summary.rows, {"src/f1.cxx": (("Eve", 3), ("Kenji", 1))}))
    place = found["paths"].index("src/f1.cxx")
    rows, at = [], 0
    for step in found["row"]:
        at += step
        rows.append(summary.rows[at])
    touched, at = [], 0
    for step in found["at"][place]:
        at += step
        touched.append((rows[at].day, rows[at].who))
    assert touched[:3] == [("2009-03-02", "Eve"), ("2009-03-05", "Eve"), ("2009-03-06", "Kenji")]
    assert found["act"][place] == "AMMMDAM"
    assert found["lines"][place] == [0, 2]
    assert found["left"] == {str(place): [0, 3, 1, 1]}
    assert found["people"] == ["Eve", "Kenji"]


def test_edges_come_back_as_they_were() -> None:
    edges = (("a.c", "b.h", "include", "file"), ("a.c", "math.h", "include", "external"), ("c.f", "b", "call", "file"))
    found = _unpacked(block_of_edges(edges))
    names, user, seen = found["names"], 0, []
    for step, used, kind in zip(found["users"], found["used"], found["kind"], strict=True):
        user += step
        what = "external" if used in found["outside"] else "file"
        seen.append((names[user], names[used], found["kinds"][kind], what))
    assert sorted(seen) == sorted(edges)
