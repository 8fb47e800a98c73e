"""What was there at the end."""

from __future__ import annotations

from archaeo.model import SourceFile
from archaeo.summary.sections import map as section
from tests.analyzers.histories import history
from tests.summary.projects import empty, project


def test_parts_with_who_knows_them_and_languages() -> None:
    said, treemap, parts, files, languages = section.section(project()).blocks
    assert [one.text for one in said.sentences] == ["The largest part is src/: 1830 lines of code, 100\u202f% of all."]
    assert treemap.groups == ("C++", "Text")
    assert len(treemap.leaves) == 62
    assert treemap.sentence == "The largest file is src/f59.cxx with 60 lines."
    assert languages.rows == (("C++", "code", 60, 1830), ("Text", "text", 2, 6))
    assert parts.columns == (
        *("part", "files", "lines of code", "other lines", "mostly"),
        *("came", "most changes by", "last change"),
    )
    came = "2009-03-02, Eve (with 62 files)"
    assert [(row[0].text, *row[1:]) for row in parts.rows] == [
        ("src/", 60, 1830, 0, "C++", came, "Eve (4 of 7, until 2012-06), Kenji (2)", "2012-06-02, Eve"),
        ("the top folder", 2, 0, 6, "", came, "Eve (1 of 2, until 2009-03), Kenji (1)", "2009-09-20, Kenji"),
    ]
    (src,) = files.items
    told = (
        "src/: f1.cxx (brought by Eve 2009; Eve 4 of 7; Eve 2012); f2.cxx (brought by Eve 2009; Eve 3 of 4; Eve 2012)"
    )
    assert src.text.startswith(told) and src.text.endswith("; 40 more files.")


def test_whose_lines_are_left_in_a_part() -> None:
    known = project(content=lambda commit, path: b"x\n" * 3, tip=project().commits[-1].key)
    parts = next(block for block in section.section(known).blocks if getattr(block, "title", "") == "Parts")
    assert [row[6] for row in parts.rows] == ["Eve (100\u202f%)", "Eve (100\u202f%)"]


def test_what_a_part_is_for_in_its_own_words() -> None:
    files = (*project().files, SourceFile("src/README", lambda: b"The programs that find the jets are here.\n"))
    parts = next(block for block in section.section(project(files=files)).blocks if block.title == "Parts")
    assert parts.columns[-1] == "in its own words"
    assert [row[-1] for row in parts.rows] == ["“The programs that find the jets are here.”", ""]


def test_files_of_one_name() -> None:
    names = [
        f"src/{name}.c" for name in ("glint_a", "glint_b", "glint_c", "glint_d", "one", "two", "six", "ten", "red")
    ]
    commits = history(f"2009-01-01 Eve: A {', A '.join(names)}\n2010-01-01 Kenji: M {names[0]}")
    files = tuple(SourceFile(path, lambda: b"int x;\n") for path in names)
    known = project(commits=tuple(commits), files=files, releases=(), changelogs=())
    found = next(block for block in section.section(known).blocks if block.title == "Files of one name")
    assert [(row[0].text, *row[1:]) for row in found.rows] == [
        *[
            (
                "glint_*",
                4,
                "src (4)",
                4,
                "2009-01-01, Eve",
                "",
                "Eve (1 of 2, until 2009-01), Kenji (1)",
                "2010-01-01, Kenji",
            )
        ]
    ]
    assert found.rows[0][0].target == '?path:"**/glint_*"'


def _asked(drawing: str, names: list[str]) -> tuple[str, list[str]]:
    files = tuple(SourceFile(path, lambda: b"int x;\n") for path in names)
    known = project(commits=tuple(history(drawing)), files=files, releases=(), changelogs=())
    blocks = section.section(known).blocks
    found = next(block for block in blocks if getattr(block, "title", "").startswith("Whom to ask about which"))
    return found.title, [one.text for one in found.items]


def test_whom_to_ask_about_which_program() -> None:
    names = [f"src/f{n}.c" for n in range(20)]
    title, items = _asked(
        f"2009-01-01 Eve: A {', A '.join(names)}\n2010-01-01 Kenji: M src/f1.c, M src/f2.c\n"
        "2010-02-01 Eve: M src/f3.c\n2010-03-01 Bob: M src/f3.c, A top.c, A top.h",
        [*names, "top.c", "top.h"],
    )
    brought = ", ".join(sorted(f"f{n}.c" for n in range(20) if n not in (1, 2, 3)))
    assert items == [
        "Bob (3 programs, last seen 2010-03-01): at the top: top.c/.h; src/: f3.c.",
        "Kenji (2 programs, last seen 2010-01-01): src/: f1.c, f2.c.",
        f"Eve (none worked on, last seen 2010-02-01): only brought: src/: {brought}.",
    ]
    assert "left out" not in title


def test_of_many_programs_folders_are_told_and_what_differs() -> None:
    names = [f"core/src/main/goos/fit/Finder{'x' * 20}{n}.java" for n in range(400)]
    title, items = _asked(
        "\n".join(
            [
                *(f"2009-01-01 Eve: A {', A '.join(names[at : at + 10])}" for at in range(0, 400, 10)),
                f"2010-01-01 Kenji: A web/a.java, A web/b.java, M {names[7]}",
                f"2010-01-02 Kenji: M {names[7]}",
            ]
        ),
        [*names, "web/a.java", "web/b.java"],
    )
    assert items == [
        "Eve (399 programs, last seen 2009-01-01): at the top: core/ (399).",
        f"Kenji (3 programs, last seen 2010-01-02): at the top: web/ (2); core/…/goos/fit/: Finder{'x' * 20}7.java.",
    ]
    assert "left out" not in title


def test_who_made_each_file_is_in_the_database() -> None:
    table = dict(section.tables(project()))["file_makers"]
    assert ("src/f1.cxx", "2009-03-02", "Eve", 62, 7, "Eve", 4, "2012-06-02", "Eve") in table.rows


def test_no_files() -> None:
    assert section.section(empty()) is None


def test_lines_at_each_day_are_in_the_database() -> None:
    known = project(content=lambda commit, path: b"x\n" * 3, tip=project().commits[-1].key)
    table = dict(section.tables(known))["file_lines"]
    assert ("src/f1.cxx", "2012-06-02", 2) in table.rows
    assert ("src/f1.cxx", "2009-12-31", 3) in table.rows
    assert not [row for row in table.rows if row[0] == "src/f1.cxx" and row[1] > "2012-05-01" and row[1] < "2012-05-30"]
