"""What happened: the few things in thousands of changes that somebody would tell of years later.

Each kind of event is a plug: a module with ``NAME`` and ``find(history) -> Iterator[Event]``. The rules that all keep:

- **A word alone never makes an event.** It needs a second signal: files that went or came, a gap, somebody who stops.
- Words are weighed against the project's own: "revert" is no news in the history of a version control system.
- What repeats is one event. At most ``MOST`` are kept, those that are loudest; each says why it is there.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from archaeo import registry
from archaeo.model import ChangeLogEntry, Commit, Degree, Identity, Release

from ..chronicle import shown_name
from ..history import Evidence, History, Step, prepare

MOST = 40


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        kind: born, imported, lost and restored, mass move, silence, arrival, farewell, last change, ...
        date: first day; ``end`` the last one, the same for a moment.
        title: one sentence with its numbers, without a full stop.
        loudness: 0 to 100; what a page shows first. For the order only, never shown.
        commits: keys of the commits it rests on, in order of time.
        evidence: what it rests on, each with what stands there.
        numbers: name to count, for tables.
        text: what more there is to say, whole sentences, or "".
        why: the rule by which it is here.
        people: who did it, as shown.
        branch: where it was, "" for the main line.
        told: the day it is told at where that is not ``date``: a restoring is the news, not the loss.
    """

    kind: str
    date: datetime.date
    end: datetime.date
    title: str
    loudness: int
    degree: Degree = "counted"
    commits: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()
    text: str = ""
    why: str = ""
    people: tuple[str, ...] = ()
    branch: str = ""
    told: datetime.date | None = None


def find(
    commits: Sequence[Commit],
    entries: Sequence[ChangeLogEntry] = (),
    releases: Sequence[Release] = (),
    *,
    who: Callable[[Identity], str] = shown_name,
    changelog: str = "ChangeLog",
) -> tuple[Event, ...]:
    """Give the events of a project's work (see `layout.work`), by date; at most ``MOST``."""
    return find_in(prepare(commits, entries, releases, who, changelog))


def find_in(history: History) -> tuple[Event, ...]:
    """Give the events of a history that is prepared already, by date."""
    found = [event for plug in registry.load("archaeo.analyzers.events").values() for event in plug.find(history)]
    kept = loudest(_without_echoes(found))
    return tuple(sorted(kept, key=lambda event: (event.date, -event.loudness, event.kind, event.title)))


def loudest(found: Iterable[Event], most: int = MOST) -> tuple[Event, ...]:
    """Give the loudest events, loudest first; no kind may have more than a third, lest one kind fill the page."""
    kept: list[Event] = []
    of_kind: dict[str, int] = {}
    for event in sorted(found, key=lambda event: (-event.loudness, event.date, event.kind, event.title)):
        count = of_kind.get(event.kind, 0)
        if len(kept) < most and count < max(3, most // 3):
            of_kind[event.kind] = count + 1
            kept.append(event)
    return tuple(kept)


def event(kind: str, step: Step, title: str, loudness: int, **more: object) -> Event:
    """Give an event of one change: its day, its author, its branch and its evidence are the change's."""
    made = Event(
        kind,
        step.day,
        step.day,
        title,
        loudness,
        "recorded",
        (step.commit.key,),
        (step.evidence,),
        people=(step.who,),
        branch="" if step.on_main else step.commit.branch,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def days_text(days: int) -> str:
    """Give a length of time in words: days below two months, then months, from two years on years.

    >>> [days_text(days) for days in (1, 40, 157, 366, 800)]
    ['1 day', '40 days', '5 months', '12 months', '2 years']
    """
    if days >= 730:
        return f"{round(days / 365.25)} years"
    if days >= 60:
        return f"{round(days / 30.44)} months"
    return f"{days} day" if days == 1 else f"{days} days"


def counted(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun.

    >>> counted(1, "file"), counted(12, "entry", "entries")
    ('1 file', '12 entries')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def quoted(text: str, most: int = 90) -> str:
    """Give words of a source in quotation marks, cut where they are long."""
    return f'"{text}"' if len(text) <= most else f'"{text[: most - 1]}…"'


def _without_echoes(found: list[Event]) -> list[Event]:
    """Leave out what a louder event tells: the silence of a loss, the deletion that was half of it, the return of
    somebody after a silence of all."""
    losses = [event for event in found if event.kind == "lost and restored"]
    silences = [event for event in found if event.kind == "silence"]
    start = min((event.date for event in found if event.kind in ("born", "imported")), default=None)
    # what is tidied up in the first week belongs to the beginning, and so does what is put in twice
    first = start + datetime.timedelta(7) if start else datetime.date.min
    losses = [loss for loss in losses if loss.end > first]
    found = [event for event in found if event.kind != "lost and restored" or event.end > first]
    kept = [event for event in found if not any(_is_echo(event, loss) for loss in losses)]
    kept = [event for event in kept if not any(_is_same_gap(event, silence) for silence in silences)]
    return _joined(
        [e for e in kept if e.date > first or e.kind not in _AT_ONCE or e.why.startswith("the first change")]
    )


def _is_echo(event: Event, loss: Event) -> bool:
    if event.kind not in ("incident", "silence", "mass deletion", "imported", "mass change"):
        return False
    if set(event.commits) <= set(loss.commits):
        return True
    if loss.loudness < 70:
        return False
    # people speak of a disaster for months, but what they do then is other work
    after = datetime.timedelta(180 if event.kind == "incident" else 7)
    return loss.date - datetime.timedelta(7) <= event.date and event.end <= loss.end + after


def _is_same_gap(event: Event, silence: Event) -> bool:
    """Whether somebody was away mainly because all were."""
    if event.kind != "return":
        return False
    (_, days), (_, silent) = event.numbers[0], silence.numbers[0]
    near = abs((event.date - silence.date).days - silent) <= 60
    return near and 2 * silent >= days


_AT_ONCE = ("imported", "mass move", "mass change", "mass reformat", "mass deletion", "new part")
"""What one change can be several of."""


def _joined(found: list[Event]) -> list[Event]:
    """Tell what one change, or one person within two days, did to many files as one event, the loudest first."""
    joined: list[Event] = []
    found = sorted(found, key=lambda event: (-event.loudness, event.date, event.kind, event.title))
    # what was imported or moved is told as that, not as a new part
    for event in sorted(found, key=lambda event: event.kind == "new part"):
        place = next((n for n, other in enumerate(joined) if _is_one(other, event)), None)
        if place is None:
            joined.append(event)
            continue
        other = joined[place]
        commits = tuple(dict.fromkeys((*other.commits, *event.commits)))
        joined[place] = replace(
            other,
            date=min(other.date, event.date),
            end=max(other.end, event.end),
            commits=commits,
            evidence=tuple(dict.fromkeys((*other.evidence, *event.evidence))),
            text=" ".join(filter(None, (other.text, f"{event.date}: {event.title}.", event.text))),
        )
    return joined


def _said(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give who and in which words, None where nothing was said."""
    words = tuple(item.quote for item in event.evidence)
    return (event.people, words) if all(words) and words else None


def _is_one(event: Event, other: Event) -> bool:
    if event.kind == other.kind and event.date == other.date and _said(event) == _said(other) and _said(event):
        return True  # what was done on one line, and again on another
    if event.kind not in _AT_ONCE or other.kind not in _AT_ONCE or event.branch != other.branch:
        return False
    if set(event.commits) & set(other.commits):
        return True
    is_near = abs((event.date - other.date).days) <= 2
    return event.kind == other.kind and event.people == other.people and is_near
