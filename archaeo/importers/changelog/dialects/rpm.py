"""The changelog of an RPM spec file.

::

    %changelog
    * Sun Feb 02 2025 Ada Byron <ada@example.org> - 2.8-1
    - Update to 2.8 (#12)

The version may lack, or stand without its dash. In a whole spec file only what is below ``%changelog`` counts.

Source: RPM Packaging Guide, "%changelog".

Not understood: ``%autochangelog``, which is made from git when the package is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import Head
from ..lines import Lines

NAME = "rpm"

_HEADER = re.compile(r"\*\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[ ,]+[A-Za-z]{3,9}\s+\d{1,2},?\s+\d{4}\b")
_VERSION = re.compile(r"(?:>|\s)\s*[-–]?\s*\[?v?((?:\d+:)?\d[\w.~^+]*(?:-[\w.~^+%{}?]+)?)\]?\s*$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the header lines."""
    start = next((index for index, text in enumerate(lines.texts) if text.startswith("%changelog")), -1)
    for index, stamp in lines.stamps.items():
        text = lines.texts[index]
        if index > start and _HEADER.match(text):
            who = text[stamp.end :]
            version = _VERSION.search(who)
            if version and "@" not in version[1]:
                who = who[: version.start() + 1]
            else:
                version = None
            yield Head(index, index + 1, stamp, who.strip(" -"), (version[1],) if version else (), strength=1.4)
