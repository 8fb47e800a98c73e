"""Arrivals, farewells, returns and hand-overs of those who did much.

A farewell by words (good bye, my last commit) counts only where the person then stops; a hand-over only where the one
who hands over stops soon, the message names somebody, or a file that lists people changes with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from ..history import History, Step, words
from ..identities import is_authors_name
from . import Event, counted, days_text, event, quoted

NAME = "people"
AWAY_DAYS = 365
GOES_ON = 10
_GOOD_BYE = re.compile(
    r"\b(good ?-?bye|farewell|(my|the) last (commit|day|change|check-?in)|last commit (by|from|of) me|leaving|"
    r"i('| a)m off|moving on|thank you all|thanks (to )?(all|everybody|everyone)|so long)\b",
    re.I,
)
_HAND_OVER = re.compile(
    r"\bhand(ed|ing|s)?[- ]?over\b|\btak(es?|ing) over\b|\b(new |is (now )?the )maintainer\b|"
    r"\bmaintain(s|ed by)\b.*\b(now|today|from)\b|\bmaintainership\b|\bgo(es)? to [A-Z]\w+",
    re.I,
)


def find(history: History) -> Iterator[Event]:
    """Yield what happened to each person with at least a twentieth of the work, or ten changes and a fiftieth."""
    if not history.steps:
        return
    by_person: dict[str, list[Step]] = {}
    for step in history.steps:
        if step.who not in history.nobodies:
            by_person.setdefault(step.who, []).append(step)
    everything = sorted(history.steps, key=lambda step: step.commit.date)
    for person, steps in sorted(by_person.items()):
        steps.sort(key=lambda step: step.commit.date)
        share = 100 * len(steps) / len(everything)
        if (
            person
            and not _is_machine(steps)
            and (share >= 5 or (share >= 2 and len(steps) >= 10))
            and len(by_person) > 1
        ):
            leads = len(steps) == max(map(len, by_person.values()))
            yield from _life(history, person, steps, everything, round(share), leads)
    yield from _hand_overs([step for step in everything if step.who in by_person], by_person)


def _is_machine(steps: list[Step]) -> bool:
    """Whether an account says the same words again and again, as builds and mirrors do."""
    said = Counter(step.subject for step in steps if step.subject and not step.subject.startswith("*** empty"))
    return len(steps) >= 20 and bool(said) and said.most_common(1)[0][1] >= 0.4 * len(steps)


def _life(
    history: History, person: str, steps: list[Step], everything: list[Step], share: int, leads: bool
) -> Iterator[Event]:
    first, last = steps[0], steps[-1]
    numbers = (("changes", len(steps)), ("share of all (%)", share))
    if first is not everything[0]:
        title = f"{person} makes the first of {counted(len(steps), 'change')}"
        text = f"{person} made {share} % of all changes, until {last.day}."
        yield event(
            "arrival", first, title, min(45, 12 + share // 2), degree="counted", numbers=numbers, text=text, why=_WHY
        )
    # what a build account tags on its own branch is nobody's return
    here = [step for step in steps if step.on_main or not step.commit.branch]
    for before, after in pairwise(here):
        days = (after.commit.date - before.commit.date).days
        if days >= AWAY_DAYS and here.index(before) >= 4 and len(here) - here.index(after) >= 3:
            yield _return(person, days, before, after)
    gone = (everything[-1].commit.date - last.commit.date).days
    words_said = _GOOD_BYE.search(last.text)
    if gone >= 180 or (words_said and gone >= 14):
        said = f", {quoted(last.subject)}" if words_said else ""
        title = f"{person} makes the last of {counted(len(steps), 'change')}{said}"
        text = f"{person} made {share} % of all changes, from {first.day} on."
        # others go on without whoever did most: that is what a project remembers
        went_on = leads and sum(step.commit.date > last.commit.date for step in everything) >= GOES_ON
        loudness = min(60, 12 + share // 2 + 15 * bool(words_said) + 12 * went_on)
        degree = "recorded" if words_said else "counted"
        yield event("farewell", last, title, loudness, degree=degree, numbers=numbers, text=text, why=_WHY)


_WHY = "somebody with at least a twentieth of all changes, or ten of them and a fiftieth"


def _return(person: str, days: int, before: Step, after: Step) -> Event:
    return event(
        "return",
        after,
        f"{person} comes back after {days_text(days)}",
        min(35, 10 + days // 60),
        degree="counted",
        commits=(before.commit.key, after.commit.key),
        evidence=(before.evidence, after.evidence),
        numbers=(("days", days),),
        why=f"away for {AWAY_DAYS} days, with at least five changes before and three after",
    )


def _hand_overs(everything: Sequence[Step], by_person: dict[str, list[Step]]) -> Iterator[Event]:
    names = {word: person for person in by_person for word in words(person) if len(word) > 2}
    told: set[tuple[str, str]] = set()
    for step in everything:
        if not _HAND_OVER.search(step.text):
            continue
        stops = by_person[step.who][-1].commit.date - step.commit.date <= timedelta(60)
        named = sorted({names[word] for word in words(step.text) if word in names} - {step.who})
        lists = any(is_authors_name(path) for path in (*step.modified, *step.added))
        if (stops and named) or (stops and lists) or (named and lists):
            key = (step.who, ",".join(named))
            if key not in told:
                told.add(key)
                to = f" to {' and '.join(named)}" if named else ""
                title = f"{step.who} hands over{to}: {quoted(step.subject)}"
                why = "the message says so" + ", the person stops" * stops + ", a list of people changes" * lists
                people = (step.who, *named)
                yield event("hand-over", step, title, 40 + 8 * stops, degree="likely", people=people, why=why)
