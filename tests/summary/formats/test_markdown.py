"""The text form."""

from __future__ import annotations

from archaeo.summary import Cover, Summary, build
from archaeo.summary.blocks import Group, Quote, Section, Sentence, Table, Text
from archaeo.summary.formats import markdown
from tests.summary.projects import empty, project


def _summary(*blocks) -> Summary:
    return Summary("x", Cover((), None, ()), (Section("s", "S", blocks),), (), {}, {})


def test_cover_comes_first_with_its_notes() -> None:
    lines = markdown.render(build(project())).splitlines()
    assert lines[0] == "# goos"
    assert lines[2] == "In its own words: “Goos is a package that finds boosted jets.” [1]"
    assert "[1] guess: quoted from README, line 1" in "\n".join(lines)


def test_never_more_than_300_lines() -> None:
    rows = tuple((n, "x") for n in range(5000))
    many = [Table(f"t{n}", ("a", "b"), rows) for n in range(60)]
    assert len(markdown.render(_summary(*many)).splitlines()) <= 300
    assert len(markdown.render(build(project())).splitlines()) <= 300


def _rows(text: str) -> dict[str, int]:
    return {part.partition("\n")[0]: part.count("\n| ") for part in text.split("\n## ")[1:]}


def test_every_section_has_its_place_and_the_asked_ones_more() -> None:
    table = Table("t", ("a", "b", "c", "d", "e"), tuple((n, "x", "", "", "") for n in range(5000)), brief=12)
    names = ["people", *(f"s{n}" for n in range(9))]
    sections = tuple(Section(name, name, (table,)) for name in names)
    text = markdown.render(Summary("x", Cover((), None, ()), sections, (), {}, {}))
    parts = _rows(text)
    assert list(parts) == names
    assert parts["people"] > parts["s8"] > 4
    assert 260 < len(text.splitlines()) <= 300


def test_what_is_left_out_altogether_is_named_at_the_end() -> None:
    sections = (
        Section("people", "People", (Table("t", ("a", "b"), ((1, 2),)),)),
        Section("compare", "Compare", (Table("t", ("a", "b"), ((1, 2),), brief=0),)),
        Section("events", "Events", (Group("event-1", "A", (Quote("x", "Zed"),), brief=False),)),
    )
    text = markdown.render(Summary("x", Cover((), None, ()), sections, (), {}, {}))
    assert text.endswith("All of it is in summary.html; Events and Compare there alone.\n")
    assert "## Compare" not in text and "Zed" not in text


def test_small_tables_and_groups_take_a_line() -> None:
    table = Table("Whose", ("person", "lines", "where"), (("Eve", 12, None), ("Bob", 3, "src")), "counted")
    era = Group("era-1", "The end", (Text((Sentence("It ended.", "counted"),)), Quote("bye", "Eve")))
    lines = markdown.render(_summary(table, era)).splitlines()
    assert "Whose – person: lines, where (counted): Eve: 12; Bob: 3, src." in lines
    assert "- **The end** It ended. (counted)" in lines
    assert not any("bye" in line for line in lines)


def test_what_would_take_as_long_to_leave_out_is_shown() -> None:
    sections = tuple(
        Section(f"s{n}", f"S{n}", (Table("t", ("a",), (("one",), ("two",), ("three",))),)) for n in range(20)
    )
    text = markdown.render(Summary("x", Cover((), None, ()), sections, (), {}, {}))
    assert text.count("three") == 20


def test_text_of_a_project_is_literal() -> None:
    text = markdown.render(_summary(Table("t", ("a",), (("<b>|*x* `y` [z](http://w) @eve #1\x1b[2J",),))))
    assert "\\<b\\>\\|\\*x\\* \\`y\\` \\[z\\](http:\u2060//w) @\u2060eve #\u20601\\\\x1b\\[2J" in text
    assert "\x1b" not in text


def test_quotation_cannot_end_its_fence() -> None:
    lines = markdown.render(_summary(Quote("````\n# evil\n````", "Eve"))).splitlines()
    assert lines.count("`````") == 2


def test_nothing_known() -> None:
    assert markdown.render(build(empty())).startswith("# nothing\n")


def test_every_year_is_there_and_what_is_only_for_looking_at_waits() -> None:
    table = Table("t", ("a", "b", "c", "d", "e"), tuple((n, "x", "", "", "") for n in range(500)), brief=12)
    years = Table("Year by year", ("year", "changes"), tuple((year, 1) for year in range(1990, 2020)), brief=200)
    names = ["timeline", "people", "releases", "build", "events", "map", "compare", "hotspots", "survival"]
    sections = tuple(
        Section(n, n, (years,) if n == "timeline" else (Text((Sentence("x", "counted"),)), table, table)) for n in names
    )
    text = markdown.render(Summary("x", Cover((), None, ()), sections, (), {}, {}))
    parts = _rows(text)
    assert list(parts) == names
    assert parts["timeline"] == 32
    assert min(parts[n] for n in names[1:6]) > max(parts[n] for n in names[6:])
    assert len(text.splitlines()) <= 300
