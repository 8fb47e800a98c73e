"""New home: the work goes on elsewhere, in git, after years in Subversion or CVS; or it came into Mercurial.

The signals are what converters leave: revisions' numbers, or accounts without an address, up to a day, and none from
there on (see `analyzers.homes`); and the change in which Mercurial's writes down the tags, under its own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import homes
from ..chronicle import revision
from ..history import History, Step
from . import Event, event

NAME = "new home"


def find(history: History) -> Iterator[Event]:
    """Yield the first change in each new home, and conversions."""
    yield from _converted(history)
    steps = {step.commit.key: step for step in history.steps}
    found = history.homes or homes.homes([step.commit for step in steps.values()])
    for place, home in enumerate(found):
        if home.last is None or home.next is None:
            continue
        old, new = steps[home.last.key], steps[home.next.key]
        system = found[place + 1].system or "another version control system"
        title = f"the work goes on in {system}, by {new.who}; {_until(home, old)}"
        before = sum(step.commit.date <= old.commit.date for step in steps.values())
        if len(steps) - before < homes.FEW:
            continue  # a note for those who come by is no going on
        yield event(
            NAME,
            new,
            title,
            38,
            degree="recorded" if revision(old.commit) else "likely",
            date=max(old.day, new.day),
            end=max(old.day, new.day),
            commits=(old.commit.key, new.commit.key),
            evidence=(old.evidence, new.evidence),
            numbers=(("changes before", before), ("changes after", len(steps) - before)),
            why=home.sign,
        )


def _until(home: homes.Home, old: Step) -> str:
    number = revision(old.commit)
    if number:
        return f"the last change from Subversion is {number} of {old.day}"
    return f"the last change from {home.system} is of {old.day}"


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
