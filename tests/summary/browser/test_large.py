"""A large history and a large tree stay quick: size of the file, ready, a keystroke, and no frame above a second."""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.summary.formats import html
from tests.summary import large
from tests.summary.browser.opened import READY, Opened

pytestmark = pytest.mark.slow

MB = 1_000_000
BLANK = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>blank</title></head><body>
<script type="application/octet-stream">{}</script><script>document.documentElement.setAttribute("data-ready", "yes");
</script></body></html>"""


def _written(folder: Path, count: int) -> Path:
    file = folder / f"{count}.html"
    file.write_text(html.render(large.summary(count)), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("large"), 30_000)


def _ready(browser, file: Path) -> float:
    """Milliseconds from the start of loading to ready, by the page's own clock."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "new MutationObserver((_, seen) => { if (document.documentElement.dataset.ready) { seen.disconnect();"
        " window.readyAt = performance.now(); } }).observe(document, {attributes: true, subtree: true});"
    )
    page.goto(file.as_uri())
    page.wait_for_selector(READY, state="attached")
    page.wait_for_timeout(50)
    spent = page.evaluate("window.readyAt")
    context.close()
    return float(spent)


def test_file_of_30_000_changes_is_small_and_ready_soon(browser, file: Path, tmp_path: Path) -> None:
    size = file.stat().st_size
    blank = tmp_path / "blank.html"
    blank.write_text(BLANK.format("A" * (size - 300)), encoding="utf-8")
    ready, empty = [], []
    # the machine is shared: the best of each counts, and they are taken in turn
    while len(ready) < 3 or (len(ready) < 20 and min(ready) > 3 * min(empty)):
        ready.append(_ready(browser, file))
        empty.append(_ready(browser, blank))
    print(f"{size / MB:.1f} MB, ready {sorted(ready)}, blank {sorted(empty)} ms")
    assert size <= 8 * MB
    assert min(ready) <= 3 * min(empty)


def test_file_of_60_000_changes_is_below_16_mb(tmp_path: Path) -> None:
    size = _written(tmp_path, 60_000).stat().st_size
    print(f"{size / MB:.1f} MB")
    assert size <= 16 * MB


def test_keystroke_in_the_search_is_quick(browser, file: Path) -> None:
    page = Opened(browser, file, "#/timeline")
    page.page.locator(".row").first.wait_for()
    # all texts unpacked: then the search goes through whole messages and paths
    page.page.wait_for_timeout(4000)
    spent = page.page.evaluate(
        """() => ["g", "gr", "gra", "gra un", "path:part3", "-gra", "who:a", "after:2005"].map(text => {
            const start = performance.now();
            archaeoTimeline.go(text, "");
            return performance.now() - start;
        })"""
    )
    print([round(one) for one in spent], "ms")
    assert sorted(spent)[-2] <= 100
    page.context.close()


FRAMES = """() => { window.longest = 0; let before = performance.now();
    const next = now => {
        window.longest = Math.max(window.longest, now - before); before = now; requestAnimationFrame(next); };
    requestAnimationFrame(next); }"""


def test_20_000_files_without_a_frame_above_a_second(browser, tmp_path: Path) -> None:
    file = tmp_path / "wide.html"
    file.write_text(html.render(large.summary(5000, 20_000, 60_000)), encoding="utf-8")
    page = Opened(browser, file)
    frames = {}

    def step(name: str, address: str, wanted: str) -> None:
        page.page.evaluate(FRAMES)
        page.page.evaluate("where => { location.hash = where; }", address)
        page.page.locator(wanted).first.wait_for()
        page.page.wait_for_timeout(200)
        frames[name] = round(page.page.evaluate("window.longest"))

    step("map", "#/map", "#map[data-shown] rect.leaf")
    step("map by owner", "#/map?by=owner", "#map[data-shown='#/map?by=owner'] rect.leaf")
    step("dependencies", "#/dependencies", "#ego[data-shown] line")
    hub = large.file_names(1)[0]
    step("file", f"#/file?path={hub.replace('/', '%2F')}", "#file line")
    step("compare", "#/compare?a=1999-06&b=2000-06", "#compare[data-shown] table")
    page.go("#/dependencies")
    page.page.evaluate(FRAMES)
    page.page.focus("#graph-file")
    page.page.keyboard.type("unit_0001")
    page.page.locator(".hit").first.wait_for()
    frames["typing"] = round(page.page.evaluate("window.longest"))
    print(f"{file.stat().st_size / MB:.1f} MB", frames, "ms")
    assert max(frames.values()) <= 1000, frames
    assert page.problems == []
    page.context.close()
