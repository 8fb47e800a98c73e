"""What a person does with the rows: filter, jump, mark, count. The state of the browser, without a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from archaeo.analyzers import query as grammar

from .periods import Unit, start
from .rows import Row, Term

if TYPE_CHECKING:
    from archaeo.analyzers.graphs import Graph


class Filter:
    """Takes the rows that a query names, fast enough for every key that is typed.

    Words are looked for in one string a row, made once in lower case; a query that only grew by some letters looks at
    what its beginning found.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._texts: list[str] | None = None
        self._last: tuple[tuple[Term, ...], Sequence[int]] = ((), range(len(rows)))

    def hits(self, text: str) -> Sequence[int]:
        """Give the places of the rows that a query takes, in their order.

        Raises:
            QueryError: the query was not understood.
        """
        terms = grammar.parse(text)
        before, places = self._last
        if not _narrows(before, terms):
            before, places = (), range(len(self._rows))
        for term in terms:
            if term not in before:
                places = self._narrowed(places, term)
        self._last = terms, places
        return places

    def _narrowed(self, places: Sequence[int], term: Term) -> Sequence[int]:
        if not term.key:
            value, texts = term.value.lower(), self._lower_texts()
            return [place for place in places if (value in texts[place]) is not term.negated]
        test, rows = grammar.test(term), self._rows
        return [place for place in places if test(rows[place]) is not term.negated]

    def _lower_texts(self) -> list[str]:
        if self._texts is None:
            # no word of a query holds a newline, so none can match across the seams
            self._texts = ["\n".join((row.text, *row.paths)).lower() for row in self._rows]
        return self._texts

    def text(self, place: int) -> str:
        """Give what words are looked for in: message and paths of a row, in lower case."""
        return self._lower_texts()[place]

    def prepare(self) -> None:
        """Make what the first word would have to wait for."""
        self._lower_texts()


def _narrows(before: Sequence[Term], now: Sequence[Term]) -> bool:
    """Say whether the new terms take nothing that the old ones left: each old one still stands, or grew as a word."""

    def kept(old: Term) -> bool:
        return any(
            old == new
            or (not old.key and not new.key and not new.negated and not old.negated and old.value in new.value)
            for new in now
        )

    return all(kept(term) for term in before)


def renamed(text: str, before: Sequence[Row], now: Sequence[Row]) -> str:
    """Give a query with its people as the new rows call them: a login, until the names were put together."""
    terms = grammar.parse(text)
    if not any(term.key == "who" for term in terms):
        return text
    ids = {row.who: row.id for row in before}
    names = {row.id: row.who for row in now}
    found = [
        replace(term, value=names.get(ids.get(term.value, ""), "") or term.value) if term.key == "who" else term
        for term in terms
    ]
    return text if found == list(terms) else " ".join(map(str, found))


@dataclass(frozen=True, slots=True)
class Group:
    """A line of one of the other views: a person, a file, a release, a module.

    Attributes:
        name: what it is called; ``columns`` what is said beside it.
        query: the filter that shows its changes, or "".
    """

    name: str
    columns: tuple[str, ...]
    query: str
    text: str = ""


def jump(rows: Sequence[Row], hits: Sequence[int], place: int, step: int, kind: str) -> int | None:
    """Give the place in ``hits`` of the next row of a kind, in the direction of ``step``; None where there is none."""
    place += step
    while 0 <= place < len(hits):
        if kind in rows[hits[place]].kinds:
            return place
        place += step
    return None


def period_on(rows: Sequence[Row], hits: Sequence[int], place: int, step: int, unit: Unit) -> int | None:
    """Give the place of the first row of the list's next month or year that has rows."""
    here = _day(rows[hits[place]])
    period = start(here, unit)
    place += step
    while 0 <= place < len(hits) and start(_day(rows[hits[place]]), unit) == period:
        place += step
    return place if 0 <= place < len(hits) else None


def nearest(rows: Sequence[Row], hits: Sequence[int], day: date) -> int:
    """Give the place of the row whose day lies nearest; the first of equally near ones."""
    wanted = day.toordinal()
    distances = ((abs(_day(rows[hit]).toordinal() - wanted), place) for place, hit in enumerate(hits))
    return min(distances, default=(0, 0))[1]


def people(rows: Sequence[Row]) -> Iterator[Group]:
    """Yield a line a person, those with the most changes first."""
    for name, found in _grouped(rows, lambda row: (row.who,) if row.who else ()):
        yield Group(name, (f"{len(found):,}", found[0].day, found[-1].day), _term("who", name), _areas(found))


def files(rows: Sequence[Row]) -> Iterator[Group]:
    """Yield a line a path, those changed most often first."""
    for path, found in _grouped(rows, lambda row: row.paths):
        who = len({row.who for row in found})
        columns = (f"{len(found):,}", f"{who} {'person' if who == 1 else 'people'}", found[0].day, found[-1].day)
        yield Group(path, columns, _term("path", path), _hands(found))


def releases(rows: Sequence[Row]) -> Iterator[Group]:
    """Yield a line a release, newest first, with the number of changes since the one before."""
    seen: set[str] = set()
    found: list[Group] = []
    count = 0
    for row in rows:
        count += "change" in row.kinds
        for name in row.tags:
            if name not in seen:
                seen.add(name)
                found.append(Group(name, (row.day, f"{count:,} changes", row.sources), _term("tag", name), row.text))
                count = 0
    yield from reversed(found)


def events(rows: Sequence[Row]) -> Iterator[Group]:
    """Yield a line an event and a silence, newest first."""
    for row in reversed(rows):
        if "event" in row.kinds or "silence" in row.kinds:
            yield Group(row.subject, (row.day, row.kinds[0]), f"circa:{row.day}", row.text)


def uses(graph: Graph) -> Iterator[Group]:
    """Yield a line a file of a graph of dependencies, and a thing outside it, those used most first."""
    for node in sorted(graph.nodes, key=lambda node: (-graph.in_degree(node), str(node))):
        targets = sorted({(str(target), data["kind"]) for _, target, data in graph.out_edges(node, data=True)})
        users = sorted({str(source) for source, _ in graph.in_edges(node)})
        told = ["used by", *(f"  {name}" for name in users), "", "uses"]
        told += [f"  {name} ({kind})" for name, kind in targets]
        inside = graph.nodes[node].get("kind") == "file"
        columns = (f"used by {len(users)}", f"uses {len(targets)}" if inside else "not here")
        yield Group(str(node), columns, _term("path", str(node)) if inside else "", "\n".join(told))


def compared(one: Row, two: Row, rows: Sequence[Row]) -> str:
    """Say what lies between two rows: days, changes, people, files, releases."""
    older, newer = sorted((one, two), key=lambda row: row.moment)
    between = [row for row in rows if older.moment < row.moment <= newer.moment and "change" in row.kinds]
    who = Counter(row.who for row in between)
    paths = Counter(path for row in between for path in row.paths)
    tags = [tag for row in rows if older.moment < row.moment <= newer.moment for tag in row.tags]
    days = (newer.moment - older.moment).days
    lines = [
        f"from  {older.id}  {older.day}  {older.subject}",
        f"to    {newer.id}  {newer.day}  {newer.subject}",
        "",
        f"{days:,} days, {len(between):,} changes, {len(who):,} people, {len(paths):,} files",
        "",
        *_listed("who", who),
        *_listed("files changed most often", paths),
    ]
    if tags:
        lines += ["releases", *(f"  {tag}" for tag in dict.fromkeys(tags))]
    return "\n".join(lines)


def _listed(title: str, counts: Counter[str], most: int = 12) -> list[str]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    more = [f"  and {len(ranked) - most} more"] if len(ranked) > most else []
    return [title, *(f"{count:7,}  {name or '(nobody named)'}" for name, count in ranked[:most]), *more, ""]


def _grouped(rows: Sequence[Row], keys: Callable[[Row], Sequence[str]]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for key in keys(row):
            groups.setdefault(key, []).append(row)
    return sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _areas(found: Sequence[Row]) -> str:
    folders = Counter(path.partition("/")[0] if "/" in path else "(top folder)" for row in found for path in row.paths)
    return "\n".join(["changes by folder", *_listed("", folders)[1:]])


def _hands(found: Sequence[Row]) -> str:
    return "\n".join(["changed by", *_listed("", Counter(row.who for row in found))[1:]])


def _term(key: str, value: str) -> str:
    return str(Term(key, value))


def _day(row: Row) -> date:
    return date.fromisoformat(row.day)


def day_counts(rows: Sequence[Row], hits: Sequence[int]) -> dict[date, int]:
    """Count the hits of each day; silences do not count."""
    counts = Counter(rows[hit].day for hit in hits if "silence" not in rows[hit].kinds)
    return {date.fromisoformat(day): count for day, count in counts.items()}


def days_of(rows: Sequence[Row], hits: Sequence[int], kind: str) -> Iterator[date]:
    """Yield the day of each hit of a kind."""
    return (_day(rows[hit]) for hit in hits if kind in rows[hit].kinds)


def related(rows: Sequence[Row], row: Row) -> list[tuple[Row, int]]:
    """Give the other rows that touch files of a row, those that share most first, and how many they share."""
    paths = set(row.paths)
    shared = [(other, len(paths.intersection(other.paths))) for other in rows if other.id != row.id]
    return sorted([pair for pair in shared if pair[1]], key=lambda pair: -pair[1])
