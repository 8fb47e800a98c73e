"""ChangeLogs of Gentoo's packages: a GNU-like head, indented, that begins with its date and goes on with the files.

::

    *goos-1.2 (01 Mar 2006)

      01 Mar 2006; Ada Byron <ada@example.org> -goos-1.0.ebuild,
      +goos-1.2.ebuild:
      Version bump. Bug #12345.

A starred line names a version that came; it is the tag of the entry below.

Source: Gentoo Development Guide, "ChangeLog".

Not understood: what the signs before a file mean is not kept (``+`` added, ``-`` removed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head, with_release
from ..lines import Lines

NAME = "gentoo"

_HEAD = re.compile(r"  (?P<date>\d{1,2} [A-Z][a-z]{2} \d{4}); (?P<who>[^<>;]*<[^<>]*>)\s*(?P<rest>.*)$")
_VERSION = re.compile(r"\*(?P<name>[\w+-]+?)-(?P<v>\d[\w.-]*) \(\d{1,2} [A-Z][a-z]{2,8} \d{4}\)\s*$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the entries, with the versions above them as tags."""
    yield from with_release(_found(lines))


def _found(lines: Lines) -> Iterator[Head]:
    texts = lines.texts
    for index, text in enumerate(texts):
        if text[:1] == "*" and (version := _VERSION.match(text)):
            yield Head(index, index + 1, None, tags=(version["v"],), stop=index + 1, text="", strength=1.2)
        elif text[:2] == "  " and (match := _HEAD.match(text)):
            yield _head(texts, index, match)


def _head(texts: list[str], index: int, match: re.Match[str]) -> Head:
    stop = index + 1
    while stop < len(texts) and texts[stop][:1] != "*" and not _HEAD.match(texts[stop]):
        stop += 1
    said = "\n".join([match["rest"], *(text.strip() for text in texts[index + 1 : stop])])
    names, colon, text = said.partition(":")
    if not colon or len(names) > 2000 or any(not _is_file(name) for name in re.split(r"[,\s]+", names) if name):
        names, text = "", said
    files = tuple(dict.fromkeys(name.lstrip("+-") for name in re.split(r"[,\s]+", names) if name))
    stamp = dates.find(texts[index], match.start("date"))
    return Head(
        index,
        index + 1,
        stamp,
        match["who"],
        stop=stop,
        files=files,
        text=dedent(text.strip("\n")).strip(),
        strength=1.2,
    )


def _is_file(name: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[\w./+*{}-]+", name)) and any(sign in name for sign in "./-+")
