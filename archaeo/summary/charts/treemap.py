"""Files as areas inside their folders.

Source of the layout: Bruls, Huizing, van Wijk, "Squarified treemaps" (2000); folders first, then their files.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from ..blocks import Leaf, Treemap, number
from ._svg import el, percent, picture

HEIGHT = 460
# areas are laid out for a page of this width; narrower pages squeeze them sideways
WIDTH = 960


@dataclass(slots=True)
class _Folder:
    size: int = 0
    folders: dict[str, _Folder] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)


def draw(treemap: Treemap) -> Markup:
    """Give the picture."""
    root = _Folder()
    for leaf in treemap.leaves:
        here = root
        here.size += leaf.size
        for name in leaf.path.split("/")[:-1]:
            here = here.folders.setdefault(name, _Folder())
            here.size += leaf.size
        here.leaves.append(leaf)
    colour = {group: f"c{place % 8}" for place, group in enumerate(treemap.groups)}
    parts: list[Markup] = []
    _fill(root, "", (0.0, 0.0, WIDTH, HEIGHT), colour, treemap.unit, parts, 0)
    return picture(treemap.title, treemap.sentence, HEIGHT, *parts, kind="treemap")


Box = tuple[float, float, float, float]


def _fill(
    folder: _Folder, path: str, box: Box, colour: dict[str, str], unit: str, parts: list[Markup], depth: int
) -> None:
    items: list[tuple[int, str, _Folder | Leaf]] = [(sub.size, name, sub) for name, sub in folder.folders.items()]
    items += [(leaf.size, leaf.path.rpartition("/")[2], leaf) for leaf in folder.leaves]
    items.sort(key=lambda item: (-item[0], item[1]))
    for (_, name, item), (x, y, width, height) in zip(items, squarified([item[0] for item in items], box), strict=True):
        if isinstance(item, Leaf):
            what = f"{item.path}: {number(item.size)} {unit}, {item.group}"
            shape = _place(x, y, width, height)
            parts.append(el("rect", {"class": f"{colour[item.group]} leaf", **shape}, el("title", None, what)))
            if width > 70 and height > 16:
                parts.append(_label(name, "leaf", x, y, width, height))
            continue
        inside = f"{path}{name}/"
        head = 14.0 if height > 44 and width > 50 and depth < 3 else 0.0
        _fill(item, inside, (x, y + head, width, height - head), colour, unit, parts, depth + 1)
        if head:
            parts.append(_label(f"{name}/", "folder", x, y, width, head))
        parts.append(el("rect", {"class": f"frame d{min(depth, 3)}", **_place(x, y, width, height)}))


def _place(x: float, y: float, width: float, height: float) -> dict[str, object]:
    return {"x": percent(100 * x / WIDTH), "y": y, "width": percent(100 * width / WIDTH), "height": height}


def _label(text: str, kind: str, x: float, y: float, width: float, height: float) -> Markup:
    """Give a text that is cut at its box: an inner picture clips."""
    return el("svg", _place(x, y, width, height), el("text", {"class": f"label {kind}", "x": 4, "y": 11}, text))


def squarified(sizes: list[int], box: Box) -> list[Box]:
    """Give a box for each size, sizes falling, as near to squares as they come.

    >>> squarified([2, 1, 1], (0.0, 0.0, 2.0, 1.0))
    [(0.0, 0.0, 1.0, 1.0), (1.0, 0.0, 1.0, 0.5), (1.0, 0.5, 1.0, 0.5)]
    """
    x, y, width, height = box
    total = sum(sizes)
    if not total or width <= 0 or height <= 0:
        return [(x, y, 0.0, 0.0)] * len(sizes)
    scale = width * height / total
    areas = [size * scale for size in sizes]
    boxes: list[Box] = []
    start = 0
    while start < len(areas):
        side = max(min(width, height), 1e-9)
        end = start + 1
        row = areas[start]
        while end < len(areas) and _worst(areas[start:end], row, side) >= _worst(
            areas[start : end + 1], row + areas[end], side
        ):
            row += areas[end]
            end += 1
        thick = row / side
        at = 0.0
        for area in areas[start:end]:
            long = area / thick if thick else 0.0
            boxes.append((x, y + at, thick, long) if width >= height else (x + at, y, long, thick))
            at += long
        if width >= height:
            x, width = x + thick, max(width - thick, 0.0)
        else:
            y, height = y + thick, max(height - thick, 0.0)
        start = end
    return boxes


def _worst(row: list[float], total: float, side: float) -> float:
    return max(side * side * row[0] / (total * total), total * total / (side * side * max(row[-1], 1e-12)))
