"""Which files were changed together.

    file            with            together  share
    libdraw/a.c     libdraw/a.h           61     71

``share`` is the percentage of the rarer file's changes in which the other one changed too. Changes of more than 30
files are left out (they couple everything), and changes of one person on one day count as one, since Subversion users
often committed file by file. Only pairs with at least 5 days in common and a share of at least 50 are given.

Source of the grouping by day: code-maat's temporal period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from archaeo.model import Commit

from . import Table

NAME = "together"
MOST_FILES = 30
LEAST_TOGETHER = 5
LEAST_SHARE = 50


def measure(commits: Iterable[Commit]) -> Table:
    """Give (file, with, days together, share in percent), the most days first."""
    groups: dict[tuple[str, str], set[str]] = {}
    for commit in commits:
        if 0 < len(commit.changes) <= MOST_FILES:
            key = (commit.author.name or commit.author.email, commit.date.date().isoformat())
            groups.setdefault(key, set()).update(c.path for c in commit.changes if c.action != "D")
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for paths in groups.values():
        alone.update(paths)
    # only files that changed often enough can be in a pair that is given; this keeps the pairs few
    often = {path for path, count in alone.items() if count >= LEAST_TOGETHER}
    for paths in groups.values():
        chosen = sorted(paths & often)
        if len(chosen) <= 2 * MOST_FILES:
            pairs.update(combinations(chosen, 2))
    found = []
    for (a, b), count in pairs.items():
        share = 100 * count // min(alone[a], alone[b])
        if count >= LEAST_TOGETHER and share >= LEAST_SHARE:
            found.append((a, b, count, share))
    found.sort(key=lambda row: (-row[2], -row[3], row[0], row[1]))
    return Table(("file", "with", "days together", "share [%]"), tuple(found))
