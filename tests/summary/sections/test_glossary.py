"""Private words."""

from __future__ import annotations

from archaeo.summary.blocks import Link
from archaeo.summary.sections import glossary
from tests.analyzers.sources_of import source_files
from tests.summary.projects import empty, project


def test_word_with_its_meaning_and_where_it_stands() -> None:
    files = tuple(source_files({"README": "- SVNINST: the server of the institute\n"}))
    (table,) = glossary.section(project(files=files)).blocks
    word, meaning, where, used, first, last = table.rows[0]
    assert (word, where) == (Link("SVNINST", '?"SVNINST"'), Link("README:1", "file:README"))
    assert meaning == "- SVNINST: the server of the institute"
    assert (used, str(first), str(last)) == (3, "2012-05-30", "2012-05-30")


def test_no_words() -> None:
    assert glossary.section(empty()) is None
