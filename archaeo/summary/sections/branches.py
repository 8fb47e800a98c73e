"""Branches: when each was begun and by whom, how much was done on it and how it ended, and where the last work was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from archaeo.analyzers.branches import Branch, folders, lives

from ..blocks import Block, Cell, Link, Section, Sentence, Table, Text, count, listing
from ..project import Project

NAME = "branches"
ORDER = 55
LATER_DAYS = 30
"""So much later than the main line's last change, work elsewhere is said on the cover."""


def section(project: Project) -> Section | None:
    """Give where the last work was done, what lies beside trunk, and a table; None where all is one line."""
    told = _told(project)
    beside = _beside(project, told)
    if len(told) < 2 and not beside:
        return None
    latest = _latest(project, told)
    said = tuple(sentence for sentence in (latest, *beside) if sentence)
    blocks: list[Block] = [Text(said)] if said else []
    if len(told) > 1:
        blocks.append(_table(project, told))
    return Section(NAME, "Branches", tuple(blocks))


def cover(project: Project) -> Iterator[Sentence]:
    """Say that the last work was not done on the main line."""
    told = _told(project)
    latest = _latest(project, told)
    main = _main(told)
    if latest and main and (max(_last(project, one)[0] for one in told) - _last(project, main)[0]).days >= LATER_DAYS:
        yield replace(latest, target=f"#{NAME}")


def _told(project: Project) -> list[Branch]:
    """Give the branches, the main line first, then those with most changes; tags' own lines are none."""
    found = [one for one in lives(project.history) if not one.ref.startswith(("refs/tags/", "refs/remotes/tags/"))]
    return sorted(found, key=lambda one: (not one.is_main, -len(one.steps), one.ref))


def _main(told: list[Branch]) -> Branch | None:
    return next((one for one in told if one.is_main), None)


def _last(project: Project, branch: Branch) -> tuple[date, str]:
    newest = max(branch.steps, key=lambda step: step.commit.date)
    return newest.day, newest.who


def _latest(project: Project, told: list[Branch]) -> Sentence | None:
    """Say where the last work was done, where that is another branch than the main line."""
    main = _main(told)
    if main is None:
        return None
    newest = max(told, key=lambda one: (max(step.commit.date for step in one.steps), one.is_main))
    if newest.is_main:
        return None
    (day, who), (before, by) = _last(project, newest), _last(project, main)
    text = (
        f"The last work was done on branch {newest.name}, on {day} by {who}; on {main.name} it was {before}, by {by}."
    )
    return Sentence(text, "counted", "last changes of the branches")


def _beside(project: Project, told: list[Branch]) -> tuple[Sentence, ...]:
    """Say what a tree with trunk, branches and tags in it holds beside the project."""
    if project.layout.is_plain:
        return ()
    trunk = project.layout.trunk
    held: Counter[str] = Counter()
    known = {file.blob for file in project.files if file.path.startswith(trunk) and file.blob}
    same = 0
    names: dict[str, set[str]] = {}
    for file in project.files:
        top = file.path.partition("/")[0] + "/"
        held[top] += 1
        if top in (project.layout.branches, project.layout.tags):
            same += file.blob in known
            names.setdefault(top, set()).add(file.path.split("/")[1])
    parts = [
        f"{held[top]} in {count(len(names[top]), 'folder')} below {top}"
        for top in (project.layout.branches, project.layout.tags)
        if held[top]
    ]
    if not parts:
        return ()
    text = f"The tree holds {count(held[trunk], 'file')} in {trunk} and beside them {listing(parts)}"
    text += f"; {count(same, 'of those is', 'of those are')} the very same as one of {trunk}" if same else ""
    said = [*_laid_out(project), Sentence(f"{text}.", "counted", "files of the newest state, compared by content")]
    worked_on = {one.name for one in told}
    idle = sorted(name for name in names.get(project.layout.branches, ()) if name not in worked_on)
    if idle:
        text = f"Only copies, and no work of their own, are counted on {listing(idle)}."
        said.append(Sentence(text, "counted", "a change is counted for the branch with most of its files"))
    return tuple(said)


def _laid_out(project: Project) -> Iterator[Sentence]:
    """Say since when the folders are there, where the tree was plain before."""
    turn = project.by_key.get(project.layout.since)
    if turn:
        before = f"before that the whole tree was what lies in {project.layout.trunk} now"
        text = f"The folders are there since {turn.date:%Y-%m-%d}, laid out by {project.who(turn.author)}; {before}."
        yield Sentence(text, "recorded", *project.place(turn.key))


def _table(project: Project, told: list[Branch]) -> Table:
    lived = folders(project.commits, project.layout)
    now = Counter(_folder(project, file.path) for file in project.files) if not project.layout.is_plain else Counter()
    rows: list[tuple[Cell, ...]] = []
    for one in told:
        first, last = one.steps[0], one.steps[-1]
        began, by = first.day, first.who
        folder = lived.get(one.name) if one.ref.startswith("branches/") else None
        if folder:
            began, by = folder[0].date.date(), project.who(folder[0].author)
        most, changes = one.people[0]
        share = f"{most} ({changes})" if len(one.people) > 1 else most
        in_git = one.ref.startswith("refs/")
        # in a mirror every change lies on one branch of git's, and its folder tells them apart
        link = Link(one.name, f'?path:"{one.ref}/**"' if now and not in_git else f'?branch:"{one.name}"')
        end = "no longer there" if now and not now[one.ref] and one.merge is None and not in_git else _end(one)
        row: tuple[Cell, ...] = (link, f"{began}, {by}", f"{last.day}, {last.who}", len(one.steps), share, end)
        rows.append((*row, now[one.ref]) if now else row)
    columns: tuple[str, ...] = ("branch", "begun", "last change", "changes", "most by", "in the end")
    columns += ("files at the end",) if now else ()
    note = "the main line first, then by changes; a change that was merged stays with the branch it was made on"
    return Table("Branches", columns, tuple(rows), note, shown=30, brief=8)


def _folder(project: Project, path: str) -> str:
    """Give the name of the branch in whose folder a file lies, as the branches have it."""
    place = project.layout.inside(path)
    if place is None:
        return ""
    return f"{project.layout.branches}{place[0]}" if place[0] else project.layout.trunk.rstrip("/")


def _end(branch: Branch) -> str:
    if branch.is_main:
        return "main line"
    if branch.merge is not None:
        went_on = ", then went on" if branch.steps[-1].commit.date > branch.merge.commit.date else ""
        return f"merged {branch.merge.day} by {branch.merge.who}{went_on}"
    if branch.end == "deleted":
        return f"deleted in r{branch.revision}" if branch.revision else f"deleted {branch.steps[-1].day}"
    return "left, no merge recorded" if branch.end == "left" else "open"


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give the branches for the database."""
    columns = ("name", "ref", "first_day", "last_day", "changes", "ended", "merged_day")
    rows = tuple(
        (
            *(one.name, one.ref, one.steps[0].day.isoformat(), one.steps[-1].day.isoformat(), len(one.steps), one.end),
            one.merge.day.isoformat() if one.merge else None,
        )
        for one in _told(project)
    )
    yield "branches", Table("branches", columns, rows)
