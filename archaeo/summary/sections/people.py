"""Who: everybody with first and last change, over the years, and whom to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from archaeo.analyzers import institutes
from archaeo.analyzers.credits import Credits, may_be_one_of
from archaeo.analyzers.heads import is_name
from archaeo.analyzers.identities import full_name, is_nobody
from archaeo.model import Identity

from ..blocks import Block, Cell, Items, Lanes, Link, Section, Sentence, Table, Text, count, listing, number
from ..project import Project

NAME = "people"
ORDER = 40
MOST_LANES = 40
MOST_INSTITUTES, MOST_NAMED = 6, 3
LEAST_FILES = 3
YEAR = 366
MOST_RUNS, MOST_CREDITED, LEAST_RELEASES = 12, 20, 5
LEAST_SHARE = 20
"""Of the changes, one in so many was made with an address of an institute that the cover names."""


def section(project: Project) -> Section | None:
    """Give lanes, table, and the names that may belong together."""
    rows = project.at_work.rows
    if not rows:
        nobody = tuple(_nobodies(project))
        return Section(NAME, "People", nobody) if nobody else None
    blocks: list[Block] = [Text(tuple(_counted(project, rows)), "How many"), Text(tuple(_led(project)), "Who led")]
    blocks += [_lanes(project, rows), _table(project, rows)]
    came_from = tuple(_institutes(project))
    if came_from:
        blocks.append(Text(came_from, "Where they came from"))
    named = tuple(_credited(project))
    if named:
        blocks.append(Text(named, "Named, by no name of a committer"))
    merged = tuple(_merged(project))
    if merged:
        blocks.append(Items("Names that were taken for one person", merged, brief=4))
    suggested = tuple(
        Sentence(
            f"{s.one} and {s.other} may be one person: {'; '.join(s.reasons)}.", s.degree, "archaeo.toml can say so"
        )
        for s in project.people.suggestions[:20]
    )
    if suggested:
        blocks.append(Items("Names that may belong together", suggested, brief=3))
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


def _counted(project: Project, rows: tuple[tuple[object, ...], ...]) -> Iterator[Sentence]:
    """Say how many people committed, and how many of them are in the newest state."""
    inside = {step.who for step in project.merged} - project.nobodies
    names = {
        seen.identity.name or seen.identity.email
        for person in project.people.persons
        if project.who(person.known_as[0].identity) in {row[0] for row in rows}
        for seen in person.known_as
        if "commits" in seen.sources
    }
    people = count(len(rows), "person", "people")
    under = f", under {count(len(names), 'name')}" if len(names) > len(rows) else ""
    text = f"{people} committed on all branches together{under}; "
    if len(inside) == len(rows):
        text += "all of them are on the main line, or on what was merged into it."
    else:
        text += f"{number(len(inside))} of them on the main line and what was merged into it."
    yield Sentence(text, "counted", "authors of changes, names of one person brought together")


def _led(project: Project) -> Iterator[Sentence]:
    """Say who made most, from when to when, who was there in the last year, and by whom what was given out is."""
    yield from _runs(project)
    ends = {c.author.name: c.date.date() for c in sorted(project.work, key=lambda c: c.date)}
    ends = {name: day for name, day in ends.items() if name not in project.nobodies}
    if len(ends) > 1:
        end = max(ends.values())
        there = sorted(
            (name for name in ends if (end - ends[name]).days < YEAR), key=lambda n: (ends[n], n), reverse=True
        )
        told = listing([f"{name} (until {ends[name]})" for name in there], 6)
        who = f"there were {told}" if len(there) > 1 else f"{there[0]} was there alone"
        text = f"In the year before the last change ({end}) {who}."
        yield Sentence(text, "counted", "last change of each person")
    yield from _releasers(project)


def _runs(project: Project) -> Iterator[Sentence]:
    by_year: dict[int, Counter[str]] = {}
    for commit in project.work:
        if commit.author.name not in project.nobodies:
            by_year.setdefault(commit.date.year, Counter())[commit.author.name] += 1
    runs: list[tuple[str, int, int, Counter[str]]] = []
    for year, made in sorted(by_year.items()):
        leader = min(made, key=lambda name: (-made[name], name))
        if runs and runs[-1][0] == leader:
            runs[-1] = (leader, runs[-1][1], year, runs[-1][3] + made)
        else:
            runs.append((leader, year, year, made))
    if len(by_year) < 2 or not runs:
        return
    if len(runs) == 1:
        text = f"{runs[0][0]} made most in every year."
    else:
        told = [
            f"{name} {first if first == last else f'{first}–{last}'} ({100 * made[name] // made.total()}\u202f%)"
            for name, first, last, made in runs
        ]
        text = f"Most changes of the year were by {listing(told, MOST_RUNS)}."
    yield Sentence(text, "counted", "changes by calendar year; in brackets, the share of all changes in these years")


def _releasers(project: Project) -> Iterator[Sentence]:
    """Say whose commits the releases name: mostly whoever made them ready."""
    found = [project.by_key[one.commit] for one in project.given_out if one.commit in project.by_key]
    by = [(project.who(commit.author), commit.date.year) for commit in found if not is_nobody(commit.author)]
    if len(by) < LEAST_RELEASES:
        return
    total = Counter(name for name, _ in by)
    told = []
    for name, number_ in sorted(total.items(), key=lambda item: (-item[1], item[0])):
        years = [year for who, year in by if who == name]
        span = f"{min(years)}" if min(years) == max(years) else f"{min(years)}–{max(years)}"
        told.append(f"{name} ({number(number_)}, {span})")
    ends = [name for name, _ in by[-LEAST_RELEASES:]]
    newest = f"; the last {LEAST_RELEASES} are all by {ends[0]}" if len(set(ends)) == 1 < len(total) else ""
    newest = newest or (f"; the last one is by {ends[-1]}" if len(total) > 1 else "")
    text = f"The commits that releases name are by {listing(told, 4)}{newest}."
    yield Sentence(
        text, "counted", "authors of tagged commits: who made a release ready, or who changed something last"
    )


def _credited(project: Project) -> Iterator[Sentence]:
    """Name those whom lists, heads of programs, messages and ChangeLogs name, and who did not commit."""
    if project.credits == Credits() and not _only_told(project):
        return
    told = project.credits.others
    if told:
        by_place: dict[str, list[str]] = {}
        for one in told:
            where = "heads of programs" if one.heads else "messages" if one.thanked else ""
            times = f" ({len(one.heads) or len(one.thanked)})" if not one.files else ""
            by_place.setdefault(one.files[0] if one.files else where, []).append(f"{one.name}{times}")
        names = "; ".join(f"{place}: {listing(mine, MOST_CREDITED)}" for place, mine in by_place.items())
        verb = "name that is no committer's is" if len(told) == 1 else "names that are no committer's are"
        text = f"{number(len(told))} {verb} given as authors, or thanked – {names}."
        logins = [str(row[0]) for row in project.at_work.rows if not full_name(Identity(str(row[0])))]
        if logins:
            text += f" Who committed as {listing(logins, 6)} may be among them."
        yield Sentence(
            text, "likely", "lists of authors, heads of programs, “patch by”, “thanks to”; no committer has the name"
        )
    if project.credits.logins and project.shows_institutes:
        pairs = listing([f"{login} {name}" for login, name in project.credits.logins], MOST_CREDITED)
        text = f"By names in lists, heads of programs and messages may be: {pairs}."
        yield Sentence(text, "guess", "the only name that the login can be made of, and that can be of no other login")
    known = [seen.identity for p in project.people.persons for seen in p.known_as if "commits" in seen.sources]
    wrote = [
        (person.name, sum(seen.count for seen in person.known_as))
        for person in project.people.persons
        if person.known_as
        and all(seen.sources == ("ChangeLog",) for seen in person.known_as)
        and is_name(person.name)
        and not may_be_one_of(person.known_as[0].identity, known)
    ]
    if wrote:
        named = listing([f"{name} ({count(entries, 'entry', 'entries')})" for name, entries in wrote], 12)
        verb = "stands" if len(wrote) == 1 else "stand"
        yield Sentence(f"Only in the ChangeLog {verb} {named}.", "recorded", "authors of ChangeLog entries")


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
    survival = project.survival
    lines = dict(survival.people) if survival and survival.lines else {}
    of = _home_of(project)
    for name, changes, first, last, files, folder, merges in rows:
        assert isinstance(first, date) and isinstance(last, date)
        changed = int(str(changes))
        link = Link(str(name), f'?who:"{name}"')
        row: tuple[Cell, ...]
        row = (link, changed, round(100 * changed / total, 1), first, last)
        row += (round(100 * lines.get(str(name), 0) / survival.lines, 1),) if lines and survival else ()
        row += (int(str(files)), str(folder))
        row += (int(str(merges)),) if has_merges else ()
        row += (of.get(str(name), ""),) if of else ()
        cells.append((*row, addresses.get(str(name), "")) if project.shows_addresses else row)
    columns: tuple[str, ...] = ("person", "changes", "share [%]", "first seen", "last seen")
    columns += ("lines left [%]",) if lines else ()
    columns += ("files", "mostly in")
    columns += ("merges",) if has_merges else ()
    columns += ("institute",) if of else ()
    columns += ("address",) if project.shows_addresses else ()
    return Table("Everybody", columns, tuple(cells), shown=30, brief=20)


def _home_of(project: Project) -> dict[str, str]:
    """Give the institute under whose addresses most of a person's changes were made."""
    under: dict[str, Counter[str]] = {}
    for commit in project.work:
        if "." in commit.author.email.rpartition("@")[2]:
            domain = institutes.domain_of(commit.author.email)
            under.setdefault(commit.author.name, Counter())[domain] += 1
    if not project.shows_institutes:
        return {}
    found = {}
    for name, counted in under.items():
        domain = min(counted, key=lambda one: (-counted[one], one))
        if domain and 2 * counted[domain] > counted.total():
            found[name] = domain
    return found


def _institutes(project: Project) -> Iterator[Sentence]:
    """Say of which institutes their addresses, those at the head of programs, and the holders of rights are."""
    if not project.shows_institutes:
        return
    found = project.institutes
    if found:
        named = [f"{one.domain} ({listing(list(one.people), MOST_NAMED)})" for one in found[:MOST_INSTITUTES]]
        more = f"; {len(found) - MOST_INSTITUTES} more" if len(found) > MOST_INSTITUTES else ""
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
        names = listing([f"{name} ({count(changed, 'change')})" for name, changed in ranked], 8)
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
