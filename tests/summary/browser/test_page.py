"""The page in a browser: it asks for nothing, is read without script, searched by keyboard, fits 320 px and paper."""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from archaeo.model import Identity
from archaeo.summary import build
from archaeo.summary.formats import html
from tests.summary.browser.opened import Opened, pages_of
from tests.summary.formats.test_html import HOSTILE
from tests.summary.projects import project

SECTIONS = tuple("cover story timeline events people releases map compare hotspots licences provenance file".split())


@pytest.fixture
def opened(browser, page_file: Path) -> Iterator[Opened]:
    page = Opened(browser, page_file)
    yield page
    page.context.close()


def test_page_asks_for_nothing_and_complains_of_nothing(opened: Opened, page_file: Path) -> None:
    for section in SECTIONS:
        opened.go(f"#/{section}")
    assert opened.requests == [page_file.as_uri()]
    assert opened.problems == []


def test_one_section_at_a_time_by_the_address(opened: Opened) -> None:
    for section in SECTIONS:
        opened.go(f"#/{section}")
        shown = opened.page.eval_on_selector_all(".page", "all => all.filter(p => p.offsetParent).map(p => p.id)")
        assert shown == [f"page/{section}"]
        assert opened.page.evaluate("scrollY") == 0
    opened.go("#/event-2")
    assert opened.page.is_visible("[id='/event-2']")


def test_words_of_the_disaster_find_it(opened: Opened) -> None:
    opened.page.fill("#q", "svn disaster")
    opened.page.press("#q", "Enter")
    opened.page.wait_for_selector(".row")
    found = opened.ids()
    assert any(text.startswith('"getting goos back into SVNINST after svn disaster of 2012"') for text in found)
    assert opened.page.inner_text(".count").startswith(f"{len(found)} of ")
    assert "q=svn%20disaster" in opened.page.url


def test_keyboard_alone_gets_from_the_cover_to_a_change(opened: Opened) -> None:
    press = opened.page.keyboard.press
    press("/")
    opened.page.keyboard.type("who:kenji")
    press("Enter")
    opened.page.locator(".count").get_by_text(" of ").wait_for()
    opened.page.wait_for_timeout(150)
    opened.page.focus(".rows")
    press("j")
    press("j")
    opened.page.locator(".row.chosen[data-n='1']").wait_for()
    opened.page.locator(".detail h2").get_by_text(opened.ids()[1], exact=True).wait_for()
    press("Enter")
    assert opened.page.evaluate("document.activeElement.className") == "detail"


def test_address_brings_back_query_and_row(browser, page_file: Path, opened: Opened) -> None:
    opened.go("#/timeline?q=who:eve")
    opened.page.click(".row >> nth=0")
    opened.page.wait_for_selector(".detail h2")
    address = opened.page.url.partition("#")[2]
    again = Opened(browser, page_file, f"#{address}")
    again.page.wait_for_selector(".detail h2")
    assert again.page.input_value("#q") == "who:eve"
    assert again.page.inner_text(".detail h2") == opened.page.inner_text(".detail h2")
    again.context.close()


def test_wrong_filter_is_answered_in_the_page(opened: Opened) -> None:
    opened.go("#/timeline?q=whom:eve")
    assert (
        opened.page.inner_text(".problem")
        == "unknown filter 'whom:'; did you mean 'who:'? (in quotes, words with a colon are looked for)"
    )


def test_sliders_set_the_period(opened: Opened) -> None:
    opened.go("#/timeline")
    opened.page.focus("#from")
    for _ in range(30):
        opened.page.keyboard.press("ArrowRight")
    opened.page.wait_for_timeout(300)
    assert opened.page.input_value("#q").startswith("after:20")
    assert opened.page.evaluate("Number(document.getElementById('from').value)") > 0


def test_without_javascript_everything_stands_below_one_another(browser, page_file: Path) -> None:
    plain = Opened(browser, page_file, java_script_enabled=False)
    text = plain.page.inner_text("body")
    for wanted in ("Three things to know", "svn disaster of 2012", "Everybody", "Kenji", "Releases", "What was read"):
        assert wanted in text
    assert not plain.page.is_visible("#search")
    plain.context.close()


@pytest.mark.parametrize("section", SECTIONS)
def test_no_sideways_scrolling_at_320_pixels(browser, page_file: Path, section: str) -> None:
    small = Opened(browser, page_file, f"#/{section}", viewport={"width": 320, "height": 640})
    assert small.page.evaluate("document.documentElement.scrollWidth") <= 320
    small.context.close()


def test_long_path_on_the_cover_is_broken_at_320_pixels(browser, tmp_path: Path) -> None:
    made = build(project())
    first = replace(made.cover.sentences[0], text="Where to start reading: gwyddion/libgwyddion/gwymacros-and-types.h.")
    cover = replace(made.cover, sentences=(first, *made.cover.sentences[1:]))
    (tmp_path / "long.html").write_text(html.render(replace(made, cover=cover)), encoding="utf-8")
    small = Opened(browser, tmp_path / "long.html", "#/cover", viewport={"width": 320, "height": 640})
    assert small.page.evaluate("document.documentElement.scrollWidth") <= 320
    small.context.close()


def test_dark_and_light_differ_and_both_can_be_read(browser, page_file: Path) -> None:
    seen = []
    for scheme in ("light", "dark"):
        page = Opened(browser, page_file, color_scheme=scheme)
        ink, paper = (
            [int(part) for part in re.findall(r"\d+", page.page.evaluate(f"getComputedStyle({where}).{what}"))[:3]]
            for where, what in (("document.body", "color"), ("document.documentElement", "backgroundColor"))
        )
        seen.append((ink, paper))
        assert _contrast(ink, paper) >= 7
        page.context.close()
    assert seen[0] != seen[1]


def _contrast(one: list[int], other: list[int]) -> float:
    """The ratio of WCAG 2.2."""

    def light(colour: list[int]) -> float:
        parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_paper_takes_few_pages(browser, page_file: Path, tmp_path: Path) -> None:
    page = Opened(browser, page_file)
    made = page.page.pdf(format="A4")
    assert 1 < pages_of(made) <= 20
    page.context.close()


def test_hostile_text_is_inert(browser, tmp_path: Path) -> None:
    known = project()
    commits = tuple(
        replace(commit, key=f"{number:040}", message=text, author=Identity(text[:60] or "x"))
        for number, (text, commit) in enumerate(zip(HOSTILE, known.commits * 9, strict=False))
    )
    file = tmp_path / "summary.html"
    file.write_text(html.render(build(replace(known, commits=commits, releases=()))), encoding="utf-8")
    page = Opened(browser, file, "#/timeline")
    for place in range(12):
        page.page.click(f".row >> nth={place}")
        page.page.wait_for_timeout(20)
    assert page.problems == []
    assert page.page.title() == "Timeline – goos – summary"
    assert page.requests == [file.as_uri()]
    page.context.close()


def _axe() -> Path | None:
    """Where axe-core lies: in the Python package that carries it, or where ARCHAEO_AXE says."""
    found = importlib.util.find_spec("axe_playwright_python")
    places = [os.environ.get("ARCHAEO_AXE", ""), *(f"{where}/axe.min.js" for where in _folders(found))]
    return next((Path(place) for place in places if place and Path(place).is_file()), None)


def _folders(found: ModuleSpec | None) -> list[str]:
    return list(found.submodule_search_locations or ()) if found else []


AXE = _axe()


@pytest.mark.slow
@pytest.mark.skipif(AXE is None, reason="axe-core is not here (pip install axe-playwright-python): not checked")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, goos: tuple[Path, Path], scheme: str) -> None:
    # axe is put into the page, which the page's own policy forbids; that policy has tests of its own
    page = Opened(browser, goos[1], bypass_csp=True, color_scheme=scheme)
    assert AXE is not None
    page.page.evaluate(AXE.read_text(encoding="utf-8"))
    sections = page.page.eval_on_selector_all(".page", "all => all.map(one => one.id.slice(5))")
    assert set(sections) >= {*SECTIONS, "dependencies", "survival", "build", "papers", "glossary"}
    views = ["file?path=src%2FGoosFinder.cxx", "map?by=age", "timeline?sel=r44", "dependencies?file=src%2FGoosJet.cxx"]
    for address in [*sections, *views]:
        page.go(f"#/{address}")
        # what is hidden is not looked at; the frame around the sections is the same for all
        where = "document" if address == "cover" else "'.page.here'"
        found = page.page.evaluate(f"axe.run({where}, {{resultTypes: ['violations']}})")["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], address
    page.context.close()
