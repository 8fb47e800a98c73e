"""All rows of a project's timeline: commits, ChangeLog entries, releases, events, silences, by merged names.

The page of the summary, the terminal and `archaeo timeline` list these, so that one query finds the same in all three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from archaeo.model import ChangeLogEntry, Commit, Identity, Release

from . import chronicle, events, identities, layout
from .chronicle import Row
from .events import Event


def annals(
    commits: Sequence[Commit],
    logs: Sequence[tuple[str, Sequence[ChangeLogEntry]]] = (),
    releases: Sequence[Release] = (),
    *,
    pairs: Iterable[tuple[ChangeLogEntry, str]] = (),
    who: Callable[[Identity], str] | None = None,
    happened: Sequence[Event] | None = None,
) -> tuple[Row, ...]:
    """Give the rows, oldest first.

    Args:
        logs: (name of the file, its entries).
        releases: tags and tag folders.
        pairs: (entry, key of the commit it belongs to).
        who: gives the name a person is shown by; by default names are merged here.
        happened: the events, if they are known already.
    """
    entries = tuple(entry for _, told in logs for entry in told)
    if who is None:
        who = identities.namer(identities.identify(commits, entries))
    if happened is None:
        happened = find_events(commits, entries, releases, who, logs[0][0] if logs else "ChangeLog")
    pairs = tuple(pairs)
    told = [chronicle.rows((), known, who=who, pairs=pairs, changelog=name) for name, known in logs]
    found = chronicle.merged(chronicle.rows(commits, (), releases, pairs=pairs, who=who), *told)
    return chronicle.merged(found, chronicle.silences(found), event_rows(happened))


def find_events(
    commits: Sequence[Commit],
    entries: Sequence[ChangeLogEntry],
    releases: Sequence[Release],
    who: Callable[[Identity], str],
    changelog: str,
) -> tuple[Event, ...]:
    """Give the events of the work in a history, people by the names they are shown by."""
    work = (
        replace(commit, author=Identity(who(commit.author), commit.author.email))
        for commit in layout.work(commits, layout.detect(commits))
    )
    return events.find(tuple(work), entries, releases, changelog=changelog)


def event_rows(happened: Sequence[Event]) -> tuple[Row, ...]:
    """Give a row for each event, before the changes of its day; ids are ``event-1`` and so on, by date."""
    rows = []
    for number, event in enumerate(happened, 1):
        day = event.told or event.date
        text = f"{event.title}\n\n{event.text}" if event.text else event.title
        moment = datetime.combine(day, time(), UTC)
        who = ", ".join(event.people)
        ref = event.commits[0] if event.commits else ""
        id = f"event-{number}"
        rows.append(Row(id, ("event",), moment, day.isoformat(), "", who, text, ref=ref, sources=event.degree))
    return tuple(rows)
