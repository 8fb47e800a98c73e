"""IRAF Revisions: the files first, then what was done, and date and name at the very end.

::

    imexamine/t_imexam.x
        Removed some accidental code that was causing the frame number to
        be prompted for.  (12/4/08, Valdes)

    noao$astutil/precess.x
        Replaced use of preces.f with new ast_precess.x. (10/28/87 Valdes)

The signature may wrap, lack the name, or have it in front (``Davis (3/21/02)``); month/day/year, mostly. Old
entries have name and date first (``Valdes, May 26, 1987``). troff's head and rulers (``== V2.10 ==``) stand between.

Not understood: unsigned entries, which belong to the entry below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates, people
from ..details import dedent, is_file
from ..heads import Head, is_ruler
from ..lines import Lines

NAME = "iraf-revisions"

_SIGNATURE = re.compile(
    r"\(\s*(?P<date>\d{1,2}/\d{1,2}/\d{2,4})\s*(?:[,.;:]?\s*(?P<name>[A-Za-z][\w/&. ,-]{0,40}?))?\s*"
    r"(?:\)[\s.]*|[,)]?\s*)$"
)
_NAME_FIRST = re.compile(
    r"\s+(?P<name>[A-Z][\w/. ]{1,24}?),?\s+(?=(?:[A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{1,2}/\d{1,2}/\d{2,4})\s*\.?$)"
)
_NAME_BEFORE = re.compile(r"(?:^|\s)([A-Z][a-z]+)\s*$")
_HEADING = re.compile(r"\s*[=-]{2}.*[=-]{2}\s*$|\.\w+\b|\s*[Vv]\d[\d.]*\s*$|#{2}.*#{2}$")
_VERSION_LINE = re.compile(
    r"\S.{0,30}\b\d+(?:\.\d+)+\w*(?:\s+(?:release|notes|version|changes)){0,2}\s*\([\d/]+\)$", re.I
)
_FILE_LINE = re.compile(r"\S+(?:\s+[+*-])?(?:\s*,?\s*\S+(?:\s+[+*-])?)*\s*$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the entries by their signatures; an entry reaches from the end of the one above."""
    texts = lines.texts
    begin = 0
    for index, text in enumerate(texts):
        if _HEADING.match(text) and not _SIGNATURE.search(text):
            begin = index + 1
            continue
        match = _SIGNATURE.search(text) if "(" in text and "/" in text and not _VERSION_LINE.match(text) else None
        if match:
            end = index + 1
            name = match["name"] or ""
            if not text.rstrip().endswith((")", ").")) and end < len(texts):
                name, end = _wrapped(texts, name, end)
            yield _head(texts, begin, index, end, match, name)
            begin = end
        elif first := _NAME_FIRST.match(text):
            # up to 1987 the name came first; such an entry ends at the blank line
            stamp = dates.find(text)
            if stamp and stamp.form != "unknown":
                start = index
                while start and texts[start - 1][:1] not in ("", " ", "\t") and _FILE_LINE.match(texts[start - 1]):
                    start -= 1
                yield Head(
                    index, index + 1, stamp, first["name"], start=start, files=_files(texts[start:index]), strength=0.8
                )


def _wrapped(texts: list[str], name: str, end: int) -> tuple[str, int]:
    """Read the rest of a signature on the next line."""
    rest = re.match(r"\s*([A-Z][\w/. ]*)?\)\s*\.?$", texts[end])
    return (name or rest[1] or "", end + 1) if rest else (name, end)


def _head(texts: list[str], begin: int, index: int, end: int, match: re.Match[str], name: str) -> Head:
    while begin < index and (not texts[begin] or is_ruler(texts[begin])):
        begin += 1
    if not name and (before := _NAME_BEFORE.search(texts[index][: match.start()])):
        name = before[1]
    stamp = dates.find(match["date"])
    who = name if people.looks_like_names(name) else ""
    text = dedent("\n".join(texts[begin:end]))
    return Head(
        index, end, stamp, who, files=_files(texts[begin:index]), start=begin, stop=end, text=text, strength=1.0
    )


def _files(texts: list[str]) -> tuple[str, ...]:
    """Give the names on lines that begin at the first column and hold nothing else."""
    files: dict[str, None] = {}
    for text in texts:
        if text[:1] not in ("", " ", "\t") and _FILE_LINE.match(text):
            words = [word for part in text.split() if (word := part.strip(",+*:"))]
            if all("$" in word or is_file(word) for word in words):
                files.update(dict.fromkeys(words))
    return tuple(files)
