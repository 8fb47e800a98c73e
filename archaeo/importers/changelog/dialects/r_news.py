"""NEWS files of R and its packages: headings that say "changes in".

::

    Changes in version 1.2-3 (2012-05-30)

      o  The fit takes its step as an argument.

                CHANGES IN R VERSION 2.15.1

Dates are rare; a heading without one ends the entry above it.

Source: R, ?news, for plain-text NEWS files.

Not understood: sections (``NEW FEATURES``), which stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import Head, skip_rulers
from ..lines import Lines

NAME = "r-news"

_HEADING = re.compile(
    r"(?:\\section\{)?[\s#*]*(?:changes?|news?|updates?)\s+(?:made\s+)?(?:in|for|to|with|since|from)\s+(?:the\s+)?"
    r"(?:v?[\d.]+\w*\s+to\s+)?(?:[\w.+-]+\s+){0,3}?(?:version\s+|release\s+)?v?(\d+(?:[.-]\d+)+\w*(?:[.-]\w+)*)\b",
    re.I,
)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the headings."""
    for index, text in enumerate(lines.texts):
        if len(text) > 120 or not text:
            continue
        match = _HEADING.match(text)
        if match:
            stamp = lines.stamps.get(index)
            good = stamp if stamp and stamp.form != "unknown" and stamp.start >= match.end() - 1 else None
            rest = text[good.end if good else match.end() :].strip(" \t):=-(,{}")
            if len(rest) < 60:
                yield Head(index, skip_rulers(lines.texts, index + 1), good, tags=(match[1],), rest="", strength=1.05)
