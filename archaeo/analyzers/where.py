"""Where in the tree a number of changes was made, in a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from archaeo.model import Commit

MANY_FILES = 50
"""A change of so many files says nothing about where work went on."""
PART, PART_OF_ALL = 4, 5
"""A folder is entered as long as one below it has a quarter of its changes, and a fifth of all."""


def mostly(commits: Iterable[Commit]) -> str:
    """Give the folder that most were in, as deep as it stands out, and how many; "" where all were large.

    Merges are left out: what they bring is counted where it was made. What touched only files at the top is counted for
    ``the top folder``, which is named where nothing else is as often.
    """
    count: Counter[str] = Counter()
    placed = 0
    for commit in commits:
        if commit.changes and len(commit.changes) <= MANY_FILES and len(commit.parents) < 2:
            placed += 1
            count.update({folder for change in commit.changes for folder in _folders(change.path)})
    if not count:
        return ""
    here = _largest(count, "")
    while here:
        below = _largest(count, here)
        if not below or count[below] * PART < count[here] or count[below] * PART_OF_ALL < placed:
            break
        here = below
    if here and count[here] >= count[""]:
        return f"{here} ({count[here]})"
    return f"the top folder ({count['']})"


def _largest(count: Counter[str], above: str) -> str:
    inside = [
        folder for folder in count if folder and folder.rpartition("/")[0] == above and (above or "/" not in folder)
    ]
    return min(inside, key=lambda folder: (-count[folder], folder), default="")


def _folders(path: str) -> Iterable[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)] or [""]
