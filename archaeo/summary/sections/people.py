"""Who: everybody with first and last change, over the years, and whom to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from archaeo.analyzers import institutes

from ..blocks import Block, Cell, Items, Lanes, Link, Section, Sentence, Table, Text, count, listing
from ..project import Project

NAME = "people"
ORDER = 40
MOST_LANES = 40
MOST_INSTITUTES, MOST_NAMED = 6, 3
LEAST_FILES = 3
LEAST_SHARE = 20
"""Of the changes, one in so many was made with an address of an institute that the cover names."""


def section(project: Project) -> Section | None:
    """Give lanes, table, and the names that may belong together."""
    rows = project.at_work.rows
    if not rows:
        nobody = tuple(_nobodies(project))
        return Section(NAME, "People", nobody) if nobody else None
    blocks: list[Block] = [_lanes(project, rows), _table(project, rows)]
    came_from = tuple(_institutes(project))
    if came_from:
        blocks.append(Text(came_from, "Where they came from"))
    merged = tuple(_merged(project))
    if merged:
        blocks.append(Items("Names that were taken for one person", merged, brief=12))
    suggested = tuple(
        Sentence(
            f"{s.one} and {s.other} may be one person: {'; '.join(s.reasons)}.", s.degree, "archaeo.toml can say so"
        )
        for s in project.people.suggestions[:20]
    )
    if suggested:
        blocks.append(Items("Names that may belong together", suggested))
    blocks += _nobodies(project)
    return Section(NAME, "People", tuple(blocks))


def cover(project: Project) -> Iterator[Sentence]:
    """Say who made most of it."""
    rows = project.at_work.rows
    if not rows:
        return
    total = len(project.work)
    first = rows[0]
    share = round(100 * int(str(first[1])) / total)
    if len(rows) == 1:
        text = f"{first[0]} made all of it alone{_addresses(project)}."
    else:
        rest = [
            f"{row[0]} made {round(100 * int(str(row[1])) / total)}\u202f%"
            for row in rows[1:4]
            if int(str(row[1])) * 50 >= total
        ]
        others = f"; of the others {listing(rest)}" if rest else f"; {count(len(rows) - 1, 'other')} did the rest"
        text = f"{first[0]} made {share}\u202f% of the changes and was last seen on {first[3]}{others}"
        text += f"{_addresses(project)}."
    yield Sentence(text, "counted", f"{count(total, 'change')} by author", "#people")


def _lanes(project: Project, rows: tuple[tuple[object, ...], ...]) -> Lanes:
    years = sorted({commit.date.year for commit in project.work})
    span = range(years[0], years[-1] + 1)
    changes: dict[str, dict[int, int]] = {}
    for commit in project.work:
        if commit.author.name in project.nobodies:
            continue
        lane = changes.setdefault(commit.author.name, {})
        lane[commit.date.year] = lane.get(commit.date.year, 0) + 1
    shown = [str(row[0]) for row in rows[:MOST_LANES]]
    # in the order of arrival, so that hand-overs are seen as stairs
    shown.sort(key=lambda name: (min(changes[name]), -sum(changes[name].values()), name))
    lanes = tuple((Link(name, f'?who:"{name}"'), tuple(changes[name].get(year, 0) for year in span)) for name in shown)
    together = max(span, key=lambda year: (sum(year in changes[name] for name in changes), year))
    most = sum(together in changes[name] for name in changes)
    sentence = f"Most people worked on it in {together}: {most} of {len(rows)}."
    if len(rows) > MOST_LANES:
        sentence += f" The {MOST_LANES} who did most are drawn."
    return Lanes("Who was there when", sentence, "changes a year", tuple(map(str, span)), lanes)


def _table(project: Project, rows: tuple[tuple[object, ...], ...]) -> Table:
    total = len(project.work)
    cells: list[tuple[Cell, ...]] = []
    addresses = {
        person.name.partition("@")[0] or person.name: next(
            (s.identity.email for s in person.known_as if s.identity.email), ""
        )
        for person in project.people.persons
    }
    has_merges = any(row[6] for row in rows)
    for name, changes, first, last, files, folder, merges in rows:
        assert isinstance(first, date) and isinstance(last, date)
        number = int(str(changes))
        link = Link(str(name), f'?who:"{name}"')
        row: tuple[Cell, ...]
        row = (link, number, round(100 * number / total, 1), first, last, int(str(files)), str(folder))
        row += (int(str(merges)),) if has_merges else ()
        cells.append((*row, addresses.get(str(name), "")) if project.shows_addresses else row)
    columns: tuple[str, ...] = ("person", "changes", "share [%]", "first seen", "last seen", "files", "mostly in")
    columns += ("merges",) if has_merges else ()
    columns += ("address",) if project.shows_addresses else ()
    note = "A person is known by what they committed; who only wrote in a ChangeLog stands below."
    return Table("Everybody", columns, tuple(cells), note if _only_told(project) else "", shown=30, brief=14)


def _institutes(project: Project) -> Iterator[Sentence]:
    """Say of which institutes their addresses, those at the head of programs, and the holders of rights are."""
    if not project.shows_institutes:
        return
    found = project.institutes
    if found:
        named = [f"{one.domain} ({listing(list(one.people), MOST_NAMED)})" for one in found[:MOST_INSTITUTES]]
        more = f"; {count(len(found) - MOST_INSTITUTES, 'more')}" if len(found) > MOST_INSTITUTES else ""
        text = f"Addresses are of {'; '.join(named)}{more}."
        yield Sentence(text, "recorded", "addresses in commits, ChangeLogs and lists of authors")
    told = _at_heads(project)
    if told:
        named = [f"{name} ({count(files, 'file')})" for name, files in told]
        text = f"At the head of its programs stand addresses of {listing(named)}."
        yield Sentence(text, "counted", f"{count(project.licences.programs, 'program')} read")
    several = (row for row in project.licences.holders if row[1] >= LEAST_FILES)
    holders = institutes.holders(several)[:MOST_INSTITUTES]
    if holders:
        named = [f"“{name}” ({count(files, 'file')})" for name, files in holders]
        yield Sentence(f"Rights are held, as programs say, by {listing(named)}.", "recorded", "notices of copyright")


def _at_heads(project: Project) -> list[tuple[str, int]]:
    # one file in fifty, or it was taken from elsewhere
    least = max(LEAST_FILES, project.licences.programs // 50)
    known = {one.domain for one in project.institutes}
    found = institutes.called(project.licences.hosts)
    return [row for row in found if row[1] >= least and row[0] not in known][:MOST_INSTITUTES]


def _addresses(project: Project) -> str:
    """Give a clause on the institutes that most was done at, for the cover; "" where none is known."""
    if not project.shows_institutes:
        return ""
    # a guest's address does not say where a project was at home
    home = [one for one in project.institutes if one.changes * LEAST_SHARE >= len(project.work)]
    domains = [one.domain for one in home[:MOST_NAMED]]
    if domains:
        return f"; addresses are of {listing(domains)}"
    told = [name for name, _ in _at_heads(project)[:MOST_NAMED]]
    return f"; programs name addresses of {listing(told)}" if told else ""


def _nobodies(project: Project) -> Iterator[Block]:
    """Name those that are no people, and how much stands under their names."""
    changes = Counter(commit.author.name for commit in project.work if commit.author.name in project.nobodies)
    if changes:
        ranked = sorted(changes.items(), key=lambda item: (-item[1], item[0]))
        names = listing([f"{name} ({count(number, 'change')})" for name, number in ranked], 8)
        text = f"No person is meant by {names}: programs, accounts that several share; they are not counted as people."
        yield Text((Sentence(text, "likely", "names that converters, robots and servers use"),), "Names of no person")


def _only_told(project: Project) -> bool:
    return any(all(seen.sources == ("ChangeLog",) for seen in p.known_as) for p in project.people.persons)


def _merged(project: Project) -> Iterator[Sentence]:
    for person in project.people.persons:
        names = sorted({seen.identity.name or seen.identity.email for seen in person.known_as} - {person.name})
        if names and person.reasons:
            yield Sentence(
                f"{person.name} is also {listing(names)}: {'; '.join(person.reasons)}.",
                person.degree,
                "names as written",
            )


def tables(project: Project) -> Iterator[tuple[str, Table]]:
    """Give the people for the database."""
    rows = project.at_work.rows
    yield "people", Table("people", ("name", "changes", "first_day", "last_day", "files", "mostly_in", "merges"), rows)
