"""Mass move: many files got new paths in one change, with their history.

The signal is the copy that the commit itself records (Subversion) or equal content under a path deleted in the same
commit (git); files that were moved and rewritten at once are not seen as moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..history import History, Step
from . import Event, counted, event, quoted

NAME = "mass move"


def find(history: History) -> Iterator[Event]:
    """Yield changes that moved at least 15 files and a tenth of what there was."""
    for step in history.steps:
        if len(step.moved) >= max(15, step.before // 10) and len(step.commit.parents) < 2:
            yield _move(step)


def _move(step: Step) -> Event:
    count = len(step.moved)
    pairs = Counter(_folders(old, new) for old, new in step.moved)
    (old, new), most = pairs.most_common(1)[0]
    # one file may come to lie in two places
    files = counted(len({old for old, _ in step.moved}), "file")
    title = f"{files} of {step.before} were moved in one change by {step.who}"
    if 2 * most > count:
        title += f", {'all' if most == count else most} from {old or 'the top'} to {new or 'the top'}"
    if step.subject:
        title += f": {quoted(step.subject)}"
    text = f"{most} of them from {old or 'the top'} to {new or 'the top'}."
    loudness = 25 + 25 * count // max(step.before, count)
    numbers = (("moved", count), ("files before", step.before))
    return event(NAME, step, title, loudness, numbers=numbers, text=text, why="at least 15 files and a tenth of all")


def _folders(old: str, new: str) -> tuple[str, str]:
    """The folders that differ: what both paths end with is left out.

    >>> _folders("src/fit/a.c", "lib/fit/a.c"), _folders("a.c", "src/a.c")
    (('src', 'lib'), ('', 'src'))
    """
    a, b = old.split("/")[:-1], new.split("/")[:-1]
    while a and b and a[-1] == b[-1]:
        a.pop()
        b.pop()
    return "/".join(a), "/".join(b)
