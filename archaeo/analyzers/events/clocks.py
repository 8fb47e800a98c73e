"""Clock anomalies: changes dated before the change they build on, or at times that cannot be.

In git an author's date may be old for good reasons (a patch waited), so single cases of that kind are quiet and all are
one event. A day or less backwards in Subversion is a server whose clock was set.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from ..history import History
from . import Event, counted, event

NAME = "clock anomaly"
_FIRST = datetime(1972, 1, 1, tzinfo=UTC)


def find(history: History) -> Iterator[Event]:
    """Yield one event for all backward steps of a line, one for all impossible dates."""
    date_of = {step.commit.key: step.commit.date for step in history.steps}
    back = []
    for step in history.steps:
        parent = next((date_of[key] for key in step.commit.parents if key in date_of), None)
        if parent is not None and (parent - step.commit.date).total_seconds() >= 60:
            back.append((parent - step.commit.date, step))
    if back:
        longest, worst = max(back, key=lambda item: item[0])
        hours = longest.total_seconds() / 3600
        span = f"{round(hours / 24)} days" if hours >= 48 else f"{round(hours * 60)} minutes"
        many = counted(len(back), "change")
        title = f"the clock ran backwards: {many} dated before the one they build on, by up to {span}"
        yield event(
            NAME,
            worst,
            title,
            12 if len(back) < 0.02 * len(history.steps) + 3 else 20,
            date=min(step.day for _, step in back),
            end=max(step.day for _, step in back),
            commits=tuple(step.commit.key for _, step in back[:20]),
            numbers=(("changes", len(back)), ("longest (minutes)", round(hours * 60))),
            text="Dates sort these changes otherwise than they were made.",
            why="a minute or more before the parent's date",
        )
    old = [step for step in history.steps if step.commit.date < _FIRST]
    if old:
        title = f"{counted(len(old), 'change')} dated before 1972, when no such record could be made"
        keys = tuple(step.commit.key for step in old[:20])
        yield event(NAME, old[0], title, 25, commits=keys, why="dates that cannot be")
