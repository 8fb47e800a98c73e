"""What was changed most."""

from __future__ import annotations

from archaeo.summary.sections import hotspots
from tests.summary.projects import empty, project


def test_files_changed_most_first() -> None:
    text, table = hotspots.section(project()).blocks[:2]
    assert table.rows[0][0].text == "src/f1.cxx"
    assert text.sentences[0].text == "src/f1.cxx was changed most: 6 times by 2 people."


def test_nothing_changed() -> None:
    assert hotspots.section(empty()) is None
