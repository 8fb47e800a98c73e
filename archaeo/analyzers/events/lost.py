"""Lost and restored: most files of a line deleted, and brought back later; or all of it added anew without ancestry.

The signals are files, never words: a deletion of a large share of a branch that no move explains, and a later addition
of the same paths; or a history that starts a second time with paths that had been there. Words (disaster, backup,
getting back) and ChangeLog entries from the time between make it louder and are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from archaeo.model import ChangeLogEntry

from ..history import History, Step
from . import Event, counted, days_text, event, quoted

NAME = "lost and restored"
SHARE = 0.3
"""So much of a branch must go, or come back, in one change."""
FEW = 8
LONGEST_DAYS = 800
_WORDS = re.compile(
    r"\b(disaster|lost|loss|crash(ed)?|restor\w*|recover\w*|backups?|accident\w*|resurrect\w*|"
    r"(get(ting)?|put(ting)?|bring(ing)?) .{0,40}\bback|wiped?|oops|undelet\w*|re-?add\w*|re-?import\w*)\b",
    re.I,
)


def find(history: History) -> Iterator[Event]:
    """Yield each loss with its return, returns whose loss is not recorded, and losses for good."""
    losses = [step for step in history.steps if _is_loss(step)]
    used: set[str] = set()
    for step in history.steps:
        if not _is_return(step):
            continue
        loss = _loss_before(step, losses, used)
        if loss is not None:
            used.add(loss.commit.key)
            yield _restored(history, loss, step)
        elif step.is_root and not _others_go_on(history, step):
            yield _came_back(history, step)
    for step in losses:
        if step.commit.key not in used and step.on_main and len(step.deleted) >= 2 * FEW:
            yield _gone(step)


def _is_loss(step: Step) -> bool:
    if not step.on_main and len(step.deleted) >= 0.9 * step.before:
        return False  # the end of a branch
    return len(step.deleted) >= max(FEW, SHARE * step.before) and len(step.added) < len(step.deleted)


def _is_return(step: Step) -> bool:
    enough = step.is_root or len(step.returned) >= SHARE * (step.before + len(step.added))
    return enough and len(step.returned) >= max(FEW, SHARE * len(step.added))


def _loss_before(step: Step, losses: list[Step], used: set[str]) -> Step | None:
    back = set(step.returned)
    for loss in reversed(losses):
        days = (step.day - loss.day).days
        if loss.commit.key in used or loss is step or not 0 <= days <= LONGEST_DAYS:
            continue
        if len(back & set(loss.deleted)) >= 0.35 * len(loss.deleted):
            return loss
    return None


def _others_go_on(history: History, back: Step) -> bool:
    """Whether the lines from before are worked on afterwards: then this is a second line, not a second beginning."""
    moment = back.commit.date
    old = {step.commit.branch for step in history.steps if step.commit.date < moment} - {back.commit.branch}
    return sum(step.commit.date > moment and step.commit.branch in old for step in history.steps) >= 3


def _restored(history: History, loss: Step, back: Step) -> Event:
    found = len(set(loss.deleted) & set(back.added))
    missing, new = len(loss.deleted) - found, len(back.added) - found
    days = (back.day - loss.day).days
    said = _said(back, loss)
    last = max((s.day for s in history.steps if s.commit.date < loss.commit.date), default=loss.day)
    last = max(last, loss.day - timedelta(120))
    entries = _without_change(history, last, back.day)
    when = f"on {back.day}, {days_text(days)} later, {back.who} brought {found} of them back in one change"
    text = [f"On {loss.day} {loss.who} deleted {len(loss.deleted)} of {counted(loss.before, 'file')}; "]
    text[0] += f"{when}." if days else f"{back.who} brought {found} of them back the same day."
    text += [f"{counted(missing, 'file')} did not come back."] * bool(missing)
    text += [f"{counted(new, 'file')} came that had not been there."] * bool(new)
    text += [_entries_text(history, entries, last, back.day)] * bool(entries)
    loudness = 60 + 15 * (len(loss.deleted) > 0.8 * loss.before) + 10 * bool(said) + 10 * bool(entries) + 5 * (days > 1)
    if days < 2 and not entries:
        loudness = 45 + 10 * bool(said)  # a slip of the hand, put right at once
    if not loss.on_main and not back.on_main:
        loudness -= 20
    title = f"{found} files deleted on {loss.day} came back in one change by {back.who}"
    return event(
        NAME,
        back,
        f"{said}: {title}" if said else title,
        loudness,
        date=last if entries else loss.day,
        told=back.day,
        commits=(loss.commit.key, back.commit.key),
        evidence=(loss.evidence, back.evidence, *(history.cite(entry) for entry in entries)),
        numbers=(
            ("deleted", len(loss.deleted)),
            ("files before", loss.before),
            ("came back", found),
            ("did not come back", missing),
            ("new beside them", new),
            ("entries without a change", len(entries)),
            ("days", days),
        ),
        text=" ".join(text),
        why=f"{len(loss.deleted)} of {loss.before} files went in one change, {found} of them came back in another",
        people=tuple(dict.fromkeys((loss.who, back.who))),
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


def _gone(step: Step) -> Event:
    share = len(step.deleted) / max(step.before, 1)
    return event(
        "mass deletion",
        step,
        f"{len(step.deleted)} of {counted(step.before, 'file')} deleted in one change by {step.who}",
        25 + round(25 * share),
        numbers=(("deleted", len(step.deleted)), ("files before", step.before)),
        text="No later change brings them back.",
        why=f"at least {round(100 * SHARE)} % of a branch, and {2 * FEW} files",
    )


def _said(*steps: Step) -> str:
    """The message that says what happened, quoted; "" where none does."""
    return next((quoted(step.subject) for step in steps if _WORDS.search(step.text)), "")


def _without_change(history: History, first: date, last: date) -> list[ChangeLogEntry]:
    days = {step.day for step in history.steps}
    return [entry for day, entry in history.dated_entries if first < day < last and day not in days]


def _entries_text(history: History, entries: Sequence[ChangeLogEntry], first: date, last: date) -> str:
    have = "entry has" if len(entries) == 1 else "entries have"
    return f"{len(entries)} {history.changelog} {have} no change of their day between {first} and {last}."
