"""The oldest words of a project's own ChangeLog: how it began, by those who were there.

Read is the largest of the topmost files called Changes, ChangeLog, NEWS, HISTORY and the like. Of one that is cut by
versions, the part of the lowest version at its end (or beginning) is the oldest; of one cut by dates, the oldest entry
that was read from it. Said are the heading and the first words below it.

    0.01 Initial release
        o Goos is broken off from noos to hold the jets alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archaeo.model import ChangeLogEntry, SourceFile

from ._prose import cut, plain, text_of
from .history import day_of

MOST_CHARACTERS = 240
LEAST_HEADINGS = 3
WHOLE = 4_000_000
"""Bytes; the oldest words stand at the end."""
DEEP = 24
"""Lines below a heading in which the first words stand."""
_FILE = re.compile(
    r"(?:Change(?:s|Log|_log)|NEWS|HISTORY|RELEASE[-_ ]?NOTES|WhatsNew)(?:\.(?:md|rst|txt|adoc|pod|old))?\Z", re.I
)
_HEADING = re.compile(
    r"(?:[#=*-]{1,4}(?:head\d)?\s*)?(?:[A-Za-z][\w-]{1,20}[- ])?(?:v|ver(?:sion)?\.?\s*|rel(?:ease)?\.?\s*)?"
    r"[\[(]?(?P<version>\d{1,3}(?:\.\d{1,4}){1,3})(?:[a-z]\d?|[-_](?:alpha|beta|rc)\d*)?[\])]?(?:\b|(?=\s)).{0,60}\Z",
    re.I,
)
_ITEM = re.compile(r"\s*(?:[-*+o•]|\d{1,2}[.)]|\[[\w ]{1,12}\])\s+")
# what an editor wants to know, and lines drawn below a heading
_NO_WORDS = re.compile(r"\W*\Z|#|Local Variables|mode:|\s*vim?:|=(?:cut|back|over|item)\b|-\*-")
_DESCENT = re.compile(
    r"\b(?:br(?:oken?|eak(?:ing)?) (?:off|out)|spli?t(?:ted|ting)? (?:off|out|from)|sp[iu]n ?-?off|"
    r"fork(?:ed)?(?: off)? (?:of|from)|derived from|port(?:ed)? (?:of|from)|separate(?:d)? (?:project )?from|"
    r"extracted from|successor (?:of|to)|rewr\w+ of|repository created|merged? (?:of|from)|"
    r"(?:project|package|library) (?:was )?(?:born|started|founded|renamed))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation, its place, and whether it tells of what the project came from."""

    text: str
    path: str
    line: int
    tells_descent: bool


def find(files: Iterable[SourceFile], logs: Sequence[tuple[str, Sequence[ChangeLogEntry]]] = ()) -> Words | None:
    """Give the oldest words, None where no file has any; ``logs`` are (path, entries) of the ChangeLogs."""
    known = [file for file in files if _FILE.match(file.path) and file.link is None]
    texts = sorted(((text_of(file, WHOLE), file.path) for file in known), key=lambda row: (-len(row[0]), row[1]))
    found = [words for text, path in texts if (words := _by_version(path, text))]
    dated = [words for path, entries in logs if "/" not in path and (words := _by_date(path, entries))]
    # one that tells of a beginning, whichever file it stands in
    return next((one for one in (*found, *dated) if one.tells_descent), next(iter((*found, *dated)), None))


def _by_version(path: str, text: str) -> Words | None:
    lines = text.split("\n")
    heads = [(n, _number(hit)) for n, line in enumerate(lines) if line[:1].strip() and (hit := _heading(line))]
    if len(heads) < LEAST_HEADINGS:
        return None
    oldest, lowest = heads[-1] if heads[0][1] > heads[-1][1] else heads[0]
    if lowest > min(number for _, number in heads):
        return None  # versions in another order than that of time
    heading = plain(lines[oldest].strip().lstrip("=#*- ").removeprefix("head1").removeprefix("head2"))
    words = _first(lines[oldest + 1 : oldest + 1 + DEEP], {n - oldest - 1 for n, _ in heads})
    return _words(f"{heading.rstrip(':')}: {words}", path, oldest + 1) if words else None


def _heading(line: str) -> re.Match[str] | None:
    # "1.1 Noteworthy changes in version 1.31": a chapter's number, not a version's
    return None if re.match(r"\s*[\d.]+ Noteworthy", line) else _HEADING.match(line.strip())


def _number(hit: re.Match[str]) -> tuple[int, ...]:
    return tuple(map(int, hit["version"].split(".")))


def _first(lines: Sequence[str], ends: set[int]) -> str:
    """Give the first item or paragraph, on one line."""
    said: list[str] = []
    for place, line in enumerate(lines):
        if place in ends:
            break
        if _NO_WORDS.match(line):
            if said and not line.strip() and not _is_head(said):
                break
            continue
        if _is_head(said):
            said = []
        if said and _ITEM.match(line):
            break
        said.append(_ITEM.sub("", line, count=1).strip() if _ITEM.match(line) else line.strip())
    return "" if _is_head(said) else plain(" ".join(said))


def _is_head(said: Sequence[str]) -> bool:
    """Whether lines only announce what follows, as *New features:* does."""
    return len(said) == 1 and (said[0].endswith(":") or len(said[0].split()) < 2) and len(said[0].split()) < 8


def _by_date(path: str, entries: Sequence[ChangeLogEntry]) -> Words | None:
    dated = [entry for entry in entries if entry.date is not None]
    if not dated:
        return None
    oldest = min(dated, key=lambda entry: (day_of(entry.date), entry.line))
    said = plain(" ".join(_ITEM.sub("", oldest.text, count=1).split()))
    return _words(f"{oldest.date_text or day_of(oldest.date)}: {said}", path, oldest.line) if said else None


def _words(text: str, path: str, line: int) -> Words:
    return Words(cut(text, MOST_CHARACTERS), path, line, _DESCENT.search(text) is not None)
