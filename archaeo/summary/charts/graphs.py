"""Pictures of dependencies: folders in layers, the matrix of who uses whom, one file in the middle.

None of them is a force layout: that took 16 to 26 seconds for 2,000 nodes and shows a hairball.
"""

from __future__ import annotations

from markupsafe import Markup

from ..blocks import Box, Ego, Layers, Matrix, number
from ._svg import el, percent, picture

ROW, BOX = 76, 40
MOST_EDGES = 160


def draw_layers(layers: Layers) -> Markup:
    """Give boxes row by row, the lowest layer at the bottom, and the heaviest edges between them."""
    rows: dict[int, list[Box]] = {}
    for box in layers.boxes:
        rows.setdefault(box.layer, []).append(box)
    levels = sorted(rows, reverse=True)
    place: dict[str, tuple[float, float]] = {}
    for line, level in enumerate(levels):
        for column, box in enumerate(rows[level]):
            place[box.name] = (100 * (column + 0.5) / len(rows[level]), 8.0 + line * ROW)
    height = 16 + ROW * max(len(levels) - 1, 0) + BOX
    parts = _edges(layers, place)
    for level in levels:
        parts += _boxes(rows[level], place)
    return picture(layers.title, layers.sentence, height, *parts, kind="layers")


def _edges(layers: Layers, place: dict[str, tuple[float, float]]) -> list[Markup]:
    known = [edge for edge in layers.edges if edge[0] in place and edge[1] in place]
    drawn = sorted(known, key=lambda edge: (-edge[2], edge))[:MOST_EDGES]
    heaviest = max((count for *_, count in drawn), default=1)
    lines = []
    for user, used, count in sorted(drawn):
        (x1, y1), (x2, y2) = place[user], place[used]
        against = y1 >= y2
        width = 0.6 + 3.4 * count / heaviest
        ends = {
            "x1": percent(x1),
            "x2": percent(x2),
            "y1": y1 + (0 if against else BOX),
            "y2": y2 + (BOX if against else 0),
        }
        if y1 == y2:
            ends |= {"y1": y1 + BOX / 2, "y2": y2 + BOX / 2}
        kind = "edge against" if against else "edge"
        what = f"{user} uses {used} ({number(count)})"
        lines.append(el("line", {"class": kind, **ends, "stroke-width": width}, el("title", None, what)))
    return lines


def _boxes(row: list[Box], place: dict[str, tuple[float, float]]) -> list[Markup]:
    width = min(94 / len(row), 30)
    boxes = []
    for box in row:
        x, y = place[box.name]
        frame = {"x": percent(x - width / 2), "y": y, "width": percent(width), "height": BOX}
        what = f"{box.name}: {number(box.files)} files"
        text = el("text", {"class": "label", "x": "50%", "y": 17, "text-anchor": "middle"}, _fitting(box.name, width))
        size = el("text", {"class": "label small", "x": "50%", "y": 32, "text-anchor": "middle"}, number(box.files))
        boxes.append(el("rect", {"class": "box", **frame, "rx": 3}, el("title", None, what)))
        boxes.append(el("svg", frame, text, size))
    return boxes


def _fitting(name: str, width: float) -> str:
    """Give a folder's name, or its last part where the whole is too long for a box so wide.

    >>> _fitting("gwyddion/libprocess", 30), _fitting("gwyddion/libprocess", 5), _fitting("gwyddion/", 5)
    ('gwyddion/libprocess', 'libprocess', 'gwyddion/')
    """
    # at the width of a page, 10 pixels in a hundredth, and 6 for a letter
    fits = len(name) * 6 <= width * 10
    return name if fits else name.rstrip("/").rpartition("/")[2] + ("/" if name.endswith("/") else "")


CELL = 18
MOST_NAMES = 60


def draw_matrix(matrix: Matrix) -> Markup:
    """Give a square of cells; a row uses the columns that are filled. Numbers name the columns, a row says its own."""
    names = matrix.names[:MOST_NAMES]
    count = len(names)
    left = 34.0
    step = (100 - left) / max(count, 1)
    parts: list[Markup] = []
    for column in range(count):
        x = percent(left + (column + 0.5) * step)
        parts.append(el("text", {"class": "scale", "x": x, "y": 11, "text-anchor": "middle"}, column + 1))
    for row, name in enumerate(names):
        y = 16 + row * CELL
        frame = {"x": 0, "y": y, "width": percent(left - 1), "height": CELL}
        parts.append(el("svg", frame, el("text", {"class": "label", "x": 0, "y": 13}, f"{row + 1} {name}")))
        for column in range(count):
            value = matrix.cells[row][column]
            kind = (
                "self" if row == column else ("none" if not value else "cycle" if matrix.cells[column][row] else "use")
            )
            box = {"x": percent(left + column * step), "y": y, "width": percent(step * 0.94), "height": CELL - 1}
            if kind == "none":
                parts.append(el("rect", {"class": "cell none", **box}))
                continue
            what = f"{name} uses {names[column]}: {number(value)}"
            parts.append(el("rect", {"class": f"cell {kind}", **box}, el("title", None, what)))
    return picture(matrix.title, matrix.sentence, 20 + count * CELL, *parts, kind="matrix")


MOST_SIDE = 18


def draw_ego(ego: Ego) -> Markup:
    """Give users left, the file in the middle, what it uses right, things outside the tree in another hand."""
    left = list(ego.used_by[:MOST_SIDE])
    right = [(name, "uses") for name in ego.uses[:MOST_SIDE]]
    right += [(f"<{name}>", "outside") for name in ego.outside[: max(MOST_SIDE - len(right), 4)]]
    lines = max(len(left), len(right), 1)
    height = 20 + lines * 18
    middle = height / 2
    parts: list[Markup] = []
    for place, name in enumerate(left):
        y = 20 + (place + (lines - len(left)) / 2) * 18
        parts.append(el("line", {"class": "edge", "x1": "32%", "x2": "38%", "y1": y - 4, "y2": middle}))
        frame = {"x": 0, "y": y - 14, "width": "32%", "height": 18}
        parts.append(el("svg", frame, el("text", {"class": "label", "x": "99%", "y": 13, "text-anchor": "end"}, name)))
    for place, (name, kind) in enumerate(right):
        y = 20 + (place + (lines - len(right)) / 2) * 18
        parts.append(el("line", {"class": "edge", "x1": "62%", "x2": "68%", "y1": middle, "y2": y - 4}))
        frame = {"x": "68%", "y": y - 14, "width": "32%", "height": 18}
        parts.append(el("svg", frame, el("text", {"class": f"label {kind}", "x": 4, "y": 13}, name)))
    box = {"x": "38%", "y": middle - 16, "width": "24%", "height": 32}
    parts.append(el("rect", {"class": "box", **box, "rx": 3}))
    parts.append(el("svg", box, el("text", {"class": "label", "x": "50%", "y": 20, "text-anchor": "middle"}, ego.name)))
    return picture(ego.title, ego.sentence, height, *parts, kind="ego")
