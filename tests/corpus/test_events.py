"""Events measured on histories that a person read and labelled: precision and recall.

Needs the repositories themselves, which are not here: set ARCHAEO_HISTORIES to a folder that has them as OWNER+NAME (a
repository, or a folder with one inside). A label is ``must`` (who tells of the project has to tell it) or ``fine``
(true, and small), a day, the kinds that count, and what it is. An event is right if a label of its kind lies within ten
days.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from archaeo.analyzers.events import Event
from archaeo.git import reader
from archaeo.summary.project import Project

FOLDER = os.environ.get("ARCHAEO_HISTORIES", "")
LABELS = sorted((Path(__file__).parent / "events").glob("*.txt"))
WITHIN_DAYS = 10

pytestmark = pytest.mark.skipif(not FOLDER, reason="ARCHAEO_HISTORIES names no folder with the labelled repositories")


class Label(NamedTuple):
    """What happened, as a person read it."""

    must: bool
    day: date
    kinds: frozenset[str]

    def is_of(self, event: Event) -> bool:
        """Whether an event tells it."""
        days = {abs((day - self.day).days) for day in (event.date, event.end, event.told or event.date)}
        return event.kind in self.kinds and min(days) <= WITHIN_DAYS


def labels(file: Path) -> Iterator[Label]:
    """Give the labels of a file."""
    for line in file.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            weight, day, kinds, *_ = line.split()
            yield Label(weight == "must", date.fromisoformat(day), frozenset(kinds.replace("_", " ").split(",")))


def measured(file: Path) -> tuple[int, int, int, int]:
    """Give (right events, events, must labels found, must labels)."""
    place = Path(FOLDER) / file.stem
    inside = [place] if (place / "HEAD").exists() or (place / ".git").exists() else sorted(place.iterdir())
    repository = reader.open_repository(inside[0])
    commits = tuple(reader.commits(repository))
    project = Project(file.stem, commits, reader.releases(repository), files=tuple(reader.files(repository)))
    told = list(labels(file))
    right = [event for event in project.events if any(label.is_of(event) for label in told)]
    must = [label for label in told if label.must]
    found = [label for label in must if any(label.is_of(event) for event in project.events)]
    for event in project.events:
        if event not in right:
            print(f"{file.stem}: not labelled: {event.date} {event.kind}: {event.title}")
    for label in must:
        if label not in found:
            print(f"{file.stem}: not found: {label.day} {', '.join(sorted(label.kinds))}")
    return len(right), len(project.events), len(found), len(must)


def test_four_fifths_are_right_and_four_fifths_are_found() -> None:
    rows = {file.stem: measured(file) for file in LABELS if (Path(FOLDER) / file.stem).exists()}
    assert len(rows) >= 4, "at least four of the labelled repositories"
    for name, (right, events, found, must) in rows.items():
        print(f"{name}: precision {right}/{events} = {right / events:.2f}, recall {found}/{must} = {found / must:.2f}")
    right, events, found, must = (sum(column) for column in zip(*rows.values(), strict=True))
    print(f"all: precision {right / events:.2f}, recall {found / must:.2f}")
    assert right >= 0.8 * events and found >= 0.8 * must
