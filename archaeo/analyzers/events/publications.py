"""Papers: a text was drafted, submitted, revised or published together with the code.

The word (draft, submitted, referee, accepted, proofs, arXiv) counts only where the change touches LaTeX or bibliography
files; what follows within a year in the same folder is told with it. A paper kept elsewhere is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..history import History, Step
from . import Event, counted, event, quoted

NAME = "paper"
WITHIN_DAYS = 365
_WORD = re.compile(
    r"\b(draft|submi(t|tted|ssion)|referees?|accepted|proofs?|camera[- ]ready|arxiv|preprint|published|manuscript|"
    r"resubmi\w+|revised version|final version)\b",
    re.I,
)
_TEXT = re.compile(r".*\.(tex|ltx|latex|bib|bbl|lyx)\Z", re.I)


def find(history: History) -> Iterator[Event]:
    """Yield one event for each folder of texts and year of work on it."""
    open_ones: dict[str, list[Step]] = {}
    for step in history.steps:
        texts = [path for path in (*step.added, *step.modified) if _TEXT.match(path)]
        if not texts or not _WORD.search(step.text) or len(step.commit.parents) > 1:
            continue
        folder = texts[0].rpartition("/")[0]
        told = open_ones.get(folder)
        if told and (step.day - told[0].day).days <= WITHIN_DAYS:
            told.append(step)
            continue
        if told:
            yield _paper(folder, told)
        open_ones[folder] = [step]
    for folder, told in sorted(open_ones.items()):
        yield _paper(folder, told)


def _paper(folder: str, steps: list[Step]) -> Event:
    first, last = steps[0], steps[-1]
    people = tuple(dict.fromkeys(step.who for step in steps))
    changes = f", {counted(len(steps), 'change')} until {last.day}" if len(steps) > 1 else ""
    return event(
        NAME,
        first,
        f"a text in {folder or 'the top folder'}/, by {first.who}: {quoted(first.subject)}{changes}",
        min(32, 24 + 2 * len(steps)),
        degree="likely",
        end=max(step.day for step in steps),
        commits=tuple(step.commit.key for step in steps[:20]),
        evidence=tuple(step.evidence for step in steps[:5]),
        numbers=(("changes", len(steps)),),
        why="the message speaks of a draft, a submission or a publication, and a LaTeX or bibliography file changed",
        people=people,
    )
