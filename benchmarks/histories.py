"""Makes a dump of a git history, so that there is real data to measure on: the first-parent line of HEAD as trunk.

Small on purpose: no branches, no renames; a tag on that line becomes a copy in tags/. Needs git alone.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from synthetic import Dump

_LINK, _MODULE, _NOTHING = "120000", "160000", "000000"


class _Change(NamedTuple):
    status: str
    mode: str
    blob: str
    path: str


def make(repository: Path, file: Path, limit: int = 0) -> None:
    """Write the dump of a git repository's HEAD, under its name when it is complete; ``limit`` 0 means all commits."""
    part = file.with_suffix(".part")
    tags = _tags(repository)
    texts = subprocess.Popen(
        ["git", "-C", str(repository), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert texts.stdin and texts.stdout
    with part.open("wb") as stream:
        dump = Dump(stream)
        dump.standard()
        folders: dict[str, int] = {"trunk": 1 << 60}
        known: set[str] = set()
        for commit, message, changes in _commits(repository, limit):
            number = dump.revision(message)
            for change in changes:
                _apply(dump, change, folders, known, texts.stdin, texts.stdout)
            for tag in tags.get(commit, ()):
                dump.revision(f"tag {tag}")
                dump.copy("trunk", number, f"tags/{tag}")
    texts.stdin.close()
    texts.wait()
    part.rename(file)


def _commits(repository: Path, limit: int) -> Iterator[tuple[str, str, list[_Change]]]:
    command = [
        "git",
        "-C",
        str(repository),
        "log",
        "--first-parent",
        "--reverse",
        "-z",
        "--raw",
        "--no-abbrev",
        "--root",
    ]
    command += ["-m", "--no-renames", "--format=%x01%H%x02%B%x03", "HEAD"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        out = process.stdout.read().decode("utf-8", "surrogateescape")
    pieces = out.split("\x01")[1:]
    for piece in pieces[: limit or None]:
        commit, _, rest = piece.partition("\x02")
        message, _, raw = rest.partition("\x03")
        fields = [field.strip("\n") for field in raw.split("\0") if field.strip("\n")]
        changes = []
        for head, path in zip(fields[::2], fields[1::2], strict=True):
            _, mode, _, blob, status = head.split(" ")
            changes.append(_Change(status, mode, blob, path))
        yield commit, message.encode("utf-8", "replace").decode().strip(), changes


def _apply(
    dump: Dump, change: _Change, folders: dict[str, int], known: set[str], ask: BinaryIO, answer: BinaryIO
) -> None:
    path = f"trunk/{change.path}"
    if change.status == "D":
        if path in known:
            known.remove(path)
            _leave(dump, path, folders)
        return
    if change.mode in (_LINK, _MODULE, _NOTHING):
        return
    ask.write(change.blob.encode() + b"\n")
    ask.flush()
    size = int(answer.readline().split()[2])
    text = answer.read(size + 1)[:-1]
    if path not in known:
        _enter(dump, path, folders)
    dump.file(path, text, add=path not in known)
    known.add(path)


def _enter(dump: Dump, path: str, folders: dict[str, int]) -> None:
    """Add the directories above a new file; ``folders`` counts what is in each."""
    folder = path.rpartition("/")[0]
    if folder not in folders:
        _enter(dump, folder, folders)
        dump.folder(folder)
        folders[folder] = 0
    folders[folder] += 1


def _leave(dump: Dump, path: str, folders: dict[str, int]) -> None:
    """Delete a file, or the highest directory that is empty without it."""
    folder = path.rpartition("/")[0]
    folders[folder] -= 1
    if folders[folder]:
        dump.remove(path)
    else:
        del folders[folder]
        _leave(dump, folder, folders)


def _tags(repository: Path) -> dict[str, list[str]]:
    command = [
        "git",
        "-C",
        str(repository),
        "for-each-ref",
        "refs/tags",
        "--format=%(objectname) %(*objectname) %(refname:short)",
    ]
    found: dict[str, list[str]] = {}
    for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        plain, peeled, name = line.split(" ", 2)
        found.setdefault(peeled or plain, []).append(name.replace("/", "-"))
    return found
