"""When: changes by month with releases, events and silences, and every year in a line.

The list of all changes itself is drawn by the formats from `Summary.rows`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from archaeo.analyzers import where
from archaeo.analyzers.events import Event
from archaeo.analyzers.metrics import activity
from archaeo.model import Commit

from ..blocks import Block, Cell, Link, Mark, Section, Sentence, Series, Table, Text, count, number
from ..project import Project

NAME = "timeline"
ORDER = 20
LEAST_SILENCE = 14
MOST_MONTHS = 180
"""Longer histories are drawn by quarter, very long ones by year; a bar thinner than four pixels is not seen."""


def section(project: Project) -> Section | None:
    """Give the chart and the table of years."""
    drawn = chart(project)
    if drawn is None:
        return None
    blocks: list[Block] = [drawn, Text(tuple(_most_and_none(project))), _years(project)]
    return Section(NAME, "Timeline", tuple(blocks))


def chart(project: Project) -> Series | None:
    """Give changes over time, None where there are none."""
    months = activity.measure(project.work).rows
    if not months:
        return None
    period, short = _period(len(months))
    bars: dict[str, int] = {}
    for month, changes, _ in months:
        label = short(str(month))
        bars[label] = bars.get(label, 0) + int(str(changes))
    labels = tuple(bars)
    top = max(labels, key=lambda label: bars[label])
    quiet = sum(1 for label in labels if bars[label] == 0)
    sentence = f"Most happened in {top} ({count(bars[top], 'change')})"
    sentence += f"; {quiet} of {count(len(labels), period)} had none." if quiet else f"; no {period} was without one."
    marks = [
        *(Mark(short(_day(r.date)), "release", f"{r.name} ({_day(r.date)})", "#releases") for r in project.given_out),
        *(
            Mark(short(str(e.told or e.date)), "event", f"{e.date}: {e.title}", f"#event-{n}")
            for n, e in loud_events(project)
        ),
    ]
    known = tuple(mark for mark in marks if mark.at in bars)
    return Series(
        f"Changes by {period}", sentence, "changes", labels, (("changes", tuple(bars.values())),), known, "bars"
    )


def _most_and_none(project: Project) -> Iterator[Sentence]:
    """Say which year and which month had most changes, and how long there was none."""
    years = Counter(commit.date.year for commit in project.work)
    months = Counter(f"{commit.date:%Y-%m}" for commit in project.work)
    year = min(years, key=lambda one: (-years[one], one))
    month = min(months, key=lambda one: (-months[one], one))
    text = f"The busiest year was {year} ({count(years[year], 'change')}), "
    text += f"the busiest month {month} ({number(months[month])})."
    yield Sentence(text, "counted", "changes by calendar")
    days = sorted({commit.date.date() for commit in project.work})
    gap = max(((after - before).days, before, after) for before, after in pairwise(days)) if len(days) > 1 else None
    if gap and gap[0] >= LEAST_SILENCE:
        text = f"The longest time without a change was from {gap[1]} to {gap[2]} ({count(gap[0], 'day')})."
        yield Sentence(text, "counted", "all branches", f"?after:{gap[1]} before:{gap[2]}")


def loud_events(project: Project, least: int = 40) -> list[tuple[int, Event]]:
    """Give (number, event) of the events that are loud enough for a chart; numbers are those of their dossiers."""
    return [(n, event) for n, event in enumerate(project.events, 1) if event.loudness >= least]


def _period(months: int) -> tuple[str, Callable[[str], str]]:
    if months <= MOST_MONTHS:
        return "month", lambda text: text[:7]
    if months <= 3 * MOST_MONTHS:
        return "quarter", lambda text: f"{text[:4]}-Q{(int(text[5:7]) + 2) // 3}"
    return "year", lambda text: text[:4]


def _day(moment: date | None) -> str:
    return str(moment)[:10] if moment else ""


def _years(project: Project) -> Table:
    by_year: dict[int, list[Commit]] = {}
    for commit in project.work:
        by_year.setdefault(commit.date.year, []).append(commit)
    releases: dict[int, list[str]] = {}
    for release in project.given_out:
        if release.date:
            releases.setdefault(release.date.year, []).append(release.name)
    rows: list[tuple[Cell, ...]] = []
    for year in range(min(by_year), max(by_year) + 1):
        commits = by_year.get(year, [])
        people = Counter(commit.author.name for commit in commits if commit.author.name not in project.nobodies)
        link = Link(str(year), f"?after:{year} before:{year + 1}")
        mostly = (_most(people), where.mostly(commits))
        rows.append((link, len(commits), len(people), *mostly, _some(releases.get(year, []))))
    columns = ("year", "changes", "people", "mostly by", "mostly in", "releases")
    note = "made by people; what a tool did alone is not counted; in brackets, how many of the changes"
    return Table("Year by year", columns, tuple(rows), note, brief=200)


def _most(people: Counter[str]) -> str:
    """Name the one with most changes, and the second where that one made half as many."""
    ranked = sorted(people.items(), key=lambda item: (-item[1], item[0]))
    named = [row for row in ranked[:2] if 2 * row[1] >= ranked[0][1]]
    return ", ".join(f"{name} ({number(changes)})" for name, changes in named)


def _some(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 6 else f"{number(len(names))}: {names[0]} … {names[-1]}"
