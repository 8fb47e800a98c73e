"""What was found in single files, remembered by the id of their content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from archaeo.model import SourceFile
from archaeo.shelf import Shelf


def once(shelf: Shelf | None, file: SourceFile, find: Callable[[bytes], Any], how: str = "") -> Any:
    """Give what is found in a file's content, as JSON can hold it; read only where the shelf does not know it.

    Args:
        how: what the finding depends on beside the content.

    Raises:
        ArchaeoError: the file cannot be read.
    """
    if shelf is None or not file.blob:
        return find(file.read())
    return shelf.once(f"{file.blob.hex()} {how}", lambda: find(file.read()))
