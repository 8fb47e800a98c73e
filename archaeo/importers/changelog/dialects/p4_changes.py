"""The output of Perforce's ``p4 changes``, short and long.

::

    Change 1234 on 2006/03/06 12:00:00 by ada@ws 'take the step as an argument '

    Change 1233 on 2006/03/05 by grace@ws

            less memory

Source: Perforce, "p4 changes".

Not understood: which files a change touched; it is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "p4-changes"

_CHANGE = re.compile(
    r"Change (\d+) on (\d{4}/\d\d/\d\d(?: \d\d:\d\d:\d\d)?) by ([^\s@]+)@\S+(?: \*pending\*)?(?:\s+'\s*(.*?)\s*')?\s*$"
)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the changes."""
    texts = lines.texts
    found = [
        (index, match) for index, text in enumerate(texts) if text[:7] == "Change " and (match := _CHANGE.match(text))
    ]
    for (index, match), after in zip(found, [row[0] for row in found[1:]] + [len(texts)], strict=False):
        below = dedent("\n".join(texts[index + 1 : after]).strip("\n"))
        text = "\n".join(part for part in (match[4], below) if part)
        stamp = dates.find(texts[index], match.start(2))
        yield Head(index, index + 1, stamp, match[3], stop=after, text=text, strength=1.3)
