"""CESM and CLM: a form a tag, between rulers.

::

    ===============================================================
    Tag name: ctsm5.4.053
    Originator(s): ada (Ada Byron,UCAR)
    Date: Wed Aug 19 03:19:08 PM MDT 2026
    One-line Summary: Resolve problems with running the test sites

Also in Markdown (``# Tag name:  mosart1.1.13``). The form's other headings (purpose, files, tests) are its text.

Not understood: test results; a form that was left unfilled has no date and is no entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..heads import Head
from ..lines import Lines

NAME = "cesm-tag-block"

_FIELD = re.compile(r"[#\s]*(Tag name|Originators?(?:\(s\))?|Date|One-line Summary)\s*:\s*(.*)", re.I)
_IN_PARENTHESES = re.compile(r"\([^)]*\)?")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the forms, by their line ``Tag name:``."""
    texts = lines.texts
    for index, text in enumerate(texts):
        match = _FIELD.match(text) if "ag name" in text else None
        if match:
            fields, body = {"tag": match[2].strip()}, index + 1
            while body < min(index + 8, len(texts)) and (not texts[body] or (field := _FIELD.match(texts[body]))):
                if texts[body] and field:
                    fields[field[1][:4].lower()] = field[2].strip()
                body += 1
            stamp = dates.find(fields.get("date", ""))
            who = _IN_PARENTHESES.sub("", fields.get("orig", "")).strip()
            tags = (fields["tag"],) if fields["tag"] else ()
            good = stamp if stamp and stamp.form != "unknown" else None
            yield Head(index, body, good, who, tags, fields.get("one-", ""), strength=1.2)
