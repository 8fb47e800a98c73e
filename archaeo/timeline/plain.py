"""The timeline as lines of text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from .rows import Row

SCHEMA = "archaeo/timeline/1"


def lines(found: Sequence[Row]) -> Iterator[str]:
    """Yield one line a row: day, time, id, who, subject, number of files; columns as wide as this list needs."""
    id_width = min(max((len(row.id) for row in found), default=0), 24)
    who_width = min(max((len(row.who) for row in found), default=0), 20)
    for row in found:
        files = f"  [{len(row.paths)} {'file' if len(row.paths) == 1 else 'files'}]" if row.actions else ""
        who = row.who if len(row.who) <= who_width else row.who[: who_width - 1] + "…"
        mark = " (ChangeLog only)" if row.sources == "ChangeLog" else ""
        subject = row.subject if len(row.subject) <= 160 else row.subject[:159] + "…"
        yield f"{row.day} {row.time:5}  {row.id:{id_width}}  {who:{who_width}}  {subject}{mark}{files}".rstrip()


def as_json(found: Sequence[Row]) -> str:
    """Give one JSON document with all there is of each row; schema archaeo/timeline/1."""
    return json.dumps({"schema": SCHEMA, "items": [item(row) for row in found]}, indent=1, ensure_ascii=True) + "\n"


def item(row: Row) -> dict[str, Any]:
    """Give a row as JSON has it: null for what is not known."""
    actions: Sequence[str | None] = row.actions or [None] * len(row.paths)
    return {
        "id": row.id,
        "kinds": list(row.kinds),
        "date": row.day,
        "time": row.time or None,
        "moment": row.moment.isoformat(),
        "author": row.who or None,
        "subject": row.subject,
        "text": row.text,
        "files": [{"path": path, "action": action} for path, action in zip(row.paths, actions, strict=True)],
        "commit": row.ref or None,
        "branch": row.branch or None,
        "tags": list(row.tags),
        "sources": row.sources,
    }
