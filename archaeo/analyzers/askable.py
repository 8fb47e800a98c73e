"""Whom to ask about each program: who worked on it most, of what they wrote most is left, and who worked on it last.

A file is its authors', not those' who brought it with a hundred others, tidied its blanks, or gave all heads a new
licence. So a change counts as work on a file where it touched few files and does not say that it only tidies; what
nobody worked on in such a change is known by whoever brought it, and said to be so. Shares of changes and of lines
that are left are added: one change may be the whole file, and ten may be ten letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from . import making
from .history import Step
from .inventory import Measured
from .making import Making

MANY = 20
"""With so many files at once, and ``MANY_OF`` of all, a change is no work on each of them."""
MANY_OF = 0.1
AT_ONCE = 60
_TIDIES = re.compile(
    r"\bwhite ?spaces?\b|\btrailing (?:blanks?|spaces?)\b|\b(?:un|de)?-?tabif\w*|\bre-?indent\w*|\bindentation\b"
    r"|\bre-?format\w*|\bastyle\b|\bclang-format\b|\bblack(?:en|ed|fy)?\b|\bpep-?8\b|\bruff\b"
    r"|\b(?:no|remove|expand)\w* tabs?\b|\bline end\w*|\bCR/?LF\b|\bcopyright\b|\blicen[cs]es? headers?\b"
    r"|\bre-?licen[cs]\w+|\baddress of the FSF\b|\bGNU address\b|\bshebang\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Known:
    """Who knows a program.

    Attributes:
        who: whom to ask first.
        changes: the work that was done on it, 0 where it was only brought.
        last, last_by: the last work on it; None and "" where there was none.
        lines: of the file today.
    """

    path: str
    who: str
    changes: int
    last: date | None
    last_by: str
    lines: int

    @property
    def is_brought(self) -> bool:
        """Whether nobody worked on it here, and ``who`` put it in."""
        return not self.changes


def find(
    files: Sequence[Measured],
    steps: Sequence[Step],
    left: Iterable[tuple[str, int, tuple[tuple[str, int], ...]]] = (),
    brought: Iterable[tuple[str, tuple[tuple[str, int], ...]]] = (),
    nobodies: Set[str] = frozenset(),
    made: Mapping[str, Making] | None = None,
) -> tuple[Known, ...]:
    """Give the programs of which somebody is known, by path.

    Args:
        steps: the work that is in the newest state.
        left: (path, lines, (person, lines) of it); ``brought`` those that came with many others; see
            `ownership.Survival`.
        made: all that was done to each file, by path; see `making.gather`.
    """
    programs = {file.path: file for file in files if file.kind == "code"}
    worked = making.gather(
        steps, programs.keys(), lambda path: (path,) if path in programs else (), nobodies, is_work_on_each
    )
    lines_of = {path: dict(people) for path, _, people in left if path in programs}
    brought_in = {path: dict(people) for path, people in brought if path in programs}
    at_home = _at_home(worked)
    found = []
    for path, file in sorted(programs.items()):
        put_in_by = made[path].came_by if made and path in made else ""
        if worked.get(path, Making()).by:
            own, alien = lines_of.get(path, {}), brought_in.get(path, {})
            # what came with a hundred files is theirs who went on with it, where that is who worked here most
            home = at_home.get(path.rpartition("/")[0], "")
            lines = {who: count - (alien.get(who, 0) if who != home else 0) for who, count in own.items()}
            found.append(_known(file, worked[path], lines))
        elif put_in_by and put_in_by not in nobodies:
            found.append(Known(path, put_in_by, 0, None, "", file.lines))
    return tuple(found)


def is_work_on_each(step: Step) -> bool:
    """Whether a change is work on each of the files it touches: not a great import, and no tidying of many."""
    touched = len(step.added) + len(step.modified)
    if touched >= AT_ONCE or (touched >= MANY and touched >= MANY_OF * step.before):
        return False
    return touched < 3 or not _TIDIES.search(step.subject)


def _at_home(worked: Mapping[str, Making]) -> dict[str, str]:
    """Give who worked most on a folder's files."""
    found: dict[str, Counter[str]] = {}
    for path, made in worked.items():
        found.setdefault(path.rpartition("/")[0], Counter()).update({who: changes for who, changes, _ in made.by})
    return {folder: min(count, key=lambda who: (-count[who], who)) for folder, count in found.items() if count}


def _known(file: Measured, worked: Making, lines: Mapping[str, int]) -> Known:
    """Give who knows a program that was worked on."""
    changes = {who: number for who, number, _ in worked.by}
    shares = {
        who: number / sum(changes.values()) + lines.get(who, 0) / max(file.lines, 1) for who, number in changes.items()
    }
    who = min(shares, key=lambda name: (-shares[name], name))
    last_by, _, last = max(worked.by, key=lambda row: (row[2], row[1], row[0]))
    return Known(file.path, who, sum(changes.values()), last, last_by, file.lines)


def by_folder(known: Sequence[Known], least: float = 0.75) -> Iterator[tuple[str, str, tuple[Known, ...]]]:
    """Yield (folder, whom to ask about nearly all below it, the programs there for which it is somebody else).

    The uppermost folders of which that is true; "" with nobody's name for what lies in none of them.
    """
    below: dict[str, list[Known]] = {}
    for one in known:
        folder = one.path.rpartition("/")[0]
        while folder:
            below.setdefault(folder, []).append(one)
            folder = folder.rpartition("/")[0]
    taken: dict[str, str] = {}
    for folder, mine in sorted(below.items()):  # those above come first
        if any(folder.startswith(f"{above}/") for above in taken):
            continue
        votes = Counter(one.who for one in mine if not one.is_brought) or Counter(one.who for one in mine)
        who, most = min(votes.items(), key=lambda item: (-item[1], item[0]))
        if most >= least * votes.total() and len(mine) > 1:
            taken[folder] = who
    rest = [one for one in known if not any(one.path.startswith(f"{folder}/") for folder in taken)]
    for folder, who in taken.items():
        others = (one for one in below[folder] if one.who != who and not one.is_brought)
        yield folder, who, tuple(sorted(others, key=lambda one: (-one.changes, one.path)))
    if rest:
        yield "", "", tuple(sorted(rest, key=lambda one: (-one.changes, one.path)))
