"""Revert chains: something was done, undone, and perhaps done again.

A message that says so counts only where the change touches the same files as one of the thirty days before it that was
made on the same line; chains close to one another in the same files are one event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..history import History, Step
from . import Event, counted, event, quoted

NAME = "revert chain"
_WORD = re.compile(r"^\W*(revert(s|ed|ing)?|back(ed|ing)?[- ]?out|undo(ne|ing)?|roll(ed|ing)?[- ]?back)\b", re.I)
_NAMED = re.compile(r"\br(\d+)\b|\bcommit ([0-9a-f]{7,40})\b")
WITHIN_DAYS = 30


def find(history: History) -> Iterator[Event]:
    """Yield chains of at least two changes that undo, or an undoing that was itself done again or undone."""
    chains: list[list[Step]] = []
    for number, step in enumerate(history.steps):
        if not _WORD.search(step.text):
            continue
        undone = _undone(history, number)
        if undone is None:
            continue
        chain = next((chain for chain in chains if _continues(chain, step)), None)
        if chain is None:
            chains.append([undone, step])
        else:
            chain += [step]
    # the more changes there are, the more of them are undone: a chain of three is news in a small project only
    shortest = 3 + (len(history.steps) > 300) + (len(history.steps) > 3000)
    for chain in chains:
        chain += _again(history, chain)
        if len(chain) >= shortest:
            yield _event(chain)


def _paths(step: Step) -> set[str]:
    return {*step.added, *step.deleted, *step.modified}


def _undone(history: History, number: int) -> Step | None:
    step = history.steps[number]
    named = {hit[1] or hit[2] for hit in _NAMED.finditer(step.text)}
    for other in reversed(history.steps[max(0, number - 200) : number]):
        if (step.commit.date - other.commit.date).days > WITHIN_DAYS:
            break
        if other.commit.branch != step.commit.branch or not _code(other) & _code(step):
            continue
        if not named or any(other.commit.key.endswith("@" + n) or other.commit.key.startswith(n) for n in named):
            return other
        if step.commit.date != other.commit.date and len(_code(step)) <= 20 and _code(step) <= _code(other):
            return other
    return None


def _code(step: Step) -> set[str]:
    """What a change is about: the ChangeLog changes with everything and ties nothing together."""
    return {path for path in _paths(step) if "changelog" not in path.lower()}


def _continues(chain: list[Step], step: Step) -> bool:
    near = (step.commit.date - chain[-1].commit.date).days <= WITHIN_DAYS
    return near and step.commit.branch == chain[-1].commit.branch and bool(_code(step) & _code(chain[-1]))


def _again(history: History, chain: list[Step]) -> list[Step]:
    """The next change of exactly the same files within a week after the last undoing."""
    last = chain[-1]
    start = next(number for number, step in enumerate(history.steps, 1) if step is last)
    for step in history.steps[start : start + 50]:
        days = (step.commit.date - last.commit.date).days
        if days > 7:
            break
        if step.commit.branch == last.commit.branch and _code(step) == _code(last):
            return [step]
    return []


def _event(chain: list[Step]) -> Event:
    first, last = chain[0], chain[-1]
    files = sorted(_code(chain[1]) & _code(chain[0])) or sorted(_code(chain[0]))
    what = files[0] if len(files) == 1 else counted(len(files), "file")
    people = tuple(dict.fromkeys(step.who for step in chain))
    return event(
        NAME,
        first,
        f"done and undone in {what}: {counted(len(chain), 'change')}, {quoted(chain[1].subject, 70)}",
        min(30, 8 + 3 * len(chain)),
        degree="likely",
        end=last.day,
        commits=tuple(step.commit.key for step in chain),
        evidence=tuple(step.evidence for step in chain[:8]),
        numbers=(("changes", len(chain)),),
        why="a message that says so, and the same files changed within a month before",
        people=people,
    )
