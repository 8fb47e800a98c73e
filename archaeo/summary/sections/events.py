"""What happened here: one dossier an event, with the month around it, its numbers, and the words of who was there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from archaeo.analyzers.chronicle import message
from archaeo.analyzers.events import Event

from ..blocks import Block, Cell, Group, Link, Links, Quote, Section, Sentence, Series, Table, Text
from ..project import Project

NAME = "events"
ORDER = 30
MOST = 40
DAYS_AROUND = 30
MOST_QUOTE = 1200


def section(project: Project) -> Section | None:
    """Give the dossiers, oldest first; the quietest are left out when there are more than forty."""
    numbered = shown(project)
    if not numbered:
        return None
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (event.date, event.kind, Link(event.title, f"#event-{number}"), event.degree) for number, event in numbered
    )
    left = len(project.events) - len(numbered)
    note = f"the {MOST} loudest; {left} quieter ones are left out" if left else ""
    overview = Table("In one list", ("date", "kind", "what", "how sure"), rows, note)
    return Section(NAME, "Events", (overview, *(_dossier(project, number, event) for number, event in numbered)))


def shown(project: Project) -> list[tuple[int, Event]]:
    """Give (number, event) of the forty loudest by date; an event's number is its place among all."""
    numbered = list(enumerate(project.events, 1))
    kept = sorted(numbered, key=lambda item: (-item[1].loudness, item[0]))[:MOST]
    return sorted(kept, key=lambda item: item[0])


def loud(project: Project) -> Iterator[tuple[int, Sentence]]:
    """Offer the loudest events for the cover."""
    kinds: set[str] = set()
    for number, event in sorted(enumerate(project.events, 1), key=lambda item: -item[1].loudness):
        # birth and last change are said by the cover's first sentences
        if event.kind in kinds or event.kind in ("born", "last change"):
            continue
        kinds.add(event.kind)
        text = f"{event.date}: {event.title}."
        yield (
            event.loudness,
            Sentence(text, event.degree, event.evidence or _ids(project, event), f"#event-{number}", "event"),
        )


def _ids(project: Project, event: Event) -> str:
    names = [project.id_of.get(key, key[:10]) for key in event.commits]
    return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


def _dossier(project: Project, number: int, event: Event) -> Group:
    blocks: list[Block] = []
    span = f"{event.date}" if event.end == event.date else f"{event.date} to {event.end}"
    evidence = event.evidence or _ids(project, event)
    blocks.append(Text((Sentence(f"{span}: {event.title}.", event.degree, evidence, f"?circa:{event.date}"),)))
    blocks += _words(project, event)
    if event.numbers:
        blocks.append(Table("In numbers", ("what", "how many"), tuple(event.numbers)))
    blocks += _folders(project, event)
    strip = _strip(project, event)
    if strip:
        blocks.append(strip)
    blocks.append(
        Links(
            "Look closer",
            (
                Link("the month around it", f"?circa:{event.date}"),
                *(Link(project.id_of.get(key, key[:10]), f"rev:{key}") for key in event.commits[:6]),
            ),
        )
    )
    return Group(f"event-{number}", event.title, tuple(blocks), event.kind)


def _words(project: Project, event: Event) -> Iterator[Quote]:
    for key in event.commits[:2]:
        commit = project.by_key.get(key)
        if commit is not None and message(commit).strip():
            text = message(commit).strip()
            cut = text if len(text) <= MOST_QUOTE else text[:MOST_QUOTE] + "…"
            name = project.who(commit.author)
            yield Quote(cut, f"{name}, {commit.date:%Y-%m-%d %H:%M}, {project.id_of.get(key, key[:10])}", f"rev:{key}")


def _folders(project: Project, event: Event) -> Iterator[Table]:
    """Say where the files were, for events of one commit that touched many."""
    if len(event.commits) != 1 or event.commits[0] not in project.by_key:
        return
    changes = project.by_key[event.commits[0]].changes
    if len(changes) < 5:
        return
    count: dict[str, Counter[str]] = {}
    for change in changes:
        folder = "/".join(change.path.split("/")[:-1][:2]) or "."
        count.setdefault(folder, Counter())[change.action] += 1
    ranked = sorted(count.items(), key=lambda item: (-sum(item[1].values()), item[0]))[:12]
    rows = tuple((folder, n["A"], n["M"], n["D"]) for folder, n in ranked)
    note = f"the {len(rows)} folders with most of {len(changes)} files" if len(count) > len(rows) else ""
    yield Table("Where", ("folder", "added", "changed", "deleted"), rows, note)


def _strip(project: Project, event: Event) -> Series | None:
    first, last = event.date - timedelta(DAYS_AROUND), event.end + timedelta(DAYS_AROUND)
    if (last - first).days > 400:
        return None
    days: Counter[date] = Counter(c.date.date() for c in project.work if first <= c.date.date() <= last)
    labels = [first + timedelta(n) for n in range((last - first).days + 1)]
    before = sum(n for day, n in days.items() if day < event.date)
    after = sum(n for day, n in days.items() if day > event.end)
    sentence = f"{before} changes in the {DAYS_AROUND} days before, {after} in the {DAYS_AROUND} days after."
    values = tuple(days[day] for day in labels)
    return Series("The days around it", sentence, "changes", tuple(map(str, labels)), (("changes", values),))


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give the events for the database."""
    rows = tuple(
        (n, e.kind, e.date.isoformat(), e.end.isoformat(), e.title, e.loudness, e.degree)
        for n, e in enumerate(project.events, 1)
    )
    yield "events", Table("events", ("number", "kind", "first_day", "last_day", "title", "loudness", "degree"), rows)
