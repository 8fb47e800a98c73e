"""The first sentences of the cover."""

from __future__ import annotations

from dataclasses import replace

from archaeo.importers import changelog
from archaeo.model import SourceFile
from archaeo.summary.sections import origin
from tests.analyzers.histories import history
from tests.summary.projects import empty, project

UUID = "90a0a646-be8a-0410-bb88-9290da87bc01"


def test_what_of_what_and_when() -> None:
    said = [(s.text, s.degree) for s in origin.cover(project())]
    assert said == [
        ("In its own words: “Goos is a package that finds boosted jets.”", "guess"),
        ("At the end it was 62 files with 1830 lines of code, C++ (100\u202f%); it has no licence file.", "counted"),
        (
            "It was worked on from 2009-03 to 2012-06: 7 changes by 2 people, in version control, "
            "with 2 ChangeLog entries beside it.",
            "counted",
        ),
    ]


def test_no_page_of_its_own_and_nothing_to_say_of_nothing() -> None:
    assert origin.section(project()) is None
    assert list(origin.cover(empty())) == []


def test_tree_without_code_is_said() -> None:
    files = (SourceFile("a.dat", lambda: b"1\n"),)
    assert [s.text for s in origin.cover(project(commits=(), changelogs=(), files=files))] == [
        "At the end it was 1 file, none of them code known here."
    ]


def test_changelog_older_than_the_repository_is_said() -> None:
    text = b"".join(b"%d-03-01  Eve  <eve@x>\n\n\t* a.f: work\n\n" % year for year in (1995, 1994, 1993))
    said = [s.text for s in origin.cover(project(changelogs=(changelog.parse(text, "ChangeLog"),)))]
    assert said[-1].endswith("with 3 ChangeLog entries beside it that go back to 1993-03.")


def test_licence_is_that_of_the_topmost_file_or_of_the_description_of_the_package() -> None:
    def said(**texts: str) -> str:
        files = tuple(SourceFile(path.replace("__", "/"), text.encode) for path, text in texts.items())
        code = SourceFile("a.c", lambda: b"int a;\n")
        return next(sentence.text for sentence in origin.cover(project(files=(code, *files)))).partition("; ")[2]

    assert said(lib__COPYING="GNU LGPL", LICENSE="MIT License") == "its licence is MIT (LICENSE)."
    parts = {f"src__{n}.c": "int a;" for n in range(9)}
    assert said(lib__COPYING="GNU LGPL", lib__a="", **parts) == "it has no licence file but for parts."
    assert said(COPYING="Do as you like.") == "its licence is one of its own (COPYING)."
    assert said(DESCRIPTION="Package: goos\nLicense: GPL (>=3)\n") == "its licence is “GPL (>=3)”, says DESCRIPTION."


def test_names_that_may_be_one_person_make_the_number_a_span() -> None:
    drawing = "".join(f"2001-01-{day:02} {who}: M src/a.c, M src/b.c\n" for day, who in enumerate(["hb", "Bob"] * 9, 1))
    drawing += "".join(f"2012-01-{day:02} Hans Burchard: M src/a.c, M src/b.c\n" for day in range(1, 9))
    told = project(commits=tuple(history(drawing)), changelogs=(), releases=())
    assert "26 changes by 2 to 3 people" in [s.text for s in origin.cover(told)][-1]


def test_licence_that_only_programs_name() -> None:
    text = b"/* Permission is hereby granted, free of charge, to any person */\n"
    made = project(files=tuple(SourceFile(f"a{n}.c", lambda: text) for n in range(3)))
    said = next(one.text for one in origin.cover(made) if one.text.startswith("At the end"))
    assert said.endswith("it has no licence file, and 3 of 3 programs say MIT.")


def test_state_is_quoted_beside_the_purpose() -> None:
    readme = (
        b"# Goos\n\nGoos finds jets.\n\nGoos is a package that finds boosted jets.\n\n"
        b"Goos is no longer maintained. We recommend users switch to geese.\n\nGoos is a fork of the older noos.\n"
    )
    said = next(iter(origin.cover(project(files=(SourceFile("README.md", lambda: readme),)))))
    assert said.text == (
        "In its own words: “Goos is a package that finds boosted jets.”; of its state it says: “Goos is no longer "
        "maintained.” and “We recommend users switch to geese.”; of where it came from: “Goos is a fork of the older "
        "noos.”"
    )
    assert (said.degree, said.target) == ("guess", "file:README.md")
    assert said.evidence == "quoted from README.md, line 5, README.md, line 7 and README.md, line 9"


def test_state_alone() -> None:
    files = (SourceFile("DEPRECATED", lambda: b"This repository is no longer maintained.\n"),)
    said = next(iter(origin.cover(project(files=files))))
    assert (said.text, said.degree) == ("Of its state it says: “This repository is no longer maintained.”", "likely")


def test_former_name_and_a_changelog_that_tells_of_the_beginning() -> None:
    places = ("lab/trunk/noos", "lab/trunk/goos")
    lines = "".join(f"2007-0{n // 6 + 1}-0{n % 6 + 1} Eve: M a.c | line {n}\n" for n in range(12))
    commits = tuple(
        replace(one, message=f"{one.message}\n\ngit-svn-id: https://x/{places[n // 6]}@{n} {UUID}")
        for n, one in enumerate(history(lines))
    )
    changes = b"0.3 now\n- more\n\n0.2 then\n- less\n\n0.1 first\n- Broken off from noos-live by Eve\n"
    files = (SourceFile("Changes", lambda: changes),)
    said = next(iter(origin.cover(project(commits=commits, files=files, changelogs=(), releases=()))))
    assert said.text == (
        "Of where it came from: “0.1 first: Broken off from noos-live by Eve”; before 2007-02-01 it was called noos"
    )
    assert said.evidence == "quoted from Changes, line 7 and places in git-svn's lines"
    assert (said.degree, said.target) == ("likely", "file:Changes")


def test_former_name_that_a_readme_tells() -> None:
    files = (SourceFile("README", lambda: b"Goos (formerly NOOS) is a package that finds jets.\n"),)
    said = next(iter(origin.cover(project(files=files))))
    assert said.text.endswith("; it was called NOOS once, it says")


def test_language_it_was_written_in_before_is_said() -> None:
    texts = {("c0", "a.pro"): b"pro a\n" * 90 + b"end\n", ("c1", "b.py"): b"x = 1\n" * 30}
    commits = tuple(history("2001-01-01 Eve: A a.pro\n2005-01-01 Eve: A b.py, D a.pro"))
    files = (SourceFile("b.py", lambda: texts["c1", "b.py"]),)
    told = project(commits=commits, files=files, changelogs=(), releases=(), tip="c1", content=lambda k, p: texts[k, p])
    made = next(s.text for s in origin.cover(told) if s.text.startswith("At the end"))
    assert made.startswith(
        "At the end it was 1 file with 30 lines of code, Python (100\u202f%) (in 2001 IDL 100\u202f%); it"
    )


def test_where_it_was_kept_is_told_with_its_sign() -> None:
    lines = "\n".join(f"2007-01-{day:02} Eve: {'A' if day == 1 else 'M'} a.c | change {day}" for day in range(1, 9))
    commits = tuple(
        replace(one, message=f"{one.message}\n\ngit-svn-id: https://x/trunk@{n} {UUID}") if n < 7 else one
        for n, one in enumerate(history(lines))
    )
    said = list(origin.cover(project(commits=commits, changelogs=(), releases=())))[-1]
    assert "in Subversion until 2007-01, then 1 change in another version control system" in said.text
    assert said.evidence == (
        "author dates of the commits; Subversion: "
        "a revision's number stands with the changes up to a day, and with none after it"
    )
