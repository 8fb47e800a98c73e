"""Branches: where work went on beside the main line for a while, and how it ended; see `analyzers.branches`."""

from __future__ import annotations

from collections.abc import Iterator

from ..branches import Branch, lives
from ..history import History, Step
from . import Event, counted, days_text, event

NAME = "branch"
FEW = 3
OF_ALL = 200
"""Of so many changes one must be a branch's, half that where it was merged: elsewhere three changes are daily work."""


def find(history: History) -> Iterator[Event]:
    """Yield one event for each branch with at least three changes and a share of all, half of that if merged."""
    few = max(FEW, len(history.steps) // OF_ALL)
    for branch in lives(history):
        if not branch.is_main and len(branch.steps) >= (max(1, few // 2) if branch.merge else few):
            yield _life(branch)


def _life(branch: Branch) -> Event:
    steps = branch.steps
    first, last = steps[0], steps[-1]
    people = tuple(dict.fromkeys(step.who for step in steps))
    days = (last.commit.date - first.commit.date).days
    work = f"{counted(len(steps), 'change')} by {', '.join(people[:3])}" + (" and others" if len(people) > 3 else "")
    close: tuple[Step, ...] = (branch.merge,) if branch.merge else ()
    shown = (first, last, *close) if last is not first else (first, *close)
    return event(
        NAME,
        first,
        f"branch {branch.name}: {work}, {_ends(branch)}",
        min(32, 6 + 2 * len(steps).bit_length() + 4 * bool(close)),
        end=max(last.day, *(step.day for step in close), last.day),
        commits=tuple(step.commit.key for step in shown),
        evidence=tuple(step.evidence for step in shown),
        numbers=(("changes", len(steps)), ("days", days)),
        text=f"It lived for {days_text(days)}." if days else "",
        why=f"at least {FEW} changes and one in {OF_ALL} beside the main line, half of that where it was merged",
        people=people,
        branch=branch.name,
    )


def _ends(branch: Branch) -> str:
    last = branch.steps[-1]
    if branch.merge is not None:
        return f"merged on {branch.merge.day} by {branch.merge.who}"
    if branch.revision:
        return f"deleted in r{branch.revision}"
    if branch.end == "deleted":
        return f"deleted on {last.day} by {last.who}"
    return f"left on {last.day}, no merge is recorded" if branch.end == "left" else "still open at the end"
