"""New home: the work goes on elsewhere, in git, after years in Subversion; or it came into Mercurial.

The signals are what converters leave: git-svn's line under each message, revision after revision up to a day, and none
from there on; and the change in which Mercurial's writes down the tags, under its own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..chronicle import revision
from ..history import History
from . import Event, event

NAME = "new home"
FEW = 5


def find(history: History) -> Iterator[Event]:
    """Yield the first change that no longer has a revision, where nearly all before it have one; and conversions."""
    yield from _converted(history)
    steps = [step for step in history.steps if step.on_main]
    numbers = [revision(step.commit) for step in steps]
    last = max((place for place, number in enumerate(numbers) if number), default=-1)
    before, after = numbers[: last + 1], numbers[last + 1 :]
    if len(after) < FEW or len(before) < FEW or sum(map(bool, before)) < 0.8 * len(before):
        return
    old, new = steps[last], steps[last + 1]
    title = f"the work goes on in git, by {new.who}; the last change from Subversion is {numbers[last]} of {old.day}"
    yield event(
        NAME,
        new,
        title,
        38,
        date=max(old.day, new.day),
        end=max(old.day, new.day),
        commits=(old.commit.key, new.commit.key),
        evidence=(old.evidence, new.evidence),
        numbers=(("changes before", len(before)), ("changes after", len(after))),
        why="git-svn's line stands under the messages up to a day, and under none after it",
    )


def _converted(history: History) -> Iterator[Event]:
    """Yield the last change that Mercurial's converter made itself: what came before it was brought over.

    Source: hgext/convert/hg.py of Mercurial, which commits the tags as ``convert-repo``, "update tags".
    """
    made = [
        step for step in history.steps if step.commit.author.name == "convert-repo" and step.subject == "update tags"
    ]
    if made:
        yield event(
            NAME,
            made[-1],
            f"the history up to {made[-1].day} was brought over by Mercurial's converter",
            30,
            numbers=(("changes up to then", sum(s.commit.date <= made[-1].commit.date for s in history.steps)),),
            why="'hg convert' writes the tags down under the name convert-repo when it is done",
        )
