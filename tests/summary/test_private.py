"""Nothing of a known person's name is left in any face, addresses end at their @, and all faces still agree."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace

import pytest

from archaeo import registry
from archaeo.analyzers import identities
from archaeo.model import Identity, SourceFile
from archaeo.summary import Manner, Summary, build
from archaeo.summary.blocks import Table
from archaeo.summary.formats import html, markdown, sqlite
from archaeo.summary.formats import json as as_json
from archaeo.summary.private import Pseudonyms
from archaeo.summary.project import Project
from tests.summary.projects import project

NAMES = {
    "Eve": Identity("Eva García", "evag@lab.example.org"),
    "Kenji": Identity("Kenji Motohashi", "kmoto@lab.example.org"),
}
SAID = "with Kenji, see notes_garcia.txt; thanks evag, kmoto@lab.example.org and EVA GARCIA, mail bob@x.example.com"


def _known() -> Project:
    known = project(
        changelogs=(), content=lambda commit, path: f"// by Eva Garcia <evag@lab.example.org>, {commit}\n".encode()
    )
    commits = tuple(
        replace(commit, author=NAMES.get(commit.author.name, commit.author), message=f"{commit.message}\n\n{SAID}")
        for commit in known.commits
    )
    return replace(known, commits=commits)


@pytest.fixture(scope="module")
def nameless() -> Summary:
    return build(_known(), Manner(anonymize=True))


def _dump(content: bytes) -> str:
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    return "\n".join(base.iterdump())


def _faces(summary: Summary) -> dict[str, str]:
    made = {name: plug.render(summary) for name, plug in registry.load("archaeo.summary.formats").items()}
    made["sqlite"] = _dump(sqlite.render(summary))
    return {name: str(text) for name, text in made.items()}


def test_no_face_has_a_name_login_or_address(nameless: Summary) -> None:
    for face, written in _faces(nameless).items():
        # packed blocks are looked at below, by what is in them
        text = re.sub(r'octet-stream"[^>]*>[^<]*<', "", written)
        found = re.findall(r"\bEva\b|garc[ií]a|evag|kenji|motohashi|kmoto|example\.(?:org|com)", text, flags=re.I)
        assert not found, (face, found)
    assert not re.search("garc|evag|kenji|moto", str([(row.text, row.paths, row.who) for row in nameless.rows]), re.I)
    assert "evag" not in str(nameless.diffs.of) and "evag" not in str(nameless.left)


def test_people_have_the_same_name_everywhere(nameless: Summary) -> None:
    said = next(row.text for row in nameless.rows if row.text.startswith("first import"))
    assert "with Person B, see notes_Person A.txt; thanks Person A, Person B and Person A, mail (address)" in said
    assert {row.who for row in nameless.rows if "change" in row.kinds} == {"Person A", "Person B", "Person C"}
    assert "Person A made" in markdown.render(nameless)
    told = json.loads(as_json.render(nameless))
    assert {row["author"] for row in told["timeline"]} >= {"Person A", "Person B"}
    assert "whoever has the repository can tell" in html.render(nameless)


def test_addresses_are_cut_unless_they_are_wanted() -> None:
    hidden, shown = build(_known()), build(_known(), Manner(emails=True))
    assert "lab.example.org" not in as_json.render(hidden)
    assert "kmoto@…" in next(row for row in hidden.rows if row.paths).text
    assert "kmoto@lab.example.org" in next(row for row in shown.rows if row.paths).text
    assert "Eva García" in as_json.render(hidden).encode().decode("unicode_escape")


def test_people_have_their_addresses_beside_them_if_wanted() -> None:
    for wanted in (True, False):
        section = next(s for s in build(_known(), Manner(emails=wanted)).sections if s.name == "people")
        everybody = next(block for block in section.blocks if isinstance(block, Table) and block.title == "Everybody")
        assert ("address" in everybody.columns) == wanted
        assert any("evag@lab.example.org" in row for row in everybody.rows) == wanted


def test_stamp_stands_in_every_face_and_only_if_wanted() -> None:
    stamped = build(project(), Manner(stamp="2031-01-02 03:04 UTC"))
    faces = _faces(stamped)
    assert all("2031-01-02 03:04" in faces[name] for name in ("html", "markdown", "json", "sqlite"))
    assert not any("2031" in text for text in _faces(build(project())).values())


def test_one_name_of_two_people_is_nobodys() -> None:
    people = build(
        replace(project(), commits=tuple(
            replace(commit, author=Identity(name)) for commit, name in
            zip(project().commits, ["Eva Smith", "Eva Jones"] * 9, strict=False)
        ), changelogs=())
    ).people  # fmt: skip
    scrub = Pseudonyms(sorted(people.persons, key=lambda person: person.name))
    assert scrub("ask Eva, or Eva Smith, or Jones") == "ask (a name), or Person B, or Person A"
    assert scrub("evaluate even every word, r44 of root") == "evaluate even every word, r44 of root"
    assert (
        scrub("Signed-off-by: Somebody Else <a@b.example>\n© 2009 Some Body")
        == "Signed-off-by: (a name)\n© 2009 (a holder)"
    )


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (r"by Garc\'{\i}a and Garc{\'\i}a, GARC\'IA", "by Person A and Person A, Person A"),
        (r"Garc&iacute;a; Ne\v{c}as; Ne{\v c}as", "Person A; Person B; Person B"),
        (r"M\"uller, M{\"u}ller, Mueller and Müller", "Person C, Person C, Person C and Person C"),
        (
            "garciaFit.C, fitGarcia2.C, NecasLab, /home/evag2/x",
            "PersonAFit.C, fitPersonA2.C, PersonBLab, /home/PersonA2/x",
        ),
        ("evagarciafit.root, oldkmotohashi", "PersonAfit.root, oldPersonD"),
        (
            "fit the \\alpha of \\vec{x} in evaluate(), \\section{Even}",
            "fit the \\alpha of \\vec{x} in evaluate(), \\section{Even}",
        ),
    ],
)
def test_names_with_marks_and_inside_words(text: str, made: str) -> None:
    names = [
        Identity("Eva García", "evag@lab"), Identity("David Nečas"), Identity("Ina Müller"), Identity("kmotohashi")
    ]  # fmt: skip
    people = identities.identify([replace(project().commits[0], author=name) for name in names]).persons
    order = {name.name: number for number, name in enumerate(names)}
    scrub = Pseudonyms(sorted(people, key=lambda person: order[person.name]))
    assert scrub(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("see https://github.com/evag/goos, then", "see (a link) then"),
        ("from git@forge.example:evag/goos.git", "from (a link)"),
        ("at www.lab.example/~evag/", "at (a link)"),
        ("in forge.org/eva-garcia/goos (new)", "in (a link) (new)"),
        ("https://github.com/goos/goos by evag", "https://github.com/goos/goos by Person A"),
        ("src/evag/fit.c", "src/Person A/fit.c"),  # a path is no link: it is the same wherever it stands
    ],
)
def test_a_link_with_a_name_in_it_is_left_out_whole(text: str, made: str) -> None:
    person = identities.Person("Eva García", (identities.Seen(NAMES["Eve"], (), 1, None, None),), "recorded")
    assert Pseudonyms([person])(text) == made


def test_who_is_named_and_never_committed_has_no_name_either() -> None:
    known = _known()
    files = (*known.files, SourceFile("AUTHORS", lambda: b"Ada Stonewall\n"))
    commits = (*known.commits[:-1], replace(known.commits[-1], message="patch by Nils Bergmann"))
    made = build(replace(known, files=files, commits=commits), Manner(anonymize=True))
    for face in (markdown.render(made), html.render(made), as_json.render(made)):
        assert not re.search(r"Stonewall|Bergmann", face)
    assert "2 names that are no committer's are given as authors, or thanked – AUTHORS: Person " in markdown.render(
        made
    )
