"""Whose lines are left, and of which year: every line followed through every change.

Each commit's files are compared with its parents' and only the changed ones are read, once; a line that stayed keeps
the commit it came from. A merge asks its parents in order, a moved file the path it came from. This is what `git blame`
computes for one file, for all files at once, at all times; where several ways of comparing are right, the two may
choose differently. No working copy is needed.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, Protocol

from archaeo.model import Change, Commit, Identity, Progress, no_progress
from archaeo.shelf import Shelf

from . import _followed, _lines, _texts, inventory
from ._followed import Followed, Text, keep, resumed
from ._texts import Texts
from .chronicle import shown_name
from .inventory import language_of

MOST_MOVED = 60
"""With more deleted files in one change, only recorded moves and those that keep their name are followed."""

FEW_NEW = 500
"""With so many new commits what is known of contents is not looked up."""

MANY_BROUGHT = 20
"""Whoever adds so many files in one change need not have written them."""

MAKERS = (_lines.__file__, _texts.__file__, _followed.__file__, inventory.__file__, __file__)
"""The code that decides what is remembered of contents."""


class Onlooker(Protocol):
    """Looks at every content that the lines are followed through, as `secrets.Watch` does."""

    def look(self, content: bytes) -> Sequence[Any]:
        """Give what is seen in a content, for ``saw``; JSON must be able to hold it."""

    def saw(self, commit: str, path: str, found: Sequence[Any]) -> None:
        """Be told where a content stood in which this was seen."""


@dataclass(frozen=True, slots=True)
class Survival:
    """What is left of the work.

    Attributes:
        samples: the last day of each year, and the last day of all.
        cohorts: year of birth to lines alive at each sample.
        people: (person, lines alive at the end), most first.
        folders: (folder, lines, person with most of them, that person's lines), by folder; the folder at most two deep.
        files: (path, lines, {person: lines}) at the end, by path.
        written: lines that ever were, a line changed counted again.
        half_life_days: after so many days half of the lines born are gone; None where more than half were left.
        brought: (path, {person: lines}) of ``files`` that came in changes with ``MANY_BROUGHT`` new files or more.
    """

    samples: tuple[date, ...]
    cohorts: tuple[tuple[int, tuple[int, ...]], ...]
    people: tuple[tuple[str, int], ...]
    folders: tuple[tuple[str, int, str, int], ...]
    files: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]
    written: int
    half_life_days: int | None
    brought: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()

    @property
    def lines(self) -> int:
        """Lines at the end."""
        return sum(lines for _, lines in self.people)


def follow(
    commits: Sequence[Commit],
    tip: str,
    read: Callable[[str, str], bytes],
    *,
    who: Callable[[Identity], str] = shown_name,
    root: str = "",
    skip: str = "",
    wanted: Callable[[str], bool] | None = None,
    onlooker: Onlooker | None = None,
    shelf: Shelf | None = None,
    kept: Shelf | None = None,
    progress: Progress = no_progress,
) -> Survival:
    """Follow every line of the history that leads to ``tip``.

    Args:
        commits: parents before children; changes are those against the first parent.
        read: gives the content of a path as a commit left it. Raises ArchaeoError where it cannot be had.
        root: folder in which the project lies, as ``trunk/``; paths are given relative to it.
        skip: folder that nothing comes back from, as ``tags/``; branches beside the root are followed, because what
            is merged from them by copying brings its lines along.
        wanted: which paths are counted; by default programs, build files and text.
        shelf: where lengths and differences of contents are remembered; the makers of it are ``MAKERS`` and the
            onlooker's.
        kept: where it is remembered how far this got, not used where ``wanted`` is given; its makers are the same.
    """
    told = _ancestors(commits, tip)
    line = _first_parents(told, tip)
    where = f"{root}|{skip}"
    kept = kept if wanted is None else None
    followed = resumed(kept, told, line, where) if kept else Followed()
    if followed.count and len(told) - followed.count <= FEW_NEW:
        shelf = None  # what few changes need is sooner computed than looked up among all the others
    texts = (
        Texts(read, shelf, onlooker.look, followed.places) if onlooker else Texts(read, shelf, places=followed.places)
    )
    book = _Book(told, texts, root, skip, cache(wanted or is_text), onlooker, followed)
    samples = followed.samples
    deaths = _Deaths(followed.deaths)
    before = told[followed.newest] if followed.newest >= 0 else None
    for number, commit in enumerate(told[followed.count :], followed.count):
        progress("following lines", number, len(told))
        if commit.key not in line:
            book.add(number, commit, None)
            continue
        # years are the main line's; a clock that runs backwards opens no year a second time
        last_year = before.date.year if before else commit.date.year
        if before and commit.date.year > max(last_year, samples[-1][0].year if samples else 0):
            samples.append((date(last_year, 12, 31), book.ages(before.key)))
        book.add(number, commit, deaths)
        before, followed.newest = commit, number
    if before is None:
        return Survival((), (), (), (), (), 0, None)
    if kept:
        keep(kept, told, line, where, followed)
    samples = [*samples, (before.date.date(), book.ages(tip))]
    progress("following lines", len(told), len(told))
    return _survival(told, book, tip, samples, deaths.ages(), followed.written, who)


def is_text(path: str) -> bool:
    """Whether a path's lines are counted: programs, build files, text; not data, pictures, generated listings."""
    return language_of(path)[1] in ("code", "build", "text")


def _ancestors(commits: Sequence[Commit], tip: str) -> list[Commit]:
    wanted = {tip}
    found = []
    for commit in reversed(commits):
        if commit.key in wanted:
            wanted.update(commit.parents)
            found.append(commit)
    return found[::-1]


def _first_parents(told: Sequence[Commit], tip: str) -> set[str]:
    parent = {commit.key: commit.parents[0] for commit in told if commit.parents}
    line = {tip}
    while tip in parent:
        tip = parent[tip]
        line.add(tip)
    return line


class _Step(NamedTuple):
    """What a change made of a file: the text, the one it was made of, and the origins of lines that went."""

    text: Text
    source: Text | None
    left: array[int]


class _Book:
    """The texts at each commit that still has children to come; a commit with one child hands its texts on."""

    def __init__(
        self,
        told: Sequence[Commit],
        texts: Texts,
        root: str,
        skip: str,
        wanted: Callable[[str], bool],
        onlooker: Onlooker | None,
        followed: Followed,
    ) -> None:
        self._told, self._texts, self._root, self._skip, self._wanted = told, texts, root, skip, wanted
        self._onlooker, self._followed = onlooker, followed
        self._waiting = Counter(parent for commit in told[followed.count :] for parent in commit.parents)
        self._states = followed.states
        if onlooker is not None:
            for row in followed.seen:
                onlooker.saw(*row)

    def add(self, number: int, commit: Commit, deaths: _Deaths | None) -> None:
        """Take a commit's changes in; ``deaths`` is told which lines it ended and which it brought back."""
        gone_lines: Counter[int] = Counter()
        known = [self._states.get(parent, {}) for parent in commit.parents]
        state = self._handed_on(commit.parents[0]) if commit.parents else {}
        gone = [change.path for change in commit.changes if change.action == "D" and change.path in state]
        old = known[0] if known and known[0] is not state else dict(state) if _has_moves(commit) else state
        deleted = _Deleted({path: state[path] for path in gone})
        for change in commit.changes:
            path = change.path
            if (self._skip and path.startswith(self._skip)) or not self._wanted(path):
                continue
            before = old.get(path) if change.copyfrom is None else old.get(change.copyfrom[0])
            others = [text for other in known[1:] if (text := other.get(path)) is not None]
            ended = state.pop(path, None)
            step = (
                None if change.action == "D" else self._step(number, commit, change, before, others, deleted.like(path))
            )
            if step is not None:
                state[path] = step.text
            if deaths is not None and path.startswith(self._root):
                if step is not None and step.source is ended and not others:
                    gone_lines.update(step.left)
                else:
                    gone_lines.update(ended.born if ended else ())
                    gone_lines.subtract(Counter(step.text.born if step else ()))
        if deaths is not None:
            for origin, lines in gone_lines.items():
                if origin != number and lines:
                    deaths.add(origin, (commit.date - self._told[origin].date).days, lines)
        for parent in commit.parents[1:]:
            self._done_with(parent)
        if self._waiting[commit.key] or number == len(self._told) - 1:
            self._states[commit.key] = state

    def ages(self, key: str) -> Counter[int]:
        """Count the lines alive at a commit by the year they were born."""
        count = self.origins(self.texts(key).values())
        years: Counter[int] = Counter()
        for number, lines in count.items():
            years[self._told[number].date.year] += lines
        return years

    def texts(self, key: str) -> dict[str, Text]:
        """The project's texts at a commit that waits for a child, by path relative to the root."""
        root = self._root
        state = self._states.get(key, {})
        return {path[len(root) :]: text for path, text in state.items() if path.startswith(root)}

    def origins(self, texts: Iterable[Text]) -> Counter[int]:
        """Count lines by the number of the commit they came from."""
        count: Counter[int] = Counter()
        for text in texts:
            count.update(text.origins)
        return count

    def _handed_on(self, parent: str) -> dict[str, Text]:
        self._waiting[parent] -= 1
        if self._waiting[parent]:
            return dict(self._states.get(parent, {}))
        return self._states.pop(parent, {})

    def _done_with(self, parent: str) -> None:
        self._waiting[parent] -= 1
        if not self._waiting[parent]:
            self._states.pop(parent, None)

    def _step(
        self,
        number: int,
        commit: Commit,
        change: Change,
        before: Text | None,
        others: Sequence[Text],
        deleted: Sequence[Text],
    ) -> _Step | None:
        """Give the text that a change left; None where it left none."""
        id = self._texts.at(commit.key, change)
        length, seen = self._texts.measure(id)
        if self._onlooker is not None and seen:
            self._onlooker.saw(commit.key, change.path, seen)
            self._followed.seen.append((commit.key, change.path, seen))
        if length is None:
            return None
        born = array("I", [number]) * length
        if before is None and not others:
            before = self._most_alike(deleted, id, length)
        left = self._inherit(before, id, born) if before is not None else array("I")
        for text in others:
            pieces = iter(self._texts.kept(text.id, id))
            for i, j, size in zip(pieces, pieces, pieces, strict=True):
                _fill(born, j, text.born[i : i + size], number)
        if change.path.startswith(self._root):
            inherited = len(before.born) - len(left) if before is not None else 0
            self._followed.written += born.count(number) if others else length - inherited
        return _Step(Text(id, born), before, left)

    def _inherit(self, before: Text, id: str, born: array[int]) -> array[int]:
        """Take over the origins of lines that stayed; gives those of the lines that did not."""
        left = array("I")
        end = 0
        pieces = iter(self._texts.kept(before.id, id))
        for i, j, size in zip(pieces, pieces, pieces, strict=True):
            born[j : j + size] = before.born[i : i + size]
            if i > end:
                left.extend(before.born[end:i])
            end = i + size
        left.extend(before.born[end:])
        return left

    def _most_alike(self, deleted: Sequence[Text], id: str, length: int) -> Text | None:
        """The deleted text that a new one was most likely moved from: half of the larger one's lines are the same."""
        best, most = None, 0
        for text in deleted:
            longer = max(length, len(text.born))
            if 2 * min(length, len(text.born)) >= longer:
                same = self._texts.same(text.id, id)
                if 2 * same >= longer and same > most:
                    best, most = text, same
        return best


class _Deleted:
    """The texts that a change deleted: what it adds may be one of them, under another path and edited."""

    def __init__(self, texts: dict[str, Text]) -> None:
        self._all = list(texts.values()) if len(texts) <= MOST_MOVED else None
        self._by_name: dict[str, list[Text]] = {}
        for path, text in texts.items():
            self._by_name.setdefault(path.rpartition("/")[2], []).append(text)

    def like(self, path: str) -> Sequence[Text]:
        """Give those that a path may have come from: all of a few, else those of its name."""
        return self._by_name.get(path.rpartition("/")[2], ())[:MOST_MOVED] if self._all is None else self._all


class _Deaths:
    """The ages at which lines went. What comes back had not gone: a lost trunk that is restored ends no line."""

    def __init__(self, known: dict[int, list[tuple[int, int]]]) -> None:
        self._of_commit = known

    def add(self, origin: int, age_days: int, lines: int) -> None:
        """Count lines of a commit that went, or came back where ``lines`` is negative."""
        gone = self._of_commit.setdefault(origin, [])
        if lines > 0:
            gone.append((max(0, age_days), lines))
        while lines < 0 and gone:
            age, count = gone.pop()
            if count > -lines:
                gone.append((age, count + lines))
            lines += count

    def ages(self) -> Counter[int]:
        """Give age in days to number of lines."""
        count: Counter[int] = Counter()
        for gone in self._of_commit.values():
            for age, lines in gone:
                count[age] += lines
        return count


def _fill(born: array[int], start: int, from_other: array[int], number: int) -> None:
    """Take another parent's origins, for lines that the first parent did not have."""
    for at, origin in enumerate(from_other, start):
        if born[at] == number:
            born[at] = origin


def _has_moves(commit: Commit) -> bool:
    return any(change.copyfrom for change in commit.changes)


def _survival(
    told: Sequence[Commit],
    book: _Book,
    tip: str,
    samples: Sequence[tuple[date, Counter[int]]],
    deaths: Counter[int],
    written: int,
    who: Callable[[Identity], str],
) -> Survival:
    names = [who(commit.author) for commit in told]
    people: Counter[str] = Counter()
    folders: dict[str, Counter[str]] = {}
    files, brought = [], []
    imports = {n for n, one in enumerate(told) if sum(c.action == "A" for c in one.changes) >= MANY_BROUGHT}
    ages: Counter[int] = Counter()
    for path, text in sorted(book.texts(tip).items()):
        mine: Counter[str] = Counter()
        put_in: Counter[str] = Counter()
        for number, lines in book.origins([text]).items():
            mine[names[number]] += lines
            put_in[names[number]] += lines if number in imports else 0
            ages[max(0, (told[-1].date - told[number].date).days)] += lines
        people.update(mine)
        folders.setdefault("/".join(path.split("/")[:-1][:2]), Counter()).update(mine)
        files.append((path, mine.total(), tuple(_ranked(mine))))
        brought += [(path, tuple(row for row in _ranked(put_in) if row[1]))] if +put_in else []
    years = sorted({year for _, count in samples for year in count})
    cohorts = tuple((year, tuple(count[year] for _, count in samples)) for year in years)
    held = tuple((folder, count.total(), *_ranked(count)[0]) for folder, count in sorted(folders.items()) if count)
    days = tuple(day for day, _ in samples)
    return Survival(
        days, cohorts, tuple(_ranked(people)), held, tuple(files), written, half_life(deaths, ages), tuple(brought)
    )


def _ranked(count: Counter[str]) -> list[tuple[str, int]]:
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))


def half_life(deaths: Counter[int], alive: Counter[int]) -> int | None:
    """Give the age in days by which half of the lines are gone, None where more than half never were.

    Lines that live count for as long as they were seen (Kaplan and Meier 1958, "Nonparametric estimation from
    incomplete observations").

    >>> half_life(Counter({10: 3, 100: 1}), Counter({500: 2}))
    10
    >>> half_life(Counter({10: 1}), Counter({500: 2}))
    """
    at_risk = deaths.total() + alive.total()
    share = 1.0
    for age in sorted(deaths.keys() | alive.keys()):
        if deaths[age]:
            share *= 1 - deaths[age] / at_risk
            if share <= 0.5:
                return age
        at_risk -= deaths[age] + alive[age]
    return None
