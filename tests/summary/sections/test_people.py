"""Who."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from archaeo.model import Release, SourceFile
from archaeo.summary import Manner, build
from archaeo.summary.project import Project
from archaeo.summary.sections import people
from tests.analyzers.histories import history
from tests.summary.projects import empty, project


def test_cover_names_who_did_most() -> None:
    (sentence,) = people.cover(project())
    assert sentence.text == (
        "Eve made 57\u202f% of the changes and was last seen on 2012-06-02; of the others Kenji made 29\u202f%."
    )


def test_table_and_lanes() -> None:
    lanes, table = people.section(project()).blocks[2:4]
    assert [(link.text, values) for link, values in lanes.lanes] == [
        ("Eve", (2, 0, 0, 2)),
        ("Kenji", (2, 0, 0, 0)),
    ]
    assert [link.text for link, *_ in table.rows] == ["Eve", "Kenji"]
    assert table.rows[1][1:] == (2, 28.6, date(2009, 3, 6), date(2009, 9, 20), 2, "src")


def _said(known: Project, title: str) -> list[str]:
    found = [block for block in people.section(known).blocks if getattr(block, "title", "") == title]
    return [one.text for block in found for one in block.sentences]


def test_how_many_people_and_who_led() -> None:
    assert _said(project(), "How many") == [
        "2 people committed on all branches together; all of them are on the main line, or on what was merged into it."
    ]
    assert _said(project(), "Who led") == [
        "Eve made most in every year.",
        "In the year before the last change (2012-06-02) Eve was there alone.",
    ]
    # the newest state is that before Kenji came
    before = replace(project(), tip=project().commits[1].key)
    assert _said(before, "How many")[0].endswith("; 1 of them on the main line and what was merged into it.")


def test_leaders_follow_each_other_and_releases_have_makers() -> None:
    lines = [f"{2001 + n // 2}-0{1 + n % 2}-01 {'Eve' if n < 4 else 'Kenji'}: M f.c" for n in range(8)]
    commits = tuple(history("\n".join(["2000-01-01 Eve: A f.c", *lines])))
    tags = tuple(Release(f"v{n}", commit.date, "tag", commit.key) for n, commit in enumerate(commits[1:]))
    known = project(commits=commits, releases=tags, changelogs=())
    assert _said(known, "Who led") == [
        "Most changes of the year were by Eve 2000–2002 (100\u202f%) and Kenji 2003–2004 (100\u202f%).",
        "In the year before the last change (2004-02-01) Kenji was there alone.",
        "The commits that releases name are by Eve (4, 2001–2002) and Kenji (4, 2003–2004); the last one is by Kenji.",
    ]


def test_named_and_never_seen_to_commit() -> None:
    told = {"AUTHORS": b"Hao Wu\n", "src/a.c": b"/* Author: Ada Stone */", "src/b.c": b"/* Author: Ada Stone */"}
    files = (*project().files, *(SourceFile(path, lambda text=text: text) for path, text in told.items()))
    assert _said(project(files=files), "Named, by no name of a committer") == [
        "2 names that are no committer's are given as authors, or thanked – AUTHORS: Hao Wu; "
        "heads of programs: Ada Stone (2). "
        "Who committed as Eve and Kenji may be among them."
    ]


def test_account_of_no_person_is_named_and_not_counted() -> None:
    said = [block for block in people.section(project()).blocks if getattr(block, "title", "") == "Names of no person"]
    assert said[0].sentences[0].text.startswith("No person is meant by admin (1 change): programs, accounts")
    assert project().nobodies == {"admin"}
    # where nobody else is named, they are all there is
    alone = replace(project(), commits=tuple(c for c in project().commits if c.author.name == "admin"), changelogs=())
    assert alone.nobodies == frozenset() and len(alone.at_work.rows) == 1


def test_nobody() -> None:
    assert people.section(empty()) is None
    assert list(people.cover(empty())) == []


def _with_addresses() -> Project:
    made = project()
    hosts = {"Eve": "eve@flc03.desy.de", "Kenji": "kenji@gmail.com"}
    commits = tuple(replace(c, author=replace(c.author, email=hosts.get(c.author.name, ""))) for c in made.commits)
    head = b"/* Copyright (C) 2001 University of Goos\n * eve@lab.goos.edu */\nint x;\n"
    files = tuple(SourceFile(f"src/f{n}.cxx", lambda: head) for n in range(4))
    return project(commits=commits, files=files)


def test_institutes_by_addresses_and_notices() -> None:
    told = _with_addresses()
    (block,) = [one for one in people.section(told).blocks if getattr(one, "title", "") == "Where they came from"]
    assert [(one.text, one.degree) for one in block.sentences] == [
        ("Addresses are of desy.de (Eve).", "recorded"),
        ("At the head of its programs stand addresses of lab.goos.edu (4 files).", "counted"),
        ("Rights are held, as programs say, by “University of Goos” (4 files).", "recorded"),
    ]
    assert next(people.cover(told)).text.endswith("; addresses are of desy.de.")


def test_institutes_are_not_shown_where_names_are_not() -> None:
    made = build(_with_addresses(), Manner(anonymize=True))
    assert "desy.de" not in repr(made.sections) + repr(made.cover)
    assert "desy.de" in repr(build(_with_addresses()).cover)


def test_cover_names_no_institute_of_a_guest() -> None:
    told = _with_addresses()
    guest = told.commits[-1]
    others = tuple(
        replace(told.commits[2], key=f"k{n}", date=guest.date + timedelta(n + 1), message=f"work {n}")
        for n in range(90)
    )
    made = replace(told, commits=(*told.commits, *others))
    assert "desy.de" not in next(people.cover(made)).text
    assert "lab.goos.edu" in next(people.cover(made)).text
