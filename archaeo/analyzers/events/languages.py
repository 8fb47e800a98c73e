"""Language change: a language comes that soon is a good part of the files, or the main one is no longer the same.

Counted over the files that live, by suffix, leaving out suffixes that several languages share; one language may come
only once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..history import History, Step
from ..inventory import language_of
from . import Event, counted, event

NAME = "language change"
FEW = 5
MANY = 30
_SHARED = (".pro", ".m", ".t", ".x", ".i", ".l", ".y", ".s", ".r", ".in", ".cl", ".pp", ".pl", ".tk", ".ll")
"""IDL and qmake, MATLAB and Objective-C, Lex and LLVM's listings: only their contents would tell."""


def find(history: History) -> Iterator[Event]:
    """Yield the coming of languages after the first tenth of the history, and changes of the main language."""
    alive: dict[str, str] = {}
    count: Counter[str] = Counter()
    came: dict[str, Step] = {}
    written: Counter[str] = Counter()
    main = ""
    at_start = max(10, len(history.steps) // 10)
    for number, step in enumerate(history.steps):
        if not step.on_main:
            continue
        _apply(step, alive, count)
        for path in (*step.added, *(new for _, new in step.moved)):
            came.setdefault(alive[path], step)
        if number < at_start or not count:
            main = _most(count)
            for language in count:
                came[language] = history.steps[0]
            continue
        # a library that came whole was not written here
        own = step.added if len(step.added) < MANY else ()
        written.update(alive[path] for path in own)
        for language in {alive[path] for path in own} - {""}:
            since = came.get(language, step)
            enough = min(count[language], written[language]) >= max(FEW, count.total() // 10)
            if since is not history.steps[0] and enough and (step.day - since.day).days <= 365:
                came[language] = history.steps[0]  # told
                yield _arrival(language, since, count)
        now = _most(count)
        if now != main and main and count[now] >= 1.2 * count[main] and count[now] >= 2 * FEW:
            # a library that is put in, or taken out, changes what lies there and not what people write
            if len(step.added) + len(step.deleted) < MANY:
                yield _new_main(main, now, step, count)
            main = now


def _apply(step: Step, alive: dict[str, str], count: Counter[str]) -> None:
    for path in (*step.deleted, *(old for old, _ in step.moved)):
        language = alive.pop(path, "")
        if language:
            count[language] -= 1
    for path in (*step.added, *(new for _, new in step.moved)):
        language, kind = language_of(path)
        known = kind == "code" and not language.startswith("C and") and not path.lower().endswith(_SHARED)
        alive[path] = language if known else ""
        if alive[path]:
            count[alive[path]] += 1


def _most(count: Counter[str]) -> str:
    return max(count, key=lambda language: (count[language], language), default="")


def _arrival(language: str, since: Step, count: Counter[str]) -> Event:
    title = f"{language} comes, first by {since.who}; within a year {counted(count[language], 'file')}"
    why = "within a year at least a tenth of the program's files"
    return event(NAME, since, title, 30, degree="counted", numbers=(("files", count[language]),), why=why)


def _new_main(main: str, now: str, step: Step, count: Counter[str]) -> Event:
    title = f"{now} passes {main}: {count[now]} files against {count[main]}"
    numbers = ((now, count[now]), (main, count[main]))
    return event(
        NAME, step, title, 35, degree="counted", numbers=numbers, why="more files by a fifth than the main language"
    )
