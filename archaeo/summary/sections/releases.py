"""Releases: everything that was tagged or announced, with what changed since the one before."""

from __future__ import annotations

import shlex
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from archaeo.analyzers.releases import Version

from ..blocks import Block, Cell, Command, Items, Link, Section, Sentence, Table, count
from ..project import Project

NAME = "releases"
ORDER = 50
MOST_EDITED = 20


def section(project: Project) -> Section | None:
    """Give the table, what was edited after it was made, and the command that brings a release back."""
    if not project.versions:
        return None
    blocks: list[Block] = [_table(project)]
    edited = tuple(_edited(project))
    if edited:
        blocks.append(Items("Changed after they were made", edited[:MOST_EDITED]))
    tags = {release.name: release.evidence.removeprefix("tag ") for release in project.releases}
    named = next((v.name for v in reversed(project.versions) if v.is_tagged and v.name in tags), "")
    if named:
        command = f"git archive --prefix=tree/ {shlex.quote(tags[named])} | tar x"
        blocks.append(Command(command, f"the files of {named}, in ./tree"))
    return Section(NAME, "Releases", tuple(blocks))


def cover(project: Project) -> Iterator[Sentence]:
    """Say how many there were and which was the last."""
    tagged = [version for version in project.versions if version.is_tagged]
    announced = len(project.versions) - len(tagged)
    dated = [version for version in (tagged or project.versions) if version.date]
    if not dated:
        if project.work:
            text = "No release is recorded: no tag, no folder of tags, no version that anything announces."
            yield Sentence(text, "counted", "all refs, paths and messages", "#timeline")
        return
    first, last = dated[0], dated[-1]
    if len(dated) == 1:
        text = f"It was released once: {first.name} ({first.date})"
    else:
        span = f"{first.name} ({first.date}) to {last.name} ({last.date})"
        how = "are recorded" if tagged else "were announced, none was tagged"
        text = f"{count(len(tagged or dated), 'release')} {how}, {span}"
    if tagged and announced:
        text += f"; {count(announced, 'more was', 'more were')} only announced"
    yield Sentence(f"{text}.", "recorded", _how(project), "#releases")


def loud(project: Project) -> Iterator[tuple[int, Sentence]]:
    """Offer the last release for the cover."""
    dated = [version for version in project.versions if version.date]
    if dated:
        last = dated[-1]
        text = f"The last of {count(len(dated), 'release')} is {last.name}, {last.date}."
        if len(dated) == 1:
            text = f"The only release is {last.name}, {last.date}."
        where = project.place(last.evidence[0].where)[0] if last.evidence else ""
        yield 38, Sentence(text, last.degree, where, "#releases", "release")


def _how(project: Project) -> str:
    if not any(version.is_tagged for version in project.versions):
        return "announced in messages or the ChangeLog, not tagged"
    return "tags" if project.releases else "folders below tags/"


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
    return Table("Releases", columns, tuple(rows[::-1]), note, shown=40)


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
