"""The two ends of a history: how it begins, what tells of the time before, great additions later, the last change.

Born: few files, which then grew. Imported: many came at once, so the work itself is older.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..history import History, Step
from . import Event, counted, days_text, event, quoted

NAME = "born"
MANY = 10
"""So many files at once are no single person's morning."""
FIRST_DAYS = 7
MOST_OF = 0.8
"""So much of what came lies in the folder that is named."""


def find(history: History) -> Iterator[Event]:
    """Yield the beginning, great additions after it, and the last change."""
    if not history.steps:
        return
    # a second root, where a server's folders were made, can come first in the order of parents and years later
    start = min((step for step in history.steps if step.added), key=lambda step: step.commit.date, default=None)
    start = start or history.steps[0]
    first = [s for s in history.steps if s.on_main and s.added and 0 <= (s.day - start.day).days <= FIRST_DAYS]
    first = first or [start]
    yield _beginning(history, start, first)
    for group in _groups(history, start):
        yield from _imported(group)
    last = max(history.steps, key=lambda step: step.commit.date)
    yield event("last change", last, f"the last change, by {last.who}{_says(last)}", 30, why="always told")


def _groups(history: History, start: Step) -> Iterator[list[Step]]:
    """Yield changes after the beginning that added files, one after the other by one person within two days."""
    group: list[Step] = []
    for step in history.steps:
        if not step.on_main or len(step.commit.parents) > 1 or (step.day - start.day).days <= FIRST_DAYS:
            continue
        if len(step.added) - len(step.returned) < 10:
            continue
        if group and (step.who != group[0].who or (step.day - group[-1].day).days > 1):
            yield group
            group = []
        group.append(step)
    if group:
        yield group


def _imported(group: list[Step]) -> Iterator[Event]:
    fresh, before = sum(len(step.added) - len(step.returned) for step in group), group[0].before
    if not before or fresh < max(30, before // 6):
        return
    largest = max(group, key=lambda step: len(step.added))
    changes = "one change" if len(group) == 1 else f"{len(group)} changes"
    yield event(
        "imported",
        largest,
        f"{counted(fresh, 'new file')}{_where(group)} came in {changes} by {largest.who}, beside {before} there were"
        f"{_says(largest)}",
        30 + 30 * fresh // (fresh + before),
        date=group[0].day,
        end=group[-1].day,
        commits=tuple(step.commit.key for step in group),
        evidence=tuple(step.evidence for step in group[:5]),
        numbers=(("added", fresh), ("files before", before)),
        why="at least 30 new files and a sixth of what there was, by one person within two days",
    )


def _where(group: list[Step]) -> str:
    """Name the folder that most of what came lies in, the smallest one."""
    paths = [path for step in group for path in step.added]
    folder, most = "", len(paths)
    while True:
        below = Counter(path[: path.find("/", len(folder)) + 1] for path in paths if path.startswith(folder))
        below.pop("", None)  # files that lie in the folder itself
        name, count = max(below.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if count < MOST_OF * len(paths):
            break
        folder, most = name, count
    return f", {'all' if most == len(paths) else most} in {folder.rstrip('/')}," if folder else ""


def _beginning(history: History, start: Step, first: list[Step]) -> Event:
    many = sum(len(step.added) - len(step.returned) for step in first)
    people = tuple(dict.fromkeys(step.who for step in first))
    days = (max(step.day for step in first) - start.day).days + 1
    largest = max(first, key=lambda step: len(step.added))
    # what comes in the first days is the beginning, however many changes it took
    is_one = len(start.added) >= many // 2 or len(largest.added) < MANY
    files = counted(len(start.added) if is_one else many, "file")
    who = (
        start.who
        if is_one
        else f"{', '.join(people[:3])}{' and others' * (len(people) > 3)} within {counted(days, 'day')}"
    )
    imported = (len(start.added) if is_one else many) >= MANY
    older = [(day, entry) for day, entry in history.dated_entries if day < start.day]
    evidence, text = [start.evidence] + [largest.evidence] * (not is_one), ""
    if older:
        entries = counted(len(older), "entry", "entries")
        before = days_text((start.day - older[0][0]).days)
        text = f"{history.changelog} has {entries} from the {before} before, the first of {older[0][0]}."
        evidence.append(history.cite(older[0][1]))
    return event(
        "imported" if imported else "born",
        start,
        f"the history begins with {files} by {who}{_says(start if is_one else largest)}",
        45 if imported else 40,
        commits=tuple(dict.fromkeys((start.commit.key, *(() if is_one else (largest.commit.key,))))),
        evidence=tuple(evidence),
        numbers=(("files", len(start.added) if is_one else many), ("entries before", len(older))),
        text=text,
        why=f"the first change; with {MANY} files or more it is an import",
    )


def _says(step: Step) -> str:
    return f": {quoted(step.subject)}" if step.subject else ""
