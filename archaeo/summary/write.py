"""Writes a summary in its formats into a folder; a file appears when it is complete."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archaeo import registry
from archaeo.errors import ArchaeoError, Location

from . import Summary


def write(summary: Summary, folder: Path, formats: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write the formats named (all of them by default) and give the files.

    Raises:
        ArchaeoError: a file cannot be written.
    """
    plugs = registry.load("archaeo.summary.formats")
    written = []
    for name in formats or tuple(plugs):
        plug = plugs[name]
        # a format that may need several files gives them all
        made = plug.files(summary) if hasattr(plug, "files") else {plug.FILE: plug.render(summary)}
        for file, result in made.items():
            content = result if isinstance(result, bytes) else result.encode("utf-8", "backslashreplace")
            written.append(_put(folder / file, content))
    return tuple(written)


def _put(file: Path, content: bytes) -> Path:
    beside = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ArchaeoError(f"cannot be written: {error.strerror}", location=Location(str(file))) from None
    return file
