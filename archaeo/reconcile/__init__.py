"""Which ChangeLog entry is which commit, and what only one side knows.

`reconcile` is a function of records; `repository.of_repository` reads them. `history` finds which commit wrote which
entry, the strongest of the signals; `evidence` has the others, each a small function that gives points and the reason.
"""

from __future__ import annotations

from .matching import merged, reconcile
from .records import Absence, Addition, Alias, LostEntry, Match, MissingTag, Reconciliation

__all__ = [
    "Absence",
    "Addition",
    "Alias",
    "LostEntry",
    "Match",
    "MissingTag",
    "Reconciliation",
    "merged",
    "reconcile",
]
