"""The cover and what the formats get."""

from __future__ import annotations

import pytest

from archaeo.summary import MOST_COVER_SENTENCES, build
from archaeo.summary.blocks import Sentence
from archaeo.summary.sections import dependencies, papers, people, releases, story, survival
from tests.summary.projects import empty, project


def test_cover_is_short_and_every_sentence_has_evidence() -> None:
    cover = build(project()).cover
    assert 4 <= len(cover.sentences) <= MOST_COVER_SENTENCES
    assert len(cover.loud) == 3
    assert all(sentence.degree and sentence.evidence for sentence in (*cover.sentences, *cover.loud))


def test_disaster_is_the_first_thing_to_know() -> None:
    assert "svn disaster of 2012" in build(project()).cover.loud[0].text


def test_sections_in_order_and_none_of_nothing() -> None:
    names = [section.name for section in build(project()).sections]
    assert names[:6] == ["timeline", "events", "people", "releases", "map", "hotspots"] or "story" in names
    assert [section.name for section in build(empty()).sections] == ["provenance"]


def test_what_it_was_and_when_is_kept_however_much_the_others_say(monkeypatch: pytest.MonkeyPatch) -> None:
    for plug in (dependencies, papers, people, releases, story, survival):
        more = [Sentence(f"{plug.NAME} says {n}.", "counted", "") for n in range(4)]
        monkeypatch.setattr(plug, "cover", lambda _, more=more: more)
    told = build(project()).cover.sentences
    assert len(told) == MOST_COVER_SENTENCES
    assert [one.text.split(" ")[0] for one in told[:3]] == ["In", "At", "It"]
