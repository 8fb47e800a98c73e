"""Pictures parse, say what they show, and keep to their frame."""

from __future__ import annotations

import re
import xml.etree.ElementTree as xml

import pytest

from archaeo.summary.blocks import Box, Ego, Lanes, Layers, Leaf, Link, Mark, Matrix, Series, Treemap
from archaeo.summary.charts import graphs, lanes, series, treemap

EVIL = "<script>&\"'\x1b"
BARS = Series(
    EVIL, EVIL, "changes", ("2009-03", "2009-04", "2009-05", "2009-06"), (("changes", (3, 0, 0, 5)),),
    (Mark("2009-03", "release", EVIL, "#releases"), Mark("2009-06", "event", "e", "#event-1")),
)  # fmt: skip
AREA = Series(
    "Survival", "s", "lines", ("2009", "2010", "2011"), (("2009", (9, 5, 4)), ("2010", (0, 7, 6))), (), "area"
)
_BOXES = (Box("app", 3, 1), Box(EVIL, 2, 0))
_EDGES = (("app", EVIL, 4), (EVIL, "app", 1))
PICTURES = {
    "bars": series.draw(BARS),
    "area": series.draw(AREA),
    "lanes": lanes.draw(Lanes("t", "s", "changes", ("2009", "2010"), ((Link(EVIL, ""), (1, 70)),))),
    "treemap": treemap.draw(Treemap("t", "s", "lines", ("C",), (Leaf(f"a/{EVIL}", 5, "C"), Leaf("a/b/c", 9, "C")))),
    "layers": graphs.draw_layers(Layers("t", "s", _BOXES, _EDGES)),
    "matrix": graphs.draw_matrix(Matrix("t", "s", ("a", EVIL), ((0, 2), (1, 0)))),
    "ego": graphs.draw_ego(Ego("t", "s", EVIL, ("x", "y"), ("z",), ("gtk/gtk.h",))),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_well_formed_and_names_itself(name: str) -> None:
    root = xml.fromstring(str(PICTURES[name]).replace("<svg", '<svg xmlns:x="x"', 1))
    assert root.get("role") == "img"
    assert [child.tag for child in root[:2]] == ["title", "desc"]
    assert not [node for node in root.iter() if node.tag == "script" or node.get("style")]
    assert "\x1b" not in str(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_boxes_stay_in_the_frame(name: str) -> None:
    for node in xml.fromstring(str(PICTURES[name])).iter("rect"):
        x, width = (float(node.get(key).rstrip("%")) for key in ("x", "width"))
        assert x >= 0
        assert width >= 0
        assert x + width <= 100.01


def test_silences_are_behind_the_bars() -> None:
    assert 'class="quiet" x="25%" width="50%"' in str(series.draw(BARS))


def test_cycle_and_edges_against_the_grain_are_marked() -> None:
    assert str(PICTURES["matrix"]).count("cell cycle") == 2
    assert str(PICTURES["layers"]).count("edge against") == 1


def test_areas_stand_on_one_another() -> None:
    first, second = re.findall(r'points="([^"]+)"', str(PICTURES["area"]))
    floor_of_second = second.split()[3:][::-1]
    assert floor_of_second == first.split()[:3]


def test_treemap_areas_follow_sizes() -> None:
    boxes = treemap.squarified([60, 30, 10], (0.0, 0.0, 100.0, 50.0))
    assert [round(width * height / 50) for _, _, width, height in boxes] == [60, 30, 10]
