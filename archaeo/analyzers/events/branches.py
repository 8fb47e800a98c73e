"""Lives of branches: where work went on beside the main line for a while, and how it ended.

Merged is what a merge commit records, or a message on another line that says "merge" and the branch's name. A branch
whose last change deletes its files was deleted; one whose last change is long before the end, and that nothing merged,
was left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..history import History, Step
from . import Event, counted, days_text, event

NAME = "branch"
_DELETED = re.compile(r"refs/archaeo/deleted/(.+)@r(\d+)\Z")
"""Where our own conversions keep the branches that Subversion deleted."""
FEW = 3
OF_ALL = 200
"""Of so many changes one must be a branch's, half that where it was merged: elsewhere three changes are daily work."""


def find(history: History) -> Iterator[Event]:
    """Yield one event for each branch with at least three changes and a share of all, half of that if merged."""
    lines: dict[str, list[Step]] = {}
    merged: dict[str, Step] = {}
    branch_of = {step.commit.key: step.commit.branch for step in history.steps}
    for step in history.steps:
        lines.setdefault(step.commit.branch, []).append(step)
        for parent in step.commit.parents[1:]:
            merged[branch_of.get(parent, "")] = step
    if not lines:
        return
    _by_message(history, lines, merged)
    end = max(step.commit.date for step in history.steps)
    main = next((step.commit.branch for step in history.steps if step.on_main), "")
    few = max(FEW, len(history.steps) // OF_ALL)
    for name, steps in sorted(lines.items()):
        if name == main or not name:
            continue
        if len(steps) >= (max(1, few // 2) if name in merged else few):
            yield _life(_short(name), steps, merged.get(name), (end - steps[-1].commit.date).days)


def _by_message(history: History, lines: dict[str, list[Step]], merged: dict[str, Step]) -> None:
    """Add the merges that only a message tells of: the name, and the word, on another line after the branch began."""
    names = {_short(name): name for name, steps in lines.items() if not steps[0].on_main and len(_short(name)) >= 4}
    pattern = re.compile(
        r"(?<![\w.-])(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?![\w-])"
    )
    for step in history.steps if names else ():
        if not re.search(r"\bmerg(e[ds]?|ing)\b", step.text, re.I):
            continue
        for hit in pattern.finditer(step.text):
            name = names[hit[1]]
            if step.commit.branch != name and step.commit.date > lines[name][0].commit.date:
                merged.setdefault(name, step)


def _short(name: str) -> str:
    name = _DELETED.sub(r"\1", name)
    for prefix in ("refs/heads/", "refs/remotes/", "refs/tags/", "branches/"):
        name = name.removeprefix(prefix)
    return name


def _life(name: str, steps: list[Step], merge: Step | None, quiet_days: int) -> Event:
    first, last = steps[0], steps[-1]
    people = tuple(dict.fromkeys(step.who for step in steps))
    days = (last.commit.date - first.commit.date).days
    work = f"{counted(len(steps), 'change')} by {', '.join(people[:3])}" + (" and others" if len(people) > 3 else "")
    close: tuple[Step, ...] = ()
    ended = _DELETED.match(steps[0].commit.branch)
    if ended and merge is None:
        ends = f"deleted in r{ended[2]}"
    elif last.deleted and len(last.deleted) >= 0.9 * last.before and merge is None:
        ends = f"deleted on {last.day} by {last.who}"
    elif merge is not None:
        ends, close = f"merged on {merge.day} by {merge.who}", (merge,)
    elif quiet_days >= 180:
        ends = f"left on {last.day}, no merge is recorded"
    else:
        ends = "still open at the end"
    shown = (first, last, *close) if last is not first else (first, *close)
    return event(
        NAME,
        first,
        f"branch {name}: {work}, {ends}",
        min(32, 6 + 2 * len(steps).bit_length() + 4 * bool(close)),
        end=max(last.day, *(step.day for step in close), last.day),
        commits=tuple(step.commit.key for step in shown),
        evidence=tuple(step.evidence for step in shown),
        numbers=(("changes", len(steps)), ("days", days)),
        text=f"It lived for {days_text(days)}." if days else "",
        why=f"at least {FEW} changes and one in {OF_ALL} beside the main line, half of that where it was merged",
        people=people,
        branch=name,
    )
