"""What was there at the end."""

from __future__ import annotations

from archaeo.summary.sections import map as section
from tests.summary.projects import empty, project


def test_treemap_languages_folders() -> None:
    treemap, languages, folders = section.section(project()).blocks
    assert treemap.groups == ("C++", "Text")
    assert len(treemap.leaves) == 62
    assert treemap.sentence == "The largest file is src/f59.cxx with 60 lines."
    assert languages.rows == (("C++", "code", 60, 1830), ("Text", "text", 2, 6))
    assert [(row[0].text, *row[1:]) for row in folders.rows] == [(".", 2, 6, ""), ("src", 60, 1830, "C++")]


def test_no_files() -> None:
    assert section.section(empty()) is None


def test_lines_at_each_day_are_in_the_database() -> None:
    known = project(content=lambda commit, path: b"x\n" * 3, tip=project().commits[-1].key)
    table = dict(section.tables(known))["file_lines"]
    assert ("src/f1.cxx", "2012-06-02", 2) in table.rows
    assert ("src/f1.cxx", "2009-12-31", 3) in table.rows
    assert not [row for row in table.rows if row[0] == "src/f1.cxx" and row[1] > "2012-05-01" and row[1] < "2012-05-30"]
