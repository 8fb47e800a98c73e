"""Perl's Changes files: version and date at the first column, items below.

::

    2.106 2026-08-19
      - add a test for empty bins

    v1.57	Sat Oct  4 21:59:19 EDT 2003
      Fixed the help.

    1.56

Dates in any form, releases without one, developers' releases (``2.089_02``), a remark or a name behind the date.

Source: CPAN::Changes::Spec.

Not understood: groups (``[BUG FIXES]``), which stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import Head, skip_rulers
from ..lines import Lines

NAME = "cpan-changes"

_VERSION = re.compile(
    r"(?:(?:revision|version)(?: for)?\s+)?v?(\d+(?:\.[\d_]+)+(?:-\d+)?(?:-?(?:TRIAL|RC\d*|beta\d*|alpha\d*))?)"
    r"(?=[\s:,;-]|$)",
    re.I,
)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield lines that begin with a version; they are worth more in a file called Changes."""
    called = lines.name.rpartition("/")[2].lower().startswith("changes")
    for index, text in enumerate(lines.texts):
        if not text or text[0] not in "0123456789vVR":
            continue
        match = _VERSION.match(text)
        if not match:
            continue
        stamp = lines.stamps.get(index)
        between = text[match.end() : stamp.start] if stamp else text[match.end() :]
        if len(between.strip(" \t-:,;(")) > 3 and not (stamp is None and len(between) < 40 and "(" in between):
            continue
        rest = text[stamp.end :].strip(" \t()") if stamp else ""
        if stamp and stamp.form == "unknown":
            stamp = None
        who = rest if "@" in rest else ""
        yield Head(
            index,
            skip_rulers(lines.texts, index + 1),
            stamp,
            who,
            (match[1],),
            "" if who else rest,
            strength=0.97 if called else 0.93,
        )
