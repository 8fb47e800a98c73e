"""Large projects made up by rule: always the same, with messages and paths about as hard to pack as real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from archaeo.analyzers.atlas import take
from archaeo.analyzers.chronicle import rows
from archaeo.analyzers.inventory import Measured
from archaeo.model import Change, Commit, Identity, Release
from archaeo.summary import Cover, Section, Summary
from archaeo.summary.blocks import Ego, Mark, Series, Text

_SOUNDS = [a + b for a in ("b", "d", "f", "gr", "k", "l", "m", "n", "pr", "r", "s", "st", "t", "v") for b in "aeiou"]


def changes(count: int, files: int = 2000, seed: int = 1) -> tuple[Commit, ...]:
    """Give commits of one line: 60 people, two to three files each, messages of 20 words of 4,000."""
    dice = random.Random(seed)
    words = ["".join(dice.choices(_SOUNDS, k=dice.randint(1, 4))) for _ in range(4000)]
    rank = list(accumulate(1 / (n + 10) for n in range(len(words))))
    paths = file_names(files)
    hot = list(accumulate(1 / (n + 30) for n in range(len(paths))))
    people = [f"{dice.choice(words).title()} {dice.choice(words).title()}" for _ in range(60)]
    moment = datetime(1999, 1, 1, 8, tzinfo=UTC)
    made: list[Commit] = []
    seen: set[str] = set()
    for number in range(count):
        moment += timedelta(minutes=dice.randint(1, 360))
        touched = sorted(set(dice.choices(paths, cum_weights=hot, k=dice.choice((1, 1, 2, 3, 5)))))
        if number == 0:
            touched = sorted(paths)
        text = dice.choices(words, cum_weights=rank, k=dice.randint(6, 40))
        message = " ".join(text[:8]) + "\n\n" + " ".join(text[8:])
        parents = (made[-1].key,) if made else ()
        told = tuple(Change("M" if path in seen else "A", path) for path in touched)
        seen.update(touched)
        who = Identity(dice.choice(people[: 5 + number * 55 // count]))
        made.append(Commit(f"{dice.getrandbits(160):040x}", "refs/heads/main", parents, who, moment, message, told))
    return tuple(made)


def file_names(count: int) -> list[str]:
    """Give paths in folders of about fifty."""
    kinds = ("c", "h", "py", "txt", "f")
    return [f"part{n % 17}/group{n % 391 // 17}/unit_{n:05}.{kinds[n % 5]}" for n in range(count)]


def edges(files: int, count: int, seed: int = 2) -> tuple[tuple[str, str, str, str], ...]:
    """Give dependencies among the files: a few are used by thousands, most by hardly any."""
    dice = random.Random(seed)
    paths = file_names(files)
    hot = list(accumulate(1 / (n + 1) for n in range(files)))
    used = dice.choices(paths, cum_weights=hot, k=count)
    outside = [(dice.choice(paths), f"lib{n % 40}.h", "include", "external") for n in range(count // 10)]
    return tuple(sorted({*((dice.choice(paths), one, "include", "file") for one in used), *outside}))


def summary(count: int, files: int = 2000, edge_count: int = 6000) -> Summary:
    """Give a summary with all that grows: the timeline, the files, the dependencies."""
    commits = changes(count, files)
    releases = [Release(f"v{n}", commits[n].date, "tag", commits[n].key) for n in range(0, count, max(count // 40, 1))]
    dice = random.Random(3)
    now = [Measured(path, "C", "code", dice.randint(5, 900), 9000, False) for path in file_names(files)]
    atlas = take(
        commits, commits, commits[-1].key, now, lambda commit, path: b"x\n" * (len(path) + commit.count("a") * 20)
    )
    sections = tuple(_sections(commits))
    cover = Cover((), None, ())
    return Summary(
        *("large", cover, sections, rows(commits, (), releases), {}, {}), atlas=atlas, edges=edges(files, edge_count)
    )


def _sections(commits: tuple[Commit, ...]) -> Iterator[Section]:
    years: dict[date, int] = {}
    for commit in commits:
        day = commit.date.date().replace(day=1)
        years[day] = years.get(day, 0) + 1
    labels = tuple(day.isoformat()[:7] for day in years)
    series = Series(
        "Changes", "many", "changes", labels, (("changes", tuple(years.values())),), (Mark(labels[0], "event", "x"),)
    )
    yield Section("timeline", "Timeline", (series,))
    yield Section("map", "Map", (Text(()),))
    yield Section("compare", "Compare", (Text(()),))
    yield Section("dependencies", "Dependencies", (Ego("One", "many use it", "a", (), (), ()),))
