"""Bars and areas along a scale, with marks for releases and events above and silences behind."""

from __future__ import annotations

from markupsafe import Markup

from ..blocks import Mark, Series, number
from ._svg import el, nice_top, percent, picture

HEIGHT, TOP, BOTTOM = 196, 34, 24
LONGEST_MARK_ROW = 400


def draw(series: Series) -> Markup:
    """Give the picture."""
    totals = [sum(values) for values in zip(*(values for _, values in series.layers), strict=True)]
    top = nice_top(max(totals, default=1))
    if series.manner == "bars":
        parts = [*_grid(top), *_quiet(totals), *_bars(series, top)]
    else:
        parts = [*_grid(top), *_areas(series, top)]
    parts += [*_scale(series.labels), *_marks(series)]
    return picture(series.title, series.sentence, HEIGHT, *parts, kind="series")


def _y(value: float, top: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top


def _grid(top: int) -> list[Markup]:
    lines = []
    for value in dict.fromkeys((top // 2, top)):
        if value:
            y = _y(value, top)
            lines.append(el("line", {"class": "grid", "x1": 0, "x2": "100%", "y1": y, "y2": y}))
            place = {"class": "grid", "x": "100%", "y": y - 3, "text-anchor": "end"}
            lines.append(el("text", place, number(value)))
    return lines


def _quiet(totals: list[int]) -> list[Markup]:
    """Give a band behind every stretch of at least two empty bars."""
    bands: list[Markup] = []
    width = 100 / max(len(totals), 1)
    start = None
    for place, value in enumerate([*totals, 1]):
        if value == 0:
            start = place if start is None else start
        elif start is not None:
            if place - start >= 2:
                band = {"class": "quiet", "x": percent(start * width), "width": percent((place - start) * width)}
                bands.append(el("rect", {**band, "y": TOP, "height": HEIGHT - TOP - BOTTOM}))
            start = None
    return bands


def _bars(series: Series, top: int) -> list[Markup]:
    width = 100 / max(len(series.labels), 1)
    bars = []
    for place, label in enumerate(series.labels):
        below = 0
        for layer, (name, values) in enumerate(series.layers):
            value = values[place]
            if value:
                y = _y(below + value, top)
                box = {"x": percent(place * width + width * 0.08), "width": percent(width * 0.84)}
                height = max(_y(below, top) - y, 1)
                what = f"{label}: {number(value)} {series.unit if len(series.layers) == 1 else name}"
                shape = {"class": f"c{layer % 8}", **box, "y": y, "height": height, "data-at": label}
                bars.append(el("rect", shape, el("title", None, what)))
                below += value
    return bars


def _areas(series: Series, top: int) -> list[Markup]:
    """Areas need a path, and paths know no percentages: an inner picture with a stretched view box holds them."""
    count = len(series.labels)
    floor = [0.0] * count
    areas = []
    for layer, (name, values) in enumerate(series.layers):
        roof = [below + value for below, value in zip(floor, values, strict=True)]
        xs = [1000 * place / max(count - 1, 1) for place in range(count)]
        up = " ".join(f"{x:.1f},{_y(value, top):.1f}" for x, value in zip(xs, roof, strict=True))
        down = " ".join(f"{x:.1f},{_y(value, top):.1f}" for x, value in zip(xs[::-1], floor[::-1], strict=True))
        shape: dict[str, object] = {"class": f"c{layer % 8} t{layer // 8 % 3}", "points": f"{up} {down}"}
        areas.append(el("polygon", shape, el("title", None, name)))
        floor = roof
    frame: dict[str, object] = {
        "width": "100%",
        "height": HEIGHT,
        "viewBox": f"0 0 1000 {HEIGHT}",
        "preserveAspectRatio": "none",
    }
    return [el("svg", frame, *areas)]


def _marks(series: Series) -> list[Markup]:
    """Give one flag a label with releases, one diamond a label with events; their texts in the tooltip."""
    width = 100 / max(len(series.labels), 1)
    place = {label: number for number, label in enumerate(series.labels)}
    kinds: dict[tuple[str, str], list[Mark]] = {}
    for mark in series.marks[:LONGEST_MARK_ROW]:
        if mark.at in place:
            kinds.setdefault((mark.kind, mark.at), []).append(mark)
    drawn = []
    for (kind, at), marks in kinds.items():
        x = percent((place[at] + 0.5) * width)
        glyph = {"release": "⚑", "event": "◆"}.get(kind, "•")
        text = "\n".join(mark.text for mark in marks[:12])
        y = 25 if kind == "event" else 10
        place_: dict[str, object] = {"class": f"mark {kind}", "x": x, "y": y, "text-anchor": "middle"}
        target = marks[0].target
        if target.startswith("#"):
            # a picture holds no links: a pointer follows this, a keyboard has the lists of releases and events
            place_["data-to"] = f"#/{target[1:]}"
        drawn.append(el("text", place_, glyph, el("title", None, text)))
    return drawn


def _scale(labels: tuple[str, ...]) -> list[Markup]:
    """Give the years (or what the labels begin with) below, at most about twelve of them, every second one finer."""
    width = 100 / max(len(labels), 1)
    firsts = [(n, label) for n, label in enumerate(labels) if n == 0 or label[:4] != labels[n - 1][:4]]
    if len(firsts) < 2:
        step = max(len(labels) // 6, 1)
        firsts = [(n, label) for n, label in enumerate(labels) if n % step == 0]
        short = [(n, label) for n, label in firsts]
    else:
        step = max((len(firsts) + 11) // 12, 1)
        short = [(n, label[:4]) for n, label in firsts[::step]]
    marks = [el("line", {"class": "axis", "x1": 0, "x2": "100%", "y1": HEIGHT - BOTTOM, "y2": HEIGHT - BOTTOM})]
    for order, (n, text) in enumerate(short):
        if (n * width) > 96:
            continue
        fine = "scale fine" if order % 2 else "scale"
        marks.append(el("text", {"class": fine, "x": percent(n * width), "y": HEIGHT - 7}, text))
    return marks
