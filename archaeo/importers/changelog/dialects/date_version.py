"""A heading of date and version, the text below.

::

    8 June 2016: Fitter 1.67
    =======================
    June 2017: 2.24
    - 2018-09-25 Version 3.7.2
    ------------ August 7th 1996 version 2.2a ------------

News between the releases (``February 8, 2000: Anonymous CVS made available.``) are entries too, without a tag.

Not understood: news whose text runs over more than the line of its date, unless what follows is indented or a
paragraph of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import VERSION, Head, continues, is_ruler, skip_rulers
from ..lines import Lines

NAME = "date-version"

_MARK = re.compile(r"\s{0,3}(?:[-=*#]{4,40}\s+|[-*#=(\[o]{1,3}\s*)?")
_GLUED = re.compile(r"(?<=[a-z])(\d+\.\d+\w*)")
_LONE = re.compile(r"\s*(?:version|release|v|rel|rev)\.?\s*(\d+[\w.-]*)\s*$", re.I)
_NOT_YET = re.compile(r"\((?:in progress|not yet|unreleased)[^)]*\)\s*:", re.I)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield lines that begin with a date and go on with a version, or with news after a colon."""
    found = [head for index in lines.stamps if (head := _head(lines, index))]
    releases = sum(1 for head in found if head.tags)
    if releases < 2 or releases * 3 < len(found):
        return
    dated = {head.line: head for head in found}
    for index, text in enumerate(lines.texts):
        if index in dated:
            yield dated[index]
        elif text[:1] == "(" and _NOT_YET.match(text):
            yield Head(index, skip_rulers(lines.texts, index + 1), None, strength=0.9)


def _head(lines: Lines, index: int) -> Head | None:
    text, stamp = lines.texts[index], lines.stamps[index]
    mark = _MARK.match(text)
    if stamp.form == "unknown" or stamp.start > (mark.end() if mark else 0):
        return None
    after = text[stamp.end :]
    second = re.match(r"\s*-\s*(?:[A-Z][a-z]+ )?\d{4}(?=\s*:)", after)
    after = after[second.end() :] if second else after
    bare = after.strip(" \t:,-–)]*=#")
    version = VERSION.search(after)
    if version and after[version.end() : version.end() + 1] == "/":
        return None  # 4.2BSD/fit.c is a file
    version = version or _GLUED.search(after) or _LONE.match(after)
    ruled = index + 1 < len(lines) and is_ruler(lines.texts[index + 1])
    news = after[:1] == ":" and bool(bare)
    if version and len(after[: version.start()].split()) <= 4 and (len(bare) < 110 or news):
        tags: tuple[str, ...] = (version[1],)
    elif news or (ruled and bare) or (not bare and mark and mark[0].strip() and not continues(lines.texts, index)):
        tags = ()
    else:
        return None
    body = skip_rulers(lines.texts, index + 1)
    return Head(index, body, stamp, tags=tags, rest="" if len(bare.split()) <= 2 else bare, strength=0.94)
