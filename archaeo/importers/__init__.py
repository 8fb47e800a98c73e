"""Importers: each reads one kind of source and yields records. Importers know no git, they get a `Store`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from archaeo import registry
from archaeo.errors import NotMineError

from .svn.source import head, is_url


@dataclass(frozen=True, slots=True)
class Detection:
    """What a file or folder was taken for.

    Attributes:
        importer: NAME of the importer.
        module: the importer.
    """

    path: Path | str
    importer: str
    module: ModuleType


def detect(path: Path | str) -> Detection:
    """Tell which importer reads a source.

    Raises:
        NotMineError: none does.
    """
    plugs = registry.load("archaeo.importers")
    if str(path) == "-" or is_url(str(path)):
        return Detection(path, "svn", plugs["svn"])
    file = Path(path)
    if not file.exists():
        raise NotMineError(f"'{path}' does not exist", hint="check the name")
    beginning = head(file) if file.is_file() else b""
    # a dump says in its first line what it is; a ChangeLog is known by its looks, so it is asked last
    for name in sorted(plugs, key=lambda name: name != "svn"):
        if plugs[name].sniff(file, beginning):
            return Detection(file, name, plugs[name])
    known = "a Subversion dump, a Subversion repository or a ChangeLog"
    raise NotMineError(f"'{path}' is none of what can be converted: {known}", hint="name one of these")
