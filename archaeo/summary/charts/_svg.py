"""Markup of SVG elements, every value escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

from archaeo.inert import line


def el(name: str, attributes: dict[str, object] | None = None, *children: object) -> Markup:
    """Give an element; attributes that are None are left out."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key, _plain(value)) for key, value in (attributes or {}).items() if value is not None
    )
    inside = Markup("").join(child if isinstance(child, Markup) else escape(_plain(child)) for child in children)
    tag = Markup(name)
    return (
        Markup("<{}{}>{}</{}>").format(tag, written, inside, tag)
        if children
        else Markup("<{}{}/>").format(tag, written)
    )


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return line(str(value))


def percent(value: float) -> str:
    """Give a share of the width, to a thousandth.

    >>> percent(33.33333), percent(50.0)
    ('33.333%', '50%')
    """
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def picture(title: str, sentence: str, height: int, *children: object, kind: str = "") -> Markup:
    """Give a whole picture as wide as its frame, with title and description for those who do not see it."""
    return el(
        "svg",
        {"class": f"chart {kind}".strip(), "width": "100%", "height": height, "role": "img", "focusable": "false"},
        el("title", None, title),
        el("desc", None, sentence),
        *children,
    )


def nice_top(value: int) -> int:
    """Give a round number not below a value, for the end of an axis.

    >>> [nice_top(value) for value in (0, 3, 7, 23, 101, 4411)]
    [1, 3, 8, 40, 200, 5000]
    """
    if value <= 5:
        return max(value, 1)
    step: int = 10 ** (len(str(value)) - 1)
    return next(top for top in (step, 2 * step, 4 * step, 5 * step, 8 * step, 10 * step) if top >= value)
