"""One state beside another: what came, changed and went from release to release and from year to year.

Counted on the project's main line, from the paths that commits touched; a file that came and went in between is in both
counts. Two states of one's own choice are compared by git, with the command given.
"""

from __future__ import annotations

import shlex
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from itertools import pairwise

from archaeo.analyzers.history import Step

from ..blocks import Block, Cell, Command, Link, Section, Table, listing
from ..project import Project

NAME = "compare"
ORDER = 65
MOST = 200


def section(project: Project) -> Section | None:
    """Give the two tables and the command."""
    steps = sorted((step for step in project.history.steps if step.on_main), key=lambda step: step.commit.date)
    if not steps:
        return None
    blocks: list[Block] = []
    tagged = [(v.name, v.date) for v in project.versions if v.is_tagged and v.date]
    if len(tagged) > 1:
        rows = tuple(_releases(steps, tagged[-MOST:], project.nobodies))[::-1]
        columns = ("from", "to", "days", "changes", "people", "files added", "changed", "deleted")
        blocks.append(Table("From release to release", columns, rows, "newest first, by day", shown=20, brief=0))
    years = ("year", "files at its end", "came", "changed", "went", "people")
    blocks.append(
        Table("From year to year", years, tuple(_years(steps, project.nobodies)), "files of the main line", brief=0)
    )
    blocks += _needs(project)
    tags = {release.name: release.evidence.removeprefix("tag ") for release in project.releases}
    named = [tags[name] for name, _ in tagged if tags.get(name, "").startswith("refs/tags/")]
    if len(named) > 1:
        command = f"git diff --stat {shlex.quote(named[-2])} {shlex.quote(named[-1])}"
        blocks.append(Command(command, "any two tags, branches or commits, file by file"))
    return Section(NAME, "Compare", tuple(blocks))


def _needs(project: Project) -> Iterator[Block]:
    """Say what came to be included, used or imported by the project, and what no file names any more."""
    needs = project.needs
    if needs is None:
        return
    # where no release was read, the days of the map stand in
    chosen = [state for state, label in enumerate(needs.labels) if label]
    if len(chosen) < 2:
        chosen = list(range(len(needs.states)))
    rows: list[tuple[Cell, ...]] = []
    for old, new in pairwise(chosen):
        before, after = needs.at(old), needs.at(new)
        came = [name for name in after if name not in before and not needs.is_own[name]]
        went = [name for name in before if name not in after and not needs.is_own[name]]
        if came or went:
            names = [listing(sorted({needs.names[name][1] for name in found}), 8) for found in (came, went)]
            start, end = needs.labels[old] or str(needs.days[old]), needs.labels[new] or str(needs.days[new])
            rows.append((start, Link(end, f"?after:{needs.days[old]} before:{needs.days[new]}"), *names))
    if rows:
        note = "include, use and import lines; names that no file or module of the project has"
        columns = ("from", "to", "needed for the first time", "needed no more")
        yield Table("What it needs from outside", columns, tuple(rows[-MOST:])[::-1], note, shown=20, brief=0)


def _releases(
    steps: Sequence[Step], tagged: Sequence[tuple[str, date | None]], nobodies: Set[str]
) -> Iterator[tuple[Cell, ...]]:
    ordered = sorted(steps, key=lambda step: step.day)
    days = [step.day for step in ordered]
    for (old, start), (new, end) in pairwise(tagged):
        assert start is not None and end is not None
        between = ordered[bisect_right(days, start) : bisect_right(days, end)]
        query = f"?after:{start} before:{end}"
        people = len({step.who for step in between} - nobodies)
        yield old, Link(new, query), (end - start).days, len(between), people, *_touched(between)


def _touched(steps: Iterable[Step]) -> tuple[int, int, int]:
    added: set[str] = set()
    changed: set[str] = set()
    deleted: set[str] = set()
    for step in steps:
        added.update(step.added, (new for _, new in step.moved))
        changed.update(step.modified)
        deleted.update(step.deleted, (old for old, _ in step.moved))
    return len(added), len(changed - added), len(deleted)


def _years(steps: Sequence[Step], nobodies: Set[str]) -> Iterator[tuple[Cell, ...]]:
    by_year: dict[int, list[Step]] = {}
    for step in steps:
        by_year.setdefault(step.day.year, []).append(step)
    alive: set[str] = set()
    for year in range(min(by_year), max(by_year) + 1):
        before = set(alive)
        changed: set[str] = set()
        for step in by_year.get(year, ()):
            alive.difference_update(step.deleted, (old for old, _ in step.moved))
            alive.update(step.added, step.modified, (new for _, new in step.moved))
            changed.update(step.modified)
        link = Link(str(year), f"?after:{year} before:{year + 1}")
        people = len({step.who for step in by_year.get(year, ())} - nobodies)
        yield link, len(alive), len(alive - before), len(changed & before & alive), len(before - alive), people
