"""archaeo digs up legacy research code.

Old Subversion dumps and ChangeLogs become git history, the code its dependency graph, and both together a
summary that says what the project was.

The names below are imported when they are first used; docs/usage/library.md is a worked example.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archaeo import core as _core

if TYPE_CHECKING:
    from archaeo.api import (
        commits,
        convert_to_git,
        dependencies,
        dig_up,
        parse_changelog,
        recognise,
        revisions,
        table,
        timeline_rows,
        verify_conversion,
    )
    from archaeo.errors import ArchaeoError

_core.use()

__version__ = "0.1.0"

__all__ = [
    "ArchaeoError",
    "__version__",
    "commits",
    "convert_to_git",
    "dependencies",
    "dig_up",
    "parse_changelog",
    "recognise",
    "revisions",
    "table",
    "timeline_rows",
    "verify_conversion",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'archaeo' has no attribute '{name}'")
    import importlib

    return getattr(importlib.import_module("archaeo.errors" if name == "ArchaeoError" else "archaeo.api"), name)


def __dir__() -> list[str]:
    return __all__
