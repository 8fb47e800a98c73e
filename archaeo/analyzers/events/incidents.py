"""Incidents: words of trouble, where the files or the calendar say so too.

Words (disaster, stolen; lost, crashed or restored beside server, repository, disk, history) count only where they are
rare in this project, and where the change comes after a gap or touches many files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from statistics import median

from ..history import History, Step, words
from . import Event, event, quoted

NAME = "incident"
_RECORD = (
    r"(svn|cvs|git|repo\w*|server|disks?|backups?|history|archive|tarball|machine|sourceforge|commits?|revisions?)"
)
_WORDS = re.compile(
    r"\b(disasters?|catastroph\w+|stolen|hacked|intrusion|compromised|resurrect\w*)\b|"
    rf"\b{_RECORD} ((was|is|were|got|has|had) )?(crash\w*|failure|lost|died|corrupt\w*|wiped|broke\w*|moved?)\b|"
    r"\b(lost|losing|corrupt\w*|broken|crashed|recover\w* (from|of)|restor\w* (from|of)) "
    rf"(the |a |our |my |all )*{_RECORD}\b",
    re.I,
)


def find(history: History) -> Iterator[Event]:
    """Yield changes whose message tells of trouble with the record, with a second signal."""
    steps = sorted(history.steps, key=lambda step: step.commit.date)
    usual = median([len(step.commit.changes) for step in steps] or [1])
    told: Step | None = None
    for number, step in enumerate(steps):
        hit = _WORDS.search(step.text)
        if not hit or not any(history.is_rare(word) for word in words(hit[0])):
            continue
        gap = (step.day - steps[number - 1].day).days if number else 0
        touched = len(step.commit.changes)
        many = touched >= max(10, 5 * usual) and touched >= 0.15 * step.before
        if (gap < 14 and not many) or (told and step.commit.date - told.commit.date < timedelta(30)):
            continue
        told = step
        signals = [f"{gap} days after the change before"] * (gap >= 14) + [f"{touched} files at once"] * many
        yield event(
            NAME,
            step,
            f"{quoted(_around(step.text, hit.start(), hit.end()))}, by {step.who}: {' and '.join(signals)}",
            40 + 10 * many + 5 * (gap >= 14),
            degree="guess",
            numbers=(("files", touched), ("days since the change before", gap)),
            why=f"'{hit[0]}' is rare here; " + ", ".join(signals),
        )


def _around(text: str, start: int, end: int) -> str:
    """Give the words around a place in a message as one line, some forty letters on each side."""
    before = " ".join(text[:start].split())
    after = " ".join(text[end:].split())
    head = before if len(before) <= 45 else "…" + before[-44:].partition(" ")[2]
    tail = after if len(after) <= 45 else after[:44].rpartition(" ")[0] + " …"
    return " ".join(filter(None, (head, text[start:end], tail)))
