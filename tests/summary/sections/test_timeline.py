"""The chart over time and the table of years."""

from __future__ import annotations

from archaeo.summary.sections import timeline
from tests.analyzers.histories import history
from tests.summary.projects import empty, project


def test_months_with_their_marks() -> None:
    chart = timeline.chart(project())
    assert chart.labels[0], chart.labels[-1] == ("2009-03", "2012-06")
    assert chart.layers == (("changes", (3, *[0] * 5, 1, *[0] * 31, 2, 1)),)
    assert chart.sentence == "Most happened in 2009-03 (3 changes); 36 of 40 months had none."
    assert ("release", "2012-06") in {(mark.kind, mark.at) for mark in chart.marks}
    assert any(mark.kind == "event" and "came back" in mark.text for mark in chart.marks)


def test_long_histories_are_drawn_by_quarter_or_year() -> None:
    by_quarter = project(commits=tuple(history("1990-01-01 Eve: A a\n2009-12-01 Eve: M a")))
    assert timeline.chart(by_quarter).labels[:2] == ("1990-Q1", "1990-Q2")
    by_year = project(commits=tuple(history("1970-01-01 Eve: A a\n2021-12-01 Eve: M a")))
    assert timeline.chart(by_year).labels[:2] == ("1970", "1971")


def test_every_year_has_a_line() -> None:
    said, years = timeline.section(project()).blocks[1:3]
    assert [one.text for one in said.sentences] == [
        "The busiest year was 2009 (4 changes), the busiest month 2009-03 (3).",
        "The longest time without a change was from 2009-09-20 to 2012-05-01 (954 days).",
    ]
    assert [(row[0].text, *row[1:]) for row in years.rows] == [
        ("2009", 4, 2, "Eve (2), Kenji (2)", "src (3)", "v1"),
        ("2010", 0, 0, "", "", ""),
        ("2011", 0, 0, "", "", ""),
        ("2012", 3, 1, "Eve (2)", "src (1)", "v2"),
    ]


def test_nothing_to_draw() -> None:
    assert timeline.section(empty()) is None
