"""The output of ``git log``, plain, with ``--name-status``, ``--stat`` or ``--pretty=fuller``.

::

    commit 6c55c576903992c6fef148fe3b606fbc8bd10655
    Author: Ada Byron <ada@example.org>
    Date:   Thu Feb 16 14:45:17 2012 -0500

        Take the step as an argument.

    M	src/fit.c

The commit line may have been removed. The entry's line is that of the author.

Source: git, Documentation/pretty-formats.

Not understood: patches (``-p``), which stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "git-log"

_AUTHOR = re.compile(r"Author:\s+(.*)")
_DATE = re.compile(r"(?:Author)?Date:\s+(.*)")
_STATUS = re.compile(r"(?:[MADTRC]\d*|:\d{6} \d{6} \S+ \S+ [MADTRC]\d*)\t(\S.*)|\s(\S.*?)\s+\|\s+(?:\d+|Bin)\b")
_ID = re.compile(r"commit [0-9a-f]{7,40}\b")
_NAME = re.compile(r"[\w.+@-]+(?:/[\w.+@-]+)*$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the commits by their author lines."""
    texts = lines.texts
    places = [index for index, text in enumerate(texts) if text.startswith("Author:")]
    starts = [_start(texts, place) for place in places]
    for place, start, after in zip(places, starts, [*starts[1:], len(texts)], strict=False):
        head = _head(texts, place, start, after)
        if head:
            yield head


def _start(texts: list[str], place: int) -> int:
    """Give the line of the commit, above the author and perhaps ``Merge:``."""
    for index in range(place - 1, max(-1, place - 4), -1):
        if _ID.match(texts[index]):
            return index
    return place


def _head(texts: list[str], place: int, start: int, after: int) -> Head | None:
    author = _AUTHOR.match(texts[place])
    fields = place + 1
    stamp = None
    while fields < min(after, place + 5) and texts[fields]:
        if (date := _DATE.match(texts[fields])) and stamp is None:
            stamp = dates.find(date[1])
        fields += 1
    if not author or not stamp:
        return None
    files: dict[str, None] = {}
    message = []
    for text in texts[fields:after]:
        status = _STATUS.match(text) if text[:1] not in ("\t", "") and text[:4] != "    " else None
        if status:
            files[(status[1] or status[2]).rpartition("\t")[2]] = None
        elif text[:1] in ("", " ", "\t"):
            message.append(text)
        elif _NAME.match(text) and message and not message[-1]:
            files[text] = None
    return Head(
        place,
        fields,
        stamp,
        author[1],
        start=start,
        files=tuple(files),
        text=dedent("\n".join(message).strip("\n")),
        strength=1.3,
    )
