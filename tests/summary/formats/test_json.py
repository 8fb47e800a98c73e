"""The document for scripts."""

from __future__ import annotations

import json

from archaeo.summary import build
from archaeo.summary.formats import json as format
from tests.summary.projects import empty, project


def test_facts_sections_and_timeline() -> None:
    document = json.loads(format.render(build(project())))
    assert document["schema"] == "archaeo/summary/1"
    assert document["facts"]["changes"] == 7
    assert [section["name"] for section in document["sections"]][:3] == ["story", "timeline", "events"]
    assert document["timeline"][0]["id"] == "ChangeLog:4"
    people = next(section for section in document["sections"] if section["name"] == "people")
    assert [block["kind"] for block in people["blocks"]][:4] == ["text", "text", "lanes", "table"]


def test_ascii_only_and_the_same_twice() -> None:
    text = format.render(build(project()))
    assert text.isascii()
    assert text == format.render(build(project()))


def test_nothing_is_null() -> None:
    assert json.loads(format.render(build(empty())))["facts"]["first_day"] is None


def test_layout_is_that_of_the_standard_library() -> None:
    for made in (project(), empty()):
        text = format.render(build(made))
        assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=True) + "\n"
