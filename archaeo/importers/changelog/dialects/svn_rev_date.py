"""A revision number and its date a line, nothing else.

::

    1994 2011-07-09
    1993 2011-07-08

No change is told, but revision numbers named elsewhere get a date.

Not understood: nothing more is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import Head
from ..lines import Lines

NAME = "svn-rev-date"

_LINE = re.compile(r"\s*r?(\d{1,6})[\s:|,]+(?=\d{4}-)")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the lines of a number and a date."""
    for index, stamp in lines.stamps.items():
        text = lines.texts[index]
        match = _LINE.match(text)
        if match and match.end() == stamp.start and stamp.form == "ymd" and stamp.end == len(text):
            yield Head(index, index + 1, stamp, revision=match[1], stop=index + 1, strength=1.1)
