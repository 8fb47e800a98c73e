"""The jars of a tree: which packages of Java lie in them, by the names of their classes.

A jar is an archive of zip: its list of names is read, nothing is unpacked. An import that a jar answers is not missing.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile

MOST_JARS, MOST_BYTES, MOST_NAMES = 300, 64 << 20, 60_000


def packages(files: Iterable[SourceFile]) -> Mapping[str, tuple[str, ...]]:
    """Give path of a jar to the packages in it, sorted; a jar that cannot be read has none.

    Read are the smallest part of a tree that may be long: no more than ``MOST_JARS`` jars.
    """
    jars = sorted(
        (file for file in files if file.path.endswith(".jar") and file.link is None), key=lambda one: one.path
    )
    return {file.path: _packages(file) for file in jars[:MOST_JARS]}


def _packages(file: SourceFile) -> tuple[str, ...]:
    try:
        content = file.read()
        if len(content) > MOST_BYTES:
            return ()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:MOST_NAMES]
    except (ArchaeoError, zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return ()
    folders = {name.rpartition("/")[0] for name in names if name.endswith(".class") and "/" in name}
    kept = (folder for folder in folders if not folder.startswith(("META-INF", "BOOT-INF", "WEB-INF")))
    return tuple(sorted(folder.replace("/", ".") for folder in kept))


def holding(found: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """Give package to the first jar that has it."""
    made: dict[str, str] = {}
    for path, names in found.items():
        for name in names:
            made.setdefault(name, path)
    return made


def answer(name: str, held: Mapping[str, str]) -> str:
    """Give the jar that an import is answered by, "" for none; an import names a package, a class, or one inside one.

    >>> answer("jam.panels.Dialog", {"jam.panels": "lib/jam.jar"}), answer("jam", {"jam.panels": "lib/jam.jar"})
    ('lib/jam.jar', '')
    """
    at = name.removesuffix(".*")
    for _ in range(3):
        if at in held:
            return held[at]
        at = at.rpartition(".")[0]
        if at.count(".") < 1:
            break
    return ""
