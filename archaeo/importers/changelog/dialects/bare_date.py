"""A date alone on its line, the text below.

::

    31 Aug. 1989:
       Arrays in conditions are translated.

    12/09/2024
      v4-4:
      - Use explicit storage

The version may stand on the line below the date. All forms of dates, several in one file.

Not understood: who. A date alone on a line inside a text is taken for an entry, unless nearly all others stand below
a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..heads import Head, continues, skip_rulers
from ..lines import Lines

NAME = "bare-date"

_EDGE = " \t:.-=*#()[]!/%"
_VERSION_LINE = re.compile(r"\s*(?:[*-]\s*)?(?:version\s+)?(v?\d+(?:[-._]\d+)+\w*)\s*:?\s*$", re.I)
_ZONE = re.compile(r"\s*\([A-Z]{3,4}\)\s*$")  # -0700 (PDT)
_DAY_NAME = re.compile(r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*|on|date)[,:.]?", re.I)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the lines that hold a date and nothing else."""
    found = _alone(list(_found(lines)), lines)
    if len(found) > 1 or (found and len("".join(lines.texts[found[0].body :])) > 40):
        yield from found  # a lone date at the end signs the file


def _alone(found: list[Head], lines: Lines) -> list[Head]:
    """Leave out dates below a line of text, where nearly all others have a blank line above: ends of sentences."""
    alone = [head for head in found if not head.line or not lines.texts[head.line - 1].strip("-=*# ")]
    return alone if len(alone) * 10 >= len(found) * 9 else found


def _same_text(above: str, text: str) -> bool:
    """Tell whether a line goes on with the words of the line above: words, and the same indentation."""
    indent = len(text) - len(text.lstrip())
    return len(above.split()) > 2 and len(above) - len(above.lstrip()) == indent


def _found(lines: Lines) -> Iterator[Head]:
    texts = lines.texts
    for index, stamp in lines.stamps.items():
        text = texts[index]
        if stamp.form == "unknown" or len(text) > 80 or stamp.start > 24:
            continue
        behind = _ZONE.sub("", text[stamp.end :])
        if continues(texts, index) or (behind[:1] == "." and index and _same_text(texts[index - 1], text)):
            continue  # the end of a sentence: `as distributed by its author in\nDecember 2001.`
        around = (text[: stamp.start].strip(_EDGE) + behind.strip(_EDGE)).strip()
        if around and not _DAY_NAME.fullmatch(around):
            continue
        body = skip_rulers(texts, index + 1)
        version = _VERSION_LINE.match(texts[body]) if body < len(texts) else None
        yield Head(index, body, stamp, tags=(version[1],) if version else (), strength=0.92)
