"""What happened here: one dossier an event, with the month around it, its numbers, and the words of who was there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from archaeo.analyzers.chronicle import message
from archaeo.analyzers.events import Event, quoted
from archaeo.analyzers.gone import Part

from ..blocks import Block, Cell, Group, Link, Links, Quote, Section, Sentence, Series, Table, Text, listing
from ..project import Project

NAME = "events"
ORDER = 30
DAYS_AROUND = 30
LESS_EACH = 6
MOST_GONE = 40
MOST_QUOTE = 1200


def section(project: Project) -> Section | None:
    """Give all events in a list, the loudest first, then the dossiers, by date."""
    numbered = list(enumerate(project.events, 1))
    if not numbered:
        return None
    # who reads three rows of it reads the three that matter most, and not three silences
    loudest = _mixed(sorted(numbered, key=lambda item: (-item[1].loudness, item[0])))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (event.date, event.kind, Link(event.title, f"#event-{number}"), event.degree) for number, event in loudest
    )
    overview = Table("In one list", ("date", "kind", "what", "how sure"), rows, "the loudest first", brief=14)
    dossiers = (_dossier(project, number, event) for number, event in numbered)
    return Section(NAME, "Events", (overview, *_came(project), *_gone(project), *dossiers))


def _mixed(loudest: list[tuple[int, Event]]) -> list[tuple[int, Event]]:
    """Put what is one more of its kind further down: the fifth silence tells less than the first branch."""
    seen: Counter[str] = Counter()
    ranked = []
    for number, event in loudest:
        ranked.append((event.loudness - LESS_EACH * seen[event.kind], number, event))
        seen[event.kind] += 1
    return [(number, event) for _, number, event in sorted(ranked, key=lambda item: (-item[0], item[1]))]


def _came(project: Project) -> Iterator[Table]:
    """Say since when there were tests, documentation and each way to build it."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.what,
            "the first change" if one.is_first else Link(str(one.came.day), f"rev:{one.came.commit.key}"),
            one.came.who,
            one.path,
            Link(str(one.went.day), f"rev:{one.went.commit.key}") if one.went else "still there",
        )
        for one in project.firsts
    )
    if rows:
        note = "by the names of files; ways to build it in the top folder or one below"
        yield Table("What came when", ("what", "since", "by", "first file", "until"), rows, note, brief=12)


def _gone(project: Project) -> Iterator[Table]:
    """Say which folders are not there any more; those that only moved stand behind the others."""
    parts = sorted(project.gone, key=lambda part: bool(part.to))[:MOST_GONE]
    if not parts:
        return
    rows: tuple[tuple[Cell, ...], ...] = tuple(_part_row(part) for part in parts)
    columns = ("folder", "files", "changes", "mostly by", "since", "gone", "how")
    note = "not in the newest state; changes: without the one that took it away"
    yield Table("Folders that are gone", columns, rows, note, shown=10, brief=10)


def _part_row(part: Part) -> tuple[Cell, ...]:
    by = f"{part.by} ({part.by_changes})" if part.by else ""
    how = f"moved to {part.to} by {part.went.who}" if part.to else f"deleted by {part.went.who}"
    if part.went.subject:
        how += f": {quoted(part.went.subject)}"
    gone = Link(str(part.went.day), f"rev:{part.went.commit.key}")
    return part.folder, part.files, part.changes, by, part.first.day, gone, how


def loud(project: Project) -> Iterator[tuple[int, Sentence]]:
    """Offer the loudest events for the cover, one a kind."""
    kinds: set[str] = set()
    for number, event in sorted(enumerate(project.events, 1), key=lambda item: -item[1].loudness):
        # birth and last change are said by the cover's first sentences
        if event.kind in kinds or event.kind in ("born", "last change") or event.commits[:1] == (project.work[0].key,):
            continue
        kinds.add(event.kind)
        text = f"{event.told or event.date}: {event.title}."
        yield event.loudness, Sentence(text, event.degree, _evidence(project, event), f"#event-{number}", "event")


def _evidence(project: Project, event: Event) -> str:
    names = [project.place(item.where)[0] for item in event.evidence] or [
        project.place(key)[0] for key in event.commits
    ]
    names = list(dict.fromkeys(names))
    return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


def _dossier(project: Project, number: int, event: Event) -> Group:
    blocks: list[Block] = [_statement(project, event), *_words(project, event)]
    if event.numbers:
        blocks.append(Table("In numbers", ("what", "how many"), tuple(event.numbers)))
    blocks += _folders(project, event)
    strip = _strip(project, event)
    if strip:
        blocks.append(strip)
    places = [project.place(item.where) for item in event.evidence] + [project.place(key) for key in event.commits]
    links = [Link(text, target) for text, target in dict.fromkeys(places)][:12]
    blocks.append(Links("Look closer", (Link("the month around it", f"?circa:{event.told or event.date}"), *links)))
    return Group(f"event-{number}", event.title, tuple(blocks), event.kind, brief=False)


def _statement(project: Project, event: Event) -> Text:
    span = f"{event.date}" if event.end == event.date else f"{event.date} to {event.end}"
    by = f", {listing(event.people)}" if event.people else ""
    first = Sentence(f"{span}{by}.", event.degree, _evidence(project, event))
    more = (Sentence(event.text, event.degree, ""),) if event.text else ()
    why = (Sentence(f"Why it is here: {event.why}.", "recorded", ""),) if event.why else ()
    return Text((first, *more, *why))


def _words(project: Project, event: Event) -> Iterator[Quote]:
    """Quote what was written at the time: messages in full, other evidence by its line."""
    said: set[str] = set()
    for key in event.commits[:3]:
        commit = project.by_key.get(key)
        text = message(commit).strip() if commit else ""
        if commit and text and text not in said and len(said) < 2:
            said.add(text)
            cut = text if len(text) <= MOST_QUOTE else text[:MOST_QUOTE] + "…"
            yield Quote(cut, *project.cite(key))
    for item in event.evidence:
        if item.quote and item.where not in project.by_key and item.quote not in said and len(said) < 4:
            said.add(item.quote)
            yield Quote(item.quote, *project.place(item.where))


def _folders(project: Project, event: Event) -> Iterator[Table]:
    """Say where the files were, for the commits of an event that touched many."""
    for key in event.commits[:2]:
        commit = project.by_key.get(key)
        if commit is None or len(commit.changes) < 5:
            continue
        count: dict[str, Counter[str]] = {}
        for change in commit.changes:
            folder = "/".join(change.path.split("/")[:-1][:2]) or "."
            count.setdefault(folder, Counter())[change.action] += 1
        ranked = sorted(count.items(), key=lambda item: (-sum(item[1].values()), item[0]))[:12]
        rows = tuple((folder, n["A"], n["M"], n["D"]) for folder, n in ranked)
        note = f"the {len(rows)} folders with most of {len(commit.changes)} files" if len(count) > len(rows) else ""
        yield Table(f"Where, in {project.place(key)[0]}", ("folder", "added", "changed", "deleted"), rows, note)


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
        (n, e.kind, e.date.isoformat(), e.end.isoformat(), e.title, e.text, e.degree, e.branch)
        for n, e in enumerate(project.events, 1)
    )
    columns = ("number", "kind", "first_day", "last_day", "title", "text", "degree", "branch")
    yield "events", Table("events", columns, rows)
