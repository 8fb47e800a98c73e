"""The two ends of a history: how it begins, what tells of the time before, great additions later, the last change.

Born: few files, which then grew. Imported: many came at once, so the work itself is older.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..history import History, Step
from . import Event, counted, days_text, event

NAME = "born"
MANY = 10
"""So many files at once are no single person's morning."""


def find(history: History) -> Iterator[Event]:
    """Yield the beginning, great additions after it, and the last change."""
    if not history.steps:
        return
    start = next((step for step in history.steps if step.added), history.steps[0])
    yield _beginning(history, start)
    for step in history.steps:
        fresh = len(step.added) - len(step.returned)
        if step is start or not step.on_main or len(step.commit.parents) > 1:
            continue
        if step.before and fresh >= max(30, step.before // 5):
            title = f"{counted(fresh, 'new file')} came in one change by {step.who}, beside {step.before} there were"
            loudness = 30 + 30 * fresh // (fresh + step.before)
            numbers = (("added", fresh), ("files before", step.before))
            why = "at least 30 new files and a fifth of what there was"
            yield event("imported", step, title, loudness, numbers=numbers, why=why)
    last = max(history.steps, key=lambda step: step.commit.date)
    yield event("last change", last, f"the last change, by {last.who}", 30, why="always told")


def _beginning(history: History, start: Step) -> Event:
    files = counted(len(start.added), "file")
    imported = len(start.added) >= MANY
    older = [(day, entry) for day, entry in history.dated_entries if day < start.day]
    evidence, text = [start.evidence], ""
    if older:
        entries = counted(len(older), "entry", "entries")
        before = days_text((start.day - older[0][0]).days)
        text = f"{history.changelog} has {entries} from the {before} before, the first of {older[0][0]}."
        evidence.append(history.cite(older[0][1]))
    return event(
        "imported" if imported else "born",
        start,
        f"the history begins with {files} by {start.who}",
        45 if imported else 40,
        evidence=tuple(evidence),
        numbers=(("files", len(start.added)), ("entries before", len(older))),
        text=text,
        why=f"the first change; with {MANY} files or more it is an import",
    )
