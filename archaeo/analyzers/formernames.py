"""How a project was called before, by its history.

Three things tell: the folder of a Subversion repository that git-svn's lines name, until it was another; a change that
moved nearly all files from a folder into one that has the project's name; and a message *renaming X to Y*, where Y is
the project's name and X was the name of a folder, or of the place in git-svn's lines, in several changes before. A
message alone is not enough: most such messages are about a file.

    git-svn-id: https://svn.example.org/lab/trunk/noos@118 ...      2005
    git-svn-id: https://svn.example.org/lab/trunk/goos@190 ...      2007: noos became goos
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archaeo.model import Commit, Degree

from .standing import names

LEAST_CHANGES, LEAST_FILES, SHARE = 5, 5, 0.6
_PLACE = re.compile(r"^git-svn-id: \S*?://[^/\s]+/(?P<path>\S+)@\d+ ", re.M)
_RENAMES = re.compile(
    r"\brenam(?:ed?|ing)\s+(?:the )?(?:(?:project|package|repository|directory|folder|library|everything) )?(?:from )?"
    r"[\"'`]?(?P<was>[A-Za-z][\w-]*)/?[\"'`]?\s+(?:in)?to:?\s+[\"'`]?(?P<now>[A-Za-z][\w-]*)(?![\w./(]|::)",
    re.I,
)
# how a repository is laid out, and what says nothing of what lies in it
_FOLDERS = frozenset(
    "trunk branches branch tags tag head main master src lib svn repos repository code public source sources".split()
)


@dataclass(frozen=True, slots=True)
class Former:
    """A name from before, and the first change under the next one; ``sign`` says how it is known."""

    name: str
    commit: Commit
    sign: str
    degree: Degree


def find(commits: Sequence[Commit], name: str) -> tuple[Former, ...]:
    """Give the names that the project had before, the oldest first, each once; ``name`` is what it is called now."""
    told = sorted(commits, key=lambda commit: commit.date)
    called = {_plain(one) for one in names(name)}
    found = [*_by_places(told, called), *_by_moves(told, called), *_by_messages(told, called)]
    once: dict[str, Former] = {}
    for one in found:
        once.setdefault(_plain(one.name), one)
    return tuple(sorted(once.values(), key=lambda one: one.commit.date))


def _plain(name: str) -> str:
    return re.sub(r"[-_ .]", "", name.casefold())


def _is_another(name: str, called: set[str]) -> bool:
    """Whether a folder's name can be a project's: ``goos_src`` is a part of goos, and ``src`` of anything."""
    plain = _plain(name)
    return name.lower() not in _FOLDERS and not any(one in plain or plain in one for one in called)


def _place_of(commit: Commit) -> str:
    """The last folder of the place in git-svn's line that is no part of a layout, "" without such a line."""
    hit = _PLACE.search(commit.message) if "git-svn-id:" in commit.message else None
    if hit is None:
        return ""
    # what lies below branches/ and tags/ is called after the branch
    path = re.split(r"/(?:branches|tags)/", f"/{hit['path']}")[0]
    return next((part for part in reversed(path.split("/")) if part and part.lower() not in _FOLDERS), "")


def _by_places(told: Sequence[Commit], called: set[str]) -> Iterator[Former]:
    places = [(place, commit) for commit in told if (place := _place_of(commit))]
    if not places or not any(_plain(place) in called for place, _ in places):
        return
    changes = Counter(place for place, _ in places)
    first = next(n for n, (place, _) in enumerate(places) if _plain(place) in called)
    for was in dict.fromkeys(place for place, _ in places[:first]):
        later = sum(place == was for place, _ in places[first:])
        # a name that goes on beside the new one is another thing
        if changes[was] >= LEAST_CHANGES and later * 10 <= changes[was]:
            yield Former(was, places[first][1], "places in git-svn's lines", "recorded")


def _by_moves(told: Sequence[Commit], called: set[str]) -> Iterator[Former]:
    """Yield folders whose files were moved into one of the project's name, in one change."""
    files: set[str] = set()
    for commit in told:
        added = {change.path for change in commit.changes if change.action in "AR"}
        gone = {change.path for change in commit.changes if change.action == "D"}
        if len(gone) >= LEAST_FILES and len(added) >= LEAST_FILES:
            yield from _moved(commit, files, added, gone, called)
        files |= added
        files -= gone


def _moved(commit: Commit, files: set[str], added: set[str], gone: set[str], called: set[str]) -> Iterator[Former]:
    tops = Counter(path.partition("/")[0] for path in gone if "/" in path)
    for was, most in tops.most_common(1):
        if not _is_another(was, called):
            continue
        for now in sorted({path.partition("/")[0] for path in added if "/" in path}):
            if _plain(now) not in called:
                continue
            moved = sum(f"{now}/{path[len(was) + 1 :]}" in added for path in gone if path.startswith(f"{was}/"))
            # nearly all of a folder that was most of the project
            is_whole = moved >= LEAST_FILES and moved >= SHARE * most and moved >= SHARE * len(files)
            if is_whole:
                yield Former(was, commit, f"{moved} of {len(files)} files moved from {was}/ to {now}/", "likely")


def _top(path: str) -> str:
    """The first folder that is not only for one kind of file, "" for a file at the top."""
    folders = path.lower().split("/")[:-1]
    return next((one for one in folders if one not in _FOLDERS and one not in ("include", "inc")), "")


def _by_messages(told: Sequence[Commit], called: set[str]) -> Iterator[Former]:
    seen: Counter[str] = Counter()
    for commit in told:
        if "renam" in commit.message or "Renam" in commit.message:
            for hit in _RENAMES.finditer(commit.message.partition("\n")[0]):
                was = _plain(hit["was"])
                is_now = _plain(hit["now"]) in called and _is_another(hit["was"], called)
                if is_now and seen[was] >= LEAST_CHANGES:
                    yield Former(hit["was"], commit, f"“{hit[0]}” in a message", "likely")
        parts = {_top(change.path) for change in commit.changes}
        seen.update({_plain(part) for part in (*parts, _place_of(commit)) if part})
