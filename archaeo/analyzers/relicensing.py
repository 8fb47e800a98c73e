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

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import Commit

from .events import MOST, Event, quoted
from .events import event as make
from .events.changes import OF_FILE
from .history import History, Step
from .licences import HEAD_BYTES, licence_in

Read = Callable[[str, str], bytes]
KIND = "licence change"
LOUD, LOUDER = 40, 10
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
    for path in step.deleted:
        if texts.pop(path, None) is not None:
            yield path
    for old, new in step.moved:
        if old in texts:
            texts[new] = texts.pop(old)  # where it was moved to a folder it is the licence still
    for path in (*step.added, *step.modified, *(new for _, new in step.moved)):
        if path in texts or ("/" not in path and _TEXT.match(path)):
            try:
                texts[path] = _licence_of(content(step.commit.key, root + path)) or OWN
            except (ArchaeoError, KeyError):
                continue
            yield path


def _licence_of(text: bytes) -> str:
    return licence_in(decoded(text[:HEAD_BYTES]))[0]


def _told(texts: Mapping[str, str]) -> str:
    """Give the licences as words; a text of its own beside a known one is a list of holders.

    What was moved to a folder counts where nothing is left at the top.
    """
    top = [name for path, name in texts.items() if "/" not in path]
    names = sorted({_plain(name) for name in top or texts.values()})
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


def judged(
    events: Sequence[Event], commits: Mapping[str, Commit], content: Read | None, turned: Sequence[Turn] = ()
) -> tuple[Event, ...]:
    """Give the events with which licence changed to which; what changed none is no such, and what no message told is.

    Args:
        commits: by key, with paths as ``content`` has them.
        turned: what `turns` found.
    """
    if content is None:
        return tuple(events)
    told = [_judged(event, commits, content) if event.kind == KIND else event for event in events]
    near = {id(turn): _of_turn(turn, told) for turn in turned}
    named = {place: turn for turn in turned if (place := near[id(turn)]) is not None}
    found = [
        _named(event, named[place]) if place in named else _unturned(event) if _is_of_file(event) else event
        for place, event in enumerate(told)
    ]
    silent = [_event(turn) for turn in turned if turn.before and turn.after and near[id(turn)] is None]
    if not silent:
        return tuple(found)
    kept = sorted((*found, *silent), key=lambda event: -event.loudness)[:MOST]
    return tuple(sorted(kept, key=lambda event: (event.date, -event.loudness, event.kind, event.title)))


def _of_turn(turn: Turn, events: Sequence[Event]) -> int | None:
    """Give the place of the event of a licence file that is the turn, None where there is none."""
    near = [
        (abs((event.date - turn.step.day).days), place)
        for place, event in enumerate(events)
        if event.kind == KIND and _is_of_file(event) and abs((event.date - turn.step.day).days) <= TRIAL_DAYS
    ]
    return min(near)[1] if near else None


def _is_of_file(event: Event) -> bool:
    return event.kind == KIND and event.title.startswith(OF_FILE)


def _named(event: Event, turn: Turn) -> Event:
    said = event.title.removeprefix(OF_FILE)
    if not turn.before:
        return replace(event, title=f"the first licence file came, {turn.after}{said}", degree="recorded")
    if not turn.after:
        return replace(event, title=f"the licence file, {turn.before}, was taken away{said}", degree="recorded")
    title = f"the licence changed from {turn.before} to {turn.after}{said}"
    return replace(event, title=title, loudness=event.loudness + LOUDER, degree="recorded")


def _unturned(event: Event) -> Event:
    """Give an event of a licence file that held the same licence before and after."""
    said = event.title.removeprefix(OF_FILE)
    return replace(event, title=f"a licence file changed{said}", loudness=event.loudness - LOUDER)


def _event(turn: Turn) -> Event:
    said = f": {quoted(turn.step.subject)}" if turn.step.subject else ""
    title = f"the licence changed from {turn.before} to {turn.after}, by {turn.step.who}{said}"
    return make(KIND, turn.step, title, LOUD, why="the licence file holds another licence")


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
