"""The page in a second engine, Firefox: it asks for nothing, complains of nothing, shows every section, prints."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.summary.browser.firefox import Firefox
from tests.summary.browser.opened import pages_of

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    pytest.importorskip("websockets", reason="websockets is not installed: no second engine")
    if FIREFOX is None:
        pytest.skip("no Firefox here: the page is opened in one engine only (Debian: apt-get install firefox-esr)")
    with Firefox(FIREFOX, tmp_path_factory.mktemp("firefox")) as started:
        yield started


WAIT = """new Promise(done => { const end = Date.now() + 20000; (function look() {
    if (%s || Date.now() > end) done(Boolean(%s)); else setTimeout(look, 30); })(); })"""


def _wait(firefox: Firefox, condition: str) -> None:
    assert firefox.run(WAIT % (condition, condition)) is True, condition


def test_second_engine_shows_every_section(firefox: Firefox, goos: tuple[Path, Path]) -> None:
    address = goos[1].as_uri()
    firefox.open(address)
    _wait(firefox, "document.documentElement.dataset.ready")
    sections = str(firefox.run("[...document.querySelectorAll('.page')].map(one => one.id.slice(5)).join()")).split(",")
    assert {"cover", "timeline", "events", "map", "compare", "dependencies", "file"} < set(sections)
    for section in sections:
        firefox.run(f"location.hash = '#/{section}'")
        _wait(firefox, f"document.getElementById('page/{section}').classList.contains('here')")
        shown = "[...document.querySelectorAll('.page')].filter(one => one.offsetParent).map(one => one.id).join()"
        assert firefox.run(shown) == f"page/{section}"
    for view, wanted in (
        ("map?by=age", "#map rect.leaf"),
        ("file?path=src%2FGoosFinder.cxx", "#file .past"),
        ("compare?a=2010&b=2012", "#compare table"),
        ("dependencies?file=src%2FGoosFinder.cxx", "#ego .sides a"),
        ("timeline?sel=r44", ".diff .came"),
    ):
        firefox.run(f"location.hash = '#/{view}'")
        _wait(firefox, f"document.querySelector('{wanted}')")
    assert firefox.problems == []
    # Firefox has a font of its own in a data: address, and does not report files
    asked = {url.partition("#")[0] for url in firefox.requests if not url.startswith(("about:", "data:font/"))}
    assert asked <= {address}


def test_second_engine_searches(firefox: Firefox, goos: tuple[Path, Path]) -> None:
    firefox.open(f"{goos[1].as_uri()}#/timeline?q=svn+disaster")
    _wait(firefox, "document.querySelector('.row')")
    assert "svn disaster of 2012" in firefox.run("document.querySelector('.inner').textContent")


def test_second_engine_prints_few_pages(firefox: Firefox, goos: tuple[Path, Path]) -> None:
    firefox.open(goos[1].as_uri())
    _wait(firefox, "document.documentElement.dataset.ready")
    assert 1 < pages_of(base64.b64decode(firefox.printed())) <= 20
