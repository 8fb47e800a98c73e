"""The output of ``bzr log``, plain or with ``-v``.

::

    ------------------------------------------------------------
    revno: 3
    committer: Ada Byron <ada@example.org>
    branch nick: trunk
    timestamp: Mon 2006-03-06 12:00:00 +0100
    message:
      take the step as an argument

Below the message of ``-v`` stand the files (``modified:``). An ``author`` goes before the committer.
Revisions that were merged stand indented below their merge and are entries.

Source: Bazaar, bzrlib/log.py.

Not understood: ``--short`` and ``--line``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import dates
from ..details import dedent
from ..heads import Head, is_ruler
from ..lines import Lines

NAME = "bzr-log"

_START = re.compile(r"(\s*)revno: (\d+(?:\.\d+)*)(?:\s+\[merge\])?$")
_LIST = re.compile(r"\s*(?:added|modified|removed|renamed|kind changed):$")
_NAME = re.compile(r"(?:\S.* => )?(.*)$")
_FIELD = re.compile(r"\s*+([a-z][a-z ]{0,30}):(?: (.*))?$")


def heads(lines: Lines) -> Iterator[Head]:
    """Yield the revisions."""
    texts = lines.texts
    starts = [index for index, text in enumerate(texts) if "revno: " in text and _START.match(text)]
    for start, after in zip(starts, [*starts[1:], len(texts)], strict=False):
        if head := _head(texts, start, after):
            yield head


def _head(texts: list[str], start: int, after: int) -> Head | None:
    fields: dict[str, str] = {}
    body, line = start + 1, start
    while body < after and (field := _FIELD.match(texts[body])):
        body += 1
        if field[1] == "message":
            break
        if field[1] == "timestamp":
            line = body - 1
        fields[field[1]] = field[2] or ""
    stamp = dates.find(fields.get("timestamp", ""))
    if not stamp:
        return None
    stop = after
    while stop > body and (not texts[stop - 1] or is_ruler(texts[stop - 1])):
        stop -= 1
    listed = next((at for at in range(body, stop) if _LIST.match(texts[at])), stop)
    files = [_NAME.sub(r"\1", texts[at].strip()) for at in range(listed, stop) if not _LIST.match(texts[at])]
    return Head(
        line,
        body,
        stamp,
        fields.get("author") or fields.get("committer", ""),
        tuple(part.strip() for part in fields.get("tags", "").split(",") if part.strip()),
        start=start,
        stop=max(stop, body),
        files=tuple(dict.fromkeys(name for name in files if name)),
        text=dedent("\n".join(texts[body:listed])),
        strength=1.3,
    )
