"""Releases: everything that was tagged or announced, with what changed since the one before."""

from __future__ import annotations

import re
import shlex
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date

from archaeo.analyzers.branches import Branch, lives, short
from archaeo.analyzers.history import day_of
from archaeo.analyzers.releases import Version, is_early, is_line_of_release, milestones
from archaeo.model import Commit

from ..blocks import Block, Cell, Command, Items, Link, Section, Sentence, Table, Text, count, listing, number
from ..project import Project

NAME = "releases"
ORDER = 50
MOST_EDITED = 20
FEW_BACK = 200
"""So many commits may lie on a line that only a tag holds."""


def section(project: Project) -> Section | None:
    """Give milestones, the table, versions that files name, other tags, what was edited, and how to have one back."""
    lines = _lines(project)
    if not project.versions and not project.named and not lines:
        return None
    last = _last_one(project)
    blocks: list[Block] = [*([Text((last,))] if last else []), *_milestones(project)]
    if project.versions:
        blocks.append(_table(project))
    if project.named:
        blocks.append(_named(project))
    if lines:
        blocks.append(_of_release(lines))
    edited = tuple(_edited(project))
    if edited:
        blocks.append(Items("Changed after they were made", edited[:MOST_EDITED]))
    tags = {release.name: release.evidence.removeprefix("tag ") for release in project.releases}
    named = next((v.name for v in reversed(project.versions) if v.is_tagged and v.name in tags), "")
    if named:
        command = f"git archive --prefix=tree/ {shlex.quote(tags[named])} | tar x"
        blocks.append(Command(command, f"the files of {named}, in ./tree"))
    if project.marks:
        marks: tuple[tuple[Cell, ...], ...] = tuple(
            (Link(mark.name, f'?tag:"{mark.name}"'), day_of(mark.date) if mark.date else None) for mark in project.marks
        )
        note = "newest first; they name a state, and no version"
        blocks.append(Table("Other tags", ("tag", "date"), marks[::-1], note, shown=12, brief=2))
    return Section(NAME, "Releases", tuple(blocks))


def cover(project: Project) -> Iterator[Sentence]:
    """Say how many there were and which was the last."""
    tagged = [version for version in project.versions if version.is_tagged]
    announced = len(project.versions) - len(tagged)
    dated = [version for version in (tagged or project.versions) if version.date]
    if not dated and project.versions:
        names = listing([version.name for version in project.versions[::-1]], 6)
        text = f"{count(len(project.versions), 'release')} are named without a day: {names}{_since(project, None)}."
        yield Sentence(text, "likely", _how(project), "#releases")
        return
    if not dated:
        if project.work:
            lines = [one.name for one in _lines(project)]
            named = f", but branches are named for versions: {listing(lines, 6)}" if lines else ""
            text = f"No release is recorded: no tag of a version, none that anything announces{named}"
            target = "#releases" if project.named or lines else "#timeline"
            yield Sentence(f"{text}{_since(project, None)}.", "counted", "all refs, paths and messages", target)
        return
    first, last = dated[0], dated[-1]
    if len(dated) == 1:
        text = f"It was released once: {first.name} ({first.date})"
    else:
        span = f"{first.name} ({first.date}) to {last.name} ({last.date})"
        how = "are recorded" if tagged else "were announced, none was tagged"
        text = f"{count(len(tagged or project.versions), 'release')} {how}, {span}"
    early = sum(is_early(version.name) for version in tagged or dated)
    if early and early < len(dated):
        text += f", {count(early, 'candidate or beta', 'candidates and betas')} among them"
    if tagged and announced:
        text += f"; {count(announced, 'more was', 'more were')} only announced"
    text += _since(project, project.versions[-1].date)
    yield Sentence(f"{text}.", "recorded", _how(project), "#releases")


def loud(project: Project) -> Iterator[tuple[int, Sentence]]:
    """Offer the last release for the cover."""
    dated = [version for version in project.versions if version.date]
    if dated:
        last = dated[-1]
        text = f"The last of {count(len(project.versions), 'release')} is {last.name}, {last.date}"
        if len(project.versions) == 1:
            text = f"The only release is {last.name}, {last.date}"
        where = project.place(last.evidence[0].where)[0] if last.evidence else ""
        yield 38, Sentence(f"{text}{_since(project, last.date)}.", last.degree, where, "#releases", "release")


def _since(project: Project, released: date | None) -> str:
    """Say what the files call themselves, where that is newer than the last release."""
    if not project.named:
        return ""
    now = project.named[-1]
    digits = _digits(now.version)
    known = any(_digits(version.name)[-len(digits) :] == digits for version in project.versions)
    # of releases without a day the files tell at least since when the last one is there
    if (known and (released or not project.versions)) or (released and now.since <= released):
        return ""
    return f"; the files call themselves {now.version} since {now.since} ({now.path})"


def _digits(name: str) -> tuple[str, ...]:
    return tuple(part.lstrip("0") for part in re.findall(r"\d+", name))


def _named(project: Project) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.version, one.since, Link(*project.place(one.commit))) for one in project.named[::-1]
    )
    title = f"The version that {project.named[-1].path} gives, and since when"
    return Table(
        title, ("version", "since", "set by"), rows, "newest first; not every one was given out", shown=12, brief=3
    )


def _lines(project: Project) -> list[Branch]:
    """Give the branches that are named for a version, by their first change."""
    found = [one for one in lives(project.history) if not one.is_main and is_line_of_release(one.name)]
    return sorted(
        (one for one in found if "/tags/" not in one.ref), key=lambda one: (one.steps[0].commit.date, one.ref)
    )


def _of_release(lines: list[Branch]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Link(one.name, f'?branch:"{one.name}"'), one.steps[0].day, one.steps[-1].day, len(one.steps))
        for one in lines[::-1]
    )
    columns = ("branch", "first change", "last change", "changes")
    return Table("Branches named for a version", columns, rows, "newest first", shown=12, brief=8)


def _last_one(project: Project) -> Sentence | None:
    """Say where the last release was made, and how much came after it."""
    dated = [one for one in project.versions if one.date and not (is_early(one.name) and not one.is_tagged)]
    if not dated or not project.work:
        return None
    last = dated[-1]
    later = [commit.date.date() for commit in project.work if last.date and commit.date.date() > last.date]
    text = f"The last release is {last.name} of {last.date}{_made_on(project, last)}"
    if later:
        text += f"; {count(len(later), 'change')} came after it, until {max(later)}"
    return Sentence(f"{text}.", "counted", "branches of the commits; changes counted by day")


def _made_on(project: Project, version: Version) -> str:
    """Say on which line a release was made, "" where that is not known."""
    keys = [version.commit, *(item.where for item in version.evidence)]
    commit = next((project.by_key[key] for key in keys if key in project.by_key), None)
    main = next((step.commit.branch for step in project.history.steps if step.on_main), "")
    if not project.layout.is_plain and commit is not None:
        place = _copied_from(project, commit, version.name)
        return "" if place is None else f", made on branch {place}" if place else ", made on the main line"
    for _ in range(FEW_BACK):
        if commit is None or not commit.branch.startswith("refs/") or commit.branch == main:
            break
        if "/tags/" not in commit.branch:
            return f", made on branch {short(commit.branch)}"
        commit = project.by_key.get(commit.parents[0]) if commit.parents else None
    return ", made on the main line" if commit is not None and commit.branch == main else ""


def _copied_from(project: Project, commit: Commit, name: str) -> str | None:
    """Give the branch whose files a tag folder is a copy of, "" for trunk, None where nothing tells."""
    folder = f"{project.layout.tags}{name}/"
    sources = [change.copyfrom[0] for change in commit.changes if change.copyfrom and change.path.startswith(folder)]
    places = Counter(place[0] for source in sources if (place := project.layout.inside(source)) is not None)
    return max(places, key=lambda place: (places[place], place)) if project.layout.tags and places else None


def _how(project: Project) -> str:
    if not any(version.is_tagged for version in project.versions):
        return "announced in messages or the ChangeLog, not tagged"
    return "tags" if project.releases else "folders below tags/"


def _milestones(project: Project) -> Iterator[Table]:
    found = milestones(project.versions)
    if found:
        rows = tuple((_link(one), one.date, what, _where(project, one)) for one, what in found)
        note = f"of {number(len(project.versions))}; the first, the first of each new number, and the last ones"
        yield Table("Milestones", ("release", "date", "what", "commit"), rows, note, brief=40)


def _table(project: Project) -> Table:
    days = sorted(commit.date.date() for commit in project.work)
    rows: list[tuple[Cell, ...]] = []
    before: date | None = None
    for version in project.versions:
        changes: int | None = None
        gap: int | None = None
        if version.date is not None:
            changes = bisect_right(days, version.date) - (bisect_right(days, before) if before else 0)
            gap = (version.date - before).days if before else None
            before = version.date
        rows.append((_link(version), version.date, gap, changes, _where(project, version), ", ".join(version.sources)))
    columns = ("release", "date", "days since the one before", "changes since then", "commit", "told by")
    note = "newest first; changes of all branches, counted by day; without a commit, its files cannot be had"
    return Table(
        "Releases", columns, tuple(rows[::-1]), note, shown=40, brief=0 if milestones(project.versions) else 12
    )


def _link(version: Version) -> Link:
    return Link(version.name, f'?tag:"{version.name}"')


def _where(project: Project, version: Version) -> Cell:
    if version.commit in project.by_key:
        return Link(*project.place(version.commit))
    if version.evidence:
        text, target = project.place(version.evidence[0].where)
        return Link(f"({text})", target)
    return None


def _edited(project: Project) -> Iterator[Sentence]:
    for version in project.versions:
        if version.edited:
            places = ", ".join(project.place(item.where)[0] for item in version.edited[:4])
            text = f"{version.name} was changed after it was tagged, {count(len(version.edited), 'time')}."
            yield Sentence(text, "recorded", places, project.place(version.edited[0].where)[1], "warning")


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give the releases for the database."""
    rows = tuple(
        (v.name, str(v.date) if v.date else None, v.commit or None, ", ".join(v.sources), len(v.edited))
        for v in project.versions
    )
    yield "releases", Table("releases", ("name", "day", "commit_id", "told_by", "edits"), rows)
