"""One model, four faces: what one says in numbers, the others say too.

Held on a small project, on the sample, and, where ARCHAEO_HISTORIES names a folder with ``spacetelescope+pyraf``, on
2,262 commits that nobody prepared.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest

from archaeo.dig import dig
from archaeo.summary import Summary, build
from archaeo.summary.formats import html, markdown, sqlite
from archaeo.summary.formats import json as as_json
from archaeo.summary.read import read
from tests.summary.projects import project


class _Text(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._skip = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._skip += tag in ("script", "style", "svg")

    def handle_endtag(self, tag: str) -> None:
        self._skip -= tag in ("script", "style", "svg")

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.words.append(data)


def _numbers(text: str) -> set[str]:
    """Numbers of two digits and more, without the spaces between their groups; hashes of commits are none."""
    return set(re.findall(r"(?<![\w.])\d{2,}(?:\.\d+)?(?![\w.]*\w)", text.replace("\u202f", "")))


def _sample(folder: Path) -> Summary:
    return dig([Path(__file__).parents[3] / "fixtures" / "boostedgoos"], folder / "goos")[0].summary


def _pyraf(folder: Path) -> Summary:
    place = Path(os.environ.get("ARCHAEO_HISTORIES", ".")) / "spacetelescope+pyraf"
    if not place.exists():
        pytest.skip("ARCHAEO_HISTORIES names no folder with spacetelescope+pyraf")
    inside = place if (place / "HEAD").exists() else next(iter(sorted(place.iterdir())))
    return build(read(inside, "pyraf"))


@pytest.fixture(
    scope="module", params=[lambda folder: build(project()), _sample, _pyraf], ids=["small", "sample", "pyraf"]
)
def summary(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Summary:
    made: Summary = request.param(tmp_path_factory.mktemp("faces"))
    return made


def test_every_number_of_page_and_text_is_in_the_document(summary) -> None:
    known = _numbers(as_json.render(summary).replace("\\u202f", "").replace("\\n", " "))
    for name, text in (("page", " ".join(_Text(html.render(summary)).words)), ("text", markdown.render(summary))):
        # the notes of the cover are numbered by the page alone
        assert _numbers(text) - known <= {str(n) for n in range(10, 14)}, name


def test_facts_are_the_same_in_document_and_database(summary) -> None:
    facts = json.loads(as_json.render(summary))["facts"]
    base = sqlite3.connect(":memory:")
    base.deserialize(sqlite.render(summary))
    stored = dict(base.execute("select name, value from facts"))
    assert {name: json.loads(v) if name == "lines_by_language" else v for name, v in stored.items()} == facts


def test_database_counts_what_the_facts_say(summary) -> None:
    base = sqlite3.connect(":memory:")
    base.deserialize(sqlite.render(summary))

    def one(query: str) -> int:
        return base.execute(query).fetchone()[0]

    facts = summary.facts
    assert one("select sum(changes) from changes_by_person") == facts["changes"]
    assert one("select count(*) from people") == facts["people"]
    assert one("select count(*) from releases") == facts["releases"]
    assert one("select count(*) from events") == facts["events"]
    assert one("select count(*) from files") == facts["files"]
    assert one("select count(*) from timeline") == len(summary.rows)
    assert one("select sum(lines) from files where kind = 'code'") == facts["code_lines"]
