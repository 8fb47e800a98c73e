"""Releases: tags and tag folders by date, with what changed since the one before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime

from archaeo.model import Release

from ..blocks import Block, Cell, Command, Link, Section, Sentence, Table, count, number
from ..project import Project

NAME = "releases"
ORDER = 50


def section(project: Project) -> Section | None:
    """Give the table and the command that brings a release back."""
    releases = project.all_releases
    if not releases:
        return None
    blocks: list[Block] = [_table(project)]
    named = next((release for release in reversed(releases) if release.evidence.startswith("tag refs/tags/")), None)
    if named:
        tag = named.evidence.removeprefix("tag ")
        blocks.append(
            Command(f"git archive --prefix=tree/ {_quoted(tag)} | tar x", f"the files of {named.name}, in ./tree")
        )
    return Section(NAME, "Releases", tuple(blocks))


def cover(project: Project) -> Iterator[Sentence]:
    """Say how many there were and which was the last."""
    dated = [release for release in project.all_releases if release.date]
    if not dated:
        return
    first, last = dated[0], dated[-1]
    if len(dated) == 1:
        text = f"It was released once: {first.name} ({_day(first)})."
    else:
        span = f"from {first.name} ({_day(first)}) to {last.name} ({_day(last)})"
        text = f"{number(len(dated))} releases are recorded, {span}."
    yield Sentence(text, "recorded", "tags" if project.releases else "folders below tags/", "#releases")


def loud(project: Project) -> Iterator[tuple[int, Sentence]]:
    """Offer the last release for the cover."""
    dated = [release for release in project.all_releases if release.date]
    if dated:
        last = dated[-1]
        text = f"{count(len(dated), 'release')}, the last {last.name} on {_day(last)}."
        yield 38, Sentence(text, "recorded", last.evidence, "#releases", "release")


def _table(project: Project) -> Table:
    moments = sorted(commit.date for commit in project.work)
    rows: list[tuple[Cell, ...]] = []
    before: datetime | None = None
    for release in project.all_releases:
        moment = _moment(release)
        changes: int | None = None
        days: int | None = None
        if moment is not None:
            until = bisect_right(moments, moment)
            changes = until - (bisect_right(moments, before) if before else 0)
            days = (moment - before).days if before else None
            before = moment
        id = project.id_of.get(release.commit, "")
        commit: Cell = Link(id, f"rev:{release.commit}") if id else None
        rows.append(
            (Link(release.name, f'?tag:"{release.name}"'), _day(release), days, changes, commit, release.evidence)
        )
    columns = ("release", "date", "days since the one before", "changes since then", "commit", "recorded as")
    return Table("Releases", columns, tuple(rows[::-1]), "newest first; changes of all branches", shown=40)


def _moment(release: Release) -> datetime | None:
    if isinstance(release.date, datetime):
        return release.date if release.date.tzinfo else release.date.replace(tzinfo=UTC)
    if isinstance(release.date, date):
        return datetime(release.date.year, release.date.month, release.date.day, 23, 59, tzinfo=UTC)
    return None


def _day(release: Release) -> str:
    return str(release.date)[:10] if release.date else ""


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(text)


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give the releases for the database."""
    rows = tuple((r.name, _day(r) or None, r.commit or None, r.evidence) for r in project.all_releases)
    yield "releases", Table("releases", ("name", "day", "commit_id", "evidence"), rows)
