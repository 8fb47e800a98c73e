"""What was changed most, and what was changed together."""

from __future__ import annotations

from collections.abc import Iterator

from archaeo.analyzers.making import Making
from archaeo.analyzers.metrics import hotspots, together

from ..blocks import Block, Cell, Link, Section, Sentence, Table, Text, count
from ..project import Project
from ._makers import came, last, most

NAME = "hotspots"
ORDER = 80
MOST = 100


def section(project: Project) -> Section | None:
    """Give two tables."""
    found = hotspots.measure(project.work, project.nobodies).rows
    if not found:
        return None
    existing = {file.path: file for file in project.inventory}
    rows: list[tuple[Cell, ...]] = []
    nothing = Making()
    for path, changes, people, _, _ in found:
        if str(path) in existing:
            made = project.made.get(str(path), nothing)
            numbers = (changes, people, existing[str(path)].lines)
            rows.append((Link(str(path), f"file:{path}"), *numbers, came(made), most(made), last(made)))
    blocks: list[Block] = []
    if rows:
        top = rows[0]
        assert isinstance(top[0], Link)
        people = count(int(str(top[2])), "person", "people").replace("1 person", "one person")
        sentence = f"{top[0].text} was changed most: {count(int(str(top[1])), 'time')} by {people}."
        blocks.append(Text((Sentence(sentence, "counted", "changes by people", top[0].target),)))
    columns = ("file", "changes", "people", "lines", "came", "most changes by", "last change")
    note = "files that exist at the end; changes on every branch, those by whom without branches that were not merged"
    blocks.append(Table("Changed most", columns, tuple(rows[:MOST]), note, shown=20, brief=6))
    pairs = [row for row in project.together.rows if row[0] in existing and row[1] in existing]
    if pairs:
        note = (
            f"days on which one person changed both; at least {together.LEAST_TOGETHER}, and on "
            f"{together.LEAST_SHARE} % "
            f"of the days on which the rarer one changed; changes of more than {together.MOST_FILES} files left out"
        )
        names = ("file", "changed with", "days together", "share [%]")
        blocks.append(Table("Changed together", names, tuple(pairs[:MOST]), note, shown=20, brief=0))
    return Section(NAME, "Hotspots", tuple(blocks))


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give the pairs for the database."""
    rows = project.together.rows
    yield "changed_together", Table("changed_together", ("path", "other", "days", "share_percent"), rows)
