"""Says of a Subversion working copy what it was checked out of: the folder's address and revision.

``.svn/wc.db`` since Subversion 1.7 (an SQLite database, see wc-metadata.sql in its sources), ``.svn/entries`` before
(lines since 1.4, XML before that). Names and passwords in an address are left out.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path


def place(folder: Path) -> tuple[str, int] | None:
    """Give (address, revision) of a working copy, None where it does not say."""
    found = _of_database(folder / ".svn" / "wc.db") or _of_entries(folder / ".svn" / "entries")
    if found is None:
        return None
    address, revision = found
    return re.sub(r"//[^/@\s]*@", "//", address), revision


def _of_database(file: Path) -> tuple[str, int] | None:
    if not file.is_file():
        return None
    query = (
        "select root, repos_path, revision from nodes join repository on repository.id = nodes.repos_id "
        "where local_relpath = '' and op_depth = 0"
    )
    try:
        # immutable: an old disk may be read only, and nothing on it is to be touched
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as base:
            row = base.execute(query).fetchone()
        return (f"{row[0]}/{row[1]}".rstrip("/"), int(row[2])) if row else None
    except (sqlite3.Error, TypeError, ValueError):
        return None


def _of_entries(file: Path) -> tuple[str, int] | None:
    try:
        text = file.read_bytes()[:20_000].decode("utf-8", "replace")
    except OSError:
        return None
    lines = text.split("\n")
    if len(lines) > 4 and lines[2] == "dir" and lines[3].isdigit() and "://" in lines[4]:
        return lines[4], int(lines[3])
    address, revision = re.search(r'\burl="([^"]+)"', text), re.search(r'\brevision="(\d+)"', text)
    return (address[1], int(revision[1])) if address and revision else None
