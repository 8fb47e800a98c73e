"""Which merges a revision records, and which of them become parents in git.

Subversion keeps in a property of the branch root which revisions of which branches were merged into it. git's merge
parent says more: *everything* of that branch up to there. So a parent is drawn only where every commit of the source
that the target did not have yet is covered; the rest is a cherry-pick, said in the commit's note. Each decision has its
reason.

Sources: ``svn:mergeinfo``, Subversion's notes/merge-tracking; ``svnmerge-integrated``, contrib/client-side/svnmerge;
``svk:merge``, SVK::Merge::Info. The rule of whole coverage is that of git-svn (``find_extra_svn_parents``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .life import Life

PROPERTIES = ("svn:mergeinfo", "svnmerge-integrated", "svk:merge")
Ranges = tuple[tuple[int, int], ...]
_RANGE = re.compile(r"(\d+)(?:-(\d+))?(\*?)")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that a revision records.

    Attributes:
        source: path of the branch merged from; ``ranges`` its revisions, both ends included.
        newest: the newest revision of the source that the target says it has, in this and earlier revisions.
        parent: key of the commit that became a parent, or "".
        reason: why it did, or did not.
    """

    source: str
    ranges: Ranges
    newest: int
    parent: str
    reason: str

    def __str__(self) -> str:
        drawn = "merged" if self.parent else "not drawn as a merge"
        return f"{drawn}: {self.source} {show(self.ranges)} ({self.reason})"


def recorded(properties: Mapping[str, bytes], uuid: str) -> dict[str, Ranges]:
    """Give source path to the ranges that a branch root's properties say were merged.

    Ranges marked with ``*`` hold for the directory itself, not for what is in it, and are left out.

    >>> recorded({"svn:mergeinfo": b"/branches/x:3-5,9,12-14*\\n/trunk:2"}, "")
    {'branches/x': ((3, 5), (9, 9)), 'trunk': ((2, 2),)}
    """
    if properties.keys().isdisjoint(PROPERTIES):
        return {}
    found: dict[str, list[tuple[int, int]]] = {}
    for name in ("svn:mergeinfo", "svnmerge-integrated"):
        text = properties.get(name, b"").decode("utf-8", "surrogateescape")
        for line in text.split("\n") if name == "svn:mergeinfo" else text.split():
            path, colon, ranges = line.strip().rpartition(":")
            if colon:
                found.setdefault(path.strip("/"), []).extend(_ranges(ranges))
    for line in properties.get("svk:merge", b"").decode("utf-8", "surrogateescape").split():
        ticket = line.split(":")
        if len(ticket) == 3 and ticket[0] == uuid and ticket[2].isdigit():
            found.setdefault(ticket[1].strip("/"), []).append((1, int(ticket[2])))
    return {path: union(ranges) for path, ranges in sorted(found.items()) if ranges}


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match and not match[3]:
            yield int(match[1]), int(match[2] or match[1])


def union(ranges: list[tuple[int, int]] | Ranges) -> Ranges:
    """Give ranges in order, those that touch joined. A reversed range stays as it is, for the reader to refuse."""
    joined: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if joined and low <= joined[-1][1] + 1 and low <= high:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def added(new: Ranges, old: Ranges) -> Ranges:
    """Give what the new ranges hold beyond the old.

    >>> added(((1, 9), (12, 12)), ((3, 5),))
    ((1, 2), (6, 9), (12, 12))
    """
    found = []
    for low, high in new:
        if low > high and (low, high) not in old:
            found.append((low, high))
        for old_low, old_high in old:
            if old_high < low or old_low > high:
                continue
            if low < old_low:
                found.append((low, old_low - 1))
            low = old_high + 1
        if low <= high:
            found.append((low, high))
    return tuple(found)


def covers(ranges: Ranges, revision: int) -> bool:
    """Tell whether a revision is in the ranges."""
    index = bisect_right(ranges, (revision, 1 << 62)) - 1
    return index >= 0 and ranges[index][0] <= revision <= ranges[index][1]


def show(ranges: Ranges) -> str:
    """Give ranges as a person writes them: ``r3-r5, r9``."""
    return ", ".join(f"r{low}" if low == high else f"r{low}-r{high}" for low, high in ranges)


class Decider:
    """Decides which recorded merges of a revision become parents.

    Args:
        lives: gives the life that a branch root's path had at a revision, or None.
    """

    def __init__(self, lives: LifeAt) -> None:
        self._life_at = lives

    def decide(
        self, target: Life, number: int, before: Mapping[str, Ranges], after: Mapping[str, Ranges]
    ) -> list[Merge]:
        """Give the merges that a revision of a branch records, given what was recorded before and after it."""
        news = [(path, added(ranges, before.get(path, ()))) for path, ranges in after.items()]
        found: list[Merge] = []
        # the newest first: what one merge brings along needs no edge of its own
        for path, ranges in sorted(news, key=lambda item: (-item[1][-1][1] if item[1] else 0, item[0])):
            if ranges:
                found.append(self._one(target, number, path, ranges, after[path], found))
        return sorted(found, key=lambda merge: merge.source)

    def _one(self, target: Life, number: int, path: str, ranges: Ranges, total: Ranges, drawn: list[Merge]) -> Merge:
        newest = max(high for _, high in total)

        def refused(reason: str) -> Merge:
            return Merge(path, ranges, newest, "", reason)

        if any(low > high for low, high in ranges):
            return refused("a range runs backwards")
        if newest >= number:
            return refused(f"r{newest} was not there yet in r{number}")
        source = self._life_at(path, newest)
        if source is None:
            return refused(f"'{path}' was no branch in r{newest}")
        if source is target:
            return refused("it is the branch itself")
        tip = source.commit_at(newest)
        last = bisect_right(source.revisions, newest)
        if tip is None:
            return refused(f"'{path}' had no files in r{newest}")
        known = self._reached(target, number, drawn)
        missing = [revision for revision in source.revisions[:last] if revision > known.get(source.name, -1)]
        if not missing:
            if source.revisions[:last] or self._has_origin(source, known):
                return refused("the target has all of it already")
            return Merge(path, ranges, newest, tip, f"all of '{path}' up to r{newest}, which has no commit of its own")
        # what came into the source from the target itself need not be recorded
        lacking = [r for r in missing if not covers(total, r) and target.name not in source.merged_at(r)]
        if lacking:
            return refused(
                f"{len(missing) - len(lacking)} of the {len(missing)} commits that the target lacked, "
                f"r{lacking[0]} is not among them"
            )
        return Merge(path, ranges, newest, tip, f"all {len(missing)} commits that the target lacked")

    def _has_origin(self, source: Life, known: Mapping[str, int]) -> bool:
        origin = source.origin_life
        return origin is not None and known.get(origin[0].name, -1) >= origin[1]

    def _reached(self, target: Life, number: int, drawn: list[Merge]) -> dict[str, int]:
        """Give life name to the newest revision of it that the target's history holds."""
        reached: dict[str, int] = {}
        pending = [(target, number)]
        for merge in drawn:
            life = self._life_at(merge.source, merge.newest) if merge.parent else None
            if life is not None:
                pending.append((life, merge.newest))
        while pending:
            life, at = pending.pop()
            if reached.get(life.name, -1) >= at:
                continue
            reached[life.name] = at
            if life.origin_life is not None:
                pending.append(life.origin_life)
            pending += [(other, upto) for when, other, upto in life.merges if when <= at]
        return reached


if TYPE_CHECKING:
    from collections.abc import Callable

    LifeAt = Callable[[str, int], Life | None]
