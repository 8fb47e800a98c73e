"""The output of ``rlog`` and ``cvs log``: a file after the other, its revisions below.

::

    Working file: fit.F
    ...
    ----------------------------
    revision 1.3
    date: 1998/06/22 12:24:56;  author: ada;  state: Exp;  lines: +2 -1
    Take the step as an argument.

Each entry speaks of its file; the same change to several files comes several times, as it is written. The symbolic
names above are the tags of revisions, and are given to these.

Source: rcs 5.10, rlog(1); cvs 1.12, "log".

Not understood: which entries are one commit (same author, words and minute).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "rlog"

_REVISION = re.compile(r"revision (\d+(?:\.\d+)+)(?:\s+locked by: \w+;)?\s*$")
_DATE = re.compile(r"date: ([^;]+);\s+author: ([^;]+);")
_SHORT_ZONE = re.compile(r"(?<=\d)[-+]\d\d$")  # 1996-07-25 14:15:37-04
_SYMBOL = re.compile(r"\t([^\s:]+): (\d+(?:\.\d+)+)$")
_FILE = re.compile(r"(?:Working file|RCS file): (.+?)(?:,v)?$")
_END = ("----------------------------", "=============================")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the revisions."""
    texts = lines.texts
    name, names = "", defaultdict[str, list[str]](list)
    for index, text in enumerate(texts):
        if named := _FILE.match(text):
            if text[0] == "R":
                names.clear()
            name = named[1]
        elif text[:1] == "\t" and (symbol := _SYMBOL.match(text)):
            names[symbol[2]].append(symbol[1])
        elif text.startswith("date: ") and index and (number := _REVISION.match(texts[index - 1])):
            yield from _head(texts, index, number[1], name, tuple(names[number[1]]))


def _head(texts: list[str], index: int, number: str, name: str, tags: tuple[str, ...]) -> Iterator[Head]:
    said = _DATE.match(texts[index])
    stamp = dates.find(_SHORT_ZONE.sub(r"\g<0>00", said[1].strip())) if said else None
    if not said or not stamp:
        return
    begin = index + 1
    if begin < len(texts) and texts[begin].startswith("branches:"):
        begin += 1
    stop = begin
    while stop < len(texts) and not (texts[stop].startswith(_END) and set(texts[stop]) <= {"-", "="}):
        stop += 1
    files = (name.rpartition("/")[2] if name.startswith("/") else name,) if name else ()
    text = dedent("\n".join(texts[begin:stop]).rstrip())
    yield Head(
        index, begin, stamp, said[2], (number, *tags), start=index - 1, stop=stop, files=files, text=text, strength=1.3
    )
