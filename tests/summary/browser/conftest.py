"""A real browser for the page: Debian's Chromium, driven by Playwright; without them these tests are skipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archaeo.convert import convert
from archaeo.model import ImportOptions
from archaeo.summary import build
from archaeo.summary.formats import html
from archaeo.summary.read import read
from tests.summary.projects import project

GOOS = Path(__file__).parents[3] / "fixtures" / "boostedgoos" / "boostedgoos.dump"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


# not for the session: Playwright keeps an event loop running, and the terminal's tests start their own
@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the page is not opened")
    if CHROMIUM is None:
        pytest.skip("no Chromium here: the page is not opened (Debian: apt-get install chromium)")
    with api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "summary.html"
    file.write_text(html.render(build(project())), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def goos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The repository and the page of the whole small project among the fixtures."""
    folder = tmp_path_factory.mktemp("goos")
    convert([GOOS], folder / "repo.git", ImportOptions())
    made = build(read(folder / "repo.git", "boostedgoos"))
    (folder / "summary.html").write_text(html.render(made), encoding="utf-8")
    return folder / "repo.git", folder / "summary.html"
