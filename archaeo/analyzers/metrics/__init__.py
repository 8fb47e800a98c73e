"""One file a measure of the history: ``NAME``, ``measure(commits) -> Table``.

Commits come as `layout.work` gives them: machine-made ones left out, paths relative to the project's root, and, where
identities were merged, with the merged name as author. A measure counts; it does not judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Value: TypeAlias = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns (a unit in brackets where one is needed) and rows, each as long as the columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
