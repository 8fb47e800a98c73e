"""What is left: lines by the year they were written in, by person and by folder, and whom to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from archaeo.analyzers.ownership import Survival

from ..blocks import Block, Cell, Items, Link, Section, Sentence, Series, Table, Text, count, number
from ..project import Project

NAME = "survival"
ORDER = 75
MOST_ASKED = 8
GONE = timedelta(days=3 * 365)
"""Who left so long before the end can tell less than who stayed, and is harder to find."""
GOOD_PART = 3
MANY_CHANGES, FEW_CHANGES, FEW_PERCENT = 20, 3, 3


def section(project: Project) -> Section | None:
    """Give the picture, who wrote what is left, and whom to ask about each folder."""
    survival = project.survival
    if survival is None or not survival.lines:
        return None
    blocks: list[Block] = [Text(tuple(_said(survival)))]
    if len(survival.samples) > 1:
        blocks.append(_picture(survival))
    asked = tuple(_ask(project, survival))
    if asked:
        blocks.append(Items("Whom to ask", asked, brief=0))
    people: tuple[tuple[Cell, ...], ...] = tuple(
        (Link(name, f'?who:"{name}"'), lines, round(100 * lines / survival.lines, 1)) for name, lines in survival.people
    )
    note = "lines of programs, build files and text at the end, by who last changed them"
    blocks.append(Table("Whose lines are left", ("person", "lines", "share [%]"), people, note, shown=20, brief=4))
    folders: tuple[tuple[Cell, ...], ...] = tuple(
        (Link(folder or ".", f'?path:"{folder}"'), lines, who, round(100 * most / max(lines, 1), 1))
        for folder, lines, who, most in sorted(survival.folders, key=lambda row: (-row[1], row[0]))
    )
    columns = ("folder", "lines", "most of them by", "share [%]")
    blocks.append(Table("By folder", columns, folders, "two levels deep", shown=20, brief=0))
    return Section(NAME, "Survival", tuple(blocks))


def cover(project: Project) -> Iterator[Sentence]:
    """Say whom to ask."""
    survival = project.survival
    if survival is None or not survival.lines:
        return
    first = _asked_first(project, survival)
    if first is None:
        return
    seen = {commit.author.name: commit.date.date() for commit in sorted(project.work, key=lambda commit: commit.date)}
    left = None
    nearer = _nearer(project, survival, first, seen)
    if nearer is not None:
        left, first = first, nearer
    name, lines = first
    share = 100 * lines // survival.lines
    last = f" (last seen {seen[name]})" if name in seen else ""
    text = f"If only one person can be asked: {name}{last}, who wrote {share}\u202f% of the lines that were left"
    # the one who wrote it may have forgotten it, or be gone; whoever came after is easier to find
    newest = max(seen.keys() - project.nobodies, key=lambda who: (seen[who], who), default=name)
    if left is not None:
        text += f"; {left[0]}, who wrote {100 * left[1] // survival.lines}\u202f%, was last seen in {seen[left[0]]:%Y}"
    elif name in seen and seen[newest] - seen[name] > timedelta(days=366):
        text += f"; {newest} was there last ({seen[newest]})"
    importer, brought = survival.people[0]
    if importer not in (name, *(left or ())) and importer not in project.nobodies:
        text += f"; {importer}, who put in {100 * brought // survival.lines}\u202f% of them, hardly worked on it"
    text += "."
    yield Sentence(text, "counted", "every line followed through every change", "#survival")


def _asked_first(project: Project, survival: Survival) -> tuple[str, int] | None:
    """Give (name, lines) of the one with most lines, None where nobody is known.

    Who put all in at once and went knows none of them.
    """
    changes = Counter(commit.author.name for commit in project.work)
    least = max(FEW_CHANGES, FEW_PERCENT * changes.total() / 100) if changes.total() >= MANY_CHANGES else 0
    somebody = [row for row in survival.people if row[0] not in project.nobodies]
    return next((row for row in somebody if changes[row[0]] >= least), next(iter(somebody), None))


def _nearer(
    project: Project, survival: Survival, first: tuple[str, int], seen: Mapping[str, date]
) -> tuple[str, int] | None:
    """Give who was there to the end and wrote a good part, where who wrote most was gone years before."""
    end = max(seen.values(), default=date.min)
    if first[0] not in seen or end - seen[first[0]] <= GONE:
        return None
    there = [row for row in survival.people if row[0] not in project.nobodies and end - seen.get(row[0], end) < GONE]
    there = [row for row in there if row[0] in seen and row[1] * GOOD_PART >= first[1]]
    return max(there, key=lambda row: (row[1], row[0]), default=None)


def _said(survival: Survival) -> Iterator[Sentence]:
    evidence = "every line followed through every change, no line guessed"
    text = f"{count(survival.lines, 'line')} were left of {number(survival.written)} ever written."
    if survival.lines > survival.written:
        text = f"{text[:-1]}: what was copied is there several times."
    yield Sentence(text, "counted", evidence)
    if survival.half_life_days is not None:
        years, days = survival.half_life_days / 365.25, survival.half_life_days
        span = f"{years:.1f} years" if days > 700 else count(days, "day")
        yield Sentence(
            f"Half of the lines were gone after {span}.", "counted", "age at which lines were changed or deleted"
        )
    else:
        yield Sentence("More than half of all lines were still there at the end.", "counted", "")


def _picture(survival: Survival) -> Series:
    layers = tuple((str(year), lines) for year, lines in survival.cohorts)
    labels = tuple(
        str(day)[:4] if place < len(survival.samples) - 1 else str(day)[:7]
        for place, day in enumerate(survival.samples)
    )
    oldest = min((year for year, lines in survival.cohorts if lines[-1]), default=None)
    left = next((lines[-1] for year, lines in survival.cohorts if year == oldest), 0)
    sentence = f"Of the lines of {oldest}, {number(left)} were left at the end." if oldest else ""
    return Series("Lines by the year they were written in", sentence, "lines", labels, layers, (), "area")


def _ask(project: Project, survival: Survival) -> Iterator[Sentence]:
    """Name, for the largest folders, who wrote most of what is left, if that is more than half of it."""
    last = {commit.author.name: commit.date.date() for commit in sorted(project.work, key=lambda commit: commit.date)}
    largest = sorted(survival.folders, key=lambda row: (-row[1], row[0]))[:MOST_ASKED]
    for folder, lines, who, most in largest:
        if 2 * most > lines and who in last and who not in project.nobodies:
            share = 100 * most // lines
            text = (
                f"{folder or 'the top folder'}: {who}, {share}\u202f% of {count(lines, 'line')}, last seen {last[who]}."
            )
            yield Sentence(text, "counted", "", f'?path:"{folder}" who:"{who}"' if folder else "")


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give lines by file and person for the database."""
    survival = project.survival
    files = survival.files if survival else ()
    rows = tuple((path, who, lines) for path, _, people in files for who, lines in people)
    yield "lines", Table("lines", ("path", "person", "lines"), rows)
