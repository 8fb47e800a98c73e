"""``summary.json``: the model itself, schema ``archaeo/summary/1``; docs/formats/summary-json.md has its fields.

{"schema": "archaeo/summary/1", "name": "goos", "facts": {"changes": 88, ...}, "cover": {...},
 "sections": [{"name": "people", "title": "People", "blocks": [{"kind": "table", ...}]}], "timeline": [...]}
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from json.encoder import encode_basestring_ascii as _quoted
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archaeo.analyzers.diffs import Diff

    from .. import Summary

NAME = "json"
FILE = "summary.json"
SCHEMA = "archaeo/summary/1"


def render(summary: Summary) -> str:
    """Give the document; ASCII only, so that no reader stumbles over an encoding."""
    document = {
        "schema": SCHEMA,
        "name": summary.name,
        **({"generated": summary.stamp} if summary.stamp else {}),
        "facts": summary.facts,
        "cover": plain(summary.cover),
        "sections": [plain(section) for section in summary.sections],
        "timeline": [_row(row) for row in summary.rows],
        "diffs": [{"commit": key, **_diff(diff)} for key, diff in summary.diffs.of.items()],
    }
    return _indented(document, "\n") + "\n"


def _indented(value: Any, margin: str) -> str:
    """Give what ``json.dumps(value, indent=1)`` gives, in a third of its time.

    >>> _indented({"a": [1, "b"], "c": []}, "\\n") == json.dumps({"a": [1, "b"], "c": []}, indent=1)
    True
    """
    kind = type(value)
    if kind is str:
        return _quoted(value)
    inner = margin + " "
    if kind is dict and value:
        items = [f"{_quoted(str(key))}: {_indented(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{(',' + inner).join(items)}{margin}}}"
    if kind is list and value:
        return f"[{inner}{(',' + inner).join([_indented(item, inner) for item in value])}{margin}]"
    return json.dumps(value, ensure_ascii=True)


def plain(value: Any) -> Any:
    """Give a block as JSON has it: a record is an object with its ``kind``, a tuple an array, a date a string."""
    if dataclasses.is_dataclass(value):
        fields = {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"kind": type(value).__name__.lower(), **fields}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _diff(diff: Diff) -> dict[str, Any]:
    files = [
        {"path": file.path, "action": file.action, "text": file.text, "left_out": file.left_out or None}
        for file in diff.files
    ]
    return {"files": files, "left_out": diff.left_out or None}


def _row(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "kinds": list(row.kinds),
        "date": row.day,
        "time": row.time or None,
        "author": row.who or None,
        "text": row.text,
        "files": len(row.paths),
        "commit": row.ref or None,
        "branch": row.branch or None,
        "tags": list(row.tags),
        "sources": row.sources,
    }
