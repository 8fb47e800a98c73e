"""How the licence changed: the texts in the top folder as they came and went, and the notices in programs.

A licence file is read at every change of the main line that touches it; what counts is the licence it holds, not its
words. Of changes to many programs that speak of a licence, some are read before and after: new years in a notice are
none, and the message alone does not know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archaeo.errors import ArchaeoError
from archaeo.model import Commit

from .events import Event
from .history import History, Step
from .licences import HEAD_BYTES, licence_in

Read = Callable[[str, str], bytes]
OWN = "a text of its own"
SAMPLE = 12
TRIAL_DAYS = 30
"""What was put back within a month was never another licence."""
_TEXT = re.compile(r"(?:COPYING|COPYRIGHTS?|LICEN[CS]ES?|GPL|LGPL|GNU_?(?:L?GPL|LICEN[CS]E))(?:[-_.][\w.-]*)?\Z", re.I)
_LATER = re.compile(r" or later\b")


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of the licence texts.

    Attributes:
        before, after: the licences, `OWN` for a text that is none of the usual ones; "" for no licence file.
        paths: the files that changed.
    """

    before: str
    after: str
    step: Step
    paths: tuple[str, ...]


def turns(history: History, content: Read | None, root: str = "") -> tuple[Turn, ...]:
    """Give what the licence files of the top folder were one after the other, the first one's coming included.

    Args:
        content: gives what a commit left at a path of the whole tree; without it nothing is known.
        root: folder that the history's paths are relative to, "" or with a slash at its end.
    """
    texts: dict[str, str] = {}
    found: list[Turn] = []
    for step in sorted((s for s in history.steps if s.on_main), key=lambda step: step.commit.date) if content else ():
        before = _told(texts)
        paths = tuple(_applied(step, texts, content, root)) if content else ()
        after = _told(texts)
        if paths and after != before:
            found.append(Turn(before, after, step, paths))
    return tuple(_settled(found))


def _applied(step: Step, texts: dict[str, str], content: Read, root: str) -> Iterator[str]:
    """Bring the texts up to a change, and yield the paths of those it touched."""
    for path in (*step.deleted, *(old for old, _ in step.moved)):
        if texts.pop(path, None) is not None:
            yield path
    for path in (*step.added, *step.modified, *(new for _, new in step.moved)):
        if "/" not in path and _TEXT.match(path):
            try:
                texts[path] = _licence_of(content(step.commit.key, root + path)) or OWN
            except (ArchaeoError, KeyError):
                continue
            yield path


def _licence_of(text: bytes) -> str:
    return licence_in(text[:HEAD_BYTES].decode("utf-8", "replace"))[0]


def _told(texts: Mapping[str, str]) -> str:
    """Give the licences as words; a text of its own beside a known one is a list of holders."""
    names = sorted({_plain(name) for name in texts.values()})
    known = [name for name in names if name != OWN]
    return " and ".join(known or names)


def _plain(licence: str) -> str:
    """Give a licence without "or later": the notice says it, and the text beside it does not."""
    return _LATER.sub("", licence)


def _settled(found: Iterable[Turn]) -> list[Turn]:
    """Join what was done in several changes, and leave out what was undone."""
    kept: list[Turn] = []
    for turn in found:
        last = kept[-1] if kept else None
        if last and (turn.step.day - last.step.day).days <= TRIAL_DAYS:
            kept.pop()
            if last.before == turn.after:
                continue
            turn = replace(turn, before=last.before, paths=tuple(dict.fromkeys((*last.paths, *turn.paths))))
        kept.append(turn)
    return kept


def judged(events: Sequence[Event], commits: Mapping[str, Commit], content: Read | None) -> tuple[Event, ...]:
    """Give the events with what programs said before and after a change of licence; what changed none is no such."""
    return tuple(
        _judged(event, commits, content) if content and event.kind == "licence change" else event for event in events
    )


def _judged(event: Event, commits: Mapping[str, Commit], content: Read) -> Event:
    commit = commits.get(event.commits[0]) if event.commits else None
    programs = [change.path for change in commit.changes if change.action == "M"] if commit else []
    if commit is None or not commit.parents or len(programs) < SAMPLE // 2:
        return event
    step = max(1, len(programs) // SAMPLE)
    pairs: Counter[tuple[str, str]] = Counter()
    for path in programs[::step][:SAMPLE]:
        try:
            pairs[_licence_of(content(commit.parents[0], path)), _licence_of(content(commit.key, path))] += 1
        except (ArchaeoError, KeyError):
            continue
    changed = {pair: n for pair, n in pairs.items() if _plain(pair[0]) != _plain(pair[1]) and 2 * n >= pairs.total()}
    touched = any(_TEXT.match(change.path.rpartition("/")[2]) for change in commit.changes)
    if not changed:
        if touched or not pairs:
            return event
        return replace(event, kind="mass change", loudness=max(15, event.loudness - 25), degree="counted")
    (before, after), most = max(changed.items(), key=lambda item: (item[1], item[0]))
    said = f"of {pairs.total()} programs that were read before and after, {most} named {before or 'no licence'} before"
    text = f"{said[0].upper()}{said[1:]} and {after or 'no licence'} after."
    title = f"{event.title}; {before or 'none named'} before, {after or 'none named'} after"
    return replace(event, title=title, text=" ".join(filter(None, (event.text, text))))
