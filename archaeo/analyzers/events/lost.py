"""Lost and restored: most files of a line deleted, and brought back later; or all of it added anew without ancestry.

The signals are files, never words: a deletion of a large share of a branch that no move explains, and a later addition
of the same paths; or a history that starts a second time with paths that had been there. Words (disaster, backup,
getting back) and ChangeLog entries from the time between make it louder and are quoted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archaeo.model import ChangeLogEntry

from ..history import History, Step
from . import Event, counted, days_text, event, quoted

NAME = "lost and restored"
SHARE = 0.3
"""So much of a branch must go, or come back, in one change."""
SHARE_FOR_GOOD = 0.2
"""So much must go where nothing of it comes back."""
SHARE_OF_PART = 0.04
"""So much where a whole folder goes, and what needed it is changed with it."""
NEEDED_BY = 5
SHARE_OF_FOLDER = 0.1
"""So much where a whole folder of the uppermost ones goes, with ``MANY`` files."""
MANY = 100
FEW = 8
MOST_OF = 0.8
"""So much of what was lost lay in the folder that is named."""
LONGEST_DAYS = 800
TOGETHER_DAYS = 30
"""What comes back folder by folder within a month came back together."""
_WORDS = re.compile(
    r"\b(disaster|lost|loss|crash(ed)?|restor\w*|recover\w*|backups?|accident\w*|resurrect\w*|"
    r"(get(ting)?|put(ting)?|bring(ing)?) .{0,40}\bback|wiped?|oops|undelet\w*|re-?add\w*|re-?import\w*)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """Changes close to one another that together deleted, or brought back, what is told as one."""

    steps: tuple[Step, ...]
    before: int
    paths: frozenset[str]
    added: int = 0

    @property
    def first(self) -> Step:
        return self.steps[0]

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def who(self) -> str:
        return " and ".join(dict.fromkeys(step.who for step in self.steps))

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(step.commit.key for step in self.steps)


def find(history: History) -> Iterator[Event]:
    """Yield each loss with its return, returns whose loss is not recorded, and losses for good."""
    used: set[str] = set()
    returns = [step for step in history.steps if len(step.returned) >= max(FEW, SHARE * len(step.added))]
    for loss in _losses(history):
        is_great = len(loss.paths) >= SHARE * loss.before
        back = _return_of(returns, loss, used) if is_great else None
        if back is not None:
            used.update(back.keys)
            # a tag or branch that is emptied and filled again the same day was being made
            if loss.first.on_main or back.last.on_main or (back.last.day - loss.first.day).days > 1:
                yield _restored(history, loss, back)
        elif loss.first.on_main and len(loss.paths) >= 2 * FEW:
            yield _gone(loss)
    for step in returns:
        if step.is_root and step.commit.key not in used and not _others_go_on(history, step):
            yield _came_back(history, step)


def _losses(history: History) -> Iterator[_Part]:
    """Yield the changes that deleted much of their branch; deletions of one branch within two days are one."""
    group: list[Step] = []
    for step in history.steps:
        if len(step.deleted) < FEW:
            continue
        far = group and (step.day - group[-1].day).days > 2
        if group and (far or step.commit.branch != group[0].commit.branch):
            yield from _loss(group)
            group = []
        group.append(step)
    yield from _loss(group)


def _loss(group: list[Step]) -> Iterator[_Part]:
    """Give a group as a loss, if it is one: the whole of it, else those of its changes that are one alone."""
    candidates = [group] if _is_loss(group) else [[step] for step in group if _is_loss([step])]
    for steps in candidates:
        paths = frozenset(path for step in steps for path in step.deleted)
        yield _Part(tuple(steps), steps[0].before, paths)


def _is_loss(steps: list[Step]) -> bool:
    if not steps:
        return False
    deleted, before = sum(len(step.deleted) for step in steps), steps[0].before
    if not steps[0].on_main and deleted >= 0.9 * before:
        return False  # the end of a branch
    whole = any(_is_part(step) for step in steps)
    return (deleted >= max(FEW, SHARE_FOR_GOOD * before) or whole) and sum(len(step.added) for step in steps) < deleted


def _is_part(step: Step) -> bool:
    """Whether a change took out a part that others needed and are changed for it, or one of the great folders."""
    if not step.emptied or not step.on_main or len(step.commit.parents) > 1:
        return False
    deleted = len(step.deleted)
    was_needed = NEEDED_BY <= len(step.modified) < deleted
    is_great = step.emptied.count("/") == 1 and deleted >= max(MANY, SHARE_OF_FOLDER * step.before)
    return is_great or (was_needed and deleted >= SHARE_OF_PART * step.before)


def _return_of(returns: Sequence[Step], loss: _Part, used: set[str]) -> _Part | None:
    """Give the first changes within a month of one another that bring back half of a loss, or a third in one change.

    Args:
        returns: the changes that brought back much of what had been there once.
    """
    pieces: list[Step] = []
    for step in returns:
        days = (step.day - loss.last.day).days
        if step.commit.date < loss.last.commit.date or step.commit.key in (*used, *loss.keys) or days > LONGEST_DAYS:
            continue
        here = loss.paths.intersection(step.returned)
        if len(here) < FEW:
            continue
        pieces = [piece for piece in pieces if (step.day - piece.day).days <= TOGETHER_DAYS] + [step]
        found = frozenset().union(*(loss.paths.intersection(piece.returned) for piece in pieces))
        if len(found) >= 0.5 * len(loss.paths) or len(here) >= 0.35 * len(loss.paths):
            return _Part(tuple(pieces), step.before, found, sum(len(piece.added) for piece in pieces))
    return None


def _others_go_on(history: History, back: Step) -> bool:
    """Whether the lines from before are worked on afterwards: then this is a second line, not a second beginning."""
    moment = back.commit.date
    old = {step.commit.branch for step in history.steps if step.commit.date < moment} - {back.commit.branch}
    return sum(step.commit.date > moment and step.commit.branch in old for step in history.steps) >= 3


def _restored(history: History, loss: _Part, back: _Part) -> Event:
    found, lost = len(back.paths), len(loss.paths)
    missing, new = lost - found, back.added - found
    days = (back.last.day - loss.first.day).days
    said = _said(*back.steps, *loss.steps)
    last = max((s.day for s in history.steps if s.commit.date < loss.first.commit.date), default=loss.first.day)
    last = max(last, loss.first.day - timedelta(120))
    entries = _without_change(history, last, back.last.day)
    changes = "in one change" if len(back.steps) == 1 else f"in {len(back.steps)} changes"
    text = [f"On {loss.first.day} {loss.who} deleted {lost} of {counted(loss.before, 'file')}; "]
    if days:
        text[0] += f"on {back.last.day}, {days_text(days)} later, {back.who} brought {found} of them back {changes}."
    else:
        text[0] += f"{back.who} brought {found} of them back the same day."
    text += [f"{counted(missing, 'file')} did not come back."] * bool(missing)
    text += [f"{counted(new, 'file')} came that had not been there."] * bool(new)
    text += [_entries_text(history, entries, last, back.last.day)] * bool(entries)
    loudness = 60 + 15 * (lost > 0.8 * loss.before) + 10 * bool(said) + 10 * bool(entries) + 5 * (days > 1)
    if days < 2 and not entries:
        loudness = 45 + 10 * bool(said)  # a slip of the hand, put right at once
    if not loss.first.on_main and not back.last.on_main:
        loudness -= 20
    title = f"{found} files deleted on {loss.first.day} came back {changes} by {back.who}"
    evidence = [step.evidence for step in (*loss.steps[:3], *back.steps[:3])]
    return event(
        NAME,
        back.last,
        f"{said}: {title}" if said else title,
        loudness,
        date=last if entries else loss.first.day,
        told=back.last.day,
        commits=(*loss.keys, *back.keys),
        evidence=(*evidence, *(history.cite(entry) for entry in entries)),
        numbers=(
            ("deleted", lost),
            ("files before", loss.before),
            ("came back", found),
            ("did not come back", missing),
            ("new beside them", new),
            ("entries without a change", len(entries)),
            ("days", days),
        ),
        text=" ".join(text),
        why=f"{lost} of {loss.before} files were deleted, {found} of them came back {changes}",
        people=tuple(dict.fromkeys((loss.first.who, back.last.who))),
    )


def _came_back(history: History, back: Step) -> Event:
    before = [step for step in history.steps if step.commit.date < back.commit.date]
    last = max(before, key=lambda step: step.commit.date, default=back)
    said = _said(back)
    entries = _without_change(history, last.day, back.day)
    many = len(back.returned)
    text = [f"{counted(many, 'file')} of them had been there before; the record does not say how they went."]
    text += [f"The change before is of {last.day}."] * ((back.day - last.day).days > 1)
    text += [_entries_text(history, entries, last.day, back.day)] * bool(entries)
    title = f"{counted(len(back.added), 'file')} added anew by {back.who}"
    return event(
        NAME,
        back,
        f"{said}: {title}" if said else title,
        45 + 20 * back.is_root + 15 * bool(said) + 15 * bool(entries),
        degree="likely",
        date=last.day,
        told=back.day,
        commits=(last.commit.key, back.commit.key),
        evidence=(last.evidence, back.evidence, *(history.cite(entry) for entry in entries)),
        numbers=(("added", len(back.added)), ("came back", many), ("entries without a change", len(entries))),
        text=" ".join(text),
        why=f"{many} paths came that had been there before" + " in a change without parent" * back.is_root,
    )


def _gone(loss: _Part) -> Event:
    lost = len(loss.paths)
    changes = "in one change" if len(loss.steps) == 1 else f"in {len(loss.steps)} changes"
    told = f"{lost} of {counted(max(lost, loss.before), 'file')} deleted {changes} by {loss.who}"
    return event(
        "mass deletion",
        loss.first,
        f"{told}{_where(loss)}{_why(loss)}",
        25 + round(25 * min(1.0, lost / max(loss.before, 1))),
        commits=loss.keys,
        numbers=(("deleted", lost), ("files before", max(lost, loss.before))),
        text="No later change brings them back.",
        why=f"at least {round(100 * SHARE_FOR_GOOD)} % of a branch, and {2 * FEW} files",
    )


def _where(loss: _Part) -> str:
    """Name the folder that most of the lost files lay in, the smallest one."""
    folder, most = "", len(loss.paths)
    while True:
        below = Counter(path[: path.find("/", len(folder)) + 1] for path in loss.paths if path.startswith(folder))
        below.pop("", None)  # files that lie in the folder itself
        name, count = max(below.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if count < MOST_OF * len(loss.paths):
            break
        folder, most = name, count
    if not folder:
        return ""
    return f", {'all' if most == len(loss.paths) else most} in {folder.rstrip('/')}"


def _why(loss: _Part) -> str:
    """Quote the change that deleted most, where it says something."""
    subject = max(loss.steps, key=lambda step: len(step.deleted)).subject
    return f": {quoted(subject)}" if subject else ""


def _said(*steps: Step) -> str:
    """The message that says what happened, quoted; "" where none does."""
    return next((quoted(step.subject) for step in steps if _WORDS.search(step.text)), "")


def _without_change(history: History, first: date, last: date) -> list[ChangeLogEntry]:
    days = {step.day for step in history.steps}
    return [entry for day, entry in history.dated_entries if first < day < last and day not in days]


def _entries_text(history: History, entries: Sequence[ChangeLogEntry], first: date, last: date) -> str:
    have = "entry has" if len(entries) == 1 else "entries have"
    return f"{len(entries)} {history.changelog} {have} no change of their day between {first} and {last}."
