"""The pictures of docs/usage/read-a-summary.md, taken from the page of the fixture project.

    ARCHAEO_PICTURES=docs/images pytest tests/summary/browser/test_pictures.py

writes them anew; otherwise they go to a temporary folder, and what is looked at is that each shows something.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from pathlib import Path

import pytest

from tests.summary.browser.opened import Opened

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "usage" / "read-a-summary.md"

# name: address, what must be seen before it is taken, scheme, height, and a dossier that is brought to the top
PICTURES = {
    "summary-cover": ("#/cover", ".chart.series", "light", 760, ""),
    "summary-event": ("#/events", ".page.events .group .chart", "light", 640, "svn disaster of 2012"),
    "summary-timeline": ("#/timeline?sel=r44", ".diff .came", "light", 780, ""),
    "summary-map": ("#/map?by=owner", "#map rect.leaf", "light", 720, ""),
    "summary-file": ("#/file?path=src%2FGoosFinder.cxx", "#file .ego line", "light", 860, ""),
    "summary-compare": ("#/compare?a=2010-12&b=2012-04", "#compare .pair .leaf", "light", 1240, ""),
    "summary-dark": ("#/people", ".lanes", "dark", 560, ""),
}


def _size_and_shades(png: bytes) -> tuple[int, int, int]:
    """Width, height and number of different bytes: a blank picture has a handful."""
    width, height = struct.unpack(">II", png[16:24])
    packed = b"".join(
        png[place + 8 : place + 8 + length] for place, length in _chunks(png) if png[place + 4 : place + 8] == b"IDAT"
    )
    return width, height, len(set(zlib.decompress(packed)))


def _chunks(png: bytes) -> list[tuple[int, int]]:
    found, at = [], 8
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        found.append((at, length))
        at += length + 12
    return found


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_taken(browser, goos: tuple[Path, Path], tmp_path: Path, name: str) -> None:
    address, wanted, scheme, height, top = PICTURES[name]
    folder = Path(os.environ.get("ARCHAEO_PICTURES", tmp_path))
    page = Opened(browser, goos[1], address, viewport={"width": 900, "height": height}, color_scheme=scheme)
    page.page.locator(wanted).first.wait_for()
    if top:
        page.page.evaluate(
            "top => [...document.querySelectorAll('.page.events .group')]"
            ".find(one => one.innerText.includes(top)).scrollIntoView()",
            top,
        )
    page.page.wait_for_timeout(200)
    page.page.screenshot(path=str(folder / f"{name}.png"))
    page.context.close()
    taken = (folder / f"{name}.png").read_bytes()
    width, tall, shades = _size_and_shades(taken)
    assert (width, tall) == (900, height)
    assert shades > 60
    assert len(taken) < 200_000


def test_guide_shows_every_picture_with_words() -> None:
    shown = dict(re.findall(r"!\[([^\]]+)\]\(\.\./images/([\w-]+)\.png\)", PAGE.read_text(encoding="utf-8")))
    assert set(shown.values()) == set(PICTURES)
    assert all(len(words) > 20 for words in shown)
    for name in PICTURES:
        _, _, shades = _size_and_shades((ROOT / "docs" / "images" / f"{name}.png").read_bytes())
        assert shades > 60
