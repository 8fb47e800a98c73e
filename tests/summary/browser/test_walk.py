"""By keyboard alone through what a person comes for (J1 to J4), links and commands that lead back, hostile text."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo.cli import archaeo as command_line
from archaeo.model import Change, Identity, SourceFile
from archaeo.summary import Manner, build
from archaeo.summary.formats import html
from tests.summary.browser.opened import Opened
from tests.summary.formats.test_html import HOSTILE
from tests.summary.projects import project

CLIPBOARD = """window.copied = [];
const writeText = text => { copied.push(text); return Promise.resolve(); };
Object.defineProperty(navigator, "clipboard", {value: {writeText}});
"""


@pytest.fixture
def opened(browser, goos: tuple[Path, Path]) -> Iterator[Opened]:
    page = Opened(browser, goos[1], script=CLIPBOARD)
    yield page
    assert page.problems == []
    page.context.close()


def _tab_to(opened: Opened, text: str, most: int = 80) -> None:
    for _ in range(most):
        opened.page.keyboard.press("Tab")
        name, said = opened.page.evaluate(
            "[document.activeElement.tagName, document.activeElement.textContent || document.activeElement.id]"
        )
        if name in ("A", "BUTTON", "INPUT", "SUMMARY") and text in said:
            ring = opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none", f"where the keyboard is cannot be seen on '{text}'"
            return
    raise AssertionError(f"{most} times Tab do not lead to '{text}'")


def test_what_was_this(opened: Opened) -> None:
    """J1: the cover says it, and its loudest fact leads to its dossier."""
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.textContent") == "Skip to the text"
    text = opened.page.inner_text("[id='page/cover']")
    for said in (
        "Reconstruction of boosted goos jets",
        "2009-03 to 2013-11",
        "4 people",
        "C++",
        "BoostedGOOS-00-00-09",
    ):
        assert said in text
    _tab_to(opened, "svn disaster of 2012")
    opened.page.keyboard.press("Enter")
    opened.page.locator("[id^='/event-']").get_by_text("came back in one change").first.wait_for()


def test_who_could_be_asked(opened: Opened) -> None:
    """J2: who was there when, and whom to ask."""
    _tab_to(opened, "People")
    opened.page.keyboard.press("Enter")
    opened.page.get_by_role("heading", name="People").wait_for()
    text = opened.page.inner_text("[id='page/people']")
    assert "Ellen Thompson" in text and "2013-09-02" in text
    _tab_to(opened, "Ellen Thompson")
    opened.page.keyboard.press("Enter")
    opened.page.locator(".row").first.wait_for()
    assert opened.page.input_value("#q") == 'who:"Ellen Thompson"'


def test_what_depended_on_what(opened: Opened) -> None:
    """J3: layers, cycles in words, one file in the middle."""
    _tab_to(opened, "Dependencies")
    opened.page.keyboard.press("Enter")
    opened.page.get_by_role("heading", name="Dependencies").wait_for()
    text = opened.page.inner_text("[id='page/dependencies']")
    assert "Folders in layers" in text and "there is no cycle" in text and "ROOT" in text
    _tab_to(opened, "graph-file")
    opened.page.keyboard.type("Constants.h")
    _tab_to(opened, "BoostedGOOS/Constants.h", 3)
    opened.page.keyboard.press("Enter")
    opened.page.get_by_text("BoostedGOOS/Constants.h is used by").wait_for()


def test_the_svn_disaster_of_2012(opened: Opened) -> None:
    """J4: its words find it, the list and the row open by keys, and its diff is there."""
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("svn disaster")
    opened.page.keyboard.press("Enter")
    opened.page.locator(".row").first.wait_for()
    assert opened.page.evaluate("document.activeElement.className") == "rows"
    for _ in range(len(opened.ids())):
        opened.page.keyboard.press("j")
        if "getting boostedgoos back" in opened.page.inner_text(".row.chosen .what"):
            break
    opened.page.keyboard.press("Enter")
    opened.page.locator(".detail h2").get_by_text("getting boostedgoos back").wait_for()
    assert opened.page.evaluate("document.activeElement.className") == "detail"
    opened.page.locator(".diff").wait_for()


QUERIES = (
    "svn disaster",
    "disaster -lost",
    '"hand-over: Lucia"',
    "seed",
    "who:ellen",
    "who:kmoto",
    "-who:ellen kind:change",
    "path:src/**",
    "path:src/GoosFinder.cxx",
    "ext:f",
    "after:2012-05 before:2012-07",
    "circa:2012-05-30",
    "kind:event",
    "kind:release",
    "kind:silence",
    "rev:r44",
    "rev:r40..r50",
    "branch:main",
    "tag:BoostedGOOS-00-00-05",
    "files:>20",
)


def test_page_and_command_line_list_the_same(opened: Opened, goos: tuple[Path, Path]) -> None:
    for query in QUERIES:
        found = opened.page.evaluate(
            """query => archaeoData.all().then(() => { const terms = archaeoQuery.parse(query);
            return archaeoData.rows.filter(row => archaeoQuery.matches(terms, row)).map(row => row.id); })""",
            query,
        )
        done = CliRunner().invoke(command_line, ["timeline", str(goos[0]), query, "--json"])
        assert done.exit_code == 0, done.output
        assert sorted(found) == sorted(item["id"] for item in json.loads(done.stdout)["items"]), query
        assert found or query == "who:kmoto", query


def test_copied_command_says_what_the_page_shows(opened: Opened, goos: tuple[Path, Path], monkeypatch) -> None:
    opened.go("#/timeline?q=" + "it's%20OR%20%22x%22")
    opened.page.get_by_role("button", name="copy as command").click()
    opened.go("#/timeline?q=who:kenji%20after:2013")
    opened.page.get_by_role("button", name="copy as command").click()
    opened.page.get_by_role("button", name="copy link").first.click()
    odd, command, link = opened.page.evaluate("copied")
    assert shlex.split(odd) == ["archaeo", "timeline", "repo.git", 'it\'s OR "x"']
    assert link == opened.page.url
    monkeypatch.chdir(goos[0].parent)
    done = CliRunner().invoke(command_line, [*shlex.split(command)[1:], "--json"])
    count = opened.page.inner_text(".count").split()[0]
    assert len(json.loads(done.stdout)["items"]) == int(count) > 2


def test_hostile_text_is_inert_in_every_view(browser, tmp_path: Path) -> None:
    known = project(content=lambda commit, path: "\n".join(HOSTILE[:30]).encode("utf-8", "replace") + commit.encode())
    paths = [text[:120].replace("\n", " ").replace("\x00", "0") or "x" for text in HOSTILE]
    names = sorted(set(paths))
    changes = tuple(Change("M", name) for name in names)
    commits = tuple(
        replace(commit, message=text, author=Identity(text[:60] or "x"), changes=changes)
        for text, commit in zip(HOSTILE, known.commits, strict=False)
    )
    files = tuple(SourceFile(path, lambda: b'#include "x.h"\n' * 9) for path in names)
    file = tmp_path / "summary.html"
    made = build(replace(known, commits=commits, files=files, tip=commits[-1].key), Manner(diffs="all"))
    file.write_text(html.render(made), encoding="utf-8")
    page = Opened(browser, file, "#/map")
    page.page.locator("#map[data-shown] rect.leaf").first.wait_for()
    seen = page.page.locator("#map td a").count()
    assert seen > 20
    for place in range(0, seen, 4):
        page.go("#/map")
        page.page.locator("#map td a").nth(place).click()
        page.page.wait_for_timeout(40)
    for view in (
        "#/map?by=owner",
        "#/compare",
        "#/dependencies",
        "#/events",
        "#/timeline",
        "#/map?in=%3Cscript%3E",
        "#/file",
    ):
        page.go(view)
    for place in range(6):
        page.go("#/timeline")
        page.page.click(f".row >> nth={place}")
        page.page.wait_for_timeout(60)
    assert page.problems == []
    assert page.requests == [file.as_uri()]
    assert page.page.locator("script:not([type])").count() == 1
    assert page.page.evaluate("document.querySelectorAll('img, iframe, object, base, link').length") == 0
    page.context.close()
