"""Files that belong together by their names, wherever they lie: ``glint_*``, ``MQM*``, ``*bcsft*``.

A folder of two hundred files holds several things, and one thing lies in several folders: its sources, its pages of
the manual, its tests. What is before the first ``_``, ``-`` or ``.``, or before the next capital letter, is such a
name; so is a run of letters without a vowel, which is no word and somebody's invention, wherever it stands. Usual words
(``test``, ``read``, ``util``), the name that nearly all files have, and a name that only says again in which folder
they lie are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from . import making
from .history import Step
from .inventory import Measured
from .making import Making

LEAST_FILES = 4
LEAST_SHARE = 150
"""A family has one line of code in so many at least."""
MOST_SHARE = 0.5
"""A name that half of all files have is the project's own."""
_SAME = 0.7
MOST = 60
_USUAL = frozenset(
    """
    add all app apply array base basic bin build calc change check class close cmd code color com common compute config
    configure conf convert copy create data date debug def default del delete demo dir do doc draw edit error example
    examples ex file files find fix font format frame func function gen generate get global gui handle header help html
    image import index info init input install interface io item lib line list load local log main make makefile map
    math matrix menu message misc mod model module my name new node none num number obj object old open option options
    out output package page parse path plot point pop print proc process prog program py query read readme remove
    report run save scan script search select send set setup show simple size sort source src start stat static std stop
    str string struct sub sum summary sys system tab table temp template test tests text time tmp tool tools tree type
    types unit update user util utilities utils val value var vec vector version view window with word write xml
    abstract default generic i n the to is has un non pre no multi mini two three one first last
    cfg ctl ctrl dlg fmt hdr mgr msg pkg ptr sql ssl tcp txt xhtml png css
    """.split()
)
_WORDS = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]|\d+")
_NO_VOWEL = re.compile(r"[b-df-hj-np-tv-xz]{3,}\Z")
_BARE = re.compile(r"[b-df-hj-np-tv-xz]{3,}(?=[aeiou])")


@dataclass(frozen=True, slots=True)
class Family:
    """Files of one name.

    Attributes:
        name: what is common to them, as ``glint_*``.
        paths: the files.
        folders: (folder, files) of those they lie in, most first.
        code: lines of programs.
        left: (person, lines that are theirs), most first.
    """

    name: str
    paths: tuple[str, ...]
    folders: tuple[tuple[str, int], ...]
    code: int
    left: tuple[tuple[str, int], ...]
    made: Making


def find(
    files: Sequence[Measured],
    steps: Sequence[Step],
    left: Iterable[tuple[str, int, tuple[tuple[str, int], ...]]] = (),
    nobodies: Set[str] = frozenset(),
) -> tuple[tuple[Family, ...], dict[str, Making]]:
    """Give the families, those with most code first, and what was done to each single file.

    Args: as those of `parts.find`.
    """
    chosen = _chosen(files)
    of_path: dict[str, list[str]] = {file.path: [] for file in files}
    for key, mine in chosen.items():
        for file in mine:
            of_path[file.path].append(key)
    owned: dict[str, Counter[str]] = {key: Counter() for key in chosen}
    for path, _, people in left:
        for key in of_path.get(path, ()):
            owned[key].update({who: lines for who, lines in people if who not in nobodies})

    def keys(path: str) -> tuple[tuple[str, str], ...]:
        mine = of_path.get(path)
        return () if mine is None else (("", path), *((key, "") for key in mine))

    made = making.gather(steps, of_path.keys(), keys, nobodies)
    families = tuple(
        Family(
            _name(key, mine),
            tuple(file.path for file in mine),
            _folders(mine),
            _code(mine),
            tuple(sorted(owned[key].items(), key=lambda item: (-item[1], item[0]))),
            made.get((key, ""), Making()),
        )
        for key, mine in chosen.items()
    )
    return families, {path: made["", path] for path in of_path if ("", path) in made}


def _chosen(files: Sequence[Measured]) -> dict[str, list[Measured]]:
    """Give the files of each name that is worth one, those with most code first."""
    told = [file for file in files if file.kind in ("code", "text", "build")]
    code = sum(file.lines for file in told if file.kind == "code")
    below = Counter(folder for file in told for folder in _above(file.path))
    members: dict[str, list[Measured]] = {}
    for file in told:
        for key in set(_keys(_stem(file.path))):
            members.setdefault(key, []).append(file)
    kept = {}
    for key, mine in members.items():
        programs = sum(file.kind == "code" for file in mine)
        if programs < LEAST_FILES - 1 or len(mine) < LEAST_FILES or len(mine) > MOST_SHARE * len(told):
            continue
        if _code(mine) * LEAST_SHARE < code or _is_a_folder(mine, below):
            continue
        kept[key] = mine
    ranked = sorted(kept, key=lambda key: (-_code(kept[key]), key))
    # of two names for the same files the longer one says more
    single: dict[tuple[str, ...], str] = {}
    for key in ranked:
        paths = tuple(file.path for file in kept[key])
        single[paths] = max(single.get(paths, ""), key, key=len)
    of = {key: {file.path for file in kept[key]} for key in single.values()}
    # of mqm and mqms the shorter one is the name, the other where a word began
    inner = {key for key in of for other in of if key != other and key.startswith(other) and of[key] < of[other]}
    return {key: kept[key] for key in [key for key in ranked if key in of and key not in inner][:MOST]}


def _keys(stem: str) -> Iterator[str]:
    """Give the names that a file may belong to.

    >>> sorted(_keys("glint_main")), sorted(_keys("MQMScan")), sorted(_keys("mqmscan")), sorted(_keys("hmm_bcsft"))
    (['glint'], ['mqm'], ['mqm', 'mqms'], ['bcsft', 'hmm'])
    """
    words = [word.lower() for word in _WORDS.findall(stem)]
    if len(words) > 1 and len(words[0]) > 1 and words[0] not in _USUAL and not words[0].isdigit():
        yield words[0]
    yield from (word for word in words[1:] if _NO_VOWEL.match(word) and word not in _USUAL)
    if words and words[0] not in _USUAL and (hit := _BARE.match(words[0])):
        run = hit[0]
        # where the next word begins is not known: mqmscan is mqm and scan, or mqms and can
        yield from (run[:end] for end in range(3, min(len(run), len(words[0]) - 3, 5) + 1) if run[:end] not in _USUAL)


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.partition(".")[0] if name.count(".") == 1 else name.rpartition(".")[0] or name


def _above(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _is_a_folder(mine: Sequence[Measured], below: Counter[str]) -> bool:
    """Whether these are nearly all files of one folder, and nearly all of them lie there."""
    inside = Counter(folder for file in mine for folder in _above(file.path))
    return any(
        count > _SAME * len(mine) and count > _SAME * below[folder] for folder, count in inside.items() if below[folder]
    )


def _code(files: Iterable[Measured]) -> int:
    return sum(file.lines for file in files if file.kind == "code")


def _folders(files: Iterable[Measured]) -> tuple[tuple[str, int], ...]:
    count = Counter(file.path.rpartition("/")[0] for file in files)
    return tuple(sorted(count.items(), key=lambda item: (-item[1], item[0])))


def _name(key: str, files: Sequence[Measured]) -> str:
    """Give what is common to the names, as most of them are spelt."""
    stems = [_stem(file.path) for file in files]
    first = [stem for stem in stems if stem.lower().startswith(key)]
    if len(first) < len(stems):
        return f"*{key}*"
    spelt = Counter(stem[: len(key)] for stem in first)
    own = min(spelt, key=lambda one: (-spelt[one], one))
    after = {stem[len(key) : len(key) + 1] for stem in first}
    mark = after.pop() if len(after) == 1 else ""
    return f"{own}{mark if mark in '_-.' else ''}*"
