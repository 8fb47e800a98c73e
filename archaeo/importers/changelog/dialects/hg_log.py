"""The output of ``hg log`` and ``hg log -v``.

::

    changeset:   12:9117c6561b0b
    tag:         tip
    user:        Ada Byron <ada@example.org>
    date:        Mon Mar 06 12:00:00 2006 +0100
    summary:     take the step as an argument

Source: Mercurial, mercurial/logcmdutil.py.

Not understood: words of other languages, templates of one's own, ``--graph``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head
from ..lines import Lines

NAME = "hg-log"

_START = re.compile(r"changeset:\s+(\d+):[0-9a-f]{12,40}$")
_FIELD = re.compile(
    r"(tag|bookmark|branch|parent|phase|user|date|files|files\+|files-|copies|extra|summary|manifest|description):(?:\s+(.*))?$"
)


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the changesets."""
    texts = lines.texts
    starts = [index for index, text in enumerate(texts) if text.startswith("changeset:") and _START.match(text)]
    for start, after in zip(starts, [*starts[1:], len(texts)], strict=False):
        if head := _head(texts, start, after):
            yield head


def _head(texts: list[str], start: int, after: int) -> Head | None:
    fields: dict[str, list[str]] = {}
    line, body = start, start + 1
    while body < after and (field := _FIELD.match(texts[body])):
        if field[1] == "date":
            line = body
        body += 1
        if field[1] == "description":
            break
        fields.setdefault(field[1], []).append(field[2] or "")
    stamp = dates.find(fields.get("date", [""])[0])
    if not stamp:
        return None
    message = [*fields.get("summary", []), *texts[body:after]]
    files = tuple(
        name for key in ("files", "files+", "files-") for said in fields.get(key, []) for name in said.split()
    )
    return Head(
        line,
        body,
        stamp,
        fields.get("user", [""])[0],
        tuple(tag for tag in fields.get("tag", []) if tag != "tip"),
        start=start,
        stop=after,
        files=files,
        text=dedent("\n".join(message).strip("\n")),
        strength=1.3,
    )
