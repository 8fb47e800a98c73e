"""The story: the history cut into eras, each with what was counted in it and the words of the people."""

from __future__ import annotations

from collections.abc import Iterator

from archaeo.analyzers.eras import Era
from archaeo.analyzers.events import Event

from ..blocks import Block, Group, Items, Link, Links, Quote, Section, Sentence, Series, Text, count, listing
from ..project import Project

NAME = "story"
ORDER = 10
MOST_EVENTS = 5


def section(project: Project) -> Section | None:
    """Give a group an era; nothing for a history too short to be cut."""
    eras = project.eras
    if len(eras) < 2:
        return None
    groups = tuple(_group(project, number, era) for number, era in enumerate(eras, 1))
    return Section(NAME, "Story", (*_first_words(project), *groups))


def _first_words(project: Project) -> Iterator[Block]:
    """Quote how its own ChangeLog begins."""
    said = project.first_words
    if said:
        text = f"The oldest words of its {said.path}: “{said.text}”"
        yield Text((Sentence(text, "recorded", f"{said.path}, line {said.line}", f"file:{said.path}"),))


def _group(project: Project, number: int, era: Era) -> Group:
    said = tuple(Sentence(text, "counted", "") for text in era.sentences)
    blocks: list[Block] = [Text(said)] if said else []
    if len(era.months) > 1:
        blocks.append(_strip(era))
    happened = tuple(_happened(project, era))
    if happened:
        blocks.append(Items("What happened", happened))
    for quote in era.quotes[:3]:
        blocks.append(Quote(quote.quote, *project.cite(quote.where)))
    if era.releases:
        blocks.append(Text((Sentence(f"Releases: {listing(era.releases, 6)}.", "recorded", "", "#releases"),)))
    # the filter's end is the month after the last one
    year, month = era.last.year + era.last.month // 12, era.last.month % 12 + 1
    target = f"?after:{era.first:%Y-%m} before:{year:04}-{month:02}"
    blocks.append(Links("Look closer", (Link(f"all {count(era.changes, 'change')} of it", target),)))
    return Group(f"era-{number}", era.title, tuple(blocks), _span(era))


def _span(era: Era) -> str:
    first, last = f"{era.first:%Y-%m}", f"{era.last:%Y-%m}"
    return first if first == last else f"{first} to {last}"


def _strip(era: Era) -> Series:
    labels = []
    year, month = era.first.year, era.first.month
    for _ in era.months:
        labels.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    most = max(era.months)
    sentence = f"{count(era.changes, 'change')} in {count(len(era.months), 'month')}, at most {most} in one."
    return Series("Changes by month", sentence, "changes", tuple(labels), (("changes", era.months),))


def _happened(project: Project, era: Era) -> Iterator[Sentence]:
    inside: list[tuple[int, Event]] = [
        (number, event)
        for number, event in enumerate(project.events, 1)
        if era.first <= (event.told or event.date) <= era.last
    ]
    loudest = sorted(inside, key=lambda item: (-item[1].loudness, item[0]))[:MOST_EVENTS]
    for number, event in sorted(loudest):
        yield Sentence(f"{event.told or event.date}: {event.title}.", event.degree, "", f"#event-{number}", "event")


def cover(project: Project) -> Iterator[Sentence]:
    """Say the eras in one sentence."""
    eras = project.eras
    if len(eras) >= 2:
        told = "; ".join(f"{era.short} ({_years(era)})" for era in eras)
        yield Sentence(f"Its story in {len(eras)} parts: {told}.", "counted", "changes and people by month", "#story")


def _years(era: Era) -> str:
    return f"{era.first:%Y}" if era.first.year == era.last.year else f"{era.first:%Y}–{era.last:%Y}"
