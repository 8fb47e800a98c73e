"""Output that appears when it is complete: a folder beside the target, which takes the target's name at the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archaeo.errors import ArchaeoError, Location


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """Give a folder that gets the target's name when the block ends well, and is removed when it does not.

    What stood under that name goes only when the new one is in its place; whether it may go, the caller has looked.

    Raises:
        ArchaeoError: there is no room beside the target, or no permission.
    """
    parent = target.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".partial", dir=parent))
    except OSError as error:
        what = f"cannot be written: {(error.strerror or 'unknown').lower()}"
        raise ArchaeoError(what, location=Location(str(target))) from None
    old = folder.with_suffix(".old")
    try:
        yield folder
        folder.chmod(0o755)
        if target.exists():
            target.rename(old)
        folder.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)
