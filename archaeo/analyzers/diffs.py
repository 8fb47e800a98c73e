"""What changes did, line by line, for the changes that a summary embeds: those of events and releases, or all.

Each diff is the commit's against its first parent, in git's unified form with three lines around. What is left out, for
its size or because it is not text, is said in words where it would stand; lines that look like a secret are masked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias

from archaeo.errors import ArchaeoError
from archaeo.model import Change, Commit, Progress, no_progress
from archaeo.shelf import Shelf

from . import _lines, secrets
from ._lines import kept, lines_of

Which: TypeAlias = Literal["none", "events", "all"]

MAKERS = (__file__, _lines.__file__, secrets.__file__)
"""The code that decides what is remembered of commits."""

CONTEXT = 3
MOST_FILES = 60
MOST_LINES = 400
"""Lines of one file's diff."""
MOST_LINE = 500
"""Characters of one line."""
MOST_BYTES = 1_000_000
"""Larger files are not compared."""
MOST_TEXT = {"none": 0, "events": 4_000_000, "all": 24_000_000}
"""Characters of all diffs together; a quarter of that or less in the packed page."""

MOST_MISSED = 20
"""After so many in a row that did not fit, the others are not compared any more: that takes a millisecond a file."""

MASKED = "(a line that looks like a secret is left out)"


@dataclass(frozen=True, slots=True)
class FileDiff:
    """What a change did to one file.

    Attributes:
        action: A M D R.
        text: hunks in unified form, each line ending in a line feed; "" where there is nothing to show.
        left_out: what is not shown and why, "" for nothing.
    """

    path: str
    action: str
    text: str
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Diff:
    """What a change did: its files by path, and what of them is not shown."""

    files: tuple[FileDiff, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Diffs:
    """The diffs of several changes.

    Attributes:
        of: commit key to its diff, in the order they were asked for.
        wanted: how many were asked for; those that did not fit are not in ``of``.
    """

    which: Which
    of: Mapping[str, Diff]
    wanted: int


def take(
    commits: Iterable[Commit],
    read: Callable[[str, str], bytes],
    which: Which = "events",
    *,
    most: int | None = None,
    shelf: Shelf | None = None,
    progress: Progress = no_progress,
) -> Diffs:
    """Give the diffs of commits, the most important first, until ``most`` characters are full.

    Args:
        read: gives the content of a path as a commit left it. Raises ArchaeoError where it cannot be had.
        shelf: where diffs are remembered, by commit and parent; its makers are ``MAKERS``.
    """
    shelf = shelf or Shelf()
    room = MOST_TEXT[which] if most is None else most
    asked = list(dict.fromkeys(commits))
    found: dict[str, Diff] = {}
    missed = 0
    for done, commit in enumerate(asked):
        progress("comparing files", done, len(asked))
        if missed == MOST_MISSED:
            break
        key = " ".join((commit.key, *commit.parents[:1]))
        diff = _unpacked(shelf.once(key, partial(_packed, commit, read)))
        size = sum(len(file.text) + len(file.path) for file in diff.files)
        if size <= room:
            room -= size
            found[commit.key] = diff
            missed = 0
        else:
            missed += 1
    return Diffs(which, found, len(asked))


def _packed(commit: Commit, read: Callable[[str, str], bytes]) -> list[Any]:
    diff = of_commit(commit, read)
    return [diff.left_out, [(file.path, file.action, file.text, file.left_out) for file in diff.files]]


def _unpacked(row: list[Any]) -> Diff:
    return Diff(tuple(FileDiff(*file) for file in row[1]), row[0])


def of_commit(commit: Commit, read: Callable[[str, str], bytes]) -> Diff:
    """Give one commit's diff against its first parent."""
    parent = commit.parents[0] if commit.parents else ""
    files = [_of_file(commit.key, parent, change, read) for change in commit.changes[:MOST_FILES]]
    more = len(commit.changes) - len(files)
    return Diff(tuple(files), f"{more} more files are not shown" if more > 0 else "")


def _of_file(key: str, parent: str, change: Change, read: Callable[[str, str], bytes]) -> FileDiff:
    was = change.copyfrom[0] if change.copyfrom else change.path
    has_old = parent and (change.action != "A" or change.copyfrom is not None)
    try:
        old = read(parent, was) if has_old else b""
        new = read(key, change.path) if change.action != "D" else b""
    except ArchaeoError:
        return FileDiff(change.path, change.action, "", "its content cannot be read")
    if max(len(old), len(new)) > MOST_BYTES:
        return FileDiff(change.path, change.action, "", f"too large to compare: {len(old):,} to {len(new):,} bytes")
    if b"\0" in old[:8000] or b"\0" in new[:8000]:
        return FileDiff(change.path, change.action, "", f"not text: {len(old):,} to {len(new):,} bytes")
    lines = list(unified(_shown(was, old), _shown(change.path, new), old, new))
    moved = [f"from {was}\n"] if was != change.path else []
    text = "".join(moved + [f"{line}\n" for line in lines[:MOST_LINES]])
    left = f"{len(lines) - MOST_LINES:,} more lines are not shown" if len(lines) > MOST_LINES else ""
    return FileDiff(change.path, change.action, text, left)


def _shown(path: str, content: bytes) -> list[str]:
    """Give a text's lines as they are shown: cut where they are very long, secrets masked."""
    lines = content.removesuffix(b"\n").split(b"\n") if content else []
    shown = [line[: 4 * MOST_LINE].decode("utf-8", "surrogateescape") for line in lines]
    shown = [line if len(line) <= MOST_LINE else line[:MOST_LINE] + "…" for line in shown]
    for secret in secrets.scan(path, content):
        shown[secret.line - 1] = MASKED
    return shown


def unified(old: list[str], new: list[str], old_content: bytes, new_content: bytes) -> Iterable[str]:
    """Yield the lines of hunks: ``@@ -1,4 +1,5 @@``, then lines that begin with a space, ``-`` or ``+``.

    >>> list(unified(["a", "b"], ["a", "c"], b"a\\nb\\n", b"a\\nc\\n"))
    ['@@ -1,2 +1,2 @@', ' a', '-b', '+c']
    """
    same = kept(lines_of(old_content), lines_of(new_content))
    steps: list[tuple[str, int, int]] = []
    a = b = 0
    for i, j, size in [*same, (len(old), len(new), 0)]:
        steps += [("-", line, b) for line in range(a, i)]
        steps += [("+", i, line) for line in range(b, j)]
        steps += [(" ", i + n, j + n) for n in range(size)]
        a, b = i + size, j + size
    for hunk in _hunks(steps):
        olds = sum(sign != "+" for sign, _, _ in hunk)
        news = sum(sign != "-" for sign, _, _ in hunk)
        first_old = hunk[0][1] + (1 if olds else 0)
        first_new = hunk[0][2] + (1 if news else 0)
        yield f"@@ -{first_old},{olds} +{first_new},{news} @@"
        for sign, i, j in hunk:
            yield sign + (new[j] if sign == "+" else old[i])


def _hunks(steps: list[tuple[str, int, int]]) -> Iterable[list[tuple[str, int, int]]]:
    """Cut at long stretches of what stayed."""
    changed = [place for place, (sign, _, _) in enumerate(steps) if sign != " "]
    start = 0
    while start < len(changed):
        end = start
        while end + 1 < len(changed) and changed[end + 1] - changed[end] <= 2 * CONTEXT + 1:
            end += 1
        yield steps[max(0, changed[start] - CONTEXT) : changed[end] + CONTEXT + 1]
        start = end + 1
