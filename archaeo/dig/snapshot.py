"""Reads a folder of which no history is left as a history of one commit: the files as they were found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archaeo.analyzers.sources import folder_files
from archaeo.errors import ArchaeoError, Location
from archaeo.model import Change, Commit, Diagnostic, Identity, ImportOptions, Record, Ref, Store
from archaeo.tree import EXECUTABLE, PLAIN, SYMLINK, File, Tree, TreeEditor

NAME = "folder"


def read(path: Path, store: Store, options: ImportOptions) -> Iterator[Record]:
    """Yield one commit, dated by the newest file, since nothing else tells when.

    Raises:
        ArchaeoError: the folder cannot be read, or is empty.
    """
    editor, changes, newest = TreeEditor(Tree()), [], 0
    for source in folder_files(path):
        file = path / source.path
        try:
            content, status = source.read(), os.lstat(file)
        except (ArchaeoError, OSError) as error:
            yield Diagnostic(Location(str(file)), "unreadable file", str(error), "left out", grave=True)
            continue
        mode = SYMLINK if source.link is not None else EXECUTABLE if status.st_mode & 0o100 else PLAIN
        editor.put(source.path, File(mode, store.put(content)), parents=True)
        changes.append(Change("A", source.path))
        newest = max(newest, int(status.st_mtime))
        options.progress("reading files", len(changes), 0)
    if not changes:
        raise ArchaeoError("no file that can be read", location=Location(str(path)))
    message = "the files as they were found\n\nNo history was found beside them. The date is that of the newest file.\n"
    moment = datetime.fromtimestamp(max(0, newest), UTC)
    changes.sort(key=lambda change: change.path)
    yield Commit("@1", "", (), Identity("unknown"), moment, message, tuple(changes), editor.tree())
    yield Ref("refs/heads/main", "@1")
