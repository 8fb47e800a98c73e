"""What was there at the end."""

from __future__ import annotations

from archaeo.summary.sections import map as section
from tests.summary.projects import empty, project


def test_parts_with_who_knows_them_and_languages() -> None:
    said, treemap, parts, languages = section.section(project()).blocks
    assert [one.text for one in said.sentences] == ["The largest part is src/: 1830 lines of code, 100\u202f% of all."]
    assert treemap.groups == ("C++", "Text")
    assert len(treemap.leaves) == 62
    assert treemap.sentence == "The largest file is src/f59.cxx with 60 lines."
    assert languages.rows == (("C++", "code", 60, 1830), ("Text", "text", 2, 6))
    assert parts.columns == (
        *("part", "files", "lines of code", "other lines", "mostly"),
        *("most changes by", "last change"),
    )
    assert [(row[0].text, *row[1:]) for row in parts.rows] == [
        ("src/", 60, 1830, 0, "C++", "Eve (4 of 7)", "2012-06-02, Eve"),
        ("the top folder", 2, 0, 6, "", "Eve (1 of 2)", "2009-09-20, Kenji"),
    ]


def test_whose_lines_are_left_in_a_part() -> None:
    known = project(content=lambda commit, path: b"x\n" * 3, tip=project().commits[-1].key)
    parts = next(block for block in section.section(known).blocks if getattr(block, "title", "") == "Parts")
    assert [row[5] for row in parts.rows] == ["Eve (100\u202f%)", "Eve (100\u202f%)"]


def test_no_files() -> None:
    assert section.section(empty()) is None


def test_lines_at_each_day_are_in_the_database() -> None:
    known = project(content=lambda commit, path: b"x\n" * 3, tip=project().commits[-1].key)
    table = dict(section.tables(known))["file_lines"]
    assert ("src/f1.cxx", "2012-06-02", 2) in table.rows
    assert ("src/f1.cxx", "2009-12-31", 3) in table.rows
    assert not [row for row in table.rows if row[0] == "src/f1.cxx" and row[1] > "2012-05-01" and row[1] < "2012-05-30"]
