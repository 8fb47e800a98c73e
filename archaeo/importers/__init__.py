"""Importers: each reads one kind of source and yields records. Importers know no git, they get a `Store`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from archaeo import registry
from archaeo.errors import ArchaeoError, NotMineError
from archaeo.model import ImportOptions, Record, Store

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
    if (file / "HEAD").is_file() or (file / ".git").exists():
        raise NotMineError(f"'{path}' is a git repository already", hint=f"archaeo summary {path}")
    if file.is_fifo():
        raise NotMineError(f"'{path}' is a pipe, and is read more than once", hint="write it to a file first")
    known = "a Subversion dump, a Subversion repository, a ChangeLog or archives of releases"
    raise NotMineError(f"'{path}' is none of what can be converted: {known}", hint="name one of these")


def detect_all(sources: Sequence[Path | str]) -> ModuleType:
    """Give the importer of several sources, which must be of one kind.

    Raises:
        NotMineError: none reads one of them, or they are of different kinds.
    """
    found = {detection.importer: detection for detection in map(detect, sources)}
    if len(found) > 1:
        kinds = ", ".join(f"'{detection.path}' is {name}" for name, detection in sorted(found.items()))
        raise NotMineError(f"the sources are of different kinds: {kinds}", hint="convert each kind on its own")
    return next(iter(found.values())).module


def read(importer: ModuleType, sources: Sequence[Path | str], store: Store, options: ImportOptions) -> Iterator[Record]:
    """Yield the records of one or several sources.

    Raises:
        ArchaeoError: the importer reads one source at a time.
    """
    if len(sources) == 1:
        yield from importer.read(sources[0], store, options)
    elif hasattr(importer, "read_all"):
        yield from importer.read_all(sources, store, options)
    else:
        raise ArchaeoError(f"{len(sources)} sources of kind {importer.NAME} were named, one is read at a time")
