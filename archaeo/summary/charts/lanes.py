"""One lane a person over the years, shaded by number of changes; five shades by powers of four."""

from __future__ import annotations

from markupsafe import Markup

from ..blocks import Lanes, number
from ._svg import el, percent, picture

LANE, BAR, HEAD = 30, 11, 20


def draw(lanes: Lanes) -> Markup:
    """Give the picture."""
    width = 100 / max(len(lanes.labels), 1)
    parts: list[Markup] = []
    step = max((len(lanes.labels) + 11) // 12, 1)
    height = HEAD + LANE * len(lanes.lanes)
    for place, label in enumerate(lanes.labels):
        if place % step == 0:
            x = percent(place * width)
            parts.append(el("line", {"class": "grid", "x1": x, "x2": x, "y1": HEAD - 4, "y2": height}))
            parts.append(el("text", {"class": f"scale{' fine' if place // step % 2 else ''}", "x": x, "y": 12}, label))
    for row, (link, values) in enumerate(lanes.lanes):
        y = HEAD + row * LANE
        first = next((place for place, value in enumerate(values) if value), 0)
        # a name begins where its bars begin, unless that leaves it no room
        anchor, at = ("start", first) if first * width < 70 else ("end", max(p for p, v in enumerate(values) if v) + 1)
        parts.append(
            el("text", {"class": "lane", "x": percent(at * width), "y": y + 12, "text-anchor": anchor}, link.text)
        )
        for place, value in enumerate(values):
            if value:
                box = {"x": percent(place * width), "width": percent(width * 0.96), "y": y + 15, "height": BAR}
                what = f"{link.text}, {lanes.labels[place]}: {number(value)} {lanes.unit}"
                parts.append(el("rect", {"class": f"s{_shade(value)}", **box}, el("title", None, what)))
    return picture(lanes.title, lanes.sentence, height, *parts, kind="lanes")


def _shade(value: int) -> int:
    """Give 1 to 5: below 4, 16, 64, 256, and more.

    >>> [_shade(value) for value in (1, 4, 63, 64, 5000)]
    [1, 2, 3, 4, 5]
    """
    return min(5, 1 + (value.bit_length() - 1) // 2)
