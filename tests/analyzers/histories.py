"""Small histories drawn as text, for the tests of the analyzers."""

from __future__ import annotations

from datetime import UTC, datetime

from archaeo.model import Change, Commit, Identity


def history(drawing: str) -> list[Commit]:
    """Give commits from lines ``2012-05-30 Eve: M a.c, A b.c < c.c | message``; keys are c0, c1, ..."""
    commits: list[Commit] = []
    for line in filter(None, map(str.strip, drawing.split("\n"))):
        day, _, rest = line.partition(" ")
        who, _, rest = rest.partition(":")
        drawn, _, message = rest.partition("|")
        parent = (commits[-1].key,) if commits else ()
        changes = tuple(_change(part, parent) for part in drawn.split(",") if part.strip())
        moment = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
        key = f"c{len(commits)}"
        commits.append(
            Commit(key, "refs/heads/main", parent, Identity(who.strip()), moment, message.strip() or "m", changes)
        )
    return commits


def _change(part: str, parent: tuple[str, ...]) -> Change:
    target, _, source = part.partition("<")
    action, path = target.split()
    return Change(action, path, (source.strip(), parent[0]) if source else None)
