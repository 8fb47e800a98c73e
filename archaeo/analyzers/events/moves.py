"""Mass move: many files got new paths, or new suffixes, with their history.

The signal is the copy that the commit itself records (Subversion), equal content under a path deleted in the same
commit (git), or an equal name; a tree that is renamed folder by folder within days is one event.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..history import History, Step, by_name
from . import Event, counted, event, quoted

NAME = "mass move"
_NUMBERS = re.compile(r"[-_.]?v?\d[\d._-]*")
MANY = 15
PART = 0.6
"""So much of what was deleted came again elsewhere."""
LOUDER = 10
"""A move in two halves is louder than the deletion and the addition that it is."""
FEW = 8
"""So many files are a part of a move that takes several changes; and each is so much more a move than anything else."""
DAYS = 2


def find(history: History) -> Iterator[Event]:
    """Yield changes, or several within days, that moved at least 15 files and a tenth of what there was."""
    for steps in _together(history):
        moved = sum(len(step.moved) for step in steps)
        if moved >= max(MANY, steps[0].before // 10):
            yield _move(steps, [pair for step in steps for pair in step.moved])
    for steps, pairs in _in_two_halves(history):
        yield _move(steps, pairs, LOUDER)


def _in_two_halves(history: History) -> Iterator[tuple[list[Step], list[tuple[str, str]]]]:
    """Yield what was deleted here and added there within days by one person, under the same names: one tree, moved.

    Gives the changes, and (old path, new path).
    """
    group: list[Step] = []
    for step in history.steps:
        if max(len(step.added), len(step.deleted)) < FEW or len(step.commit.parents) > 1:
            continue
        if group and not (
            group[0].commit.branch == step.commit.branch
            and group[0].who == step.who
            and 0 <= (step.day - group[-1].day).days <= DAYS
        ):
            yield from _halves(group)
            group = []
        group.append(step)
    yield from _halves(group)


def _halves(group: list[Step]) -> Iterator[tuple[list[Step], list[tuple[str, str]]]]:
    if len(group) < 2:
        return
    gone = {path for step in group for path in step.deleted}
    came = {path for step in group for path in step.added} - gone
    pairs = by_name(gone, came)
    # the next version of a library in a folder of its own is no move
    if any(_NUMBERS.sub("", old) == _NUMBERS.sub("", new) for new, old in pairs.items()):
        return
    if len(pairs) >= max(MANY, group[0].before // 10) and len(pairs) >= PART * max(len(gone), len(came)):
        yield group, [(old, new) for new, old in sorted(pairs.items())]


def _together(history: History) -> Iterator[list[Step]]:
    """Yield single moves, and those that rename the same suffix, or leave the same folder, within days as one."""
    groups: list[list[Step]] = []
    for step in history.steps:
        if len(step.moved) < FEW or len(step.commit.parents) > 1:
            continue
        group = next((one for one in reversed(groups[-9:]) if _goes_on(one[-1], step)), None)
        if group is not None:
            group.append(step)
        else:
            groups.append([step])
    yield from groups


def _goes_on(before: Step, step: Step) -> bool:
    near = abs((step.day - before.day).days) <= DAYS and step.commit.branch == before.commit.branch
    return near and _suffixes(before.moved) == _suffixes(step.moved) != ("", "")


def _suffixes(moved: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Give the suffixes that most of the moved files had and got; empty where they kept them."""
    pairs = Counter((_suffix(old), _suffix(new)) for old, new in moved)
    (old, new), most = min(pairs.items(), key=lambda item: (-item[1], item[0]))
    return (old, new) if old != new and 2 * most > len(moved) else ("", "")


def _suffix(path: str) -> str:
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2]}" if "." in name[1:] else ""


def _move(steps: Sequence[Step], pairs: Sequence[tuple[str, str]], louder: int = 0) -> Event:
    first = max(steps, key=lambda step: len(step.moved) or len(step.added))
    # one file may come to lie in two places
    count = len({old for old, _ in pairs})
    before = max(count, steps[0].before)
    who = " and ".join(list(dict.fromkeys(step.who for step in steps))[:3])
    changes = "in one change" if len(steps) == 1 else f"in {len(steps)} changes"
    folders = Counter(_folders(old, new) for old, new in pairs)
    (old, new), most = folders.most_common(1)[0]
    suffixes = _suffixes(pairs)
    if suffixes != ("", "") and old == new:
        title = (
            f"{counted(count, 'file')} of {before} were renamed from {suffixes[0]} to {suffixes[1]} {changes} by {who}"
        )
        text = ""
    else:
        title = f"{counted(count, 'file')} of {before} were moved {changes} by {who}"
        if 2 * most > len(pairs):
            title += f", {'all' if most == len(pairs) else most} from {old or 'the top'} to {new or 'the top'}"
        text = f"{most} of them from {old or 'the top'} to {new or 'the top'}."
    if first.subject:
        title += f": {quoted(first.subject)}"
    return event(
        NAME,
        first,
        title,
        25 + 25 * count // before + louder,
        date=min(step.day for step in steps),
        end=max(step.day for step in steps),
        commits=tuple(step.commit.key for step in steps),
        evidence=tuple(step.evidence for step in steps[:5]),
        numbers=(("moved", count), ("files before", before)),
        text=text,
        why="at least 15 files and a tenth of all",
        people=tuple(dict.fromkeys(step.who for step in steps)),
    )


def _folders(old: str, new: str) -> tuple[str, str]:
    """The folders that differ: what both paths end with is left out.

    >>> _folders("src/fit/a.c", "lib/fit/a.c"), _folders("a.c", "src/a.c")
    (('src', 'lib'), ('', 'src'))
    """
    a, b = old.split("/")[:-1], new.split("/")[:-1]
    while a and b and a[-1] == b[-1]:
        a.pop()
        b.pop()
    return "/".join(a), "/".join(b)
