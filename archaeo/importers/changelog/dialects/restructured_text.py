"""reStructuredText change logs: version and date as an underlined title.

::

    1.9.1 (2026-06-11)
    ==================

    - The fit takes its step as an argument. [#447]

    1.10 (unreleased)
    =================

Also with the name in front (``Fitter 1.9.1 (2026-06-11)``) and with a line above the title.

Source: docutils, "Sections"; zest.releaser for the usual form.

Not understood: lists of fields (``:Date: 2012-05-30``) below a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import VERSION, Head, is_ruler
from ..lines import Lines

NAME = "restructured-text"

_WORDS = re.compile(r"[^\W\d_]{3,}")
_DATE_WORDS = re.compile(r"\b(?:released?|on|version|unreleased|release|date)\b", re.I)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield underlined titles of a version, with its date or without."""
    texts = lines.texts
    for index in range(len(texts) - 1):
        text = texts[index]
        if not text or text[0] in " \t" or len(text) > 90 or not is_ruler(texts[index + 1]) or is_ruler(text):
            continue
        if not min(len(text) - 2, 60) <= len(texts[index + 1]) <= len(text) + 14:
            continue
        stamp = lines.stamps.get(index)
        if stamp and stamp.form == "unknown":
            stamp = None
        outside = text[: stamp.start] + " " + text[stamp.end :] if stamp else text
        version = VERSION.search(outside)
        if version and len(_WORDS.findall(_DATE_WORDS.sub(" ", VERSION.sub(" ", outside)))) <= 2:
            start = index - 1 if index and is_ruler(texts[index - 1]) and len(texts[index - 1]) >= len(text) - 2 else -1
            strength = 1.0 if stamp else 0.8
            before = not stamp or stamp.start > 2
            yield Head(index, index + 2, stamp, tags=(version[1],), start=start, strength=strength if before else 0.9)
