"""New part: a folder of programs comes, in a few weeks, and goes on to be worked on.

The signals are files that were nowhere before, in a folder of their own, and later changes to them. What is put in for
others' sake (`third_party`), tests, examples and what only moved are none of these; neither is what belongs to the
beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from ..history import History, Step
from ..inventory import language_of
from ..releases import is_put_in
from . import Event, counted, event, quoted

NAME = "new part"
COMING = timedelta(45)
BEGINNING = timedelta(90)
LEAST = 4
SHARE = 0.02
LATER = 8
MOST = 4
DEEPEST = 6
_BESIDE = re.compile(
    r"(?:^|/)(?:tests?|testing|testsuite|unittests?|examples?|samples?|demos?|tutorials?|docs?|documentation|manual|dev|build|"
    r"tags|branches|tools?|utils?|utilities|scripts?|contrib|include|src|lib|main|java|python|old|misc|experimental)\Z",
    re.I,
)


_NO_PART = re.compile(
    r"(?:^|/)(?:dev|ideas|sandbox|playground|experimental|examples?|samples?|demos?|tutorials?|tests?|testing|docs?|"
    r"packag\w*|tags|branches|benchmarks?|attic|old)/",
    re.I,
)


@dataclass
class _Coming:
    first: Step
    steps: list[Step] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    later: int = 0
    alive: int = 0


def find(history: History) -> Iterator[Event]:
    """Yield the folders that came with programs and went on, at most four, the largest ones."""
    steps = sorted((s for s in history.steps if s.on_main and len(s.commit.parents) < 2), key=lambda s: s.commit.date)
    if not steps:
        return
    start = next((step for step in steps if step.added), steps[0]).commit.date
    came: dict[str, _Coming] = {}
    programs: set[str] = set()
    for step in steps:
        fresh = {path for path in step.added if _is_program(path)} - set(step.returned)
        moved = {new for _, new in step.moved if _is_program(new)}
        for path in sorted((*step.deleted, *(old for old, _ in step.moved))):
            programs.discard(path)
        programs |= fresh | moved | {path for path in step.returned if _is_program(path)}
        touched = {folder for path in (*fresh, *moved, *step.modified) for folder in _folders(path)}
        for folder in sorted(touched):
            one = came.get(folder)
            if one is None:
                one = came[folder] = _Coming(step, alive=max(1, len(programs)))
            mine = {path for path in fresh if path.startswith(folder)}
            if step.commit.date - one.first.commit.date <= COMING:
                if mine:
                    one.paths |= mine
                    one.steps.append(step)
                if any(path.startswith(folder) for path in moved):
                    one.later = -(10**6)  # it came from elsewhere
            else:
                one.later += 1
    found = [
        (folder, one)
        for folder, one in came.items()
        if one.first.commit.date - start > BEGINNING
        and one.later >= LATER
        and len(one.paths) >= max(LEAST, SHARE * one.alive)
        and not any(_BESIDE.search(part) for part in folder.rstrip("/").split("/")[-1:])
        and not _NO_PART.search(folder)
        and not is_put_in(folder + "x")
        and not any(other != folder and folder.startswith(other) and _is_same(came[other], one) for other in came)
    ]
    found.sort(key=lambda row: (-len(row[1].paths) * min(row[1].later, 50), row[0]))
    for folder, one in found[:MOST]:
        yield _part(folder, one)


def _is_same(above: _Coming, one: _Coming) -> bool:
    """Whether a folder above came at the same time: then it is the part."""
    return abs(above.first.commit.date - one.first.commit.date) <= COMING and above.later > 0


def _is_program(path: str) -> bool:
    return language_of(path)[1] == "code"


def _folders(path: str) -> Iterator[str]:
    parts = path.split("/")[:-1]
    for depth in range(1, min(len(parts), DEEPEST) + 1):
        yield "/".join(parts[:depth]) + "/"


def _part(folder: str, one: _Coming) -> Event:
    largest = max(one.steps, key=lambda step: (sum(p.startswith(folder) for p in step.added), step.commit.key))
    number = len(one.paths)
    who = " and ".join(list(dict.fromkeys(step.who for step in one.steps))[:3])
    title = f"a part of its own comes, {folder} with {counted(number, 'program')}, by {who}"
    title += f": {quoted(largest.subject)}" if largest.subject else ""
    return event(
        NAME,
        one.steps[0],
        title,
        20 + min(16, 40 * number // (number + one.alive)) + min(6, one.later // 20),
        degree="counted",
        end=one.steps[-1].day,
        commits=tuple(dict.fromkeys((one.steps[0].commit.key, largest.commit.key))),
        evidence=tuple(dict.fromkeys((one.steps[0].evidence, largest.evidence))),
        numbers=(("programs", number), ("programs before", one.alive), ("later changes", one.later)),
        why=f"at least {LEAST} new programs in a new folder within {COMING.days} days, and {LATER} changes after them",
    )
