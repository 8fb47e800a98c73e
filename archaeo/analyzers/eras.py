"""Eras: a history cut into two to seven stretches that differ in how much was done, and by whom.

Months are cut where the number of changes (on a logarithmic scale) and the people differ most: the best cut into k
stretches by dynamic programming (Jackson et al. 2005, "An algorithm for optimal partitioning of data on an interval"),
each further cut having to pay for itself. Long silences and a lost repository always cut. Titles and sentences come
from templates and say what was counted; they do not judge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import log

from .events import Event, counted, days_text
from .history import Evidence, History, Step, day_of, words

MOST = 7
SHORTEST_MONTHS = 3
SILENCE_MONTHS = 6
LEAST_CHANGES = range(5, 21)
LEAST_SHARE = 0.03
"""A stretch with a smaller part of all changes, but at most 20 of them, is told with its neighbour."""
MOST_NAMED = 3
"""So many people are named in a title: those who made at least 15 % of the changes."""
_STEM = re.compile(r"((?:.*?\D)??)(\d++(?:[-._]\d++)*+(?:[-._]?[a-z]++\d*+)?)\Z", re.I)
PENALTY = 1.5
"""What a cut must save, in units of the variance within the stretches; at 1.5 Gwyddion has four eras."""


@dataclass(frozen=True, slots=True)
class Era:
    """A stretch of the history.

    Attributes:
        first, last: days of its first and last change.
        months: changes in each calendar month from the first to the last.
        short: the title without what was worked on and given out.
        people: (name, changes), those who did most first; names that no person is meant by come last.
        folders: (folder, changes) of those that stand out among all of the history, most first.
        quotes: messages whose words are rare in the whole history.
    """

    title: str
    short: str
    first: date
    last: date
    changes: int
    months: tuple[int, ...]
    people: tuple[tuple[str, int], ...]
    folders: tuple[tuple[str, int], ...]
    releases: tuple[str, ...]
    sentences: tuple[str, ...]
    quotes: tuple[Evidence, ...]


def find(history: History, events: Sequence[Event] = ()) -> tuple[Era, ...]:
    """Give the eras, oldest first; one where the history is too short to be cut."""
    steps = sorted(history.steps, key=lambda step: step.commit.date)
    if not steps:
        return ()
    start, end = _month(steps[0].day), _month(steps[-1].day)
    series: list[list[Step]] = [[] for _ in range(end - start + 1)]
    for step in steps:
        series[_month(step.day) - start].append(step)
    lost = _restorations(series, events, start)
    cuts = _cuts(_features(series), _silences(series, MOST - 1 - len(lost)) | lost)
    cuts = _without_slivers(series, cuts, lost)
    usual = _folder_counts(steps)
    eras = []
    for number, (low, high) in enumerate(zip([0, *cuts], [*cuts, len(series)], strict=True)):
        inside = [step for month in series[low:high] for step in month]
        if inside:
            place = "first" if number == 0 else "last" if high == len(series) else ""
            eras.append(_era(history, inside, events, place, usual))
    return tuple(eras)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _features(series: Sequence[Sequence[Step]]) -> list[tuple[float, ...]]:
    """For each month the logarithm of its changes, smoothed over three, and who of the five busiest made them."""
    total = Counter(step.who for month in series for step in month)
    busiest = [name for name, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:5]]
    rows = []
    for number in range(len(series)):
        near = series[max(0, number - 1) : number + 2]
        count = sum(map(len, near)) / len(near)
        people = Counter(step.who for m in near for step in m)
        everybody = max(1, people.total())
        rows.append((log(1 + count), *(1.5 * people[name] / everybody for name in busiest)))
    return rows


def _silences(series: Sequence[Sequence[Step]], most: int) -> set[int]:
    """Give the months in which work began again after a silence; the longest silences where there are many."""
    found = []
    silent = 0
    for number, month in enumerate(series):
        if month and silent >= SILENCE_MONTHS:
            found.append((-silent, number))
        silent = 0 if month else silent + 1
    return {number for _, number in sorted(found)[: max(0, most)]}


def _restorations(series: Sequence[Sequence[Step]], events: Sequence[Event], start: int) -> set[int]:
    """Give the months in which a lost repository came back."""
    told = {
        _month(event.told or event.end) - start
        for event in events
        if event.kind == "lost and restored" and event.loudness >= 70
    }
    return set(sorted(number for number in told if SHORTEST_MONTHS <= number < len(series))[: MOST - 1])


def _without_slivers(series: Sequence[Sequence[Step]], cuts: Sequence[int], kept: Set[int]) -> list[int]:
    """Join a stretch of a handful of changes with the neighbour that is nearer in time.

    A visit between two long silences is a stretch by the silences alone, and tells nothing.
    """
    left = list(cuts)
    least = min(max(sum(map(len, series)) * LEAST_SHARE, LEAST_CHANGES[0]), LEAST_CHANGES[-1])
    while True:
        bounds = [0, *left, len(series)]
        sizes = [sum(map(len, series[low:high])) for low, high in pairwise(bounds)]
        small = sorted((size, place) for place, size in enumerate(sizes) if size < least)
        for _, place in small:
            near = [cut for cut in bounds[place : place + 2] if 0 < cut < len(series) and cut not in kept]
            if near:
                left.remove(min(near, key=lambda cut: (_silent_before(series, cut), cut)))
                break
        else:
            return left


def _silent_before(series: Sequence[Sequence[Step]], cut: int) -> int:
    """Give the months without a change right before one."""
    return next((months for months in range(cut) if series[cut - 1 - months]), cut)


def _cuts(rows: Sequence[tuple[float, ...]], forced: set[int]) -> list[int]:
    """Give the months at which a new stretch begins."""
    count = len(rows)
    cost = _Costs(rows)
    noise = max(0.05, cost(0, count) / count)
    best: list[list[tuple[float, int]]] = [[(cost(0, end), 0) for end in range(count + 1)]]
    for _ in range(1, min(MOST, max(1, count // SHORTEST_MONTHS))):
        before = best[-1]
        row = []
        for end in range(count + 1):
            starts = range(SHORTEST_MONTHS, end - SHORTEST_MONTHS + 1)
            row.append(min(((before[s][0] + cost(s, end), s) for s in starts), default=(float("inf"), 0)))
        best.append(row)
    totals = [best[k][count][0] + k * PENALTY * noise * log(count + 1) for k in range(len(best))]
    pieces = totals.index(min(totals))
    cuts = []
    end = count
    for k in range(pieces, 0, -1):
        end = best[k][end][1]
        cuts.append(end)
    free = [cut for cut in cuts if all(abs(cut - other) >= SHORTEST_MONTHS for other in forced)]
    return sorted({*forced, *sorted(free)[: MOST - 1 - len(forced)]})


class _Costs:
    """The squared distance of rows from their mean, over any stretch, in constant time."""

    def __init__(self, rows: Sequence[tuple[float, ...]]) -> None:
        self._sums = [(0.0,) * len(rows[0])]
        self._squares = [0.0]
        for row in rows:
            self._sums.append(tuple(a + b for a, b in zip(self._sums[-1], row, strict=True)))
            self._squares.append(self._squares[-1] + sum(value * value for value in row))

    def __call__(self, start: int, end: int) -> float:
        if end <= start:
            return 0.0
        mean = sum((b - a) ** 2 for a, b in zip(self._sums[start], self._sums[end], strict=True)) / (end - start)
        return max(0.0, self._squares[end] - self._squares[start] - mean)


# words ----------------------------------------------------------------------------------------------------------------


def _era(history: History, steps: Sequence[Step], events: Sequence[Event], place: str, usual: Counter[str]) -> Era:
    first, last = steps[0].day, steps[-1].day
    count = Counter(step.who for step in steps)
    people = tuple(sorted(count.items(), key=lambda item: (item[0] in history.nobodies, -item[1], item[0])))
    persons = [row for row in people if row[0] not in history.nobodies] or list(people)
    months = [0] * (_month(last) - _month(first) + 1)
    for step in steps:
        months[_month(step.day) - _month(first)] += 1
    releases = [r for r in history.releases if r.date and first <= day_of(r.date) <= last]
    releases.sort(key=lambda release: (day_of(release.date), release.name))
    folders = _folders(steps, usual)
    inside = [event for event in events if first <= (event.told or event.date) <= last]
    names = tuple(release.name for release in releases)
    short = _short_title(persons, steps, inside, place)
    title = short + _worked_on(folders, len(steps)) + _given_out(names)
    text = tuple(_sentences(persons, steps, folders, names, inside))
    quotes = _quotes(history, steps)
    return Era(title, short, first, last, len(steps), tuple(months), people, folders, names, text, quotes)


def _folder_counts(steps: Sequence[Step]) -> Counter[str]:
    """Count the changes of each folder, below the one that all lies in; a change of 50 files is at home nowhere."""
    count: Counter[str] = Counter()
    few = [step for step in steps if len(step.commit.changes) <= 50]
    roots = Counter(change.path.partition("/")[0] for step in few for change in step.commit.changes[:1])
    root, most = max(roots.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    for step in few:
        here = set()
        for change in step.commit.changes:
            parts = change.path.split("/")[:-1]
            if parts and parts[0] == root and most >= 0.6 * len(few):
                parts = parts[:2]  # where most of it lies in one folder, those inside it tell more
            else:
                parts = parts[:1]
            here.add("/".join(parts))
        count.update(here - {"", root})
    return count


def _folders(steps: Sequence[Step], usual: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Give up to three folders that were worked on much, and more than at other times."""
    count = _folder_counts(steps)
    total, everything = max(1, count.total()), max(1, usual.total())
    rows = []
    for name, number in count.items():
        share, elsewhere = number / total, usual[name] / everything
        if number >= 3 and share >= 0.05:
            rows.append((-share * min(3.0, share / max(elsewhere, 0.01)), name, number))
    return tuple((name, number) for _, name, number in sorted(rows)[:3])


def _short_title(people: Sequence[tuple[str, int]], steps: Sequence[Step], inside: Sequence[Event], place: str) -> str:
    """Say where in the history it stands, and whose time it was."""
    restored = next((event for event in inside if event.kind == "lost and restored" and event.loudness >= 70), None)
    main = [name for name, changes in people if changes >= 0.15 * len(steps)][:MOST_NAMED] or [people[0][0]]
    others = len(people) > len(main) and sum(n for name, n in people if name in main) < 0.75 * len(steps)
    who = _list([*main, *(["others"] * others)])
    if restored is not None and ((restored.told or restored.end) - steps[0].day).days <= 31:
        return f"After the repository was lost: {who}"
    if len(steps) <= 5:
        head = {"first": "The first changes", "last": "The last changes"}.get(place, "A few changes")
        return f"{head}: {who}"
    head = {"first": "The beginning: ", "last": "The end: "}.get(place, "")
    return head + who


def _worked_on(folders: Sequence[tuple[str, int]], changes: int) -> str:
    """Name the one or two folders that at least a tenth of the changes were in."""
    named = [f"{name}/" for name, number in folders if number >= 0.1 * changes][:2]
    return f"; in {_list(named)}" if named and changes > 5 else ""


def _given_out(releases: Sequence[str]) -> str:
    """Give the first and the last release of the name that most have, the last one by its number alone."""
    stems = [(name, *_STEM.match(name).groups()) for name in releases if _STEM.match(name)]  # type: ignore[union-attr]
    if not stems:
        return ""
    usual = Counter(stem for _, stem, _ in stems).most_common(1)[0][0]
    ours = [(name, number) for name, stem, number in stems if stem == usual]
    return f"; {ours[0][0]}" + (f" to {ours[-1][1]}" if len(ours) > 1 else "")


def _pace(changes: int, days: int) -> str:
    a_month = changes / max(1.0, days / 30.44)
    if a_month >= 60:
        return f"{round(a_month / 30.44)} changes a day" if a_month >= 45.7 else "a change a day"
    if a_month >= 1.5:
        return f"{round(a_month)} changes a month"
    return "a change a month" if a_month >= 0.75 else f"{max(1, round(12 * a_month))} changes a year"


def _sentences(
    people: Sequence[tuple[str, int]],
    steps: Sequence[Step],
    folders: Sequence[tuple[str, int]],
    releases: Sequence[str],
    inside: Sequence[Event],
) -> Iterator[str]:
    days = (steps[-1].day - steps[0].day).days
    (first, most), made = people[0], sum(number for _, number in people)
    length, pace = days_text(days + 1), _pace(made, days)
    changes = counted(made, "change")
    if len(people) == 1:
        yield f"In {length} {first} made {changes}, {pace}."
    else:
        shares = f"{first} made {most} of them ({_percent(most, made)})"
        rest = [f"{name} {number} ({_percent(number, made)})" for name, number in people[1:MOST_NAMED]]
        shares += f", {_list(rest)}" if rest else ""
        yield f"In {length} {len(people)} people made {changes}, {pace}; {shares}."
    if made < len(steps):
        yield f"{counted(len(steps) - made, 'change')} more stand under names that no person is meant by."
    if folders:
        named = [
            f"{name}/ ({counted(number, 'change') if not place else number})"
            for place, (name, number) in enumerate(folders)
        ]
        yield f"It went on in {_list(named)}."
    if releases:
        span = f", {releases[0]} to {releases[-1]}" if len(releases) > 1 else f", {releases[0]}"
        verb = "was" if len(releases) == 1 else "were"
        yield f"There {verb} {counted(len(releases), 'release')}{span}."
    came = [event.people[0] for event in inside if event.kind == "arrival" and event.people]
    went = [event.people[0] for event in inside if event.kind == "farewell" and event.people]
    if came:
        yield f"{_list(came)} came."
    if went:
        yield f"{_list(went)} stopped."
    # a silence at the end of an era is between it and the next; the others are told above
    told = ("arrival", "farewell", "last change", "branch", "silence")
    loud = [event for event in inside if event.kind not in told]
    if loud:
        event = max(loud, key=lambda event: event.loudness)
        yield f"On {event.told or event.date}: {event.title}."


def _percent(part: int, whole: int) -> str:
    """Give a share in percent."""
    return f"{100 * part / whole:.0f}\u202f%" if 200 * part >= whole else "below 1\u202f%"


def _list(names: Sequence[str]) -> str:
    """Names as a phrase, each once; "" for none."""
    names = list(dict.fromkeys(names))
    if not names:
        return ""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"


def _quotes(history: History, steps: Sequence[Step]) -> tuple[Evidence, ...]:
    """Three messages with the rarest words: the mean of the logarithms, over messages of a usual length."""
    scored = []
    for step in steps:
        found = words(step.subject)
        if 4 <= len(found) <= 25:
            rarity = sum(log(len(history.steps) / history.vocabulary[word]) for word in set(found)) / len(set(found))
            scored.append((-rarity, step.commit.date, step))
    scored.sort(key=lambda item: item[:2])
    chosen: list[Step] = []
    for _, moment, step in scored:
        if all(abs(moment - other.commit.date) > timedelta(7) for other in chosen):
            chosen.append(step)
        if len(chosen) == 3:
            break
    return tuple(step.evidence for step in sorted(chosen, key=lambda step: step.commit.date))
