"""The map, one file, two states, one file in the middle: drawn in the page, checked against git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from archaeo.summary import build
from archaeo.summary.formats import html
from archaeo.summary.read import read
from archaeo.summary.write import write
from tests.summary.browser.opened import Opened


@pytest.fixture
def opened(browser, goos: tuple[Path, Path]) -> Iterator[Opened]:
    page = Opened(browser, goos[1])
    yield page
    assert page.problems == []
    assert page.requests == [goos[1].as_uri()]
    page.context.close()


def _git(repository: Path, *words: str) -> list[str]:
    done = subprocess.run(["git", "-C", str(repository), *words], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def _shown(opened: Opened, name: str, address: str) -> None:
    opened.page.evaluate("where => { location.hash = where; }", address)
    opened.page.locator(f"#{name}[data-shown='{address}']").wait_for()


def test_map_of_every_day_is_git_s(opened: Opened, goos: tuple[Path, Path]) -> None:
    _shown(opened, "map", "#/map")
    days = []
    opened.page.focus("#map-day")
    for _ in range(30):
        days.append(opened.page.inner_text("#map .day"))
        opened.page.keyboard.press("ArrowLeft")
    days = sorted(set(days))
    assert days[0] < "2009-05-01" and days[-1] == "2013-11-18" and len(days) > 10
    for day in days[::4]:
        _shown(opened, "map", f"#/map?at={day}")
        commit = _git(goos[0], "log", "--first-parent", "-1", f"--until={day}T23:59:59Z", "--format=%H", "HEAD")[0]
        files = _git(goos[0], "ls-tree", "-r", commit)
        plain = [line for line in files if not line.startswith("120000")]
        said = opened.page.inner_text("#map .said")
        assert said.startswith((f"{len(plain)} files, ", f"{len(files)} files, ")), (day, said, len(files))


def test_map_is_coloured_entered_and_linked(opened: Opened) -> None:
    _shown(opened, "map", "#/map")
    before = opened.page.locator("#map .legend").inner_text()
    opened.page.focus("#map-colour")
    for by in ("age", "owner", "churn"):
        opened.page.select_option("#map-colour", by)
        assert opened.page.locator("#map .legend").inner_text() != before
        before = opened.page.locator("#map .legend").inner_text()
        assert opened.page.url.endswith(f"#/map?by={by}")
    opened.page.locator("#map .frame ~ div").get_by_role("link", name="src/", exact=True).click()
    opened.page.get_by_text("9 files, ").wait_for()
    assert "in=src%2F" in opened.page.url
    again = opened.page.url
    opened.page.get_by_role("link", name="GoosFinder.cxx", exact=True).click()
    opened.page.locator("#t-file").get_by_text("src/GoosFinder.cxx").wait_for()
    opened.page.go_back()
    opened.page.get_by_text("9 files, ").wait_for()
    assert opened.page.url == again


def test_area_of_the_map_leads_to_its_file(opened: Opened) -> None:
    _shown(opened, "map", "#/map")
    opened.page.locator("#map rect[data-to*='GoosFinder.cxx']").click()
    opened.page.locator("#t-file").get_by_text("src/GoosFinder.cxx").wait_for()


def test_file_has_the_history_that_git_has(opened: Opened, goos: tuple[Path, Path]) -> None:
    path = "src/GoosFinder.cxx"
    _shown(opened, "file", f"#/file?path={quote(path, safe='')}")
    shown = opened.page.locator(".past").all_inner_texts()
    all_refs = _git(goos[0], "log", "--all", "--full-history", "--no-merges", "--format=%as %s", "--", path)
    assert len([line for line in shown if "not counted" not in line]) == len(all_refs)
    for subject in (line[11:] for line in all_refs):
        assert any(subject in line for line in shown)
    assert "used by 4 files" in opened.page.inner_text("#file")
    assert opened.page.title() == f"{path} – boostedgoos – summary"


def test_file_and_folder_have_the_authors_that_git_has(opened: Opened, goos: tuple[Path, Path]) -> None:
    names = {"kmoto": "Kenji Motohashi", "ethompso": "Ellen Thompson"}
    for path, hash_ in (("src/GoosFinder.cxx", "#/file?path=src%2FGoosFinder.cxx"), ("python/", "#/map?in=python%2F")):
        view = hash_[2:].partition("?")[0]
        _shown(opened, view, hash_)
        log = _git(
            goos[0], "log", "--all", "--full-history", "--no-merges", "--date-order", "--format=%as %an", "--", path
        )
        days, who = zip(*((line[:10], names.get(line[11:], line[11:])) for line in log), strict=True)
        told = " ".join(opened.page.inner_text(f"#{view}").split())
        assert f"came on {days[-1]} by {who[-1]}" in told
        assert f"last touched on {days[0]} by {who[0]}" in told or f"the last was by {who[0]} on {days[0]}" in told
        assert any(
            f"{one} changed it most: {who.count(one)} times" in told or f"{one} made " in told for one in set(who)
        )


def test_file_that_never_was_says_so(opened: Opened) -> None:
    _shown(opened, "file", "#/file?path=no%2Fsuch")
    assert "No file of this name" in opened.page.inner_text("#file")
    opened.page.fill("#find-file", "goosfinder")
    opened.page.locator(".hit").first.wait_for()
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    opened.page.locator("#t-file").get_by_text("GoosFinder").wait_for()


def _told(opened: Opened, title: str) -> set[str]:
    heads = opened.page.locator("#compare h3")
    for place in range(heads.count()):
        if heads.nth(place).inner_text().startswith(f"{title} ("):
            listed = heads.nth(place).locator("xpath=following-sibling::ul[1]")
            if listed.locator("button").count():
                listed.locator("button").click()
            return set(listed.locator("a").all_inner_texts())
    return set()


@pytest.mark.parametrize(
    ("one", "two"), [("2009-06-12", "2010-12-31"), ("2010-12-31", "2012-05-25"), ("2012-05-25", "2013-11-18")]
)
def test_compared_days_differ_as_git_says(opened: Opened, goos: tuple[Path, Path], one: str, two: str) -> None:
    _shown(opened, "compare", f"#/compare?a={one}&b={two}")
    ends = [
        _git(goos[0], "log", "--first-parent", "-1", f"--until={day}T23:59:59Z", "--format=%H", "HEAD")[0]
        for day in (one, two)
    ]
    truth = [line.split("\t") for line in _git(goos[0], "diff", "--name-status", "--no-renames", *ends)]
    assert _told(opened, "Came") == {path for action, path in truth if action == "A"}
    assert _told(opened, "Went") == {path for action, path in truth if action == "D"}
    # a file that was changed and changed back was touched, and git sees no difference
    assert {path for action, path in truth if action in "MT"} <= _told(opened, "Changed")


def test_two_tags_are_compared_from_the_form(opened: Opened) -> None:
    _shown(opened, "compare", "#/compare")
    opened.page.fill("#state-a", "BoostedGOOS-00-00-01")
    opened.page.fill("#state-b", "BoostedGOOS-00-00-04")
    opened.page.press("#state-b", "Enter")
    opened.page.get_by_text("From BoostedGOOS-00-00-01 (2009-06-12) to BoostedGOOS-00-00-04").wait_for()
    opened.page.fill("#state-b", "no such tag")
    opened.page.press("#state-b", "Enter")
    opened.page.get_by_text("'no such tag' is no day, tag or change").wait_for()


def test_one_file_in_the_middle_is_found_by_typing(opened: Opened) -> None:
    _shown(opened, "ego", "#/dependencies")
    opened.page.focus("#graph-file")
    opened.page.keyboard.type("goosfinder.cxx")
    opened.page.locator(".hit").first.wait_for()
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    said = "src/GoosFinder.cxx is used by 4 files and uses 2 files and 3 things from outside."
    opened.page.get_by_text(said).wait_for()
    assert opened.page.url.endswith("#/dependencies?file=src%2FGoosFinder.cxx")
    opened.page.locator(".sides").get_by_role("link", name="app/dumpjets.cxx").click()
    opened.page.get_by_text("app/dumpjets.cxx is used by").first.wait_for()


def test_diff_of_an_event_is_git_s(opened: Opened, goos: tuple[Path, Path]) -> None:
    opened.go("#/timeline?sel=r44")
    opened.page.locator(".diff summary").get_by_text("src/GoosFinder.cxx").wait_for()
    shown = opened.page.eval_on_selector_all(
        ".diff .came, .diff .went", "all => all.map(line => line.textContent.replace(/\\n$/, ''))"
    )
    commit = opened.page.locator(".detail code").last.inner_text().split()[-1]
    truth = [
        line
        for line in _git(goos[0], "show", "--format=", commit)
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert len(truth) > 3
    assert sorted(shown) == sorted(truth)


def test_tag_and_event_lead_to_the_diff_of_their_change(opened: Opened) -> None:
    for id in ("tag:BoostedGOOS-00-00-05", "event-8"):
        opened.go(f"#/timeline?sel={id}")
        opened.page.locator(".diff h3 a").wait_for()


def test_page_in_a_folder_loads_what_lies_beside_it(browser, goos, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(html, "LARGEST", 1000)
    write(build(read(goos[0], "boostedgoos")), tmp_path, ["html"])
    page = Opened(browser, tmp_path / "summary.html", "#/map")
    page.page.locator("#map[data-shown] rect.leaf").first.wait_for()
    page.go("#/timeline?sel=r44")
    page.page.locator(".diff .came").first.wait_for()
    assert page.problems == []
    folder = (tmp_path / "data").as_uri()
    assert all(asked.startswith(folder) for asked in page.requests[1:]) and len(page.requests) >= 5
    (tmp_path / "data" / "edges.js").unlink()
    page.go("#/dependencies")
    page.page.get_by_text("A part is missing: data/edges.js should lie beside this page.").wait_for()
    page.context.close()


def test_map_opens_by_the_plain_anchor_too(browser, goos: tuple[Path, Path]) -> None:
    again = Opened(browser, goos[1], "#map")
    again.page.locator("#map-day").wait_for()
    again.context.close()


def test_section_opens_by_its_plain_name_too(browser, goos: tuple[Path, Path]) -> None:
    again = Opened(browser, goos[1], "#people")
    again.page.get_by_role("heading", name="People", exact=True).wait_for()
    again.context.close()


def test_compared_states_stand_side_by_side(opened: Opened) -> None:
    _shown(opened, "compare", "#/compare?a=2009-06-12&b=2012-01-01")
    opened.page.locator("#compare .pair svg.treemap .leaf").first.wait_for()
    captions = opened.page.locator("#compare .pair figcaption").all_inner_texts()
    assert [caption.split(" ")[0] for caption in captions] == ["2009-06-12", "2012-01-01"]
    new = opened.page.locator("#compare .pair figure").nth(1).locator("rect.c2.leaf[data-to]")
    came = _told(opened, "Came")
    for what in new.evaluate_all("all => all.map(one => one.getAttribute('data-what').split(':')[0])"):
        assert what in came
    assert new.count()
    heights = [float(height) for height in opened.page.locator("#compare .pair .frame > svg").evaluate_all(
        "all => all.map(one => one.getAttribute('height'))"
    )]  # fmt: skip
    assert heights[0] < heights[1] == 360


def test_what_came_to_be_needed_is_what_the_files_say(opened: Opened, goos: tuple[Path, Path]) -> None:
    _shown(opened, "compare", "#/compare?a=BoostedGOOS-00-00-01&b=BoostedGOOS-00-00-04")
    table = opened.page.locator("#compare .made table[aria-label='Needed for the first time'] tbody tr")
    table.first.wait_for()
    told = {row.split("\t")[0] for row in table.all_inner_texts()}
    tags = ["BoostedGOOS-00-00-01", "BoostedGOOS-00-00-04"]
    grep = [r"^#include", "--", "*.h", "*.hh", "*.cxx", "*.C", "*.icc"]
    included = [
        {
            line.split(":", 2)[2].split()[-1].strip('<>"')
            for line in _git(goos[0], "grep", "-I", "-E", grep[0], tag, *grep[1:])
        }
        for tag in tags
    ]
    assert included[1] - included[0] <= told | {""}
    assert not (told & included[0])
