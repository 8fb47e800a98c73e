"""The parts of a project at its end: folders cut where most lies, each with its size and the people who know it.

Two levels of folders say much of ``src/turbulence`` and nothing of ``src/main/java/org/...``, so the largest part is
cut into the folders below it until none is large or there are many. Changes follow moved files: what was done to a
library before it was moved counts where it lies now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from . import making
from .history import Step
from .inventory import Measured
from .making import Making

MOST = 90
SMALL_PART = 30
"""What holds less than one line in so many is not cut further."""


@dataclass(frozen=True, slots=True)
class Part:
    """A folder, or the files that lie in it beside its folders.

    Attributes:
        folder: without a slash at its end, "" for the top.
        is_rest: the folders below it are parts of their own.
        code: lines of programs.
        lines: of all text, programs' too.
        language: the one with most lines of code, "" where there is none.
        left: (person, lines that are theirs), most first.
        made: what people did to it, in files that are gone too.
    """

    folder: str
    is_rest: bool
    files: int
    code: int
    lines: int
    language: str
    left: tuple[tuple[str, int], ...]
    made: Making


def find(
    files: Sequence[Measured],
    steps: Sequence[Step],
    left: Iterable[tuple[str, int, tuple[tuple[str, int], ...]]] = (),
    nobodies: Set[str] = frozenset(),
) -> tuple[Part, ...]:
    """Give the parts, those with most code first.

    Args:
        steps: the work, paths as those of ``files``.
        left: (path, lines, (person, lines) of it); see `ownership.Survival`.
        nobodies: people that are not named.
    """
    cut = _cut(files)
    home = {file.path: place for file in files if (place := _place(file.path, cut)) is not None}
    inside: dict[tuple[str, bool], list[Measured]] = {}
    for file in files:
        if file.path in home:
            inside.setdefault(home[file.path], []).append(file)
    owned: dict[tuple[str, bool], Counter[str]] = {}
    for path, _, people in left:
        if path in home:
            owned.setdefault(home[path], Counter()).update({who: lines for who, lines in people if who not in nobodies})

    def places(path: str) -> tuple[tuple[str, bool], ...]:
        place = home.get(path) or _place(path, cut)
        return (place,) if place is not None else ()

    work = making.gather(steps, home.keys(), places, nobodies)
    made = [
        _part(place, mine, owned.get(place, Counter()), work.get(place, Making()))
        for place, mine in sorted(inside.items())
    ]
    return tuple(sorted(made, key=lambda part: (-part.code, -part.lines, part.folder, part.is_rest)))


def _cut(files: Sequence[Measured]) -> dict[str, bool]:
    """Give the folders that are parts, True where only the files beside its folders are meant."""
    weighs_code = any(file.kind == "code" and file.lines for file in files)
    weight: Counter[str] = Counter()
    below: dict[str, set[str]] = {"": set()}
    for file in files:
        lines = file.lines if file.kind == "code" or not weighs_code else 0
        folder = file.path.rpartition("/")[0]
        weight[folder] += lines
        while folder:
            above = folder.rpartition("/")[0]
            weight[above] += lines
            below.setdefault(folder, set())
            below.setdefault(above, set()).add(folder)
            folder = above
    cut = {"": True, **dict.fromkeys(below[""], False)}
    while True:
        whole = [
            folder
            for folder, is_rest in cut.items()
            if not is_rest
            and below[folder]
            and weight[folder] * SMALL_PART > weight[""]
            and len(cut) + len(below[folder]) <= MOST
        ]
        if not whole:
            return cut
        largest = min(whole, key=lambda folder: (-weight[folder], folder))
        cut[largest] = True
        cut |= dict.fromkeys(below[largest], False)


def _place(path: str, cut: Mapping[str, bool]) -> tuple[str, bool] | None:
    """Give the part that a path belongs to; None for what lay in a folder that is gone, beside those that are parts."""
    folder = own = path.rpartition("/")[0]
    while folder not in cut:
        folder = folder.rpartition("/")[0]
    return None if cut[folder] and folder != own else (folder, cut[folder])


def _part(place: tuple[str, bool], files: Sequence[Measured], owned: Counter[str], made: Making) -> Part:
    languages: Counter[str] = Counter()
    for file in files:
        if file.kind == "code":
            languages[file.language] += file.lines
    most = min(languages.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return Part(
        *place,
        len(files),
        languages.total(),
        sum(file.lines for file in files),
        most[0] if most[1] else "",
        _ranked(owned),
        made,
    )


def _ranked(count: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((who, n) for who, n in count.items() if n), key=lambda item: (-item[1], item[0])))
