"""The events of one plug in a small drawn history, as (day, kind, title)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

from archaeo.analyzers.events import Event
from archaeo.analyzers.history import prepare
from archaeo.model import ChangeLogEntry, Commit, Release
from tests.analyzers.histories import history


def found(
    plug: ModuleType,
    drawing: str | list[Commit],
    entries: tuple[ChangeLogEntry, ...] = (),
    releases: tuple[Release, ...] = (),
) -> list[Event]:
    commits = history(drawing) if isinstance(drawing, str) else drawing
    return list(plug.find(prepare(commits, entries, releases)))


def titles(plug: ModuleType, drawing: str | list[Commit]) -> list[tuple[str, str, str]]:
    return [(str(event.date), event.kind, event.title) for event in found(plug, drawing)]


def files(action: str, count: int, pattern: str = "f{n}") -> str:
    return ", ".join(f"{action} {pattern.format(n=number)}" for number in range(count))


def on_branch(commits: list[Commit], keys: set[str], branch: str) -> Iterator[Commit]:
    for commit in commits:
        yield replace(commit, branch=branch) if commit.key in keys else commit
