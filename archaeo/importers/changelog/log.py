"""One ChangeLog, read."""

from __future__ import annotations

from dataclasses import dataclass

from archaeo import model

from .sections import Candidate


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """One file, read.

    Attributes:
        dialect: of most entries; "" where none was found.
        score: how well the dialect accounts for the file, 0 to 1; ``runner_up`` the next best, or None.
        entries: dated (or with a date that is not known yet), in file order.
        coverage: share of the filled lines that belong to an entry.
        unaccounted: ranges of lines that belong to none (preamble, footer), 1-based and inclusive.
        newest_first: the order of the file.
        doubts: what speaks against the entries being all, or being entries at all; a sentence each.
        encodings: how many lines were read as what; empty for plain ASCII.
    """

    file: str
    dialect: str
    score: float
    runner_up: Candidate | None
    entries: tuple[model.ChangeLogEntry, ...]
    diagnostics: tuple[model.Diagnostic, ...]
    coverage: float
    unaccounted: tuple[tuple[int, int], ...]
    sections: tuple[tuple[str, int, int, int], ...]
    newest_first: bool
    encodings: tuple[tuple[str, int], ...]
    candidates: tuple[Candidate, ...]
    doubts: tuple[str, ...] = ()
    firsts: tuple[int, ...] = ()
